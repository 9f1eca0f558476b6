"""Places and sizes in a picture: in points, x to the right and y downwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple


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


Path = tuple[Point, ...]


@dataclass(frozen=True)
class Layout:
    """The places of boxes, the lines of membership between them, and the size of it all.

    `paths` are keyed by what is above and what is below.
    """

    places: Mapping[str, Place]
    paths: Mapping[tuple[str, str], Path]
    texts: Mapping[str, tuple[str, ...]]
    width: float
    height: float
