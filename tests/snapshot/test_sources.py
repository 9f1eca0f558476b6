"""What an argument may name: a file, a folder, standard input, a revision in a real repository."""

from __future__ import annotations

import io
import os
import subprocess
from pathlib import Path

import pytest

from orgcheck.errors import Unreadable
from orgcheck.snapshot.sources import Input, SourceError, texts_of


def names(given: Input) -> list[str]:
    return [text.name for text in given.texts]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def repository(folder: Path) -> Path:
    (folder / "org").mkdir()
    (folder / "org" / "a.yaml").write_text("organisation: Old")
    (folder / "org" / "b.yaml").write_text("units: []")
    (folder / "one.yaml").write_text("organisation: One")
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "first")
    (folder / "org" / "a.yaml").write_text("organisation: New")
    return folder


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True)


# -- files ------------------------------------------------------------------------------------


def test_a_file_is_named_as_it_was_given(folder: Path) -> None:
    (folder / "2024.yaml").write_text("organisation: A")
    given = texts_of("2024.yaml")
    assert (given.label, names(given)) == ("2024", ["2024.yaml"])


@pytest.mark.parametrize(
    ("argument", "unreadable", "words"),
    [
        ("missing.yaml", False, "missing.yaml does not exist"),
        ("pipe", True, "pipe is not a regular file"),
        ("/dev/null", True, "/dev/null is not a regular file"),
        ("dangling", True, "dangling cannot be read: no such file"),
        ("loop", True, "loop cannot be read: too many levels of symbolic links"),
        ("empty", False, "empty holds no snapshot"),
    ],
)
def test_what_cannot_be_read_says_why(
    folder: Path, argument: str, unreadable: bool, words: str
) -> None:
    os.mkfifo(folder / "pipe")
    (folder / "dangling").symlink_to("nowhere")
    (folder / "loop").symlink_to("loop")
    (folder / "empty").mkdir()
    with pytest.raises(SourceError) as refused:
        texts_of(argument)
    assert words in refused.value.message
    assert refused.value.unreadable is unreadable


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_says_so(folder: Path) -> None:
    (folder / "a.yaml").touch(mode=0)
    with pytest.raises(SourceError, match="permission denied"):
        texts_of("a.yaml")


def test_a_file_beyond_the_limit_is_refused(folder: Path) -> None:
    (folder / "a.yaml").write_bytes(b"#" * (2**20 + 1))
    with pytest.raises(Unreadable) as refused:
        texts_of("a.yaml", most_mib=1)
    (problem,) = refused.value.problems
    assert problem.message == "the file is larger than 1 MiB"
    assert problem.fix == "raise the limit with --max-size"


@pytest.mark.parametrize("size", [2**20, 2**20 + 1, 3 * 2**20])
def test_a_stream_beyond_the_limit_is_refused(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"#" * size)))
    if size == 2**20:
        assert len(texts_of("-", most_mib=1).texts[0].text) == size
    else:
        with pytest.raises(Unreadable, match="larger than 1 MiB"):
            texts_of("-", most_mib=1)


def test_all_of_a_long_pipe_is_read() -> None:
    reading, writing = os.pipe()
    with subprocess.Popen(["head", "-c", "3000000", "/dev/zero"], stdout=writing):
        os.close(writing)
        text = texts_of(f"/dev/fd/{reading}").texts[0].text
    os.close(reading)

    assert len(text) == 3_000_000


def test_a_file_that_changes_while_it_is_read_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "a.yaml").write_text("organisation: A\n")
    set_blocking = os.set_blocking

    def meanwhile(descriptor: int, blocking: bool) -> None:
        # Between the look at the file and the reading of it, another program writes.
        with (folder / "a.yaml").open("a") as other:
            other.write("units: []\n")
        set_blocking(descriptor, blocking)

    monkeypatch.setattr(os, "set_blocking", meanwhile)
    with pytest.raises(SourceError, match=r"a\.yaml changed while it was read") as refused:
        texts_of("a.yaml")
    assert (refused.value.unreadable, refused.value.fix) == (True, "run the command again")


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"organisation: A")))
    given = texts_of("-")
    assert (given.texts[0].name, given.texts[0].text) == ("stdin", "organisation: A")


