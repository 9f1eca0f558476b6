"""The change drawn on one page, with type that can be read there."""

from __future__ import annotations

from collections.abc import Iterator

from orgcheck.charts import folding
from orgcheck.charts.change import of_change
from orgcheck.charts.drawing import Drawing
from orgcheck.charts.figure import figure
from orgcheck.charts.layout import lay_out
from orgcheck.charts.lettering import FONTS
from orgcheck.charts.svg import written
from orgcheck.language import tr
from orgcheck.patterns import pattern
from orgcheck.reports.formats.paper.blocks import Picture, Place, Section
from orgcheck.reports.formats.paper.case import Case

# Points, on a sheet of A4 within its margins and below a heading.
PORTRAIT = 482.0, 690.0
LANDSCAPE = 728.0, 440.0
# Points: what is smaller cannot be read on paper.
SMALLEST_TYPE = 7.0
# More levels than these are no picture of one page.
_DEEPEST = 6
_MOST_LINES = 20
# More boxes have no room on a page.
_MOST_BOXES = 60
_FRAME = pattern(r'viewBox="\S+ \S+ ([\d.]+) ([\d.]+)"')
_TYPE = pattern(r'font-size="([\d.]+)"')


def picture(case: Case) -> Section | None:
    """The newer structure with what changed, as much of it as can be read on a page."""
    whole = of_change(case.old, case.new, case.changes, language=case.language)
    words = tr(
        "The new structure with what changes, as the lists before and after have it in words."
    )
    for drawing in _ever_less(whole):
        place = place_of(drawing)
        if place is not None:
            return Section(tr("The change as a picture"), (Picture(drawing, words, place),))
    return None


def _ever_less(whole: Drawing) -> Iterator[Drawing]:
    """The drawing, then what changed of it, then less and less deep."""
    less = folding.without_carried(folding.without_unchanged(whole))
    drawings = (whole, less, *(folding.to_depth(less, depth) for depth in range(_DEEPEST, 0, -1)))
    small = (one for one in drawings if len(one.boxes) <= _MOST_BOXES)
    return (folding.with_fewer_lines(one, _MOST_LINES) for one in small)


def place_of(drawing: Drawing) -> Place | None:
    """How a drawing fits on a page with type that can be read; None where it does not."""
    svg = svg_of(drawing)
    frame = _FRAME.search(svg)
    assert frame is not None, "each picture has its size"
    width, height = map(float, frame.groups())
    type_size = min(float(found) for found in _TYPE.findall(svg))
    for across, (widest, highest) in ((False, PORTRAIT), (True, LANDSCAPE)):
        scale = min(widest / width, highest / height, 1.0)
        if scale * type_size >= SMALLEST_TYPE:
            return Place(scale * width, across)
    return None


def svg_of(drawing: Drawing, fonts: str = FONTS) -> str:
    """The drawing without its title, which the paper has."""
    return written(figure(drawing, lay_out(drawing), headed=False), drawing, fonts)
