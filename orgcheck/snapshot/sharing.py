"""Reading a text that differs little from one that was read before.

Two versions of a snapshot share nearly all of their lines. Of the newer text, only the units that
the older one does not have, word for word, go through the YAML parser; the others are the older
one's values, at another place. A unit that is another only in the ids in it, as where units got
new ones, is the older one's with these ids in place of those. What comes out is what reading the
whole text would give; where that is not certain, nothing comes out, and the whole text is read.

Why it may be done: before each item of a block sequence, the parser is in the same state. So lines
that were one item there are one item here, if they stand where an item may begin and another item
begins behind them. Both are seen from what is left of the text without them: every line in it
that looks like the beginning of a unit has to be one. In the same way, one word may stand for
another where the older text is known to have it as the whole value of a key of the unit, and the
next key follows.
"""

from __future__ import annotations

import re
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from itertools import accumulate, count, groupby, islice, pairwise
from operator import itemgetter, sub
from types import MappingProxyType
from typing import Any

from orgcheck.errors import Unreadable
from orgcheck.patterns import pattern
from orgcheck.records import NamedTuple, dataclass
from orgcheck.snapshot.reader import read, resolved_plain
from orgcheck.snapshot.text import Document, ListNode, MappingNode, SourceText

_UNITS = pattern(r"^units:(?: *| +#.*)\n", re.MULTILINE)
# A line behind the list of units: it begins with neither a blank, a comment nor a dash.
_NEXT_KEY = pattern(r"\n[^\s#-]")
# The keys of a unit that name a unit or post; and an id in letters that mean nothing to YAML: where
# it is a text, each of these keys may have it.
_NAMING, _ID = "id|parent|reports_to|head", "[A-Za-z0-9][A-Za-z0-9_.-]{0,127}"
# Line ends of other kinds, directives and further documents are left to the parser.
_UNUSUAL = ("\r", "\n%", "\n---", "\n...")


def read_like(source: SourceText, older: Document) -> Document | None:
    """Read a text with the values of an older one, wherever their words are the same.

    Parameters
    ----------
    source
        The text to be read.
    older
        What was read before.

    Returns
    -------
    Document
        As `read` would give it, but that it shares values with the older one; None where the
        two have no unit in common, cannot be compared by their lines, or the text is wrong.
    """
    begin = _UNITS.search(source.text)
    if begin is None or _is_unusual(source.text):
        return None
    offered = _offered(older)
    if offered is None:
        return None
    runs = _runs(source.text, begin.end(), offered)
    cut = _Cut.of(source.text, runs)
    if not cut.shifts:
        return None
    try:
        rest = read(SourceText(source.name, cut.text), array("I", older.positions))
    except Unreadable:
        return None
    if not cut.is_clean(rest, begin.start(), [run.start for run in runs if run.first is None]):
        return None
    return _joined(source, older, rest, cut, runs)


def _is_unusual(text: str) -> bool:
    return text.startswith(("%", "---")) or any(mark in text for mark in _UNUSUAL)


def _place_of_units(document: Document) -> int:
    root: MappingNode = document.root
    return document.positions[root.at + 3 * list(root).index("units")]


def _pieces(text: str, start: int, indent: str) -> tuple[list[str], list[int]]:
    """What looks like the units of the list that begins at `start`, and where each begins.

    The pieces are their lines, without the first `indent` and the last line feed.
    """
    closing = _NEXT_KEY.search(text, start - 1)
    begin = "\n" + indent
    before, *pieces = text[start - 1 : closing.start() if closing else None].split(begin)
    lengths = (len(piece) + len(begin) for piece in pieces[:-1])
    return pieces, list(accumulate(lengths, initial=start + len(before))) if pieces else []


# -- what the older text offers -------------------------------------------------------------------


