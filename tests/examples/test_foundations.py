"""The checks of two foundations as packs: every rule is shown, and the tables have every check."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from orgcheck.rules.assertions import custom
from orgcheck.rules.examples import never_shown_to_fail, run_examples
from orgcheck.rules.model import Pack
from orgcheck.rules.packs import read_pack
from orgcheck.snapshot.text import SourceText

EXAMPLES = Path(__file__).parents[2] / "examples"
# How many checks there are, and how many of them are to be said at least.
CHECKS = {"rust-team": (44, 40), "kubernetes-org": (28, 24)}
each = pytest.mark.parametrize("name", CHECKS)


def pack(name: str) -> Pack:
    path = EXAMPLES / name / "rules.yaml"
    return read_pack(SourceText(str(path), path.read_text("utf-8")))


def rows(name: str) -> list[tuple[int, str]]:
    """The checks of a table, each with the rules that say it."""
    table = (EXAMPLES / name / "README.md").read_text("utf-8")
    return [
        (int(number), cell)
        for number, cell in re.findall(r"^\| (\d+) \|.*\| ([^|]+) \|$", table, re.M)
    ]


@each
def test_every_rule_accepts_and_rejects_as_it_shows(name: str) -> None:
    results = run_examples(pack(name))
    assert [result for result in results if not result.agrees] == []
    assert never_shown_to_fail(pack(name), results) == []
    accepted = {result.rule for result in results if result.accepts}
    assert {rule.id for rule in pack(name).every_rule} <= accepted


@each
def test_no_rule_is_written_in_python(name: str) -> None:
    (verb,) = custom.VERBS
    assert f"{verb.name}:" not in (EXAMPLES / name / "rules.yaml").read_text("utf-8")


@each
def test_the_table_has_every_check_and_so_many_are_said(name: str) -> None:
    number, least = CHECKS[name]
    assert [row for row, _ in rows(name)] == list(range(1, number + 1))
    unsaid = [row for row, cell in rows(name) if cell.startswith("not said")]
    assert number - len(unsaid) >= least
    said = (EXAMPLES / name / "README.md").read_text("utf-8")
    assert f"`rules.yaml` says {number - len(unsaid)} of" in said


@each
def test_the_table_names_every_rule_and_no_other(name: str) -> None:
    known = {rule.id for rule in pack(name).every_rule} | {one.rule for one in pack(name).shown}
    named = {
        id for _, cell in rows(name) for id in re.findall(r"[A-Z0-9]{3,4}[0-9]{2}[A-D]?", cell)
    }
    assert known - named == set()
    # ORG902 is told of a waiver.
    assert named - known <= {"ORG902"}
