"""The pages in Finnish and Swedish keep nobody out either."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import orgcheck
from orgcheck.charts.formats import PICTURES
from orgcheck.charts.structure import of_organisation
from orgcheck.language import speaking
from orgcheck.reports.format import Options
from orgcheck.reports.formats import report_on
from tests.browser.chromium import Browser
from tests.browser.test_changes_page import violations

SNAPSHOTS = ("snapshots/2023.yaml", "snapshots/2024.yaml")
RULES = ("rules/kela.yaml",)
PROJECT = Path(__file__).parents[2]


def findings(language: str) -> str | bytes:
    checked = orgcheck.check(SNAPSHOTS[1], rules=RULES)
    return report_on("findings", checked, "html", Options(language=language))


def changes(language: str) -> str | bytes:
    compared = orgcheck.review(*SNAPSHOTS, rules=RULES)
    return report_on("changes", compared, "html", Options(language=language))


def paper(language: str) -> str | bytes:
    compared = orgcheck.review(*SNAPSHOTS, rules=RULES)
    return report_on("changes", compared, "paper", Options(language=language))


def history(language: str) -> str | bytes:
    told = orgcheck.history(*SNAPSHOTS)
    return report_on("histories", told, "html", Options(language=language))


def picture(language: str) -> str | bytes:
    with speaking(language):
        drawing = of_organisation(orgcheck.load(SNAPSHOTS[1]), language=language)
        return PICTURES["html"].draw(drawing)


@pytest.mark.parametrize("language", ["fi", "sv"])
@pytest.mark.parametrize("page", [findings, changes, paper, history, picture])
def test_nothing_keeps_people_from_using_a_page_in_another_language(
    chromium: Browser,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    axe: str,
    page: Callable[[str], str],
    language: str,
) -> None:
    monkeypatch.chdir(PROJECT)
    shown = chromium.showing(tmp_path, page(language))
    assert violations(shown, axe) == []
    assert shown.value("document.documentElement.lang") == language
