"""The decision paper in a real browser: nothing runs, nothing is fetched, the pictures are seen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from orgcheck.charts.structure import of_organisation
from orgcheck.charts.svg import svg_element
from orgcheck.reports.formats.paper.html import report
from orgcheck.results import DiffResult
from tests.browser.chromium import Browser, Page
from tests.browser.test_changes_page import RUNNING, quiet, violations
from tests.reports.reorganisations import declared, hostile


def opened(chromium: Browser, change: DiffResult, folder: Path) -> Page:
    """A browser's page of its own, with the paper in it."""
    pictures = tuple(svg_element(of_organisation(side)) for side in (change.old, change.new))
    text = report(replace(change, review=None), pictures=(pictures[0], pictures[1]))
    return chromium.showing(folder, text)


@pytest.mark.parametrize("text", RUNNING)
def test_data_runs_nothing_and_fetches_nothing(
    chromium: Browser, tmp_path: Path, text: str
) -> None:
    quiet(opened(chromium, hostile(text), tmp_path))


def test_the_pictures_are_seen(chromium: Browser, tmp_path: Path) -> None:
    page = opened(chromium, declared(), tmp_path)

    widths = page.value("[...document.images].map(one => one.complete && one.naturalWidth)")
    assert len(widths) == 2
    assert min(widths) > 100


def test_nothing_keeps_people_from_reading_it(chromium: Browser, tmp_path: Path, axe: str) -> None:
    assert violations(opened(chromium, declared(), tmp_path), axe) == []
