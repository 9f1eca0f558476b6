"""The page of a picture in a real browser: nothing runs, nothing is fetched, all can read it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from orgcheck.charts.change import of_change
from orgcheck.charts.drawing import Drawing
from orgcheck.charts.html import on_pages, page
from orgcheck.charts.pages import paged
from orgcheck.charts.sheets import SHEETS
from tests.browser.chromium import Browser, Page
from tests.browser.test_changes_page import RUNNING, quiet, violations
from tests.charts.drawings import KELA, drawing, nasty
from tests.reports.pdfs import Pdf
from tests.reports.reorganisations import harbour, hostile

# Wider than any window: the picture is scrolled.
WIDE = "units:\n- {id: top, name: Top, top: true}\n" + "".join(
    f"- {{id: d{number}, name: Department {number}, kind: department, parent: top}}\n"
    for number in range(200)
)

# Names of broad letters and signs only.
BROAD = "units:\n- {id: top, name: GOOD HOUNDHOOD OF OUR OWN DOGHOUND QUOD, top: true}\n" + "".join(
    f"- {{id: d{number}, name: '{name}', kind: '{name}', parent: top}}\n"
    for number, name in enumerate(
        ("##########################", "+=<>~^ " * 9, "ЩУЧЬИ ЖЁЛТЫЕ ШАЮЩИЕ ПОДВОДНЫЕ", "{}" * 20)
    )
)


def reorganised() -> Drawing:
    """A picture with marks, ghosts and arrows."""
    change = harbour()
    return of_change(change.old, change.new, change.changes)


PICTURES = {
    "structure": lambda: drawing(KELA),
    "change": reorganised,
    "wide": lambda: drawing(WIDE),
    "nasty": nasty,
}


def opened(chromium: Browser, picture: Drawing, folder: Path) -> Page:
    """A browser's page of its own, with a picture in it."""
    return chromium.showing(folder, page(picture))


@pytest.mark.parametrize("text", RUNNING)
def test_data_runs_nothing_and_fetches_nothing(
    chromium: Browser, tmp_path: Path, text: str
) -> None:
    change = hostile(text)
    quiet(opened(chromium, of_change(change.old, change.new, change.changes), tmp_path))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("which", PICTURES)
def test_nothing_keeps_people_from_reading_it(
    chromium: Browser, tmp_path: Path, axe: str, scheme: str, which: str
) -> None:
    tab = opened(chromium, PICTURES[which](), tmp_path)
    tab.media(scheme=scheme)

    assert violations(tab, axe) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_keeps_people_from_reading_pages(
    chromium: Browser, tmp_path: Path, axe: str, scheme: str
) -> None:
    (text,) = on_pages(paged(drawing(WIDE), SHEETS["A4"]))
    tab = chromium.showing(tmp_path, text)
    tab.media(scheme=scheme)

    assert violations(tab, axe) == []


def test_each_page_is_a_sheet_in_print_and_nothing_else_is(
    chromium: Browser, tmp_path: Path
) -> None:
    pages = paged(drawing(WIDE), SHEETS["A4"])
    (text,) = on_pages(pages)
    tab = chromium.showing(tmp_path, text)
    tab.pdf(tmp_path / "printed.pdf")

    printed = (tmp_path / "printed.pdf").read_bytes()
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == len(pages)


@pytest.mark.parametrize("which", PICTURES)
def test_in_print_all_of_it_can_be_read(chromium: Browser, tmp_path: Path, which: str) -> None:
    picture = PICTURES[which]()
    opened(chromium, picture, tmp_path).pdf(tmp_path / "printed.pdf")
    printed = Pdf((tmp_path / "printed.pdf").read_bytes())

    assert min(printed.sizes) > 6.99
    assert len(printed.pages) == len(paged(picture, SHEETS["A4"]))
    assert "The same in words" not in printed.text


@pytest.mark.parametrize("which", [*PICTURES, "capitals"])
def test_no_text_is_wider_than_its_box(chromium: Browser, tmp_path: Path, which: str) -> None:
    picture = drawing(BROAD) if which == "capitals" else PICTURES[which]()
    tab = opened(chromium, picture, tmp_path)

    boxes = tab.value(
        "[...document.querySelectorAll('.node:not(.caption)')].map(box => ["
        "Math.max(...[...box.querySelectorAll('rect, polygon')].map(one => one.getBBox().width)),"
        "...[...box.querySelectorAll('text')].map(one => one.getComputedTextLength())])"
    )
    assert len(boxes) >= len(picture.boxes)
    assert [box for box in boxes if max(box[1:]) > box[0]] == []
