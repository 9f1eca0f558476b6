"""A picture on sheets of paper: legible, whole, and each page says where the others are."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgcheck.charts.drawing import Drawing
from orgcheck.charts.lettering import SMALL_SIZE
from orgcheck.charts.pages import LEAST_TYPE, MARGIN, Page, paged
from orgcheck.charts.sheets import SHEETS
from tests.charts.drawings import KELA, drawing, sides

A4 = SHEETS["A4"]


def tree(parents: list[int]) -> Drawing:
    """A picture of units, each below the one whose number is given."""
    units = "".join(
        f"  - {{id: u{n}, name: Unit number {n}, parent: u{parent}}}\n"
        for n, parent in enumerate(parents, 1)
    )
    return drawing(f"units:\n  - {{id: u0, name: Top, top: true}}\n{units}")


def type_sizes(page: Page) -> set[float]:
    """The sizes of all texts on the paper, in points."""
    return {line.size * page.scale for part in page.figure.parts for line in part.lines}


def legible_and_inside(pages: tuple[Page, ...]) -> None:
    for page in pages:
        assert min(type_sizes(page)) >= LEAST_TYPE - 1e-9
        assert {page.width, page.height} == {A4.width, A4.height}
        assert page.figure.frame.width * page.scale <= page.width - 2 * MARGIN + 1e-6
        assert page.figure.frame.height * page.scale <= page.height - 2 * MARGIN + 1e-6


def test_a_small_picture_is_one_page_in_its_natural_size() -> None:
    pages = paged(drawing(KELA), A4)

    assert [page.scale for page in pages] == [1.0]
    legible_and_inside(pages)


@settings(max_examples=12, deadline=None)
@given(st.lists(st.integers(0, 10**6), min_size=30, max_size=150))
def test_every_unit_is_on_a_page_and_all_can_be_read(numbers: list[int]) -> None:
    picture = tree([number % (n + 1) for n, number in enumerate(numbers)])
    pages = paged(picture, A4)

    legible_and_inside(pages)
    assert {box.key for page in pages for box in page.drawing.boxes} == set(picture.box)
    for unit in picture.boxes:
        shown = {box.key for page in pages for box in page.drawing.units_below(unit.key)}
        assert shown == {box.key for box in picture.units_below(unit.key)}


@pytest.mark.parametrize(
    "parents", [[0] * 150, [n // 8 for n in range(200)], list(range(60))], ids=str
)
def test_each_page_leads_to_the_others(parents: list[int]) -> None:
    pages = paged(tree(parents), A4)

    assert len(pages) > 1
    for number, page in enumerate(pages, 1):
        assert page.drawing.subtitle.startswith(f"Page {number} of {len(pages)}")
    reached = {1}
    for number, page in enumerate(pages, 1):
        notes = " ".join(note for box in page.drawing.boxes for note in box.notes)
        targets = {int(found) for found in re.findall(r"see page (\d+)", notes)}
        assert all(
            f"continued from page {number}:" in pages[target - 1].drawing.subtitle
            for target in targets
        )
        reached |= targets
    assert reached == set(range(1, len(pages) + 1))


def test_the_smallest_type_is_what_the_scale_is_made_for() -> None:
    page = paged(tree([0] * 40), A4)[0]

    assert min(type_sizes(page)) >= LEAST_TYPE
    assert SMALL_SIZE > LEAST_TYPE


def test_columns_are_as_short_as_the_paper_asks_for() -> None:
    (page,) = paged(tree([0] * 24), A4)

    legible_and_inside((page,))
    assert page.width > page.height


def test_before_and_after_that_fit_no_sheet_stand_on_sheets_of_their_own() -> None:
    top = "units:\n  - {id: top, name: Top, top: true}\n"
    name = "Division for the supervision of everything that flows"
    units = "".join(f"  - {{id: u{n}, name: {name} {n}, parent: top}}\n" for n in range(20))
    beside = sides(top + units, top + units.replace("Division", "Directorate"))
    assert beside is not None
    pages = paged(beside, A4)

    legible_and_inside(pages)
    assert {box.key for page in pages for box in page.drawing.boxes} == set(beside.box)
    assert all(len({box.ghost for box in page.drawing.boxes}) == 1 for page in pages)
    assert "Before: " in pages[0].drawing.subtitle
    assert "After: " in pages[1].drawing.subtitle
