"""What a reader meets first is translated, in languages that are begun only."""

from __future__ import annotations

from gettext import GNUTranslations
from typing import Any

import pytest

import orgcheck
from hatch_build import CATALOGUES
from orgcheck.changes.kinds import event_types
from orgcheck.reports.format import Options
from orgcheck.reports.formats import report_on
from tests.language.catalogues import catalogue, is_translated

BEGUN = ("de", "fr")
OLD, NEW, RULES = "snapshots/2023.yaml", "snapshots/2024.yaml", ["rules/kela.yaml"]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> set[tuple[str | None, str]]:
    """The sentences that catalogues are asked for, each with its context."""
    found: set[tuple[str | None, str]] = set()
    for name, at in (("gettext", 0), ("ngettext", 0), ("pgettext", 1), ("npgettext", 1)):
        method = getattr(GNUTranslations, name)

        def noted(*given: Any, method: Any = method, at: int = at) -> str:
            found.add((given[1] if at else None, given[1 + at]))
            text: str = method(*given)
            return text

        monkeypatch.setattr(GNUTranslations, name, noted)
    return found


@pytest.mark.parametrize("language", BEGUN)
def test_the_reports_on_kela_are_translated(
    language: str, asked: set[tuple[str | None, str]]
) -> None:
    """Those on its newer structure, and on the change to it, as they stand in a terminal."""
    options = Options(language=language)
    checked = orgcheck.check(NEW, rules=RULES, language=language)
    report_on("findings", checked, "text", options)
    report_on("changes", orgcheck.review(OLD, NEW, rules=RULES, language=language), "text", options)

    known = catalogue(CATALOGUES / f"{language}.po")
    assert len(asked) > 40
    missing = [
        (context, id)
        for context, id in sorted(asked, key=str)
        if (message := known.get(id, context)) is None or not is_translated(message)
    ]
    assert missing == []


@pytest.mark.parametrize("language", BEGUN)
def test_every_kind_of_event_has_a_word(language: str) -> None:
    known = catalogue(CATALOGUES / f"{language}.po")
    lacking = [
        noun.one
        for one in event_types().values()
        for noun in (one.noun, one.counted)
        if (message := known.get(noun.one)) is None or not is_translated(message)
    ]
    assert lacking == []
