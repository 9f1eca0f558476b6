"""Where a line may run between boxes: a grid of level and upright tracks, and the cheapest way."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from heapq import heappop, heappush
from itertools import pairwise

from orgcheck.charts.geometry import Path, Place, Point
from orgcheck.records import NamedTuple

# Directions, in the order of a clock, so that two of them are opposite where they differ by two.
RIGHT, DOWN, LEFT, UP = range(4)

# What a bend costs, as length; and how many times dearer it is to run along a line that is there.
BEND = 90.0
_ALONGSIDE = 4.0
_TOO_CLOSE = 3.5

# A node and the direction in which a line runs through it.
State = tuple[int, int]


class Grid:
    """Tracks at given coordinates, shut where boxes are and dear where lines are.

    A node is `row * number of columns + column`.
    """

    def __init__(
        self,
        xs: Iterable[float],
        ys: Iterable[float],
        boxes: Iterable[Place],
        lines: Iterable[Path],
    ) -> None:
        # Rounded, so that what should be the same track is one, whatever sum it comes from.
        self._xs = sorted({round(x, 2) for x in xs})
        self._ys = sorted({round(y, 2) for y in ys})
        self._columns = len(self._xs)
        size = self._columns * len(self._ys)
        # For each node, the stretch to its right and that below it.
        self._level_shut, self._upright_shut = bytearray(size), bytearray(size)
        self._level_dear, self._upright_dear = bytearray(size), bytearray(size)
        for box in boxes:
            self._shut(box)
        for path in lines:
            for begin, end in pairwise(path):
                self._make_dear(begin, end)

    def node(self, point: Point) -> int:
        """The node at a point that lies on two tracks."""
        row = bisect_left(self._ys, round(point.y, 2))
        return row * self._columns + bisect_left(self._xs, round(point.x, 2))

    def point(self, node: int) -> Point:
        """Where a node is."""
        row, column = divmod(node, self._columns)
        return Point(self._xs[column], self._ys[row])

    def _shut(self, box: Place) -> None:
        """Shut the stretches that run through a box; its border stays open."""
        left, right = round(box.x, 2), round(box.x + box.width, 2)
        top, bottom = round(box.y, 2), round(box.y + box.height, 2)
        rows = range(bisect_right(self._ys, top), bisect_left(self._ys, bottom))
        self._set(self._level_shut, rows, _stretches(self._xs, left, right))
        columns = range(bisect_right(self._xs, left), bisect_left(self._xs, right))
        self._set(self._upright_shut, _stretches(self._ys, top, bottom), columns)

    def _make_dear(self, begin: Point, end: Point) -> None:
        """Make it dear to run along a stretch of a line."""
        if begin.y == end.y:
            columns = _stretches(self._xs, min(begin.x, end.x), max(begin.x, end.x))
            self._set(self._level_dear, _near(self._ys, begin.y), columns)
        else:
            rows = _stretches(self._ys, min(begin.y, end.y), max(begin.y, end.y))
            self._set(self._upright_dear, rows, _near(self._xs, begin.x))

    def _set(self, flags: bytearray, rows: range, columns: range) -> None:
        for row in rows:
            first = row * self._columns
            flags[first + columns.start : first + columns.stop] = b"\1" * len(columns)

    def way(
        self, starts: Mapping[State, float], goals: Mapping[State, float], patience: int
    ) -> tuple[list[int], int]:
        """The nodes of the cheapest way from a start to a goal, and the steps it took to find.

        Both come with the cost of using them. There is no node where there is no way, or none
        that is found in so many steps. It is A*, estimating by distance and bends to the goals.
        """
        rest = self._cost_to([node for node, _ in goals])
        ends: dict[int, list[tuple[int, float]]] = {}
        for (node, direction), cost in goals.items():
            ends.setdefault(node, []).append((direction, cost))
        # Estimate of the whole, cost so far, node, direction; and where it came from.
        heap = sorted(
            (cost + rest(node, way), cost, node, way, -1) for (node, way), cost in starts.items()
        )
        before: dict[int, int] = {}
        best, last = float("inf"), -1
        while heap and len(before) < patience:
            estimate, cost, node, direction, previous = heappop(heap)
            if estimate >= best:
                break
            state = node * 4 + direction
            if state in before:
                continue
            before[state] = previous
            for arrival, extra in ends.get(node, ()):
                total = cost + extra + (BEND if arrival != direction else 0.0)
                if (arrival - direction) % 4 != 2 and total < best:
                    best, last = total, state
            for following, way, length in self._stretches_from(node, direction):
                if following * 4 + way not in before:
                    onwards = cost + length if way == direction else cost + length + BEND
                    whole = onwards + rest(following, way)
                    heappush(heap, (whole, onwards, following, way, state))
        return _back(last, before), len(before)

    def _stretches_from(self, node: int, direction: int) -> list[tuple[int, int, float]]:
        """The open stretches from a node, without turning back: to where, which way, how dear."""
        columns, xs, ys = self._columns, self._xs, self._ys
        row, column = divmod(node, columns)
        found = []
        if direction != LEFT and column + 1 < columns and not self._level_shut[node]:
            length = xs[column + 1] - xs[column]
            dear = _ALONGSIDE if self._level_dear[node] else 1.0
            found.append((node + 1, RIGHT, length * dear))
        if direction != RIGHT and column and not self._level_shut[node - 1]:
            length = xs[column] - xs[column - 1]
            dear = _ALONGSIDE if self._level_dear[node - 1] else 1.0
            found.append((node - 1, LEFT, length * dear))
        below, above = node + columns, node - columns
        if direction != UP and row + 1 < len(ys) and not self._upright_shut[node]:
            dear = _ALONGSIDE if self._upright_dear[node] else 1.0
            found.append((below, DOWN, (ys[row + 1] - ys[row]) * dear))
        if direction != DOWN and row and not self._upright_shut[above]:
            dear = _ALONGSIDE if self._upright_dear[above] else 1.0
            found.append((above, UP, (ys[row] - ys[row - 1]) * dear))
        return found

    def _cost_to(self, nodes: Sequence[int]) -> Callable[[int, int], float]:
        """What the way from a state to the rectangle around some nodes costs at the least."""
        points = [self.point(node) for node in nodes]
        left, right = min(p.x for p in points), max(p.x for p in points)
        top, bottom = min(p.y for p in points), max(p.y for p in points)
        across = [max(left - x, x - right, 0.0) for x in self._xs]
        down = [max(top - y, y - bottom, 0.0) for y in self._ys]
        columns = self._columns

        def cost(node: int, direction: int) -> float:
            row, column = divmod(node, columns)
            level, upright = across[column], down[row]
            turned = upright if direction in (LEFT, RIGHT) else level
            return level + upright + (BEND if turned else 0.0)

        return cost


def _stretches(tracks: Sequence[float], low: float, high: float) -> range:
    """The stretches between tracks that lie within two bounds, wholly or in part."""
    return range(max(0, bisect_right(tracks, low) - 1), bisect_left(tracks, high))


def _near(tracks: Sequence[float], at: float) -> range:
    return range(bisect_left(tracks, at - _TOO_CLOSE), bisect_right(tracks, at + _TOO_CLOSE))


def _back(state: int, before: Mapping[int, int]) -> list[int]:
    nodes: list[int] = []
    while state >= 0:
        nodes.append(state // 4)
        state = before[state]
    return nodes[::-1]


# -- boxes in rows ----------------------------------------------------------------------------


# Between two things in a row, in points.
BESIDE = 22.0


class Item(NamedTuple):
    """What stands in a row: one branch, or columns of units."""

    keys: tuple[str, ...]
    columns: tuple[tuple[str, ...], ...]
    width: float
    height: float


def rows_of(items: list[Item], limit: float) -> list[list[Item]]:
    """Items in as few rows as the limit allows, of about equal width."""
    number = len(_filled(items, limit))
    if number == 1:
        return [items]
    low, high = max(item.width for item in items), limit
    while high - low > 1:
        middle = (low + high) / 2
        if len(_filled(items, middle)) <= number:
            high = middle
        else:
            low = middle
    return _filled(items, max(high, low))


def _filled(items: Iterable[Item], limit: float) -> list[list[Item]]:
    rows: list[list[Item]] = []
    used = math.inf
    for item in items:
        if used + item.width > limit:
            rows.append([])
            used = 0.0
        rows[-1].append(item)
        used += item.width + BESIDE
    return rows