# -- folders ----------------------------------------------------------------------------------


def test_a_folder_holds_its_files_in_sorted_order(folder: Path) -> None:
    for name in ("b.yml", "a.json", "sub/c.yaml", ".hidden.yaml", ".git/d.yaml", "notes.txt"):
        path = folder / "org" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("units: []")
    given = texts_of("org")
    assert (given.label, names(given)) == ("org", ["org/a.json", "org/b.yml", "org/sub/c.yaml"])


def test_links_that_lead_out_of_a_folder_are_left_out(folder: Path) -> None:
    (folder / "secret.yaml").write_text("organisation: Secret")
    (folder / "out").mkdir()
    (folder / "out" / "x.yaml").write_text("units: []")
    (folder / "org").mkdir()
    (folder / "org" / "a.yaml").write_text("organisation: A")
    (folder / "org" / "b.yaml").symlink_to("a.yaml")
    (folder / "org" / "out.yaml").symlink_to("../secret.yaml")
    (folder / "org" / "sub").symlink_to("../out")
    (folder / "org" / "circle").symlink_to(".")
    assert names(texts_of("org")) == ["org/a.yaml"]


# -- revisions --------------------------------------------------------------------------------


@pytest.mark.usefixtures("repository")
def test_a_revision_has_what_git_has() -> None:
    given = texts_of("HEAD:org/a.yaml")
    assert (given.label, names(given)) == ("a", ["HEAD:org/a.yaml"])
    assert given.texts[0].text == "organisation: Old"


@pytest.mark.usefixtures("repository")
def test_a_folder_at_a_revision() -> None:
    given = texts_of("main:org")
    assert (given.label, names(given)) == ("org", ["main:org/a.yaml", "main:org/b.yaml"])


def test_the_index_has_what_is_staged_under_the_names_of_the_files(repository: Path) -> None:
    git(repository, "add", "org")
    assert texts_of(":org/a.yaml").texts[0].text == "organisation: New"
    assert names(texts_of(":org")) == ["org/a.yaml", "org/b.yaml"]


def test_a_path_may_count_from_the_current_folder(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository / "org")
    assert texts_of("HEAD:./a.yaml").texts[0].text == "organisation: Old"
    assert texts_of("HEAD:one.yaml").texts[0].text == "organisation: One"
    assert names(texts_of("HEAD:./")) == names(texts_of("HEAD:./.")) != []
    assert names(texts_of("HEAD:./")) == ["HEAD:./a.yaml", "HEAD:./b.yaml"]


def test_an_existing_file_wins(repository: Path) -> None:
    (repository / "HEAD:one.yaml").write_text("organisation: File")
    assert texts_of("HEAD:one.yaml").texts[0].text == "organisation: File"


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize(
    ("argument", "words"),
    [
        ("nowhere:one.yaml", "git knows no revision nowhere"),
        ("--help:one.yaml", "git knows no revision --help"),
        ("HEAD:two.yaml", "revision HEAD has no two.yaml"),
        (":two.yaml", "the index has no two.yaml"),
        ("HEAD:../x", "revision HEAD has no ../x"),
    ],
)
def test_what_a_repository_does_not_have(argument: str, words: str) -> None:
    with pytest.raises(SourceError) as refused:
        texts_of(argument)
    assert words in refused.value.message
    assert not refused.value.unreadable


@pytest.mark.usefixtures("folder")
def test_outside_of_a_repository() -> None:
    with pytest.raises(SourceError, match="is in no git repository"):
        texts_of("HEAD:a.yaml")


def test_links_in_a_revision_are_left_out(repository: Path) -> None:
    (repository / "org" / "c.yaml").symlink_to("/etc/passwd")
    git(repository, "add", "org")
    git(repository, "commit", "-q", "-m", "link")
    assert names(texts_of("HEAD:org")) == ["HEAD:org/a.yaml", "HEAD:org/b.yaml"]
