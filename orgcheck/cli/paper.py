"""The decision paper of `orgcheck diff`, with pictures that fit onto a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from orgcheck.charts.drawing import Drawing
    from orgcheck.results import DiffResult

# More boxes, or lines between them, cannot be read on a sheet of paper.
_MOST_BOXES = 60
_MOST_LINES = 20


def paper(format: str, compared: DiffResult) -> str:
    """The paper as HTML with pictures, or as Markdown without."""
    if format == "paper-markdown":
        from orgcheck.reports.formats.paper import markdown as paper_markdown

        return paper_markdown.report(compared)
    from orgcheck.charts.change import of_change
    from orgcheck.charts.structure import of_organisation
    from orgcheck.charts.svg import svg_element
    from orgcheck.reports.formats.paper import html as paper_html

    old, new, language = compared.old, compared.new, compared.language
    before = of_organisation(old, language=language)
    after = of_change(old, new, compared.changes, language=language)
    pictures = (svg_element(_on_a_page(before)), svg_element(_on_a_page(after)))
    return paper_html.report(compared, pictures=pictures)


def _on_a_page(drawing: Drawing) -> Drawing:
    """What changed, if that makes a picture smaller, and as many levels as can be read."""
    from orgcheck.charts import folding

    less, _ = folding.sized_down(drawing, _MOST_BOXES)
    return folding.with_fewer_lines(less, _MOST_LINES)
