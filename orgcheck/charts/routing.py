"""Ways around the boxes for lines beside membership: level and upright, with few bends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from orgcheck.charts.drawing import Line, LineType
from orgcheck.charts.geometry import Path, Place, Point, meet
from orgcheck.charts.grid import DOWN, LEFT, RIGHT, UP, Grid
from orgcheck.records import dataclass

# How near to a box a line may run, and how far apart lines run that keep each other company.
_CLEAR = 6.0
_TRACKS = (_CLEAR, _CLEAR + 5, _CLEAR + 10)
_OUTSIDE = _CLEAR + 5
_OUTWARDS = {RIGHT: (_CLEAR, 0), LEFT: (-_CLEAR, 0), UP: (0, -_CLEAR), DOWN: (0, _CLEAR)}
# Where a line may leave a box, from the middle of a side: the same for boxes of any width, so
# that it runs straight from one to another below it. On a short side they lie closer.
_FROM_MIDDLE = (0.0, 43.0, -43.0, 22.0, -22.0)
_SHARES = (0.5, 0.75, 0.25, 0.62, 0.38)
_OFF_CENTRE = 12.0
_TAKEN = 150.0
# What is so near to two boxes is looked at first for a way between them.
_NEARBY = 240.0
_MOST_BOXES = 250
_EVERYWHERE = Place(-1e9, -1e9, 2e9, 2e9)
# So many steps are taken to find a way, and so many for all lines: a picture is drawn in seconds.
_PATIENCE = 30_000
_PATIENCE_FOR_ALL = 300_000


@dataclass(frozen=True)
class _Port:
    """A point on the side of a box, the point before it, the way out, and what its use costs."""

    at: Point
    before: Point
    out: int
    cost: float


def routes_of(
    lines: Sequence[Line], places: Mapping[str, Place], others: Iterable[Path]
) -> dict[Line, Path]:
    """A way for each line, from the side of a box to the side of another.

    Parameters
    ----------
    lines
        The lines; those of command choose first, and near ones before far ones.
    places
        The boxes, which no line crosses.
    others
        Lines that are drawn already, which none of these runs along.

    Notes
    -----
    Where no way is found, a line bends twice and passes under boxes.
    """
    drawn = list(others)
    routes: dict[Line, Path] = {}
    patience = _PATIENCE_FOR_ALL
    for line in sorted(lines, key=lambda line: _precedence(line, places)):
        path: Path = ()
        for window in (_around(places[line.tail], places[line.head]), _EVERYWHERE):
            boxes = [place for place in places.values() if meet(place, window)]
            if len(boxes) > _MOST_BOXES:
                break
            path, steps = _route(line, places, boxes, drawn, min(patience, _PATIENCE))
            patience -= steps
            if path:
                drawn.append(path)
                break
        routes[line] = path or _under_boxes(places[line.tail], places[line.head])
    return routes


def _route(
    line: Line,
    places: Mapping[str, Place],
    boxes: Sequence[Place],
    drawn: Iterable[Path],
    patience: int,
) -> tuple[Path, int]:
    """The best way among some boxes, if there is one, and how many steps it took to find."""
    taken = {end for path in drawn for end in (path[0], path[-1])}
    tails = list(_ports(places[line.tail], taken))
    heads = list(_ports(places[line.head], taken))
    grid = Grid(*_tracks(boxes, (*tails, *heads)), map(_with_margin, boxes), drawn)
    starts = {(grid.node(port.before), port.out): port for port in tails}
    goals = {(grid.node(port.before), (port.out + 2) % 4): port for port in heads}
    nodes, steps = grid.way(
        {state: port.cost for state, port in starts.items()},
        {state: port.cost for state, port in goals.items()},
        patience,
    )
    if not nodes:
        return (), steps
    begin = next(port.at for (node, _), port in starts.items() if node == nodes[0])
    end = next(port.at for (node, _), port in goals.items() if node == nodes[-1])
    return _straightened((begin, *(grid.point(node) for node in nodes), end)), steps


def _under_boxes(tail: Place, head: Place) -> Path:
    """From side to side, with an upright stretch beside the box that it ends at."""
    out, back = (RIGHT, LEFT) if tail.x < head.x else (LEFT, RIGHT)
    begin = next(port.at for port in _ports(tail, ()) if port.out == out)
    end = next(port for port in _ports(head, ()) if port.out == back)
    x = end.before.x + (end.before.x - end.at.x)
    return (begin, Point(x, begin.y), Point(x, end.at.y), end.at)


def _around(one: Place, other: Place) -> Place:
    """What is near to two boxes and to the way between them."""
    left, top = min(one.x, other.x) - _NEARBY, min(one.y, other.y) - _NEARBY
    right = max(one.x + one.width, other.x + other.width) + _NEARBY
    bottom = max(one.y + one.height, other.y + other.height) + _NEARBY
    return Place(left, top, right - left, bottom - top)


def _straightened(points: Sequence[Point]) -> Path:
    """The points at which a way begins, bends and ends."""
    kept = [points[0]]
    for number in range(1, len(points) - 1):
        before, at, after = kept[-1], points[number], points[number + 1]
        if not (before.x == at.x == after.x or before.y == at.y == after.y):
            kept.append(at)
    return (*kept, points[-1])


def _ports(place: Place, taken: Iterable[Point]) -> Iterator[_Port]:
    """The points at which a line may leave or reach a box; those that are taken are dear."""
    left, right = round(place.x, 2), round(place.x + place.width, 2)
    top, bottom = round(place.y, 2), round(place.y + place.height, 2)
    sides = [
        (Point(x, round(top + share * place.height, 2)), out, share != _SHARES[0])
        for share in _SHARES
        for x, out in ((right, RIGHT), (left, LEFT))
    ]
    sides += [
        (Point(round(place.middle.x + offset, 2), y), out, bool(offset))
        for offset in _FROM_MIDDLE
        for y, out in ((top, UP), (bottom, DOWN))
    ]
    here = [end for end in taken if meet(Place(*end, 0, 0), _with_margin(place))]
    for at, out, off_centre in sides:
        dx, dy = _OUTWARDS[out]
        near = any(abs(at.x - end.x) + abs(at.y - end.y) < _CLEAR for end in here)
        cost = (_OFF_CENTRE if off_centre else 0.0) + (_TAKEN if near else 0.0)
        yield _Port(at, Point(at.x + dx, at.y + dy), out, cost)


def _tracks(places: Iterable[Place], ports: Iterable[_Port]) -> tuple[set[float], set[float]]:
    """Where lines may run: beside and below boxes, several next to each other, and at ports."""
    xs = {port.before.x for port in ports}
    ys = {port.before.y for port in ports}
    for place in places:
        xs.update((place.x - _CLEAR, place.x - _OUTSIDE))
        ys.update((place.y - _CLEAR, place.y - _OUTSIDE))
        xs.update(place.x + place.width + track for track in _TRACKS)
        ys.update(place.y + place.height + track for track in _TRACKS)
    return xs, ys


def _with_margin(place: Place) -> Place:
    return Place(
        place.x - _CLEAR, place.y - _CLEAR, place.width + 2 * _CLEAR, place.height + 2 * _CLEAR
    )


def _precedence(line: Line, places: Mapping[str, Place]) -> tuple[bool, float]:
    one, other = places[line.tail].middle, places[line.head].middle
    return (line.type is not LineType.COMMAND, abs(one.x - other.x) + abs(one.y - other.y))


# -- stretches that several lines share -------------------------------------------------------


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
