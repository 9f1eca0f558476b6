"""A picture in Graphviz's language, for other tools: what is in it and what it looks like."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from orgcheck.charts.drawing import Drawing, Line
from orgcheck.charts.labels import label_of
from orgcheck.charts.layout import text_of
from orgcheck.charts.lettering import FONT_SIZE, FONTS, SMALL_SIZE
from orgcheck.charts.style import INK, MEMBERSHIP, STROKES, Border, Look, Stroke, look
from orgcheck.escaping import IN_MARKUP, escape_controls, without_commands


def text(drawing: Drawing) -> str:
    """The picture without places: the tool that reads it lays it out."""
    graph = {"rankdir": "LR", "ranksep": "0.6", "nodesep": "0.15", **heading(drawing)}
    return digraph(graph, _body(drawing))


def _body(drawing: Drawing) -> Iterator[str]:
    for number, (title, part) in enumerate(drawing.parts, 1):
        if title:
            # A cluster is a frame around what is in it, for tools that lay it out.
            yield f'subgraph "cluster{number}" {{'
            yield f"label={quoted(literal(title))};"
        for box in part.boxes:
            words = [line.text for line in text_of(box)]
            yield node(box.key, labelled(look(box, drawing), words, box.sort))
        if title:
            yield "}"
    for box in drawing.boxes:
        if box.parent is not None:
            yield edge(box.parent, box.key, stroked(MEMBERSHIP))
    for before, after in drawing.apart:
        yield edge(before, after, {"style": "invis"})
    for line in drawing.lines:
        # Lines beside membership do not push the boxes around.
        yield edge(line.tail, line.head, {**line_attributes(line), "constraint": "false"})


Attributes = Mapping[str, str]

_BORDERS: dict[Border, Attributes] = {
    Border.THIN: {"shape": "box", "style": "filled", "penwidth": "1"},
    Border.THICK: {"shape": "box", "style": "filled", "penwidth": "2.5"},
    Border.ROUND: {"shape": "box", "style": "rounded,filled", "penwidth": "1.5"},
    Border.THICK_ROUND: {"shape": "box", "style": "rounded,filled", "penwidth": "2.5"},
    Border.DOUBLE: {"shape": "box", "style": "filled", "penwidth": "1", "peripheries": "2"},
    Border.NOTE: {"shape": "note", "style": "filled", "penwidth": "1.5"},
    Border.CUT: {"shape": "octagon", "style": "filled", "penwidth": "1.5"},
    Border.DASHED: {"shape": "box", "style": "filled,dashed", "penwidth": "1.5"},
}


def quoted(value: str) -> str:
    """A text as a quoted string, in which backslashes are Graphviz's own escapes."""
    return '"' + value.replace('"', '\\"') + '"'


def literal(value: str) -> str:
    """A text in which nothing is an escape or an entity, for use in a label.

    Examples
    --------
    >>> print(literal("R&D \\\\N"))
    R&amp;D \\\\N
    """
    return value.replace("\\", "\\\\").replace("&", "&amp;")


def digraph(graph: Attributes, body: Iterable[str]) -> str:
    """A whole graph, with the fonts that all pictures have."""
    node = {"fontname": FONTS, "fontsize": f"{FONT_SIZE:g}", "margin": "0.11,0.08"}
    edge = {"fontname": FONTS, "fontsize": f"{SMALL_SIZE:g}"}
    lines = [
        "digraph orgcheck {",
        f"  graph [{_attributes({'fontname': FONTS, **graph})}];",
        f"  node [{_attributes(node)}];",
        f"  edge [{_attributes(edge)}];",
        *(f"  {line}" for line in body),
        "}",
    ]
    return without_commands("".join(f"{line}\n" for line in lines), IN_MARKUP)


def node(key: str, attributes: Attributes) -> str:
    """A statement about a node."""
    return f"{_name(key)} [{_attributes(attributes)}];"


def edge(tail: str, head: str, attributes: Attributes) -> str:
    """A statement about an edge."""
    return f"{_name(tail)} -> {_name(head)} [{_attributes(attributes)}];"


def _name(key: str) -> str:
    """The name of a node: an id that has not the form of one may hold anything."""
    return quoted(escape_controls(key.replace("\\", "\\\\")))


def _attributes(attributes: Attributes) -> str:
    return ", ".join(f"{name}={quoted(value)}" for name, value in attributes.items())


def heading(drawing: Drawing) -> Attributes:
    """The title of the picture, as attributes of the graph."""
    lines = [line for line in (drawing.title, drawing.subtitle) if line]
    return {
        "label": "".join(f"{literal(line)}\\l" for line in lines) + "\\l",
        "labelloc": "t",
        "labeljust": "l",
        "fontsize": "15",
        "fontcolor": INK,
    }


def labelled(look: Look, lines: Iterable[str], sort: str) -> Attributes:
    """A box of a certain look with some lines of text."""
    # Graphviz does not survive a line without anything in it.
    written = [line for line in lines if line.strip()] or [" "]
    return {
        "label": "\\n".join(literal(line) for line in written),
        "class": f"{sort} {look.name}",
        **_BORDERS[look.border],
        "fillcolor": look.fill,
        "color": look.stroke,
        "fontcolor": look.text,
    }


def stroked(stroke: Stroke) -> Attributes:
    """A line drawn in a certain way."""
    return {
        "class": stroke.name,
        "color": stroke.colour,
        "style": stroke.pattern,
        "penwidth": f"{stroke.width:g}",
        "arrowhead": "normal" if stroke.arrow else "none",
        "arrowsize": "0.6",
    }


def line_attributes(line: Line) -> Attributes:
    """A line beside membership, with what it is where the picture's legend is not enough."""
    stroke, label = STROKES[line.type], label_of(line)
    if label is None:
        return stroked(stroke)
    return {**stroked(stroke), "label": label, "fontcolor": stroke.colour}
