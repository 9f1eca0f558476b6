"""The built-in rules are all described, and those that nothing softens are marked as such."""

from __future__ import annotations

import pytest

from orgcheck.rules.builtin import BUILTIN, BY_TIER
from orgcheck.rules.builtin_rule import Tier
from orgcheck.rules.changes.defaults import DEFAULTS


def test_every_built_in_rule_says_what_holds_why_and_how_to_mend() -> None:
    for id, rule in BUILTIN.items():
        assert all(text.endswith(".") for text in (rule.statement, rule.why, rule.fix)), id


@pytest.mark.parametrize(
    ("tier", "begins"),
    [
        (Tier.INTEGRITY, "ORG0"),
        (Tier.RULES, "ORG90"),
        (Tier.WAIVERS, "ORG90"),
        (Tier.REVIEW, "ORG91"),
        (Tier.CHANGE, "CHG0"),
    ],
)
def test_an_id_says_what_its_rule_is_about(tier: Tier, begins: str) -> None:
    assert all(id.startswith(begins) for id in BY_TIER[tier])


def test_only_the_rules_of_integrity_and_of_the_review_cannot_be_softened() -> None:
    hard = {id for id, rule in BUILTIN.items() if rule.fixed}
    assert hard == BY_TIER[Tier.INTEGRITY].keys() | BY_TIER[Tier.REVIEW].keys()


def test_every_rule_about_changes_is_checked() -> None:
    assert [rule.id for rule in DEFAULTS] == list(BY_TIER[Tier.CHANGE])