class _Alike(NamedTuple):
    """A unit of the older text, by its number, and a new one's ids in it, by their keys."""

    number: int
    ids: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Offered:
    """The lines of units, each with its number in the list; and where each of the list begins.

    All of them begin with `indent`: the blanks and the dash before the first key.
    """

    document: Document
    units: dict[str, int]
    starts: list[int]
    indent: str

    def alike(self, pieces: Mapping[int, str]) -> dict[int, _Alike]:
        """Which of the units that are left each new one is but for its ids, by the new number."""
        lead = "\n" + " " * len(self.indent)
        split = pattern(f"{lead}({_NAMING}): ({_ID})(?={lead}[^ #-]|\\Z)").split
        left: dict[tuple[str, ...], list[int]] = {}
        # Of several alike the first is taken first.
        for piece, number in reversed(self.units.items()) if pieces else ():
            left.setdefault(_but_for_ids(split(lead + piece)), []).append(number)
        found: dict[int, _Alike] = {}
        for here, piece in pieces.items():
            parts = split(lead + piece)
            rest = _but_for_ids(parts)
            numbers = left.get(rest) if len(parts) > 1 else None
            if numbers and self._has(number := numbers.pop(), rest):
                ids = dict(zip(parts[1::3], parts[2::3], strict=True))
                found[here] = _Alike(number, ids)
        return found

    def _has(self, number: int, rest: tuple[str, ...]) -> bool:
        """Whether the ids in the lines of a unit, told by these but for them, are its values."""
        unit: MappingNode = self.document.root["units"][number]
        if "units" in unit:
            # Its id says where those stand that are nested in it.
            return False
        positions = self.document.positions
        keys = list(unit)
        at = self.starts[number] - 1
        half = len(rest) // 2 + 1
        for before, key in zip(rest[:half], rest[half:], strict=False):
            id = unit.get(key)
            if not isinstance(id, str):
                return False
            at += len(before) + 1 + len(self.indent) + len(key) + 2
            place = unit.at + 3 * keys.index(key) + 1
            if positions[place] != at or positions[place + 1] != at + len(id):
                return False
            at += len(id)
        return True


def _but_for_ids(parts: list[str]) -> tuple[str, ...]:
    """The lines around the ids of a unit, and then the key of each."""
    return (*parts[::3], *parts[1::3])


def _offered(older: Document) -> _Offered | None:
    """All units but the first and the last: there the list itself begins and ends."""
    text, root, positions = older.source.text, older.root, older.positions
    units = root.get("units")
    if older.anchored or older.shared or _is_unusual(text):
        return None
    if not isinstance(units, ListNode) or not units:
        return None
    begin = _UNITS.match(text, _place_of_units(older))
    values = positions[units.at : units.at + 2 * len(units) : 2]
    indent = text[text.rfind("\n", 0, values[0]) + 1 : values[0]]
    if begin is None or not re.fullmatch(" *- ", indent):
        return None
    pieces, starts = _pieces(text, begin.end(), indent)
    if [value - len(indent) for value in values] != starts:
        return None
    if not all(isinstance(unit, MappingNode) for unit in units):
        return None
    within = islice(zip(pieces, count(), strict=False), 1, len(pieces) - 1)
    return _Offered(older, dict(within), starts, indent)


# -- what the newer text takes of it --------------------------------------------------------------


class _Run(NamedTuple):
    """A new unit, or units that stand in the older text in the same row, from `start` on.

    Those have the numbers `first` to `last` there, and have moved by so many characters; `ids` are
    the ids that are others, by the number of their unit.
    """

    start: int
    first: int | None = None
    last: int = 0
    moved: int = 0
    ids: Mapping[int, Mapping[str, str]] = MappingProxyType({})


def _runs(text: str, start: int, offered: _Offered) -> list[_Run]:
    """The list of units that begins at `start`; its first and last unit count as new."""
    pieces, starts = _pieces(text, start, offered.indent)
    # Each is taken once: a value has one place in a text.
    take = offered.units.pop
    known = [None, *(take(piece, None) for piece in pieces[1:-1]), None][: len(pieces)]
    new = [here for here, number in enumerate(known) if number is None][1:-1]
    alike = offered.alike({here: pieces[here] for here in new})
    for here, other in alike.items():
        known[here] = other.number
    moves = (
        None if there is None else (there - here, starts[here] - offered.starts[there])
        for here, there in enumerate(known)
    )
    runs: list[_Run] = []
    for move, group in groupby(enumerate(moves), itemgetter(1)):
        numbers = [number for number, _ in group]
        if move is None:
            runs += [_Run(starts[number]) for number in numbers]
        else:
            row, moved = move
            ids = {number + row: alike[number].ids for number in numbers if number in alike}
            begin, end = numbers[0], numbers[-1]
            runs.append(_Run(starts[begin], begin + row, end + row, moved, ids))
    return runs


