"""What differs between operating systems, as far as another system can tell."""

from __future__ import annotations

import ntpath
import posixpath
from collections.abc import Callable
from pathlib import Path, PureWindowsPath
from types import ModuleType

import pytest

from orgcheck.reports import file_paths
from orgcheck.snapshot import git, sources, view
from orgcheck.snapshot.git import names_revision, program
from orgcheck.snapshot.sources import path_from


@pytest.mark.parametrize(
    ("path", "folder", "way", "seen"),
    [
        ("/a/b/c.yaml", "/a/d", posixpath, "../b/c.yaml"),
        (r"C:\a\b\c.yaml", r"C:\a\d", ntpath, r"..\b\c.yaml"),
        (r"c:\A\b.yaml", r"C:\a", ntpath, "b.yaml"),
        (r"D:\a\b.yaml", r"C:\a", ntpath, r"D:\a\b.yaml"),
        (r"\\server\share\b.yaml", r"C:\a", ntpath, r"\\server\share\b.yaml"),
    ],
)
def test_a_path_on_another_drive_is_named_whole(
    path: str, folder: str, way: ModuleType, seen: str
) -> None:
    assert path_from(path, folder, way) == seen


@pytest.mark.parametrize(
    ("argument", "isabs", "named"),
    [
        ("main:org.yaml", ntpath.isabs, True),
        (":org.yaml", ntpath.isabs, True),
        ("c:org.yaml", ntpath.isabs, True),
        (r"C:\org.yaml", ntpath.isabs, False),
        ("C:/org.yaml", ntpath.isabs, False),
        ("org.yaml", ntpath.isabs, False),
        ("/a:b/org.yaml", posixpath.isabs, False),
        ("C:/org.yaml", posixpath.isabs, True),
    ],
)
def test_a_drive_is_no_revision(
    argument: str, isabs: Callable[[str], bool], named: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.path.isabs", isabs)
    assert names_revision(argument) is named


def test_an_absolute_path_that_is_missing_is_no_revision(tmp_path: Path) -> None:
    with pytest.raises(sources.SourceError, match="does not exist"):
        sources.texts_of(f"{tmp_path}/a:b.yaml")
    assert view.revision_of(f"{tmp_path}/a:b.yaml") is None


def test_windows_takes_git_from_the_search_path_and_not_from_the_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in ("checkout", "installed"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "git.exe").touch()
    monkeypatch.chdir(tmp_path / "checkout")
    search = ["", ".", str(tmp_path / "missing"), str(tmp_path / "installed")]
    assert program(windows=True, folders=search) == str(tmp_path / "installed/git.exe")
    with pytest.raises(FileNotFoundError):
        program(windows=True, folders=["", "."])
    assert program(windows=False) == "git"


def test_without_git_windows_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> str:
        raise FileNotFoundError("git.exe")

    monkeypatch.setattr(git, "program", missing)
    with pytest.raises(git.GitError, match="git is not installed"):
        git.Repository.here()


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        (r"snapshots\Åland 2024.yaml", "snapshots/%C3%85land%202024.yaml"),
        (r"C:\org\2024.yaml", "file:///C:/org/2024.yaml"),
    ],
)
def test_a_path_of_windows_is_a_uri(file: str, uri: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_paths, "PurePath", PureWindowsPath)
    assert file_paths.uri.__wrapped__(file) == uri


def test_files_of_a_folder_have_one_order_on_every_system(tmp_path: Path) -> None:
    for name in ("b.yaml", "B.yaml", "a/z.yaml", "A.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("units: []\n", encoding="utf-8")
    read = sources.texts_of(str(tmp_path)).texts
    names = [Path(text.name).relative_to(tmp_path).as_posix() for text in read]
    assert names == ["A.yaml", "B.yaml", "a/z.yaml", "b.yaml"]
