"""Lines that run together for a while, each stretch of them drawn once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from orgcheck.charts.geometry import Path, Point


def drawn_once(paths: Mapping[str, Path]) -> dict[str, Path]:
    """The ways from one unit to those below it, each from where it leaves the others.

    Strokes that lie on each other would look heavier than others.
    """
    drawn: dict[tuple[str, float], list[tuple[float, float]]] = {}
    rests: dict[str, Path] = {}
    for key, path in paths.items():
        rest = list(path)
        while len(rest) > 1:
            axis, begin, end = _stroke(rest[0], rest[1])
            reached = _reach(drawn.get(axis, []), begin, end)
            if reached != end:
                rest[0] = _on(axis, reached)
                break
            rest.pop(0)
        for one, other in pairwise(rest):
            axis, begin, end = _stroke(one, other)
            drawn.setdefault(axis, []).append((min(begin, end), max(begin, end)))
        rests[key] = tuple(rest) if len(rest) > 1 else path[-2:]
    return rests


def _stroke(one: Point, other: Point) -> tuple[tuple[str, float], float, float]:
    """The axis that an upright or level stroke runs on, and where on it it begins and ends."""
    if one.x == other.x:
        return ("x", one.x), one.y, other.y
    return ("y", one.y), one.x, other.x


def _on(axis: tuple[str, float], at: float) -> Point:
    return Point(axis[1], at) if axis[0] == "x" else Point(at, axis[1])


def _reach(drawn: Sequence[tuple[float, float]], begin: float, end: float) -> float:
    """How far along a stroke others lie on it, from its beginning without a gap."""
    at = begin
    forward = end >= begin
    for low, high in sorted(drawn, reverse=not forward):
        if low <= at <= high:
            at = min(high, end) if forward else max(low, end)
    return at
