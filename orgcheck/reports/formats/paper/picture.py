"""The change drawn on one page, with type that can be read there."""

from __future__ import annotations

from collections.abc import Iterator

from orgcheck.charts import folding
from orgcheck.charts.change import before_and_after, of_change
from orgcheck.charts.drawing import Drawing
from orgcheck.charts.lettering import FONTS
from orgcheck.charts.pages import MARGIN, fitted_page
from orgcheck.charts.sheets import Size
from orgcheck.charts.svg import written
from orgcheck.language import in_present, tr
from orgcheck.records import replace
from orgcheck.reports.formats.paper.blocks import Picture, Section, Text
from orgcheck.reports.formats.paper.case import Case
from orgcheck.reports.formats.paper.names import NamesWithoutIds

# What a page of A4 has room for below a heading as it lies, and as it stands, in points.
_ROOMS: tuple[Size, ...] = (
    (722.0 + 2 * MARGIN, 445.0 + 2 * MARGIN),
    (480.0 + 2 * MARGIN, 700.0 + 2 * MARGIN),
)
# More boxes or levels have no room there, and more lines cannot be followed.
_MOST_BOXES = 80
_DEEPEST = 6
_MOST_LINES = 20


def picture(case: Case) -> Section | None:
    """What changed, as much of it as can be read on a page; nothing where nothing did.

    Where a page is too small for any of it, the section says so, and how it is drawn on several.
    """
    whole = of_change(
        case.old, case.new, case.changes, language=case.language, names=NamesWithoutIds
    )
    if not any(box.marks for box in whole.boxes):
        return None
    title = tr("The change as a picture")
    words = tr("What changes, as the lists of the structure before and after have it in words.")
    for drawing in _ever_less(case, whole):
        # The heading of the annex is its title.
        page = fitted_page(replace(drawing, title="", subtitle=""), _ROOMS)
        if page is not None:
            return Section(title, (Picture(page, words),))
    too_large = tr(
        "A picture of this change does not fit one page in type that can be read. On several "
        "pages it is drawn by orgcheck chart, with --against and --page A4."
    )
    return Section(title, (Text(too_large),))


def _ever_less(case: Case, whole: Drawing) -> Iterator[Drawing]:
    """Both structures beside each other, else one with what changed of it, less and less deep."""
    old, new, changes = case.old, case.new, case.changes
    small = before_and_after(old, new, changes, language=case.language, names=NamesWithoutIds)
    if small is not None:
        yield small
    less = folding.only_changed(whole, 0)
    for drawing in (less, *(folding.to_depth(less, depth) for depth in range(_DEEPEST, 0, -1))):
        if len(drawing.boxes) <= _MOST_BOXES:
            yield folding.with_fewer_lines(drawing, _MOST_LINES)


@in_present()
def svg_of(picture: Picture, fonts: str = FONTS) -> str:
    """The picture as SVG."""
    return written(picture.page.figure, picture.page.drawing, fonts)
