"""The pages of reference and the schemas say what today's commands, rules and formats say."""

from __future__ import annotations

import re

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


@pytest.mark.parametrize("name", ["snapshots/2023.yaml", "snapshots/2024.yaml", "rules/kela.yaml"])
def test_an_editor_finds_the_schema_of_a_file(name: str) -> None:
    file = ROOT / name
    (link,) = re.findall(r"^# yaml-language-server: \$schema=(\S+)$", file.read_text("utf-8"), re.M)
    found = file.parent / link
    kind = {"snapshots": "snapshot.json", "rules": "rules.json"}[file.parent.name]
    assert found.resolve() == ROOT / "schemas" / kind


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
