"""A picture as PDF: each page of it set by Typst, which comes with the extra `orgcheck[pdf]`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from orgcheck.charts.drawing import Drawing
from orgcheck.charts.pages import Page, as_it_is
from orgcheck.charts.svg import on_page
from orgcheck.errors import OrgcheckError
from orgcheck.language import spoken_language

# A page of the size of its picture, which it describes to those who cannot see it. All texts are
# handed over as values, so that none is taken for markup.
_DOCUMENT = """
#set document(title: sys.inputs.title, date: none)
#set text(lang: sys.inputs.lang)
#set page(margin: 0pt)
#let pages = json(bytes(sys.inputs.pages))
#for one in pages {
  page(
    width: one.width * 1pt,
    height: one.height * 1pt,
    image(bytes(one.svg), format: "svg", width: 100%, height: 100%, alt: one.words),
  )
}
"""


class NoTypst(OrgcheckError):
    """Typst, which sets PDF, is not installed."""

    def __init__(self, instead: str = "write SVG, PNG or HTML") -> None:
        super().__init__(
            "a PDF needs Typst, which is not installed",
            f"install it with `pip install 'orgcheck[pdf]'`, or {instead}",
        )


def pdf(drawing: Drawing) -> bytes:
    """The picture on one page of its own size.

    Raises
    ------
    NoTypst
        Where Typst is not installed.
    """
    return on_pages([as_it_is(drawing)])[0]


def on_pages(pages: Sequence[Page]) -> list[bytes]:
    """All pages in one document, tagged and described.

    It is PDF/UA-1, which knows no character that no font has: with one, it is tagged all the same.

    Raises
    ------
    NoTypst
        Where Typst is not installed.
    """
    import json

    written = [
        {
            "svg": on_page(page),
            "width": page.width,
            "height": page.height,
            "words": ". ".join(filter(None, (page.drawing.title, page.drawing.subtitle))),
        }
        for page in pages
    ]
    inputs = {
        "title": pages[0].drawing.title,
        "lang": spoken_language().partition("-")[0],
        "pages": json.dumps(written),
    }
    typst, source = _typst(), _DOCUMENT.encode()
    try:
        document = typst.compile(source, format="pdf", sys_inputs=inputs, pdf_standards=["ua-1"])
    except typst.TypstError:
        document = typst.compile(source, format="pdf", sys_inputs=inputs)
    return [document]


def _typst() -> Any:
    try:
        import typst
    except ImportError:
        raise NoTypst from None
    return typst
