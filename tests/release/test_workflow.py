"""The workflow that makes a release: its own steps, as far as a machine can go that is no host."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path
from zipfile import ZipFile

import pytest

from orgcheck.version import __version__
from tests.integration.steps import Runner, steps_of
from tests.repositories import ROOT, Ended, Repository

BUILD = steps_of(ROOT / ".github/workflows/release.yml", "build")


def clone(folder: Path) -> Repository:
    """The repository as a checkout of its last commit is, with a dated section for the version."""
    made = subprocess.run(
        ["git", "clone", "--quiet", "--no-hardlinks", str(ROOT), str(folder)], check=False
    )
    if made.returncode:
        pytest.skip("there is no git repository to build from: these are the files of an sdist")
    repository = Repository(folder)
    changelog = folder / "CHANGELOG.md"
    text = changelog.read_text("utf-8")
    dated = text.replace("## Unreleased\n", f"## {__version__} - 2030-01-31\n", 1)
    changelog.write_text(dated, encoding="utf-8")
    if dated != text:
        repository.git("commit", "--quiet", "--all", "--message", "A release")
    return repository


def built(repository: Repository, tag: str) -> tuple[Runner, Ended]:
    """What the steps of the job that builds come to in a clone."""
    values = {"github.ref_name": tag}
    (repository.folder.parent / "runner").mkdir()
    variables = {"PYTHONPATH": "", "PATH": os.environ["PATH"]}
    runner = Runner(repository, repository.folder.parent / "runner", values, variables)
    return runner, runner.run(BUILD)


def test_a_tag_that_is_not_the_version_builds_nothing(tmp_path: Path) -> None:
    repository = clone(tmp_path / "clone")
    runner, ended = built(repository, "v0.0.0")
    assert ended.status == 1
    assert "the tag is v0.0.0, and orgcheck/version.py says" in ended.err
    assert runner.ran == ["The tag, the version and the changelog agree"]


@pytest.mark.slow
def test_a_tag_gives_notes_distributions_that_work_and_a_list_of_what_is_installed(
    tmp_path: Path,
) -> None:
    repository = clone(tmp_path / "clone")
    runner, ended = built(repository, f"v{__version__}")
    assert ended.status == 0, ended.err
    assert runner.ran == [step["name"] for step in BUILD if "run" in step]

    wheel, sdist = (f"orgcheck-{__version__}{end}" for end in ("-py3-none-any.whl", ".tar.gz"))
    for name in (sdist, wheel):
        assert f"{name}: installed, and its first steps taken" in ended.out
    assert sorted(one.name for one in (repository.folder / "dist").iterdir()) == sorted(
        [wheel, sdist]
    )
    release = runner.scratch / "release"
    assert (release / "notes.md").read_text("utf-8").startswith("### Added\n")

    listed = json.loads((release / f"orgcheck-{__version__}.cdx.json").read_text("utf-8"))
    versions = {normal(one["name"]): one["version"] for one in listed["components"]}
    assert versions["orgcheck"] == __version__
    assert versions.keys() >= required(repository.folder / "dist" / wheel)
    assert not versions.keys() & {"pip", "setuptools", "hatchling", "build"}
    assert "serialNumber" not in listed  # it would be another for each build


def required(wheel: Path) -> set[str]:
    """What a wheel says that it needs, leaving out its extras."""
    with ZipFile(wheel) as archive:
        (name,) = (one for one in archive.namelist() if one.endswith("/METADATA"))
        metadata = archive.read(name).decode()
    return {
        normal(name)
        for name, rest in re.findall(r"^Requires-Dist: ([\w.-]+)(.*)$", metadata, re.M)
        if "extra ==" not in rest
    }


def normal(name: str) -> str:
    """The name of a package, as the package index compares names."""
    return re.sub(r"[-_.]+", "-", name).lower()
