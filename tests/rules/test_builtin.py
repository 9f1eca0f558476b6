"""The built-in rules are all described, and those that nothing softens are marked as such."""

from __future__ import annotations

from orgcheck.rules.builtin import BUILTIN, BY_TIER
from orgcheck.rules.builtin_rule import Tier
from orgcheck.rules.changes.defaults import DEFAULTS


def test_every_built_in_rule_says_what_holds_why_and_how_to_mend() -> None:
    numbers = (*range(1, 15), *range(900, 907), *range(910, 917))
    expected = [f"ORG{number:03}" for number in numbers]
    assert list(BUILTIN) == [*expected, *(f"CHG{number:03}" for number in range(1, 9))]
    for rule in BUILTIN.values():
        assert all(text.endswith(".") for text in (rule.statement, rule.why, rule.fix))


def test_only_the_rules_of_integrity_and_of_the_review_cannot_be_softened() -> None:
    hard = [id for id, rule in BUILTIN.items() if rule.fixed]
    assert hard == [f"ORG{number:03}" for number in (*range(1, 15), *range(910, 917))]


def test_every_rule_about_changes_is_checked() -> None:
    assert [rule.id for rule in DEFAULTS] == list(BY_TIER[Tier.CHANGE])
