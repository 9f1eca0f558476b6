"""Units through versions as bands from column to column: what is drawn, and where it stands.

A column is a version, a block a unit in it, a band what a unit is, or who took over, in the next
column. The order within columns is found by barycentres, swept to and fro, so that bands cross
little. Then each block moves towards what it is tied to, as far as others let it; and in the end
each unit gets one height through all columns, so that what goes on runs straight.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cached_property

from orgcheck.records import dataclass

# Of the sweeps that order columns, and of those that place blocks.
_ORDERINGS = 12
_PLACINGS = 24
# A unit that goes on shall run straight: its band counts more than one of a handover.
_WEIGHT_OF_SAME = 4
# In slots: what stands between two blocks of a column.
_BETWEEN = 0.6


class Tie(StrEnum):
    """What a band says: the same unit, the same after a gap, or another that took over."""

    SAME = "same"
    RETURN = "return"
    SUCCESSION = "succession"


@dataclass(frozen=True, slots=True)
class Column:
    """A version; `folded` says how many versions before it are not drawn."""

    label: str
    folded: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A unit in a column.

    Parameters
    ----------
    unit
        The number of the unit: all its blocks have the same.
    column
        The number of the column.
    name
        What it is called where that is to be said; empty where it goes on under the same name.
    told
        What to say when it is pointed at.
    begins, ends
        Whether it begins here, and ends before the next column.
    is_absent
        Whether the version leaves it out.
    """

    unit: int
    column: int
    name: str
    told: str
    begins: bool = False
    ends: bool = False
    is_absent: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """From a block, by its number, to one of the next column; `label` says how."""

    start: int
    end: int
    tie: Tie
    label: str = ""


@dataclass(frozen=True)
class Alluvial:
    """What is drawn; `subjects` are the numbers of the units that the picture is about."""

    title: str
    subtitle: str
    columns: tuple[Column, ...]
    blocks: tuple[Block, ...]
    bands: tuple[Band, ...]
    subjects: frozenset[int] = frozenset()
    remarks: tuple[str, ...] = ()

    @cached_property
    def incoming(self) -> Mapping[int, tuple[Band, ...]]:
        """The bands to each block."""
        return _grouped((band.end, band) for band in self.bands)

    @cached_property
    def outgoing(self) -> Mapping[int, tuple[Band, ...]]:
        """The bands from each block."""
        return _grouped((band.start, band) for band in self.bands)

    def size(self, block: int) -> int:
        """How many slots a block is high: as many bands as it has on either side."""
        return max(len(self.incoming.get(block, ())), len(self.outgoing.get(block, ())), 1)


