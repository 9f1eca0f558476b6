"""A picture with the place of everything that is drawn: title, lines, boxes, labels, legend."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from orgcheck.charts.drawing import Drawing, Line
from orgcheck.charts.geometry import Layout, Path, Place, Point
from orgcheck.charts.labels import label_of, label_place
from orgcheck.charts.lettering import (
    FONT_SIZE,
    SMALL_SIZE,
    TextLine,
    height_of,
    set_in,
    width_of,
)
from orgcheck.charts.style import INK, MEMBERSHIP, STROKES, Entry, Look, Stroke, legend_of, look
from orgcheck.records import dataclass

MARGIN = 16.0

_TITLE_SIZE, _SUBTITLE_SIZE = 16.0, 12.0
_TITLE_GAP = 24.0

_LEGEND_GAP = 40.0
_LEAST_WIDTH = 600.0
_ENTRY_HEIGHT = 24.0
_BETWEEN = 14.0
_SAMPLE = 36.0
# Between the sample of a line and its name.
_APART = 4.0


@dataclass(frozen=True)
class Shape:
    """A box with its texts. `title` says in full what the lines may say shortened."""

    sort: str
    look: Look
    place: Place
    lines: tuple[TextLine, ...]
    title: str | None = None


@dataclass(frozen=True)
class Caption:
    """Texts without a box to be seen, one below the other, from the left or about the middle."""

    sort: str
    place: Place
    lines: tuple[TextLine, ...]
    colour: str = INK
    centred: bool = False


@dataclass(frozen=True)
class Drawn:
    """A line with the way that it takes."""

    stroke: Stroke
    path: Path


@dataclass(frozen=True)
class Figure:
    """All that is drawn: lines below, boxes and texts above them, in a frame with a margin."""

    lines: tuple[Drawn, ...]
    parts: tuple[Shape | Caption, ...]

    @property
    def frame(self) -> Place:
        """The whole picture, in whole points; an empty one is a margin around nothing."""
        corners = [Point(0.0, 0.0)]
        corners.extend(point for line in self.lines for point in line.path)
        for place in (part.place for part in self.parts):
            corners.append(Point(place.x, place.y))
            corners.append(Point(place.x + place.width, place.y + place.height))
        left = math.floor(min(point.x for point in corners) - MARGIN)
        top = math.floor(min(point.y for point in corners) - MARGIN)
        right = math.ceil(max(point.x for point in corners) + MARGIN)
        bottom = math.ceil(max(point.y for point in corners) + MARGIN)
        return Place(left, top, right - left, bottom - top)


def figure(
    drawing: Drawing, layout: Layout, *, headed: bool = True, room: float | None = None
) -> Figure:
    """The picture with the places of a layout, under its title or without.

    Title and legend are as wide as the picture, and at least as the `room` or as can be read.
    """
    wide = max(layout.width, _LEAST_WIDTH if room is None else room - 2 * MARGIN)
    legend = list(_legend(drawing, layout, wide))
    return Figure(
        (
            *(Drawn(MEMBERSHIP, path) for path in layout.paths.values()),
            *(Drawn(STROKES[line.type], route) for line, route in layout.routes.items()),
            *(part for part in legend if isinstance(part, Drawn)),
        ),
        (
            *(_title(drawing, wide) if headed else ()),
            *_boxes(drawing, layout),
            *_labels(layout),
            *(Caption("heading", place, (line,)) for place, line in layout.headings.items()),
            *(part for part in legend if not isinstance(part, Drawn)),
        ),
    )


def _title(drawing: Drawing, room: float) -> Iterator[Caption]:
    """The title and what is below it, above the picture."""
    y = -_TITLE_GAP
    captions = []
    titles = ((drawing.subtitle, _SUBTITLE_SIZE, 4), (drawing.title, _TITLE_SIZE, 2))
    for text, size, most in titles:
        if not text:
            continue
        lines = set_in(text, width=room, size=size, most=most)
        height = height_of(lines)
        y -= height
        place = Place(0, y, max(width_of(line.text, size) for line in lines), height)
        captions.append(Caption("title", place, lines))
    yield from reversed(captions)


def _boxes(drawing: Drawing, layout: Layout) -> Iterator[Shape]:
    for box in drawing.boxes:
        place, lines = layout.places[box.key], layout.texts[box.key]
        yield Shape(box.sort, look(box, drawing), place, lines, box.text)


def _labels(layout: Layout) -> Iterator[Caption]:
    """What is said beside lines."""
    for line, route in layout.routes.items():
        yield from _label(line, route, layout.places.values())


def _label(line: Line, route: Path, places: Iterable[Place]) -> Iterator[Caption]:
    text, stroke = label_of(line), STROKES[line.type]
    if text is not None:
        place = label_place(route, text, places)
        sort = f"label {stroke.name}"
        words = (TextLine(text, SMALL_SIZE),)
        yield Caption(sort, place, words, stroke.colour, centred=True)


# -- the legend -------------------------------------------------------------------------------


def _legend(drawing: Drawing, layout: Layout, room: float) -> Iterator[Shape | Caption | Drawn]:
    """The entries in rows below the picture."""
    x, y = 0.0, layout.height + _LEGEND_GAP
    for entry in legend_of(drawing):
        wide = _width(entry)
        if x and x + wide > room:
            x, y = 0.0, y + _ENTRY_HEIGHT + _BETWEEN
        yield from _entry(entry, Place(x, y, wide, _ENTRY_HEIGHT))
        x += wide + _BETWEEN


def _width(entry: Entry) -> float:
    text = width_of(entry.text, FONT_SIZE)
    return text + (_SAMPLE + 10 if isinstance(entry.sample, Stroke) else 26)


def _entry(entry: Entry, place: Place) -> Iterator[Shape | Caption | Drawn]:
    if isinstance(entry.sample, Look):
        yield Shape("legend", entry.sample, place, (TextLine(entry.text),))
        return
    begin = Point(place.x, place.middle.y)
    yield Drawn(entry.sample, (begin, Point(begin.x + _SAMPLE - _APART, begin.y)))
    beside = Place(place.x + _SAMPLE, place.y, place.width - _SAMPLE, place.height)
    yield Caption("legend", beside, (TextLine(entry.text),))
