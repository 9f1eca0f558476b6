"""A picture in Graphviz's language with the place of every box, for Graphviz to draw."""

from __future__ import annotations

from collections.abc import Iterator

from orgcheck.charts.dot_language import (
    Attributes,
    digraph,
    edge,
    heading,
    labelled,
    line_attributes,
    literal,
    node,
    stroked,
)
from orgcheck.charts.drawing import Drawing
from orgcheck.charts.geometry import Layout, Path, Place, Point
from orgcheck.charts.layout import FONT_SIZE
from orgcheck.charts.legend import Entry, legend_of
from orgcheck.charts.lettering import width_of
from orgcheck.charts.style import INK, MEMBERSHIP, PAPER, Border, Look, Stroke, look

_POINTS_PER_INCH = 72
_MARGIN = 16.0
# Graphviz draws the second line of a double border so far outside of a box's size.
_DOUBLE_GAP = 4.0

_LEGEND_GAP = 40.0
_LEGEND_WIDTH = 600.0
_ENTRY_HEIGHT = 24.0
_BETWEEN = 14.0
_SAMPLE = 36.0
_ARROWHEAD = 7.0


def placed(drawing: Drawing, layout: Layout, *, dots_per_inch: int = _POINTS_PER_INCH) -> str:
    """The picture with places for boxes and memberships.

    The lines beside membership have none: Graphviz leads them around the boxes.
    """
    graph = {
        "splines": "ortho",
        "outputorder": "edgesfirst",
        "pad": f"{_MARGIN / _POINTS_PER_INCH:.4f}",
        "dpi": str(dots_per_inch),
        "bgcolor": PAPER,
        **heading(drawing),
    }
    return digraph(graph, (*_body(drawing, layout), *_legend(drawing, layout)))


def _body(drawing: Drawing, layout: Layout) -> Iterator[str]:
    height = layout.height
    for box in drawing.boxes:
        style = look(box, drawing)
        place = _at(layout.places[box.key], height, style)
        yield node(box.key, {**labelled(style, layout.texts[box.key], box.sort), **place})
    for (above, below), path in layout.paths.items():
        yield edge(above, below, {**stroked(MEMBERSHIP), "pos": _spline(path, height)})
    for line in drawing.lines:
        yield edge(line.tail, line.head, line_attributes(line))


def _at(place: Place, height: float, look: Look | None = None) -> Attributes:
    """A place as Graphviz counts it: the middle, from below."""
    less = 2 * _DOUBLE_GAP if look is not None and look.border is Border.DOUBLE else 0.0
    return {
        "pos": f"{place.middle.x:.2f},{height - place.middle.y:.2f}",
        "width": f"{(place.width - less) / _POINTS_PER_INCH:.4f}",
        "height": f"{(place.height - less) / _POINTS_PER_INCH:.4f}",
        "fixedsize": "true",
    }


def _spline(path: Path, height: float) -> str:
    """Straight lines as the Bézier curves that Graphviz draws."""
    points = [path[0]]
    for number in range(1, len(path)):
        points += [path[number - 1], path[number], path[number]]
    return " ".join(f"{point.x:.2f},{height - point.y:.2f}" for point in points)


# -- the legend -------------------------------------------------------------------------------


def _legend(drawing: Drawing, layout: Layout) -> Iterator[str]:
    """The entries in rows below the picture."""
    x, y = 0.0, layout.height + _LEGEND_GAP
    for number, entry in enumerate(legend_of(drawing)):
        wide = _width(entry)
        if x and x + wide > max(layout.width, _LEGEND_WIDTH):
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
    caption = {
        "class": "legend caption",
        "shape": "plaintext",
        "fontcolor": INK,
        "label": literal(entry.text),
    }
    beside = Place(place.x + _SAMPLE, place.y, place.width - _SAMPLE, place.height)
    yield node(key, {**caption, **_at(beside, layout.height)})


def _sample(key: str, stroke: Stroke, begin: Point, height: float) -> Iterator[str]:
    """A short line between two points that are not seen."""
    end = Point(begin.x + _SAMPLE, begin.y)
    for side, point in (("begin", begin), ("end", end)):
        dot = {"class": "legend", "shape": "point", "style": "invis"}
        yield node(f"{key} {side}", {**dot, **_at(Place(point.x, point.y, 0.1, 0.1), height)})
    pos = f"e,{end.x:.2f},{height - end.y:.2f} " if stroke.arrow else ""
    pos += _spline((begin, Point(end.x - (_ARROWHEAD if stroke.arrow else 0), end.y)), height)
    yield edge(f"{key} begin", f"{key} end", {**stroked(stroke), "pos": pos})
