"""The pages of reference say what today's commands and rules say."""

from __future__ import annotations

import pytest

from orgcheck.organisation import Organisation
from orgcheck.rules.builtin import BUILTIN
from orgcheck.rules.integrity import check
from orgcheck.snapshot.loading import load
from orgcheck.snapshot.reader import Unreadable
from orgcheck.snapshot.text import SourceText
from tests.docs.reference import PAGES, ROOT
from tests.docs.rule_examples import EXAMPLES


@pytest.mark.parametrize("page", PAGES)
def test_the_page_is_up_to_date(page: str) -> None:
    """Where it is not: `python -m tests.docs.reference`."""
    assert (ROOT / page).read_text("utf-8") == PAGES[page]()


def test_every_rule_of_integrity_has_an_example() -> None:
    assert list(EXAMPLES) == [rule.id for rule in BUILTIN.values() if rule.integrity]


@pytest.mark.parametrize("rule", EXAMPLES)
def test_an_example_breaks_its_rule_and_no_other(rule: str) -> None:
    assert rules_broken_by(EXAMPLES[rule].broken) == {rule}


@pytest.mark.parametrize("rule", EXAMPLES)
def test_a_mended_example_breaks_none(rule: str) -> None:
    assert rules_broken_by(EXAMPLES[rule].mended) == set()


def rules_broken_by(text: str) -> set[str]:
    try:
        reading = load([SourceText("example.yaml", text)], "example")
    except Unreadable:
        return {"ORG001"}
    organisation = Organisation.of(reading)
    return {finding.rule for finding in check(organisation)}
