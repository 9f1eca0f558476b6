"""A picture as a Mermaid flowchart, as Markdown hosts draw it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from orgcheck.changes.kinds.event_type import SIGNS, mark_word
from orgcheck.charts.drawing import Box, Drawing, Line, LineType, Sort, line_word, sort_label
from orgcheck.charts.style import STROKES, Border, Stroke, look
from orgcheck.escaping import IN_MERMAID, mermaid_label, without_commands

# What Mermaid draws unless its host allows more.
MOST_EDGES = 500
MOST_CHARACTERS = 50_000

_SHAPES = {
    Border.ROUND: ("(", ")"),
    Border.THICK_ROUND: ("(", ")"),
    Border.DOUBLE: ("[[", "]]"),
    Border.NOTE: ("[/", "\\]"),
    Border.CUT: ("{{", "}}"),
}
_POST = ("([", "])")
_ARROWS = {
    LineType.COMMAND: "==>",
    LineType.SUCCESSION: "-.->",
    LineType.MOVE: "-.->",
    LineType.SAME: "---",
}
_WIDTHS = {Border.THICK: "3px", Border.THICK_ROUND: "3px"}


def text(drawing: Drawing) -> str:
    """The picture as a flowchart, its names escaped so that they stay text."""
    ids = {box.key: f"n{number}" for number, box in enumerate(drawing.boxes)}
    memberships = [(box.parent, box.key) for box in drawing.boxes if box.parent is not None]
    lines = [
        "---",
        f"title: {json.dumps(_title(drawing), ensure_ascii=False)}",
        "config: {flowchart: {curve: step, nodeSpacing: 18}}",
        "---",
        "flowchart LR",
        *(f"  {line}" for line in _nodes(drawing, ids)),
        *(f"  {ids[above]} --- {ids[below]}" for above, below in memberships),
        *(f"  {_arrow(line, ids)}" for line in drawing.lines),
        # Links that nobody sees; they come last, since styles count links.
        *(f"  {ids[before]} ~~~ {ids[after]}" for before, after in drawing.apart),
        *(f"  {line}" for line in _classes(drawing)),
        *(f"  {line}" for line in _strokes(drawing.lines, len(memberships))),
    ]
    return without_commands("".join(f"{line}\n" for line in lines), IN_MERMAID)


def _nodes(drawing: Drawing, ids: Mapping[str, str]) -> Iterator[str]:
    """The boxes; those of two structures in a frame each, under its title."""
    for number, (title, part) in enumerate(drawing.parts, 1):
        if title:
            yield f'subgraph s{number}["{mermaid_label(title)}"]'
        yield from (_node(ids[box.key], box, drawing) for box in part.boxes)
        if title:
            yield "end"
            yield f"style s{number} fill:transparent,stroke:{STROKES[LineType.SAME].colour}"


def is_too_large(drawing: Drawing, text: str) -> bool:
    """Whether the flowchart has more edges or characters than hosts draw."""
    edges = sum(box.parent is not None for box in drawing.boxes) + len(drawing.lines)
    return edges > MOST_EDGES or len(text) > MOST_CHARACTERS


def _title(drawing: Drawing) -> str:
    return f"{drawing.title} · {drawing.subtitle}" if drawing.subtitle else drawing.title


def _node(id: str, box: Box, drawing: Drawing) -> str:
    """A box that says its kind, since a flowchart has no place for a legend."""
    style = look(box, drawing)
    marks = " ".join(f"{SIGNS[mark]} {mark_word(mark).upper()}" for mark in box.marks)
    kind = _kind(box) if not drawing.change else None
    words = [word for word in (marks, box.name, kind, *box.notes) if word]
    label = "<br/>".join(mermaid_label(word) for word in words)
    ends = _SHAPES.get(style.border, ("[", "]"))
    before, after = _POST if box.sort is Sort.POST else ends
    return f'{id}{before}"{label}"{after}:::{style.name}'


def _kind(box: Box) -> str | None:
    """The shape of a post says what it is."""
    return None if box.sort is Sort.POST else sort_label(box)


def _arrow(line: Line, ids: dict[str, str]) -> str:
    arrow = _ARROWS.get(line.type, "-.->")
    return f'{ids[line.tail]} {arrow}|"{mermaid_label(line_word(line.type))}"| {ids[line.head]}'


def _classes(drawing: Drawing) -> Iterator[str]:
    looks = {look(box, drawing) for box in drawing.boxes}
    for one in sorted(looks, key=lambda one: one.name):
        width = _WIDTHS.get(one.border, "1px")
        dashes = ",stroke-dasharray:5 4" if one.border is Border.DASHED else ""
        yield (
            f"classDef {one.name} fill:{one.fill},stroke:{one.stroke},color:{one.text},"
            f"stroke-width:{width}{dashes}"
        )


def _strokes(lines: Iterable[Line], first: int) -> Iterator[str]:
    """The colours of lines, which Mermaid counts in the order of the text."""
    numbers: dict[Stroke, list[int]] = {}
    for number, line in enumerate(lines, first):
        numbers.setdefault(STROKES[line.type], []).append(number)
    for stroke, some in numbers.items():
        yield f"linkStyle {','.join(map(str, some))} stroke:{stroke.colour}"
