"""The hooks under the real pre-commit, installed from this repository."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.repositories import AGENCY, ROOT, Ended, Repository, write_agency

HOOKS = ".pre-commit-hooks.yaml"
CONFIG = """\
repos:
  - repo: {source}
    rev: {rev}
    hooks:
      - id: orgcheck-validate
      - id: orgcheck-diff
"""


def source(folder: Path, *, installed: bool) -> Repository:
    """A repository with the hooks as they stand in the working tree.

    `installed`, they come with the program and every file that stands at the top, so that no
    script of the build can be forgotten. Otherwise they run the program under test, and nothing
    has to be fetched.
    """
    source = Repository.made(folder)
    if installed:
        unwanted = shutil.ignore_patterns("__pycache__", ".*_cache")
        shutil.copytree(ROOT / "orgcheck", source.folder / "orgcheck", ignore=unwanted)
    for path in ROOT.iterdir() if installed else [ROOT / HOOKS]:
        # In a further working tree of git `.git` is a file, too.
        if path.is_file() and path.name != ".git":
            shutil.copy(path, source.folder)
    if not installed:
        source.replace(HOOKS, "language: python", "language: system")
    source.commit()
    return source


def begun(folder: Path, *, installed: bool = False) -> Repository:
    """A repository in which the hooks stand before every commit."""
    hooks = source(folder / "hooks", installed=installed)
    rev = hooks.git("rev-parse", "HEAD").strip()
    made = Repository.made(folder / "repository").folder
    variables = {"PRE_COMMIT_HOME": str(folder / "home")}
    repository = Repository(made, {**variables, "PYTHONPATH": ""} if installed else variables)
    repository.write(".pre-commit-config.yaml", CONFIG.format(source=hooks.folder, rev=rev))
    write_agency(repository)
    ended = repository.run("pre-commit", "install")
    assert ended.status == 0, ended.err
    return repository


def committed(repository: Repository) -> Ended:
    """Try to commit everything, hooks and all."""
    repository.git("add", "--all")
    return repository.run("git", "commit", "--quiet", "--message", "a change")


def one_accepted_and_one_refused(repository: Repository) -> None:
    """The first commit, one that breaks a rule, one that does not."""
    first = committed(repository)
    assert first.status == 0, first.out + first.err
    assert "this is the first commit: there is nothing to compare with" in first.err

    repository.replace("snapshots/agency.yaml", "Audit, parent: agency", "Audit, parent: services")
    refused = committed(repository)
    assert refused.status == 1
    assert "snapshots/agency.yaml:5:47 error AGY001" in refused.err
    assert repository.git("rev-list", "--count", "HEAD") == "1\n"

    repository.replace(
        "snapshots/agency.yaml", "parent: services}", "parent: services, reports_to: director}"
    )
    accepted = committed(repository)
    assert accepted.status == 0, accepted.err
    assert "Internal Audit" in accepted.err, "the committer reads what the commit does"
    assert repository.git("rev-list", "--count", "HEAD") == "2\n"

    repository.git("rm", "--quiet", "snapshots/agency.yaml")
    deleted = committed(repository)
    assert deleted.status == 1, deleted.err
    assert "error ORG910 snapshots/agency.yaml" in deleted.err


def test_a_commit_is_refused_and_another_accepted(tmp_path: Path) -> None:
    one_accepted_and_one_refused(begun(tmp_path))


@pytest.mark.slow
def test_the_hooks_are_installed_with_all_that_they_need(tmp_path: Path) -> None:
    one_accepted_and_one_refused(begun(tmp_path, installed=True))


def test_all_files_are_checked_on_request(tmp_path: Path) -> None:
    repository = begun(tmp_path)
    repository.replace("snapshots/agency.yaml", "Audit, parent: agency", "Audit, parent: services")
    repository.commit()
    ended = repository.run("pre-commit", "run", "--all-files")
    assert ended.status == 1
    assert "error AGY001" in ended.out
    assert "no snapshot is about to change" in ended.out


def test_a_folder_that_loses_a_part_is_checked(tmp_path: Path) -> None:
    repository = begun(tmp_path)
    (repository.folder / "snapshots/agency.yaml").unlink()
    repository.write("snapshots/agency/head.yaml", AGENCY)
    repository.write("snapshots/agency/a.yaml", "units: [{id: a, name: A, parent: agency}]\n")
    repository.write("snapshots/agency/b.yaml", "units: [{id: b, name: B, parent: a}]\n")
    repository.commit()
    repository.git("rm", "--quiet", "snapshots/agency/a.yaml")
    ended = committed(repository)
    assert ended.status == 1
    assert "snapshots/agency/b.yaml:1:34 error ORG004" in ended.err
