"""The wheel and the sdist: whole, and the same bytes from the same tree."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from zipfile import ZipFile

import pytest
from markdown_it import MarkdownIt

from orgcheck.version import __version__
from tests.regenerate import ROOT

WHEEL = f"orgcheck-{__version__}-py3-none-any.whl"
SDIST = f"orgcheck-{__version__}.tar.gz"


def tracked() -> list[str]:
    """The files of the repository as git lists them; in an sdist, which has no git, its own."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("the files are not in git: these are the files of an sdist")
    return [name for name in listed.stdout.split("\0") if name]


def copied(names: list[str], folder: Path, *, mode: int, time: int) -> Path:
    """A copy of files, with a mode and a time that are no part of them."""
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, file)
        file.chmod(mode | (ROOT / name).stat().st_mode & 0o111)
        os.utime(file, (time, time))
    return folder


def built(source: Path, target: Path, *targets: str) -> Path:
    """What the build backend makes of a tree."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", str(target), *targets],
        cwd=source,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1700000000"},
        check=True,
        capture_output=True,
    )
    return target


@pytest.fixture(scope="module")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both, as they are built from the files that git has."""
    here = tmp_path_factory.mktemp("first")
    return built(copied(tracked(), here / "tree", mode=0o644, time=1_600_000_000), here / "dist")


def test_two_builds_give_the_same_bytes(distributions: Path, tmp_path: Path) -> None:
    again = copied(list(reversed(tracked())), tmp_path / "other", mode=0o600, time=1_650_000_000)
    built(again, tmp_path / "dist")
    for name in (WHEEL, SDIST):
        assert (distributions / name).read_bytes() == (tmp_path / "dist" / name).read_bytes()


def test_the_sdist_gives_the_same_wheel(distributions: Path, tmp_path: Path) -> None:
    with tarfile.open(distributions / SDIST) as archive:
        archive.extractall(tmp_path, filter="data")
    built(tmp_path / SDIST.removesuffix(".tar.gz"), tmp_path / "dist", "-t", "wheel")
    assert (tmp_path / "dist" / WHEEL).read_bytes() == (distributions / WHEEL).read_bytes()


def test_the_sdist_is_what_git_has(distributions: Path) -> None:
    with tarfile.open(distributions / SDIST) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert names == {*tracked(), "PKG-INFO"}


def test_the_wheel_is_the_package_with_its_catalogues_compiled_and_what_shells_and_man_read(
    distributions: Path,
) -> None:
    share = f"orgcheck-{__version__}.data/data/"
    of_git = {name for name in tracked() if name.startswith("orgcheck/")}
    of_git |= {name.removesuffix("po") + "mo" for name in of_git if name.endswith(".po")}
    of_git |= {f"{share}{name}" for name in tracked() if name.startswith("share/")}
    with ZipFile(distributions / WHEEL) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert names == of_git


def test_the_description_of_the_package_leads_to_no_file_beside_it(distributions: Path) -> None:
    with ZipFile(distributions / WHEEL) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith("/METADATA"))
        description = archive.read(name).decode("utf-8").partition("\n\n")[2]
    shown = MarkdownIt().parse(description)
    within = [token for block in shown for token in block.children or ()]
    led_to = [token.attrGet("href") or token.attrGet("src") for token in within]

    assert description.startswith("# orgcheck\n")
    assert "The snapshot format, with the integrity rules" in description
    assert [target for target in led_to if target and not str(target).startswith("https:")] == []