@dataclass(frozen=True, slots=True)
class _Cut:
    """A text without the runs that are known.

    What stands in it behind the n-th of `bounds` stands `shifts[n]` further on in the whole text.
    """

    text: str
    bounds: list[int]
    shifts: list[int]

    @classmethod
    def of(cls, text: str, runs: list[_Run]) -> _Cut:
        pieces: list[str] = []
        bounds: list[int] = []
        shifts: list[int] = []
        taken = left = 0
        for run, following in pairwise(runs):
            if run.first is not None:
                pieces.append(text[left : run.start])
                bounds.append(run.start - taken)
                taken += following.start - run.start
                shifts.append(taken)
                left = following.start
        return cls("".join((*pieces, text[left:])), bounds, shifts)

    def whole(self, places: array[int]) -> array[int]:
        """Places of the text that is left, as those of the whole text.

        At a cut it is where something before it ends: every value begins behind a dash.
        """
        bounds, shifts = self.bounds, (0, *self.shifts)
        return array("I", [place + shifts[bisect_left(bounds, place)] for place in places])

    def is_clean(self, rest: Document, key: int, starts: list[int]) -> bool:
        """Whether `units:` stands at `key`, and each line that looks like a unit begins one."""
        root = rest.root
        units = root.get("units") if isinstance(root, MappingNode) else None
        if not isinstance(units, ListNode) or _place_of_units(rest) != key:
            return False
        values = rest.positions[units.at : units.at + 2 * len(units) : 2]
        before = [value - self.text.rfind("\n", 0, value) - 1 for value in values]
        return starts == list(map(sub, self.whole(values), before))


# -- one document of both -------------------------------------------------------------------------


def _joined(
    source: SourceText, older: Document, rest: Document, cut: _Cut, runs: Iterable[_Run]
) -> Document:
    """The values of both, each with its place in the whole text.

    The positions of what is left stand behind those of the older text, which are moved.
    """
    known: ListNode = older.root["units"]
    fresh: ListNode = rest.root["units"]
    positions = rest.positions
    base = len(older.positions)
    positions[base:] = cut.whole(positions[base:])
    positions[:2] = positions[base : base + 2]
    units = ListNode()
    places = array("I")
    likes: dict[int, tuple[MappingNode, Mapping[str, Any]]] = {}
    number = 0
    for run in runs:
        if run.first is None:
            units.append(fresh[number])
            places += positions[fresh.at + 2 * number : fresh.at + 2 * number + 2]
            number += 1
            continue
        units += known[run.first : run.last + 1]
        items = slice(known.at + 2 * run.first, known.at + 2 * run.last + 2)
        behind = len(places)
        places += older.positions[items]
        _move(places, behind, len(places), run.moved)
        _move(positions, _end(known[run.first - 1]), _end(known[run.last]), run.moved)
        for there, ids in run.ids.items():
            own = range(_end(known[there - 1]), _end(known[there]))
            like = known[there]
            changed = {key: one for key, one in ids.items() if like[key] != one}
            other = units[there - run.last - 1] = _with_ids(like, changed, positions, own)
            likes[id(other)] = (like, {key: other[key] for key in changed})
    units.at = len(positions)
    positions += places
    rest.root["units"] = units
    return Document(source, rest.root, positions, anchored=rest.anchored, shared=True, likes=likes)


def _with_ids(
    unit: MappingNode, ids: Mapping[str, str], positions: array[int], own: Iterable[int]
) -> MappingNode:
    """A unit with other ids, its places where those of the old one are.

    Of these, which are `own`, those behind each id move by what it is longer.
    """
    other = MappingNode(unit)
    other.at = unit.at
    for number, key in enumerate(unit):
        if key not in ids:
            continue
        other[key] = resolved_plain(ids[key])
        begin, end = positions[unit.at + 3 * number + 1 : unit.at + 3 * number + 3]
        longer = len(ids[key]) - (end - begin)
        for place in own if longer else ():
            if positions[place] > begin:
                positions[place] += longer
    return other


def _move(positions: array[int], begin: int, end: int, by: int) -> None:
    """Add to each of some positions, all at once: read as the digits of one large number.

    No digit overflows: what is moved stands within a text before and after.
    """
    if not by:
        return
    moved, shift = (
        int.from_bytes(digits, sys.byteorder)
        for digits in (positions[begin:end], array("I", [abs(by)]) * (end - begin))
    )
    moved += shift if by > 0 else -shift
    size = (end - begin) * positions.itemsize
    positions[begin:end] = array("I", moved.to_bytes(size, sys.byteorder))


def _end(node: MappingNode) -> int:
    """Where the positions of a mapping end; those of what it holds stand before its own."""
    return node.at + 3 * len(node)
