"""A picture in Graphviz's language, for other tools: what is in it and what it looks like."""

from __future__ import annotations

from collections.abc import Iterator

from orgcheck.charts.dot_language import (
    digraph,
    edge,
    heading,
    labelled,
    line_attributes,
    node,
    stroked,
)
from orgcheck.charts.drawing import Drawing
from orgcheck.charts.layout import text_of
from orgcheck.charts.style import MEMBERSHIP, look


def text(drawing: Drawing) -> str:
    """The picture without places: the tool that reads it lays it out."""
    graph = {"rankdir": "LR", "ranksep": "0.6", "nodesep": "0.15", **heading(drawing)}
    return digraph(graph, _body(drawing))


def _body(drawing: Drawing) -> Iterator[str]:
    for box in drawing.boxes:
        yield node(box.key, labelled(look(box, drawing), text_of(box), box.sort))
    for box in drawing.boxes:
        if box.parent is not None:
            yield edge(box.parent, box.key, stroked(MEMBERSHIP))
    for line in drawing.lines:
        # Lines beside membership do not push the boxes around.
        yield edge(line.tail, line.head, {**line_attributes(line), "constraint": "false"})
