"""The pictures of a paper: the structure before and after, small enough for a page."""

from __future__ import annotations

from orgcheck.charts import folding
from orgcheck.charts.change import of_change
from orgcheck.charts.drawing import Drawing
from orgcheck.charts.structure import of_organisation
from orgcheck.charts.svg import svg_element
from orgcheck.results import DiffResult

# More boxes, or lines between them, cannot be read on a sheet of paper.
_MOST_BOXES = 60
_MOST_LINES = 20


def pictures_of(compared: DiffResult) -> tuple[str, str]:
    """The older structure, and the newer one with what changed, as SVG."""
    old, new, language = compared.old, compared.new, compared.language
    before = of_organisation(old, language=language)
    after = of_change(old, new, compared.changes, language=language)
    return svg_element(_on_a_page(before)), svg_element(_on_a_page(after))


def _on_a_page(drawing: Drawing) -> Drawing:
    """What changed, if that makes a picture smaller, and as many levels as can be read."""
    less, _ = folding.sized_down(drawing, _MOST_BOXES)
    return folding.with_fewer_lines(less, _MOST_LINES)
