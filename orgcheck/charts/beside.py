"""Two structures beside each other: before on the left, after on the right, lines across.

Each is an outline: a unit stands below what it is part of, indented by a level. Lengths are in
points, x to the right and y downwards.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

from orgcheck.charts.drawing import Box, Drawing, Line
from orgcheck.charts.geometry import Layout, Path, Place, Point
from orgcheck.charts.lettering import FONT_SIZE, LINE_SPACING, TextLine, height_of, width_of

WIDTH = 200.0
_PADDING = 7.0
_INDENT = 18.0
_TRUNK = 8.0
_BELOW = 9.0
_HEADING = 2.2 * FONT_SIZE
# What the lines across have to themselves, and how far they run level beside a box.
_GUTTER = 120.0
_LEVEL = 8.0
# Where on its side a box is reached from its trunk, and between which shares by lines across.
_KNEE = 0.3
_FIRST, _LAST = 0.45, 0.85


def beside(drawing: Drawing, texts: Mapping[str, tuple[TextLine, ...]]) -> Layout:
    """The places of two structures that stand beside each other."""
    places: dict[str, Place] = {}
    paths: dict[tuple[str, str], Path] = {}
    headings: dict[Place, TextLine] = {}
    left = 0.0
    for title, part in drawing.parts:
        rows = list(_rows(part))
        y = _HEADING
        for box, level in rows:
            height = 2 * _PADDING + height_of(texts[box.key])
            places[box.key] = Place(left + level * _INDENT, y, WIDTH, height)
            y += height + _BELOW
        paths.update(_trunks(part, places))
        heading = TextLine(title, FONT_SIZE, bold=True)
        room = Place(left, 0.0, width_of(title, FONT_SIZE), LINE_SPACING * FONT_SIZE)
        headings[room] = heading
        deepest = max((level for _, level in rows), default=0)
        left += deepest * _INDENT + WIDTH + _GUTTER
    right = max((place.x + place.width for place in places.values()), default=0.0)
    bottom = max((place.y + place.height for place in places.values()), default=0.0)
    routes = dict(_across(drawing, places))
    return Layout(places, paths, texts, right, bottom, routes, headings)


def _rows(part: Drawing) -> Iterator[tuple[Box, int]]:
    """The boxes of one structure from the top down, each with how deep it stands."""
    waiting = [(box, 0) for box in reversed((*part.tops, *part.outside))]
    while waiting:
        box, level = waiting.pop()
        yield box, level
        below = (*part.posts_of(box.key), *part.units_below(box.key))
        waiting.extend((child, level + 1) for child in reversed(below))


def _trunks(part: Drawing, places: Mapping[str, Place]) -> Iterator[tuple[tuple[str, str], Path]]:
    """From each box down to those that it holds, each from where the one before it branches off."""
    for box in part.boxes:
        above = places[box.key]
        x, y = above.x + _TRUNK, above.y + above.height
        for child in (*part.posts_of(box.key), *part.units_below(box.key)):
            place = places[child.key]
            knee = place.y + _KNEE * place.height
            yield (box.key, child.key), (Point(x, y), Point(x, knee), Point(place.x, knee))
            y = knee


def _across(drawing: Drawing, places: Mapping[str, Place]) -> Iterator[tuple[Line, Path]]:
    """Lines from left to right: level beside the boxes, straight through the room between."""
    older, newer = ([places[box.key] for box in part.boxes] for _, part in drawing.parts)
    begin = max((place.x + place.width for place in older), default=0.0) + _LEVEL
    end = min((place.x for place in newer), default=0.0) - _LEVEL
    tails: defaultdict[str, list[Line]] = defaultdict(list)
    heads: defaultdict[str, list[Line]] = defaultdict(list)
    for line in drawing.lines:
        tails[line.tail].append(line)
        heads[line.head].append(line)
    leaves = _ports(tails, places, lambda line: places[line.head].y)
    arrives = _ports(heads, places, lambda line: places[line.tail].y)
    for line in drawing.lines:
        tail, head = places[line.tail], places[line.head]
        level, reached = leaves[line], arrives[line]
        yield (
            line,
            (
                Point(tail.x + tail.width, level),
                Point(begin, level),
                Point(end, reached),
                Point(head.x, reached),
            ),
        )


def _ports(
    lines: Mapping[str, list[Line]], places: Mapping[str, Place], order: Callable[[Line], float]
) -> Mapping[Line, float]:
    """The height at which each line meets its box: several in the order of their other ends."""
    ports: dict[Line, float] = {}
    for key, some in lines.items():
        place = places[key]
        step = (_LAST - _FIRST) / (len(some) + 1)
        for number, line in enumerate(sorted(some, key=order), 1):
            ports[line] = place.y + (_FIRST + number * step) * place.height
    return ports
