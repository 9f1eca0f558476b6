"""PDF: each page of a picture, with its texts and for those who cannot see it."""

from __future__ import annotations

import sys

import pytest

from orgcheck.charts.pages import paged
from orgcheck.charts.pdf import NoTypst, on_pages, pdf
from orgcheck.charts.sheets import SHEETS
from orgcheck.language import speaking
from tests.charts.drawings import KELA, drawing, nasty
from tests.reports.pdfs import Pdf

A_HUNDRED = "units:\n  - {id: top, name: Top, top: true}\n" + "".join(
    f"  - {{id: u{n}, name: Unit {n}, parent: top}}\n" for n in range(100)
)


def test_a_picture_is_one_page_that_is_tagged_and_described() -> None:
    pytest.importorskip("typst")
    with speaking("fi"):
        picture = drawing(KELA, language="fi")
        document = pdf(picture)
        assert document == pdf(picture)
    read = Pdf(document)

    assert len(read.pages) == 1
    assert "Kansaneläkelaitos" in read.text
    assert read.root["/Lang"] == "fi"
    assert "/StructTreeRoot" in read.root
    assert read.reader.metadata.title == picture.title  # type: ignore[union-attr]


def test_all_pages_are_in_one_document() -> None:
    pytest.importorskip("typst")
    pages = paged(drawing(A_HUNDRED), SHEETS["A4"])

    (document,) = on_pages(pages)
    assert len(pages) > 1
    texts = Pdf(document).pages
    assert len(texts) == len(pages)
    assert all(f"Page {number} of {len(pages)}" in text for number, text in enumerate(texts, 1))


def test_names_are_no_markup() -> None:
    pytest.importorskip("typst")
    assert pdf(nasty()).startswith(b"%PDF-")


def test_without_typst_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)

    with pytest.raises(NoTypst, match="needs Typst") as caught:
        pdf(drawing(KELA))
    assert "orgcheck[pdf]" in (caught.value.fix or "")
