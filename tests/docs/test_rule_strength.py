"""The page on strength shows what the command measures today, to the last survivor."""

from __future__ import annotations

import re

import pytest

from orgcheck import load
from orgcheck.rules.packs import read_pack
from orgcheck.rules.strength import Strength, measured, plan
from orgcheck.rules.strength.mistakes import MISTAKES
from orgcheck.snapshot.text import SourceText
from tests.regenerate import ROOT

PAGE = (ROOT / "docs" / "rule-strength.md").read_text("utf-8")
YEARS = ("2023", "2024")


@pytest.fixture(scope="module", params=YEARS)
def strength(request: pytest.FixtureRequest) -> tuple[str, Strength]:
    """The strength of Kela's rules for each of its snapshots."""
    organisation = load(ROOT / "snapshots" / f"{request.param}.yaml")
    pack = read_pack(SourceText("kela.yaml", (ROOT / "rules" / "kela.yaml").read_text("utf-8")))
    tried = plan(organisation, 5_000)
    return request.param, Strength(tried, tuple(measured(organisation, [pack], tried)), ())


def test_the_shares_are_those_that_are_measured(strength: tuple[str, Strength]) -> None:
    year, measure = strength
    row = f"| {year} | {len(measure.outcomes):,} | {measure.caught:,} | {measure.share:.1f}% |"
    assert row in PAGE


def test_every_survivor_is_in_a_group_with_its_reason(strength: tuple[str, Strength]) -> None:
    year, measure = strength
    explained: dict[str, int] = {}
    groups = PAGE.partition("in one of these groups:")[2].partition("|---|")[2]
    for words, *counts in re.findall(r"^\| ([^|]+) \| (\d+) \| (\d+) \| [^|]+ \|$", groups, re.M):
        kind = words.partition(":")[0]
        explained[kind] = explained.get(kind, 0) + int(counts[YEARS.index(year)])
    # "moved under another business unit" is a kind of move.
    explained["moved under another unit"] = explained.pop("moved under another business unit")
    left = {
        MISTAKES[kind].words: tried - caught
        for kind, (tried, caught) in measure.by_kind.items()
        if tried > caught
    }
    assert explained == left
