"""What the documentation shows is what the program accepts and does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from orgcheck.descent.ruled import run_history_examples
from orgcheck.rules.examples import run_examples
from orgcheck.rules.integrity import check
from orgcheck.rules.packs import read_pack
from orgcheck.rules.waivers.files import read_waivers
from orgcheck.snapshot.text import SourceText
from tests.building import organisation

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("docs/*.md"), ROOT / "README.md"])


def blocks(language: str) -> list[tuple[str, str]]:
    """Every fenced block of a language, with its page and number."""
    return [
        (f"{page.name}-{number}", block)
        for page in PAGES
        for number, block in enumerate(
            re.findall(rf"^```{language}\n(.*?)^```", page.read_text("utf-8"), re.M | re.S), 1
        )
    ]


SNAPSHOTS = [(name, text) for name, text in blocks("yaml") if text.startswith("organisation:")]
MANIFESTS = [(name, text) for name, text in blocks("yaml") if text.startswith("reorganisation:")]
WAIVERS = [(name, text) for name, text in blocks("yaml") if text.startswith("waivers:")]
PACKS = [(name, text) for name, text in blocks("yaml") if text.startswith("pack:")]


@pytest.mark.parametrize(("name", "text"), SNAPSHOTS, ids=[name for name, _ in SNAPSHOTS])
def test_a_snapshot_that_is_shown_is_one(name: str, text: str) -> None:
    assert check(organisation(text, name=name)) == []


@pytest.mark.parametrize(("name", "text"), PACKS, ids=[name for name, _ in PACKS])
def test_a_pack_that_is_shown_agrees_with_its_examples(name: str, text: str) -> None:
    pack = read_pack(SourceText(name, text))
    results = [*run_examples(pack), *run_history_examples(pack)]
    assert results, "a pack that is shown has examples"
    assert [result for result in results if not result.agrees] == []


@pytest.mark.parametrize(("name", "text"), MANIFESTS, ids=[name for name, _ in MANIFESTS])
def test_a_manifest_that_is_shown_is_one(name: str, text: str) -> None:
    bodies = "bodies: [{id: board, name: Board, type: organ}]\n"
    units = "units: [{id: a, name: A, top: true}]\n"
    assert check(organisation(text + bodies + units, name=name)) == []


@pytest.mark.parametrize(("name", "text"), WAIVERS, ids=[name for name, _ in WAIVERS])
def test_waivers_that_are_shown_are_such(name: str, text: str) -> None:
    assert read_waivers([SourceText(name, text)])
