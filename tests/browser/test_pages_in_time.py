"""The pages of a history and of a lineage in a real browser, on a wide and a narrow screen."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import pytest

from orgcheck.descent.history import History, history_of
from orgcheck.descent.lineage import lineage_of
from orgcheck.descent.versions import Version
from orgcheck.reports.formats.html import history as history_page
from orgcheck.reports.formats.html import lineage as lineage_page
from tests.browser.chromium import Browser, Page
from tests.browser.test_changes_page import RUNNING, quiet, violations
from tests.descent.histories import of_units
from tests.ministry import after, before

WIDE, NARROW = 1400, 360


@cache
def ministry() -> History:
    return history_of((Version("before.yaml", before()), Version("after.yaml", after())))


PAGES: Mapping[str, Callable[[], str]] = {
    "history": lambda: history_page.report(ministry()),
    "lineage": lambda: lineage_page.report(lineage_of(ministry(), "2500")),
}


def opened(chromium: Browser, text: str, folder: Path, width: int = WIDE) -> Page:
    """A browser's page of its own, with a report in it."""
    path = folder / "page.html"
    path.write_text(text, encoding="utf-8")
    page = chromium.page(width=width)
    page.open(path)
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("which", PAGES)
def test_nothing_keeps_people_from_reading_it(
    chromium: Browser, tmp_path: Path, axe: str, which: str, width: int, scheme: str
) -> None:
    page = opened(chromium, PAGES[which](), tmp_path, width)
    page.media(scheme=scheme)

    assert violations(page, axe) == []


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("which", PAGES)
def test_the_picture_scrolls_and_the_page_does_not(
    chromium: Browser, tmp_path: Path, which: str, width: int
) -> None:
    page = opened(chromium, PAGES[which](), tmp_path, width)

    assert page.value("document.querySelector('.flow svg').getBoundingClientRect().width") > 100
    assert page.value("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [WIDE, 390])
def test_the_figures_fit_every_screen(chromium: Browser, tmp_path: Path, width: int) -> None:
    page = opened(chromium, PAGES["history"](), tmp_path, width)
    table = "document.querySelector('.wide')"
    assert page.value(f"{table}.scrollWidth <= {table}.clientWidth")


def test_on_paper_nobody_is_asked_to_point(chromium: Browser, tmp_path: Path) -> None:
    page = opened(chromium, PAGES["history"](), tmp_path)
    assert page.seen(".on-screen") == ["Point at one to follow it."]

    page.media(kind="print")
    assert page.seen(".on-screen") == []


@pytest.mark.parametrize("text", RUNNING)
def test_data_runs_nothing_and_fetches_nothing(
    chromium: Browser, tmp_path: Path, text: str
) -> None:
    named = json.dumps(text)
    found = of_units([f"id: a, name: {named}"], [f"id: b, name: {named}, replaces: [a]"])

    for made in (history_page.report(found), lineage_page.report(lineage_of(found, "b"))):
        quiet(opened(chromium, made, tmp_path))
