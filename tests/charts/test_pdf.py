"""PDF: each page of a picture, with its texts and for those who cannot see it."""

from __future__ import annotations

import sys

import pytest

from orgcheck.charts.pages import paged
from orgcheck.charts.pdf import NoTypst, on_pages, pdf
from orgcheck.charts.sheets import SHEETS
from tests.charts.drawings import KELA, drawing, nasty

A_HUNDRED = "units:\n  - {id: top, name: Top, top: true}\n" + "".join(
    f"  - {{id: u{n}, name: Unit {n}, parent: top}}\n" for n in range(100)
)


def test_a_picture_is_one_page_that_is_tagged_and_described() -> None:
    pytest.importorskip("typst")
    document = pdf(drawing(KELA))

    assert document.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in document or b"/ObjStm" in document
    assert document == pdf(drawing(KELA))


def test_all_pages_are_in_one_document() -> None:
    pytest.importorskip("typst")
    pages = paged(drawing(A_HUNDRED), SHEETS["A4"])

    assert len(pages) > 1
    assert len(on_pages(pages)) == 1


def test_names_are_no_markup() -> None:
    pytest.importorskip("typst")
    assert pdf(nasty()).startswith(b"%PDF-")


def test_without_typst_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)

    with pytest.raises(NoTypst, match="needs Typst") as caught:
        pdf(drawing(KELA))
    assert "orgcheck[pdf]" in (caught.value.fix or "")
