"""The decision paper in a real browser: nothing runs, nothing is fetched, the pictures are seen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from orgcheck.reports.formats.paper.html import report
from orgcheck.results import DiffResult
from tests.browser.chromium import Browser, Page
from tests.browser.test_changes_page import RUNNING, quiet, violations
from tests.reports.pdfs import Pdf
from tests.reports.reorganisations import change, declared, hostile


def opened(chromium: Browser, made: DiffResult, folder: Path) -> Page:
    """A browser's page of its own, with the paper in it."""
    return chromium.showing(folder, report(replace(made, review=None)))


@pytest.mark.parametrize("text", RUNNING)
def test_data_runs_nothing_and_fetches_nothing(
    chromium: Browser, tmp_path: Path, text: str
) -> None:
    quiet(opened(chromium, hostile(text), tmp_path))


def test_the_picture_is_seen(chromium: Browser, tmp_path: Path) -> None:
    page = opened(chromium, declared(), tmp_path)

    widths = page.value("[...document.images].map(one => one.complete && one.naturalWidth)")
    assert len(widths) == 1
    assert min(widths) > 100


@pytest.mark.parametrize("width", [1400, 420])
def test_the_picture_can_be_read_on_every_screen(
    chromium: Browser, tmp_path: Path, width: int
) -> None:
    path = tmp_path / "page.html"
    path.write_text(report(replace(declared(), review=None)), encoding="utf-8")
    page = chromium.page(width=width)
    page.open(path)

    image = "document.images[0]"
    assert page.value(f"{image}.clientWidth == Number({image}.getAttribute('width'))")
    assert page.value("document.documentElement.scrollWidth") <= width


def test_nothing_keeps_people_from_reading_it(chromium: Browser, tmp_path: Path, axe: str) -> None:
    assert violations(opened(chromium, declared(), tmp_path), axe) == []


def test_printed_its_first_page_can_be_decided_on_and_a_draft_is_marked_on_each(
    chromium: Browser, tmp_path: Path
) -> None:
    file = tmp_path / "paper.pdf"
    opened(chromium, declared(), tmp_path).pdf(file)
    printed = Pdf(file.read_bytes())
    pages = printed.pages

    assert min(printed.sizes) >= 7
    assert "6. Not stated" in pages[0]
    assert "Annex 1" in pages[1][:40]
    assert [page.count("DRAFT, not decided") for page in pages] == [1] * len(pages)


def test_printed_a_draft_is_marked_in_the_margin_of_sheets_that_lie_across_too(
    chromium: Browser, tmp_path: Path
) -> None:
    file = tmp_path / "paper.pdf"
    old = "units: [{id: top, name: Top, top: true}, {id: a, name: A, parent: top}]\n"
    opened(chromium, change(old, old.replace("name: A", "name: B")), tmp_path).pdf(file)
    first, *others = Pdf(file.read_bytes()).places("DRAFT")

    assert first.right < 150
    # The sheets leave 18 mm free above their text.
    assert [one for one in others if one.top > 18 * 72 / 25.4 or one.right > 150] == []
    assert any(one.across for one in others)
