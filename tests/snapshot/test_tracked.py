"""Which snapshots a change touches, and what each is to be compared with."""

from __future__ import annotations

from pathlib import Path

import pytest

from orgcheck.snapshot import git
from orgcheck.snapshot.tracked import Pair, State, pairs
from tests.repositories import Repository

WHOLE = "organisation: {name}\nunits: [{{id: a, name: A, top: true}}]\n"
PART = "units: [{id: b, name: B, parent: a}]\n"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    monkeypatch.chdir(tmp_path)
    repository = Repository.made(tmp_path)
    repository.write("s/2023.yaml", WHOLE.format(name="Agency"))
    repository.write("org/head.yaml", WHOLE.format(name="Foundation"))
    repository.write("org/units/b.yaml", PART)
    repository.write("rules/agency.yaml", "pack: agency\nrules: []\n")
    repository.commit()
    return repository


def staged(repository: Repository) -> list[Pair]:
    """What the staged changes are to be compared as, from HEAD to the index."""
    repository.git("add", "--all")
    ours = git.Repository(repository.folder)
    return pairs(State(ours, "HEAD"), State(ours, ""), ours.changed_files("HEAD", ""))


def test_a_changed_file_is_compared_with_itself(repository: Repository) -> None:
    repository.replace("s/2023.yaml", "name: A", "name: B")
    repository.replace("rules/agency.yaml", "agency", "other")
    assert staged(repository) == [Pair("HEAD:s/2023.yaml", ":s/2023.yaml")]


@pytest.mark.parametrize("change", ["edit", "add", "delete"])
def test_a_changed_part_stands_for_its_folder(repository: Repository, change: str) -> None:
    match change:
        case "edit":
            repository.replace("org/units/b.yaml", "name: B", "name: C")
        case "add":
            repository.write("org/units/c.yaml", "units: [{id: c, name: C, parent: a}]\n")
        case "delete":
            (repository.folder / "org/units/b.yaml").unlink()
    assert staged(repository) == [Pair("HEAD:org", ":org")]


def test_a_new_snapshot_is_compared_with_the_one_before_it(repository: Repository) -> None:
    repository.write("s/999.yaml", WHOLE.format(name="Agency"))
    repository.write("s/2024.yaml", WHOLE.format(name="Agency"))
    repository.write("s/2025.yaml", WHOLE.format(name="Agency"))
    repository.write("s/2026.yaml", WHOLE.format(name="Another"))
    assert staged(repository) == [
        Pair("HEAD:s/2023.yaml", ":s/2024.yaml"),
        Pair("HEAD:s/2023.yaml", ":s/2025.yaml"),
        Pair(None, ":s/2026.yaml"),
        Pair(None, ":s/999.yaml"),
    ]


def test_a_series_that_is_all_new_is_compared_in_its_order(repository: Repository) -> None:
    for year in (1, 2, 10):
        repository.write(f"t/{year}.yaml", WHOLE.format(name="New"))
    assert staged(repository) == [
        Pair(None, ":t/1.yaml"),
        Pair(":t/2.yaml", ":t/10.yaml"),
        Pair(":t/1.yaml", ":t/2.yaml"),
    ]


def test_a_moved_snapshot_is_compared_with_what_it_was(repository: Repository) -> None:
    repository.git("mv", "s/2023.yaml", "agency.yaml")
    assert staged(repository) == [Pair("HEAD:s/2023.yaml", ":agency.yaml")]


def test_a_file_that_becomes_a_folder_is_still_the_same_snapshot(repository: Repository) -> None:
    repository.git("rm", "--quiet", "s/2023.yaml")
    repository.write("agency/head.yaml", WHOLE.format(name="Agency"))
    repository.write("agency/parts.yaml", PART)
    assert staged(repository) == [Pair("HEAD:s/2023.yaml", ":agency")]


def test_a_deleted_snapshot_is_gone(repository: Repository) -> None:
    repository.git("rm", "--quiet", "s/2023.yaml")
    assert staged(repository) == [Pair("HEAD:s/2023.yaml", None)]


@pytest.mark.parametrize("text", ["organisatoin: Agency\n", "organisation: [\n", "", "\xff"])
def test_a_snapshot_that_breaks_is_not_taken_for_gone(repository: Repository, text: str) -> None:
    (repository.folder / "s/2023.yaml").write_bytes(text.encode("latin-1"))
    assert staged(repository) == [Pair("HEAD:s/2023.yaml", ":s/2023.yaml")]


def test_the_working_tree_goes_by_its_own_paths(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.replace("s/2023.yaml", "name: A", "name: B")
    monkeypatch.chdir(repository.folder / "s")
    ours = git.Repository(repository.folder)
    found = pairs(State(ours, "HEAD"), State(ours, None), ours.changed_files("HEAD", None))
    assert found == [Pair("HEAD:s/2023.yaml", "2023.yaml")]


def test_a_name_may_hold_what_git_would_quote(repository: Repository) -> None:
    repository.write('s/Ål "and"\n.yaml', WHOLE.format(name="Other"))
    assert staged(repository) == [Pair(None, ':s/Ål "and"\n.yaml')]
