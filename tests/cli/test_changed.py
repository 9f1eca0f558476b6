"""`orgcheck changed`: the snapshots that a branch touches, for a loop of the shell."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.runs import Run
from tests.repositories import Repository

AGENCY = "organisation: Agency\nunits: [{id: a, name: A, top: true}]\n"


@pytest.fixture
def repository(folder: Path) -> Repository:
    """A repository with one snapshot, on a branch that left main at its first commit."""
    repository = Repository.made(folder)
    repository.write("s/2023.yaml", AGENCY)
    repository.commit()
    repository.git("switch", "--quiet", "--create", "reorganisation")
    return repository


def test_each_line_is_a_pair_with_a_tab(run: Run, repository: Repository) -> None:
    base = repository.git("rev-parse", "HEAD").strip()
    repository.replace("s/2023.yaml", "name: A", "name: B")
    repository.write("s/2024.yaml", AGENCY)
    repository.commit()
    ended = run("changed", "--since", "main")
    assert (ended.status, ended.out, ended.err) == (
        0,
        f"{base}:s/2023.yaml\ts/2023.yaml\n{base}:s/2023.yaml\ts/2024.yaml\n",
        "",
    )


def test_what_the_other_branch_did_meanwhile_does_not_count(
    run: Run, repository: Repository
) -> None:
    repository.git("switch", "--quiet", "main")
    repository.replace("s/2023.yaml", "name: A", "name: B")
    repository.commit()
    repository.git("switch", "--quiet", "reorganisation")
    assert run("changed", "--since", "main").out == ""


def test_paths_leave_out_what_lies_elsewhere(run: Run, repository: Repository) -> None:
    repository.replace("s/2023.yaml", "name: A", "name: B")
    assert run("changed", "--since", "main", "elsewhere").out == ""
    assert run("changed", "--since", "main", "s").out != ""
    assert run("changed", "--since", "main", ".").out != ""
    assert run("changed", "--since", "main", "s/2023.yaml").out != ""
    assert run("changed", "--since", "main", "t/*.yaml", "s/*.yaml").out != ""
    assert run("changed", "--since", "main", "s/*.yml").out == ""


def test_what_came_from_nothing_and_what_is_gone_are_named(
    run: Run, repository: Repository
) -> None:
    repository.git("rm", "--quiet", "s/2023.yaml")
    repository.write("other.yaml", AGENCY.replace("Agency", "Other"))
    repository.commit()
    ended = run("changed", "--since", "main")
    assert (ended.status, ended.out) == (0, "")
    assert ended.err.splitlines() == [
        "Note: other.yaml is new: there is nothing to compare it with",
        "Note: s/2023.yaml is gone: there is nothing to compare it with",
    ]


def test_the_pairs_are_arguments_wherever_it_is_called(
    run: Run, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.replace("s/2023.yaml", "name: A", "name: B")
    monkeypatch.chdir(repository.folder / "s")
    old, new = run("changed", "--since", "main").out.rstrip("\n").split("\t")
    assert "1 rename" in run("diff", old, new).out


@pytest.mark.usefixtures("repository")
def test_a_revision_that_git_does_not_have_is_usage(run: Run) -> None:
    ended = run("changed", "--since", "nowhere")
    assert (ended.status, ended.out) == (2, "")
    assert "git knows no revision nowhere" in ended.err


def test_without_a_shared_commit_it_says_what_to_fetch(run: Run, repository: Repository) -> None:
    repository.git("switch", "--quiet", "--orphan", "apart")
    repository.write("x.yaml", AGENCY)
    repository.commit()
    ended = run("changed", "--since", "main")
    assert ended.status == 2
    assert "git fetch --unshallow" in ended.err


@pytest.mark.parametrize("name", ["s/2024\t.yaml", "s/2024\n.yaml"])
def test_a_name_that_would_make_another_line_is_refused(
    run: Run, repository: Repository, name: str
) -> None:
    repository.write(name, AGENCY)
    repository.commit()
    ended = run("changed", "--since", "main")
    assert (ended.status, ended.out) == (2, "")
    assert "a tab or a line break in the name" in ended.err


def test_a_name_cannot_become_an_option(run: Run, repository: Repository) -> None:
    repository.write("-x.yaml", AGENCY.replace("Agency", "Other"))
    repository.commit()
    repository.replace("-x.yaml", "name: A", "name: B")
    _, new = run("changed", "--since", "HEAD").out.rstrip("\n").split("\t")
    assert new == "./-x.yaml"


def test_a_file_cannot_stand_in_for_a_revision(run: Run, repository: Repository) -> None:
    base = repository.git("rev-parse", "HEAD").strip()
    repository.replace("s/2023.yaml", "name: A", "name: B")
    repository.write(f"{base}:s/2023.yaml", AGENCY.replace("name: A", "name: B"))
    repository.commit()
    ended = run("changed", "--since", "main")
    assert (ended.status, ended.out) == (2, "")
    assert "would be read in place of what git has" in ended.err