def _grouped(pairs: Iterable[tuple[int, Band]]) -> Mapping[int, tuple[Band, ...]]:
    found: dict[int, list[Band]] = {}
    for block, band in pairs:
        found.setdefault(block, []).append(band)
    return {block: tuple(bands) for block, bands in found.items()}


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a block stands, in slots: where it begins, how high it is, and the slot of its unit.

    The unit's own band is at one height through all columns; handovers stand above and below it.
    """

    top: float
    size: float
    own: float


@dataclass(frozen=True)
class Arrangement:
    """Where everything stands, in slots from the top.

    Parameters
    ----------
    seats
        Where each block stands.
    leaves, arrives
        Where each band begins and ends: the upper edge of it, by its number.
    """

    seats: tuple[Seat, ...]
    leaves: tuple[float, ...]
    arrives: tuple[float, ...]

    @property
    def height(self) -> float:
        """Where the lowest block ends."""
        return max((seat.top + seat.size for seat in self.seats), default=0.0)


def arranged(alluvial: Alluvial) -> Arrangement:
    """Order the columns so that bands cross little, and place the blocks."""
    tops = _placed(alluvial, _ordered(alluvial))
    seats = _in_lanes(alluvial, tops)
    leaves, arrives = [0.0] * len(alluvial.bands), [0.0] * len(alluvial.bands)
    numbers = {band: number for number, band in enumerate(alluvial.bands)}
    for block, seat in enumerate(seats):
        out = [(band, seats[band.end].own) for band in alluvial.outgoing.get(block, ())]
        into = [(band, seats[band.start].own) for band in alluvial.incoming.get(block, ())]
        for bands, edges in ((out, leaves), (into, arrives)):
            for band, place in _edges(seat, bands):
                edges[numbers[band]] = place
    return Arrangement(seats, tuple(leaves), tuple(arrives))


def _edges(seat: Seat, bands: Sequence[tuple[Band, float]]) -> Iterator[tuple[Band, float]]:
    """Where the bands of one side meet a block; each with where its other end is."""
    in_order = sorted(bands, key=lambda one: one[1])
    own = [band for band, _ in bands if band.tie is not Tie.SUCCESSION]
    if own:
        above = [band for band, other in in_order if band not in own and other < seat.own]
        below = [band for band, other in in_order if band not in own and other >= seat.own]
        yield own[0], seat.own
        yield from ((band, seat.own - place) for place, band in enumerate(reversed(above), 1))
        yield from ((band, seat.own + place) for place, band in enumerate(below, 1))
        return
    begin = seat.top + (seat.size - len(bands)) / 2
    yield from ((band, begin + place) for place, (band, _) in enumerate(in_order))


# -- order ------------------------------------------------------------------------------------


def _ordered(alluvial: Alluvial) -> list[list[int]]:
    """The blocks of each column from top to bottom: the best order of all sweeps."""
    columns: list[list[int]] = [[] for _ in alluvial.columns]
    for number, block in enumerate(alluvial.blocks):
        columns[block.column].append(number)
    best, fewest = [list(column) for column in columns], _crossings(alluvial, columns)
    for sweep in range(_ORDERINGS):
        forward = sweep % 2 == 0
        others = range(1, len(columns)) if forward else range(len(columns) - 2, -1, -1)
        for number in others:
            beside = columns[number - 1 if forward else number + 1]
            rank = {block: float(place) for place, block in enumerate(beside)}
            columns[number] = _by_barycentre(alluvial, columns[number], rank, forward=forward)
        crossings = _crossings(alluvial, columns)
        if crossings < fewest:
            best, fewest = [list(column) for column in columns], crossings
    return best


def _by_barycentre(
    alluvial: Alluvial, column: Sequence[int], rank: Mapping[int, float], *, forward: bool
) -> list[int]:
    """Blocks by the middle of what each is tied to; one that is tied to nothing stays by others."""
    found: dict[int, float] = {}
    last = -1.0
    for block in column:
        bands = (alluvial.incoming if forward else alluvial.outgoing).get(block, ())
        ends = [(rank[band.start if forward else band.end], _weight(band)) for band in bands]
        if ends:
            last = sum(place * weight for place, weight in ends) / sum(w for _, w in ends)
        found[block] = last
    return sorted(column, key=lambda block: found[block])


def _weight(band: Band) -> int:
    return 1 if band.tie is Tie.SUCCESSION else _WEIGHT_OF_SAME


def _crossings(alluvial: Alluvial, columns: Sequence[Sequence[int]]) -> int:
    """How often bands cross; those of a unit that goes on count more."""
    place = {block: number for column in columns for number, block in enumerate(column)}
    between: dict[int, list[tuple[int, int, int]]] = {}
    for band in alluvial.bands:
        column = alluvial.blocks[band.start].column
        ends = place[band.start], place[band.end], _weight(band)
        between.setdefault(column, []).append(ends)
    return sum(
        one[2] * other[2]
        for bands in between.values()
        for number, one in enumerate(bands)
        for other in bands[:number]
        if (one[0] - other[0]) * (one[1] - other[1]) < 0
    )


# -- places -----------------------------------------------------------------------------------


def _placed(alluvial: Alluvial, columns: Sequence[Sequence[int]]) -> list[float]:
    """Where each block begins: near what it is tied to, and none upon another."""
    tops = [0.0] * len(alluvial.blocks)
    for column in columns:
        top = 0.0
        for block in column:
            tops[block] = top
            top += alluvial.size(block) + _BETWEEN
    for sweep in range(_PLACINGS):
        for column in columns if sweep % 2 == 0 else reversed(columns):
            wanted = [_wanted(alluvial, block, tops) for block in column]
            for block, top in zip(column, _apart(alluvial, column, wanted), strict=True):
                tops[block] = top
    return tops


def _in_lanes(alluvial: Alluvial, tops: Sequence[float]) -> tuple[Seat, ...]:
    """Each unit at one height, near where its blocks stand, and none upon another."""
    blocks: dict[int, list[int]] = {}
    for number, block in enumerate(alluvial.blocks):
        blocks.setdefault(block.unit, []).append(number)
    wanted = {
        unit: sum(_middle(alluvial, number, tops) for number in numbers) / len(numbers)
        for unit, numbers in blocks.items()
    }
    in_order = sorted(blocks, key=lambda unit: wanted[unit])
    rank = {unit: place for place, unit in enumerate(in_order)}
    lowest = min(wanted.values(), default=0.0)
    # By column, where the block of each unit ends that stands there.
    filled: list[dict[int, float]] = [{} for _ in alluvial.columns]
    seats: dict[int, Seat] = {}
    related = _related(alluvial)
    for unit in in_order:
        rooms = {number: _room(alluvial, number, rank) for number in blocks[unit]}
        floors = [wanted[unit] - lowest]
        for number, (up, _) in rooms.items():
            column = alluvial.blocks[number].column
            floors += (end + up for end in filled[column].values())
            # What ends beside what begins would look like one unit, unless one took over.
            floors += (
                end + up
                for beside in filled[max(column - 1, 0) : column + 2]
                for other, end in beside.items()
                if other not in related.get(unit, ())
            )
        lane = max(floors)
        for number, (up, down) in rooms.items():
            seats[number] = Seat(lane - up, up + 1 + down, lane)
            filled[alluvial.blocks[number].column][unit] = lane + 1 + down + _BETWEEN
    highest = min((seat.top for seat in seats.values()), default=0.0)
    shifted = (seats[number] for number in range(len(alluvial.blocks)))
    return tuple(Seat(one.top - highest, one.size, one.own - highest) for one in shifted)


def _related(alluvial: Alluvial) -> Mapping[int, set[int]]:
    """The units that took over from each, and those from which each took over."""
    found: dict[int, set[int]] = {}
    for band in alluvial.bands:
        one, other = alluvial.blocks[band.start].unit, alluvial.blocks[band.end].unit
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return found


def _room(alluvial: Alluvial, block: int, rank: Mapping[int, int]) -> tuple[float, float]:
    """How many slots a block takes above and below that of its unit."""
    up = down = 0.0
    own = rank[alluvial.blocks[block].unit]
    free = 0
    incoming, outgoing = alluvial.incoming.get(block, ()), alluvial.outgoing.get(block, ())
    for bands, ends in (
        (incoming, [band.start for band in incoming]),
        (outgoing, [band.end for band in outgoing]),
    ):
        others = [
            rank[alluvial.blocks[end].unit]
            for band, end in zip(bands, ends, strict=True)
            if band.tie is Tie.SUCCESSION
        ]
        if len(others) < len(bands):
            above = sum(other < own for other in others)
            up, down = max(up, above), max(down, len(others) - above)
        else:
            free = max(free, len(others))
    missing = max(free - (up + 1 + down), 0)
    return up + missing / 2, down + missing / 2


def _wanted(alluvial: Alluvial, block: int, tops: Sequence[float]) -> float:
    """Where a block would best begin: where its bands run straight."""
    incoming, outgoing = alluvial.incoming.get(block, ()), alluvial.outgoing.get(block, ())
    ends = [(_middle(alluvial, band.start, tops), _weight(band)) for band in incoming]
    ends += [(_middle(alluvial, band.end, tops), _weight(band)) for band in outgoing]
    if not ends:
        return tops[block]
    middle = sum(place * weight for place, weight in ends) / sum(weight for _, weight in ends)
    return middle - alluvial.size(block) / 2


def _middle(alluvial: Alluvial, block: int, tops: Sequence[float]) -> float:
    return tops[block] + alluvial.size(block) / 2


def _apart(alluvial: Alluvial, column: Sequence[int], wanted: Sequence[float]) -> list[float]:
    """Places in the order of the column, none upon another, as near as may be to the wanted ones.

    Neighbours that want the same room share what is missing: they become one run around the middle
    of what they want (the pooling of adjacent violators).
    """
    runs: list[tuple[float, float, int]] = []  # where it begins, how high it is, how many blocks
    for block, place in zip(column, wanted, strict=True):
        run = (place, alluvial.size(block) + _BETWEEN, 1)
        while runs and runs[-1][0] + runs[-1][1] > run[0]:
            before = runs.pop()
            many = before[2] + run[2]
            # What each of the two runs would want of the first block in it.
            begin = (before[0] * before[2] + (run[0] - before[1]) * run[2]) / many
            run = (begin, before[1] + run[1], many)
        runs.append(run)
    tops: list[float] = []
    blocks = iter(column)
    for begin, _, many in runs:
        top = begin
        for _ in range(many):
            tops.append(top)
            top += alluvial.size(next(blocks)) + _BETWEEN
    return tops
