"""Places and sizes in a picture: in points, x to the right and y downwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from orgcheck.charts.drawing import Line


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
    of the lines beside membership.
    """

    places: Mapping[str, Place]
    paths: Mapping[tuple[str, str], Path]
    texts: Mapping[str, tuple[str, ...]]
    width: float
    height: float
    routes: Mapping[Line, Path] = field(default_factory=dict)
