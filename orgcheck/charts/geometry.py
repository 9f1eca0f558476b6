"""Places, sizes and outlines in a picture: in points, x to the right and y downwards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import TYPE_CHECKING

from orgcheck.charts.drawing import Line
from orgcheck.charts.style import Border
from orgcheck.records import NamedTuple, dataclass

if TYPE_CHECKING:
    from orgcheck.charts.lettering import TextLine


class Point(NamedTuple):
    """A place in the picture."""

    x: float
    y: float


class Place(NamedTuple):
    """Where a box stands: its upper left corner and its size."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> Point:
        """Its centre."""
        return Point(self.x + self.width / 2, self.y + self.height / 2)


def meet(one: Place, other: Place) -> bool:
    """Whether two places have a point in common."""
    return (
        one.x <= other.x + other.width
        and other.x <= one.x + one.width
        and one.y <= other.y + other.height
        and other.y <= one.y + one.height
    )


Path = tuple[Point, ...]


@dataclass(frozen=True)
class Layout:
    """The places of boxes, the lines between them, and the size of it all.

    `paths` are those of membership, keyed by what is above and what is below; `routes` are those
    of the lines beside membership. `headings` stand above parts of the picture.
    """

    places: Mapping[str, Place]
    paths: Mapping[tuple[str, str], Path]
    texts: Mapping[str, tuple[TextLine, ...]]
    width: float
    height: float
    routes: Mapping[Line, Path] = field(default_factory=dict)
    headings: Mapping[Place, TextLine] = field(default_factory=dict)


# -- outlines of boxes ------------------------------------------------------------------------


# How wide the line is, in points.
_WIDTHS = {
    Border.THIN: 1.0,
    Border.THICK: 2.5,
    Border.ROUND: 1.5,
    Border.THICK_ROUND: 2.5,
    Border.DOUBLE: 1.0,
    Border.NOTE: 1.5,
    Border.CUT: 1.5,
    Border.DASHED: 1.5,
}
_ROUND = (Border.ROUND, Border.THICK_ROUND)
# Between the two lines of a double border.
_DOUBLE_GAP = 4.0
# How much of a corner is rounded, cut or folded at most, and of a side that is short.
_CORNER = 12.0
_SHARE = 1 / 3


@dataclass(frozen=True)
class Rectangle:
    """A rectangle, its corners rounded by so much."""

    place: Place
    rounding: float = 0.0


@dataclass(frozen=True)
class Polygon:
    """A line around some corners."""

    corners: tuple[Point, ...]


@dataclass(frozen=True)
class Outline:
    """The border of a box, filled, and what is drawn beside it: lines that are not filled."""

    filled: Rectangle | Polygon
    width: float
    dashed: bool = False
    beside: Rectangle | None = None
    folds: tuple[Point, ...] = ()


def outline(border: Border, place: Place) -> Outline:
    """How a border runs that is nowhere outside of a place."""
    width = _WIDTHS[border]
    edge = _within(place, width / 2)
    corner = min(_CORNER, _SHARE * min(edge.width, edge.height))
    if border is Border.DOUBLE:
        return Outline(Rectangle(_within(edge, _DOUBLE_GAP)), width, beside=Rectangle(edge))
    if border is Border.CUT:
        return Outline(Polygon(tuple(_cut(edge, corner))), width)
    if border is Border.NOTE:
        return _note(edge, corner / 2, width)
    rounding = corner if border in _ROUND else 0.0
    return Outline(Rectangle(edge, rounding), width, dashed=border is Border.DASHED)


def _within(place: Place, by: float) -> Place:
    return Place(place.x + by, place.y + by, place.width - 2 * by, place.height - 2 * by)


def _cut(place: Place, by: float) -> Iterator[Point]:
    """The corners of an octagon, clockwise."""
    left, top, right, bottom = place.x, place.y, place.x + place.width, place.y + place.height
    yield from (Point(left + by, top), Point(right - by, top))
    yield from (Point(right, top + by), Point(right, bottom - by))
    yield from (Point(right - by, bottom), Point(left + by, bottom))
    yield from (Point(left, bottom - by), Point(left, top + by))


def _note(place: Place, fold: float, width: float) -> Outline:
    """A sheet with its upper right corner folded."""
    left, top, right, bottom = place.x, place.y, place.x + place.width, place.y + place.height
    begin, end = Point(right - fold, top), Point(right, top + fold)
    sheet = (Point(left, top), begin, end, Point(right, bottom), Point(left, bottom))
    return Outline(Polygon(sheet), width, folds=(begin, Point(begin.x, end.y), end))
