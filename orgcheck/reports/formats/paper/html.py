"""The decision paper as HTML made for print on A4."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from orgcheck.records import dataclass
from orgcheck.reports.formats.html.page import SentenceCutter, css_string, page
from orgcheck.reports.formats.paper.blocks import Line, Paper, Picture
from orgcheck.reports.formats.paper.content import paper
from orgcheck.reports.formats.paper.picture import svg_of
from orgcheck.results import DiffResult


def report(compared: DiffResult) -> str:
    """The paper: one page of HTML without script, that a browser prints or saves as PDF."""
    return written(paper(compared, drawn=True))


def written(content: Paper) -> str:
    """A paper as one page of HTML."""
    return page(
        "paper.html",
        styles=("paper.css",),
        rules=_marking(content.mark),
        paper=content,
        cut=SentenceCutter(content.names, lambda _: None),
        nested=nested,
        source=_source,
    )


def _marking(mark: str) -> str:
    """That a mark stands in the margin of every printed page but the first, which says it."""
    if not mark:
        return ""
    content = f"@top-right {{ content: {css_string(mark)}; }}"
    return f"@page {{ {content} }}\n@page :first {{ @top-right {{ content: none; }} }}\n"


@dataclass(frozen=True, slots=True)
class Nested:
    """A line of an outline, and how it stands to the next: one deeper, or so many levels back."""

    words: str
    deeper: bool
    closing: int


def nested(lines: Sequence[Line]) -> list[Nested]:
    """The lines with what opens and closes after each."""
    following = (*(line.level for line in lines[1:]), 0)
    return [
        Nested(line.words, after > line.level, max(0, line.level - after))
        for line, after in zip(lines, following, strict=False)
    ]


def _source(picture: Picture) -> str:
    """A drawing as the source of a picture: within one, nothing runs and nothing is fetched."""
    return f"data:image/svg+xml,{quote(svg_of(picture), safe='')}"
