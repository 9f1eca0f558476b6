"""`orgcheck conflicts`: a branch held against others, of which only the snapshots are read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from orgcheck.reports.formats import formats_of
from tests.repositories import Repository, write_agency

ADDED = "  - {id: audit, name: Internal Audit, parent: agency}\n"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A repository with a structure and a rule, and a branch that renames a unit."""
    made = Repository.made(tmp_path / "repository")
    write_agency(made)
    made.commit("base")
    branch(made, "ours", "name: Services", "name: Customer Services")
    return made


def branch(repository: Repository, name: str, old: str, new: str) -> None:
    """A branch from main in which a passage of the snapshot is another."""
    repository.git("checkout", "--quiet", "-b", name, "main")
    repository.replace("snapshots/agency.yaml", old, new)
    repository.commit(name)


def test_branches_that_fit_are_told_to_fit(repository: Repository) -> None:
    branch(repository, "theirs", "name: Internal Audit", "name: Audit")
    repository.git("checkout", "--quiet", "ours")
    ended = repository.run("orgcheck", "conflicts", "--with", "theirs")
    assert (ended.status, ended.err) == (0, "")
    assert ended.out == "Nothing collides with 1 other branch.\n"


def test_a_branch_that_collides_is_named_with_both_events(repository: Repository) -> None:
    branch(repository, "theirs", "name: Internal Audit", "name: Audit")
    branch(repository, "other", "name: Services", "name: Public Services")
    repository.git("checkout", "--quiet", "ours")
    ended = repository.run("orgcheck", "conflicts", "--with", "theirs", "--with", "other")
    assert ended.status == 1
    assert ended.out.startswith("Of 2 other branches, 1 is in conflict: other.\n")
    assert "Services is now called Customer Services" in ended.out
    assert "Services is now called Public Services" in ended.out


def test_snapshots_that_both_add_are_held_against_the_one_before_them(
    repository: Repository,
) -> None:
    repository.git("checkout", "--quiet", "main")
    text = (repository.folder / "snapshots/agency.yaml").read_text("utf-8")
    dated = f'{text}version: "2024"\nvalid_from: 2024-01-01\n'
    repository.write("snapshots/agency.yaml", dated)
    repository.commit("dated")
    for name in ("Customer Services", "Public Services"):
        repository.git("checkout", "--quiet", "-b", name.split()[0], "main")
        later = dated.replace("2024", "2025").replace("name: Services", f"name: {name}")
        repository.write("snapshots/agency-2025.yaml", later)
        repository.commit(name)
    ended = repository.run("orgcheck", "conflicts", "--with", "Customer", "--format", "json")
    record = json.loads(ended.out)
    (merge,) = record["merges"]
    assert merge["base"] == "snapshots/agency.yaml"
    assert [one["collision"] for one in merge["merge"]["conflicts"]] == ["two-values"]


def test_the_rules_of_another_branch_are_not_read(repository: Repository) -> None:
    branch(repository, "theirs", "parent: agency}\nposts", "parent: services}\nposts")
    repository.write("orgcheck.toml", "rules = [")
    repository.write("rules/agency.yaml", "broken: [")
    repository.commit("broken rules")
    repository.git("checkout", "--quiet", "ours")
    ended = repository.run("orgcheck", "conflicts", "--with", "theirs")
    assert ended.status == 0


def test_another_branch_that_cannot_be_read_is_noted(repository: Repository) -> None:
    branch(repository, "theirs", "units:", "units: [")
    repository.git("checkout", "--quiet", "ours")
    ended = repository.run("orgcheck", "conflicts", "--with", "theirs")
    assert ended.status == 0
    assert "Note: theirs cannot be read: theirs:snapshots/agency.yaml:3:3: " in " ".join(
        ended.out.split()
    )


def test_a_branch_that_git_does_not_have_is_a_usage_error(repository: Repository) -> None:
    ended = repository.run("orgcheck", "conflicts", "--with", "nowhere")
    assert (ended.status, ended.out) == (2, "")
    assert "git knows no revision nowhere" in ended.err


HOSTILE = "\x1b[31m\u202eServices\n::error::x\n<script>x</script> [l](javascript:x) @all"


@pytest.mark.parametrize("format", formats_of("collisions"))
def test_no_name_of_another_branch_is_obeyed(repository: Repository, format: str) -> None:
    hostile = json.dumps(HOSTILE)
    branch(repository, "<b>other", "name: Services", f"name: {hostile}")
    repository.git("checkout", "--quiet", "ours")
    ended = repository.run("orgcheck", "conflicts", "--with", "<b>other", "--format", format)
    assert (ended.status, ended.err) == (1, "")
    assert "error::x" in ended.out
    for taken in ("\x1b", "\u202e", "\n::error"):
        assert taken not in ended.out
    if format != "json":
        assert ("<script>" in ended.out) == (format == "text")
    if format == "markdown":
        assert "](javascript:" not in ended.out
        assert " @all" not in ended.out


@pytest.mark.parametrize("format", formats_of("collisions"))
def test_every_format_names_the_branch_and_both_events(repository: Repository, format: str) -> None:
    branch(repository, "other", "name: Services", "name: Public Services")
    repository.git("checkout", "--quiet", "ours")
    ended = repository.run("orgcheck", "conflicts", "--with", "other", "--format", format)
    assert ended.status == 1
    for words in ("other", "Customer Services", "Public Services"):
        assert words in ended.out


def test_registers_are_held_against_each_other_on_all_days(repository: Repository) -> None:
    repository.git("checkout", "--quiet", "main")
    repository.replace("snapshots/agency.yaml", "organisation:", "register: true\norganisation:")
    repository.commit("register")
    for name, day in (("first", 2030), ("fits", 2031), ("collides", 2030)):
        row = f"later: [{{from: {day}-01-01, name: {name.title()}}}]"
        branch(repository, name, "name: Internal Audit", f"name: Internal Audit, {row}")
    repository.git("checkout", "--quiet", "first")
    ended = repository.run("orgcheck", "conflicts", "--with", "fits", "--with", "collides")
    assert ended.status == 1
    assert ended.out.startswith("Of 2 other branches, ")
    assert "Internal Audit is now called Collides" in ended.out
    assert "So it is from 2030-01-01 on." in ended.out
