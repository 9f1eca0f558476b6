"""The records of the integrity rules: found by their names, and true to their examples."""

from __future__ import annotations

import pytest

from orgcheck.errors import Unreadable
from orgcheck.organisation import Organisation
from orgcheck.rules.builtin_rule import IntegrityRule
from orgcheck.rules.integrity import RULES, check
from orgcheck.snapshot.loading import load
from orgcheck.snapshot.text import SourceText

EVERY = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)


def test_every_rule_stands_in_a_module_that_begins_with_its_id() -> None:
    """A second rule of one id, or one in a module of another number, is named here."""
    modules = [rule.check.__module__ for rule in RULES if rule.check is not None]
    numbers = [module.rpartition(".")[2].partition("_")[0].upper() for module in modules]
    assert numbers == [rule.id for rule in RULES if rule.check is not None]
    assert [rule.id for rule in RULES] == [f"ORG{n:03}" for n in range(1, len(RULES) + 1)]


@EVERY
def test_what_fails_breaks_the_rule_and_no_other(rule: IntegrityRule) -> None:
    assert broken_by(rule.fails) == {(rule.id, rule.severity)}


@EVERY
def test_what_passes_breaks_no_rule(rule: IntegrityRule) -> None:
    assert broken_by(rule.passes) == set()


def broken_by(text: str) -> set[tuple[str, object]]:
    """The rules that a snapshot breaks, and what a finding of each weighs."""
    try:
        reading = load([SourceText("example.yaml", text)], "example")
    except Unreadable:
        return {(RULES[0].id, RULES[0].severity)}
    return {(finding.rule, finding.severity) for finding in check(Organisation.of(reading))}
