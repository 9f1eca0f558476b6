"""A picture in Graphviz's language with the place of every box, for Graphviz to draw."""

from __future__ import annotations

import math
from collections.abc import Iterator

from orgcheck.charts.dot_language import (
    Attributes,
    digraph,
    edge,
    label_of,
    labelled,
    literal,
    node,
    outer_border,
    stroked,
)
from orgcheck.charts.drawing import Drawing, Line
from orgcheck.charts.geometry import Layout, Path, Place, Point
from orgcheck.charts.labelling import LABEL_SIZE, label_place
from orgcheck.charts.layout import FONT_SIZE
from orgcheck.charts.legend import Entry, legend_of
from orgcheck.charts.lettering import LINE_SPACING, fitted, width_of
from orgcheck.charts.style import INK, MEMBERSHIP, PAPER, STROKES, Look, Stroke, look

POINTS_PER_INCH = 72
_MARGIN = 16.0

_TITLE_SIZE, _SUBTITLE_SIZE = 16.0, 12.0
_TITLE_GAP = 24.0

_LEGEND_GAP = 40.0
_LEAST_WIDTH = 600.0
_ENTRY_HEIGHT = 24.0
_BETWEEN = 14.0
_SAMPLE = 36.0
_ARROWHEAD = 6.0
# Between the sample of a line and its name.
_APART = 4.0


def placed(
    drawing: Drawing,
    layout: Layout,
    *,
    headed: bool = True,
    dots_per_inch: int = POINTS_PER_INCH,
) -> str:
    """The picture with the places of a layout, under its title or without."""
    graph = {
        "outputorder": "edgesfirst",
        "pad": f"{_MARGIN / POINTS_PER_INCH:.15g}",
        "dpi": str(dots_per_inch),
        "bgcolor": PAPER,
    }
    title = _title(drawing, layout) if headed else ()
    return digraph(graph, (*title, *_body(drawing, layout), *_legend(drawing, layout)))


def _title(drawing: Drawing, layout: Layout) -> Iterator[str]:
    """The title and what is below it, above the picture."""
    room = max(layout.width, _LEAST_WIDTH)
    y = -_TITLE_GAP
    for key, text, size in (
        ("subtitle", drawing.subtitle, _SUBTITLE_SIZE),
        ("title", drawing.title, _TITLE_SIZE),
    ):
        if not text:
            continue
        lines = fitted(text, width=room, size=size, most=2)
        height = len(lines) * LINE_SPACING * size
        y -= height
        label = "".join(f"{literal(line)}\\l" for line in lines)
        wide = max(width_of(line, size) for line in lines) + size
        caption = {**_caption("legend", label), "fontsize": f"{size:g}", "margin": "0"}
        yield node(f"picture: {key}", {**caption, **_at(Place(0, y, wide, height), layout.height)})


def _caption(sort: str, label: str) -> Attributes:
    """A text without a box of its own to be seen."""
    return {
        "class": f"{sort} caption",
        "shape": "box",
        "color": "transparent",
        "fontcolor": INK,
        "label": label,
    }


def _body(drawing: Drawing, layout: Layout) -> Iterator[str]:
    height = layout.height
    for box in drawing.boxes:
        style = look(box, drawing)
        place = _at(layout.places[box.key], height, style)
        yield node(box.key, {**labelled(style, layout.texts[box.key], box.sort), **place})
    for (above, below), path in layout.paths.items():
        yield edge(above, below, {**stroked(MEMBERSHIP), "pos": _spline(path, height)})
    for number, (line, route) in enumerate(layout.routes.items()):
        drawn = {**stroked(STROKES[line.type]), "pos": _arrow(route, height)}
        yield edge(line.tail, line.head, drawn)
        yield from _label(f"line: {number}", line, route, layout)


def _label(key: str, line: Line, route: Path, layout: Layout) -> Iterator[str]:
    """What is said beside a line, as a text of its own: Graphviz sets that of a line by fonts."""
    text = label_of(line)
    if text is None:
        return
    stroke, size = STROKES[line.type], f"{LABEL_SIZE:g}"
    look = {"fontcolor": stroke.colour, "fontsize": size, "margin": "0"}
    caption = {**_caption(f"label {stroke.name}", text), **look}
    place = label_place(route, text, layout.places.values())
    yield node(key, {**caption, **_at(place, layout.height)})


def _at(place: Place, height: float, look: Look | None = None) -> Attributes:
    """A place as Graphviz counts it: the middle, from below."""
    less = outer_border(look.border) if look is not None else 0.0
    return {
        "pos": f"{place.middle.x:.2f},{height - place.middle.y:.2f}",
        "width": f"{(place.width - less) / POINTS_PER_INCH:.15g}",
        "height": f"{(place.height - less) / POINTS_PER_INCH:.15g}",
        "fixedsize": "true",
    }


def _spline(path: Path, height: float) -> str:
    """Straight lines as the Bézier curves that Graphviz draws."""
    points = [path[0]]
    for number in range(1, len(path)):
        points += [path[number - 1], path[number], path[number]]
    return " ".join(f"{point.x:.2f},{height - point.y:.2f}" for point in points)


def _arrow(path: Path, height: float) -> str:
    """A path that ends in an arrowhead, which takes the place of its last bit."""
    before, tip = path[-2:]
    length = math.dist(before, tip)
    short = max(0.0, 1 - _ARROWHEAD / length) if length else 0.0
    neck = Point(before.x + (tip.x - before.x) * short, before.y + (tip.y - before.y) * short)
    return f"e,{tip.x:.2f},{height - tip.y:.2f} {_spline((*path[:-1], neck), height)}"


# -- the legend -------------------------------------------------------------------------------


def _legend(drawing: Drawing, layout: Layout) -> Iterator[str]:
    """The entries in rows below the picture."""
    x, y = 0.0, layout.height + _LEGEND_GAP
    for number, entry in enumerate(legend_of(drawing)):
        wide = _width(entry)
        if x and x + wide > max(layout.width, _LEAST_WIDTH):
            x, y = 0.0, y + _ENTRY_HEIGHT + _BETWEEN
        yield from _entry(f"legend: {number}", entry, Place(x, y, wide, _ENTRY_HEIGHT), layout)
        x += wide + _BETWEEN


def _width(entry: Entry) -> float:
    text = width_of(entry.text, FONT_SIZE)
    return text + (_SAMPLE + 10 if isinstance(entry.sample, Stroke) else 26)


def _entry(key: str, entry: Entry, place: Place, layout: Layout) -> Iterator[str]:
    if isinstance(entry.sample, Look):
        box = labelled(entry.sample, [entry.text], "legend")
        yield node(key, {**box, **_at(place, layout.height, entry.sample)})
        return
    yield from _sample(key, entry.sample, Point(place.x, place.middle.y), layout.height)
    beside = Place(place.x + _SAMPLE, place.y, place.width - _SAMPLE, place.height)
    yield node(key, {**_caption("legend", literal(entry.text)), **_at(beside, layout.height)})


def _sample(key: str, stroke: Stroke, begin: Point, height: float) -> Iterator[str]:
    """A short line between two points that are not seen."""
    end = Point(begin.x + _SAMPLE - _APART, begin.y)
    for side, point in (("begin", begin), ("end", end)):
        dot = {"class": "legend", "shape": "point", "style": "invis"}
        yield node(f"{key} {side}", {**dot, **_at(Place(point.x, point.y, 0.1, 0.1), height)})
    pos = _arrow((begin, end), height)
    yield edge(f"{key} begin", f"{key} end", {**stroked(stroke), "pos": pos})
