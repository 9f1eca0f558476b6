"""What is said beside a line, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from orgcheck.charts.drawing import FURTHER, Line
from orgcheck.charts.geometry import Path, Place, Point, meet
from orgcheck.charts.lettering import SMALL_SIZE, width_of
from orgcheck.escaping import escape_controls
from orgcheck.snapshot.words import line_type_word

_HEIGHT = 10.0
_BESIDE = 3.0


def label_of(line: Line) -> str | None:
    """What is said beside a line; None where its look, or what a box says, is enough."""
    type = FURTHER.get(line.type)
    return None if type is None else escape_controls(line_type_word(type))


def label_place(route: Path, text: str, places: Iterable[Place]) -> Place:
    """The place of a label: beside the longest stretch that has room, else beside the longest."""
    candidates = list(_candidates(route, width_of(text, SMALL_SIZE)))
    boxes = list(places)
    free = (place for place in candidates if not any(meet(place, box) for box in boxes))
    return next(free, candidates[0])


def _candidates(route: Path, width: float) -> Iterator[Place]:
    """Where the label may stand, the best first."""
    stretches = sorted(pairwise(route), key=lambda ends: -_length(*ends))
    for begin, end in stretches:
        x, y = (begin.x + end.x) / 2, (begin.y + end.y) / 2
        if abs(begin.x - end.x) > abs(begin.y - end.y):
            yield Place(x - width / 2, y - _BESIDE - _HEIGHT, width, _HEIGHT)
            yield Place(x - width / 2, y + _BESIDE, width, _HEIGHT)
        else:
            yield Place(x + _BESIDE, y - _HEIGHT / 2, width, _HEIGHT)
            yield Place(x - _BESIDE - width, y - _HEIGHT / 2, width, _HEIGHT)


def _length(begin: Point, end: Point) -> float:
    return abs(begin.x - end.x) + abs(begin.y - end.y)
