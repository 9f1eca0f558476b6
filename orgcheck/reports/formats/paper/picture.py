"""The change drawn on one page, with type that can be read there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from orgcheck.charts import folding
from orgcheck.charts.change import before_and_after, of_change
from orgcheck.charts.drawing import Drawing
from orgcheck.charts.lettering import FONTS
from orgcheck.charts.pages import MARGIN, fitted_page
from orgcheck.charts.sheets import Sheet
from orgcheck.charts.svg import written
from orgcheck.language import tr
from orgcheck.reports.formats.paper.blocks import Picture, Section
from orgcheck.reports.formats.paper.case import Case
from orgcheck.reports.formats.paper.names import NamesWithoutIds

# What a page of A4 has room for below a heading, whether it stands or lies, in points.
_ROOM = Sheet("A4 below a heading", 445.0 + 2 * MARGIN, 722.0 + 2 * MARGIN)
# More boxes or levels have no room there, and more lines cannot be followed.
_MOST_BOXES = 80
_DEEPEST = 6
_MOST_LINES = 20


def picture(case: Case) -> Section | None:
    """What changed, as much of it as can be read on a page; nothing where that is too little."""
    words = tr("What changes, as the lists of the structure before and after have it in words.")
    for drawing in _ever_less(case):
        # The heading of the annex is its title.
        page = fitted_page(replace(drawing, title="", subtitle=""), _ROOM)
        if page is not None:
            return Section(tr("The change as a picture"), (Picture(page, words),))
    return None


def _ever_less(case: Case) -> Iterator[Drawing]:
    """Both structures beside each other, else one with what changed of it, less and less deep."""
    old, new, changes = case.old, case.new, case.changes
    small = before_and_after(old, new, changes, language=case.language, names=NamesWithoutIds)
    if small is not None:
        yield small
    whole = of_change(old, new, changes, language=case.language, names=NamesWithoutIds)
    less = folding.only_changed(whole, 0)
    for drawing in (less, *(folding.to_depth(less, depth) for depth in range(_DEEPEST, 0, -1))):
        if len(drawing.boxes) <= _MOST_BOXES:
            yield folding.with_fewer_lines(drawing, _MOST_LINES)


def svg_of(picture: Picture, fonts: str = FONTS) -> str:
    """The picture as SVG."""
    return written(picture.page.figure, picture.page.drawing, fonts)
