"""What a register said of the past, and what a later version of it says now."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import Any

from orgcheck.findings import Location
from orgcheck.language import said_later
from orgcheck.records import dataclass
from orgcheck.snapshot.entries import Entry, Row
from orgcheck.snapshot.model import OWN_TIME, Part
from orgcheck.snapshot.register import Recorded, Register
from orgcheck.snapshot.timeline import in_words

# What each list holds, in the singular.
_SORTS: Mapping[str, str] = {
    "units": "unit",
    "posts": "post",
    "bodies": "body",
    "responsibilities": "duty",
    "people": "person",
}
_HEADER = "snapshot"


@dataclass(frozen=True)
class Correction:
    """A value of the past that a register now gives otherwise.

    Parameters
    ----------
    sort, id
        About what it is: a `unit`, `post`, `body`, `duty` or the `snapshot`, and its id.
    field
        The field; None where the register said whether it was there at all.
    said, says
        What stood there and what stands there, as JSON has it; None for nothing.
    days
        The stretches of time: the first day, and the day after the last.
    reason
        Why, as the newer register says it.
    location
        Where the newer register says it.
    """

    sort: str
    id: str
    field: str | None
    said: Any
    says: Any
    days: tuple[tuple[int, int | None], ...]
    reason: str | None = None
    location: Location | None = None

    @property
    def periods(self) -> list[dict[str, str]]:
        """The days as a register writes them."""
        return [
            {
                **({"from": str(date.fromordinal(begin))} if begin else {}),
                **({"to": str(date.fromordinal(end - 1))} if end is not None else {}),
            }
            for begin, end in self.days
        ]

    @property
    def when(self) -> str:
        """The days, in words."""
        return said_later(lambda: in_words(self.days))


def corrections(old: Register, new: Register, today: date) -> Iterator[Correction]:
    """What a newer version of a register says otherwise of the days before today.

    What is uncertain on either side is not told.
    """
    before, after = _by_id(old), _by_id(new)
    end = today.toordinal()
    for key in dict.fromkeys((*before, *after)):
        pair = before.get(key, ()), after.get(key, ())
        if _parts(pair[0]) != _parts(pair[1]):
            yield from _Pair(*key, *pair).corrections(end)


def _by_id(register: Register) -> Mapping[tuple[str, str], Sequence[Recorded]]:
    found: defaultdict[tuple[str, str], list[Recorded]] = defaultdict(list)
    found[_HEADER, ""].append(register.header)
    for key, entry in register.entries():
        found[_SORTS[key], entry.id].append(entry)
    return found


def _parts(entries: Sequence[Recorded]) -> list[Part]:
    return [entry.part for entry in entries]


@dataclass(frozen=True)
class _Pair:
    """The entries of one id in both versions of a register."""

    sort: str
    id: str
    old: Sequence[Recorded]
    new: Sequence[Recorded]

    def corrections(self, end: int) -> Iterator[Correction]:
        """What differs before a day, each with all of its days."""
        found: dict[str, tuple[Correction, list[tuple[int, int | None]]]] = {}
        bounds = self._bounds(end)
        sides = zip(_by_stretch(self.old, bounds), _by_stretch(self.new, bounds), strict=True)
        for (begin, until), (old, new) in zip(pairwise(bounds), sides, strict=True):
            for one in self._differences(max(begin, 1), old, new):
                key = repr((one.field, one.said, one.says, one.reason))
                found.setdefault(key, (one, []))[1].append((begin, until))
        for one, days in found.values():
            yield Correction(
                *(one.sort, one.id, one.field, one.said, one.says),
                tuple(days),
                one.reason,
                one.location,
            )

    def _bounds(self, end: int) -> Sequence[int]:
        """The days between which neither side changes, up to one behind them."""
        days = {day for entry in (*self.old, *self.new) for day in entry.timeline.days()}
        return [0, *sorted(day for day in days if day < end), end]

    def _differences(
        self, day: int, old: Sequence[Recorded], new: Sequence[Recorded]
    ) -> Iterator[Correction]:
        """What differs on a day, of which these entries may tell."""
        said, unsure = _on(old, day)
        says, open_ = _on(new, day)
        if unsure is None or open_ is None:
            return
        reason, location = self._reason(day, new)
        if said is None or says is None:
            if said is not says:
                there = (said is not None, says is not None)
                yield Correction(self.sort, self.id, None, *there, (), reason, location)
            return
        for field in dict.fromkeys((*said, *says)):
            if field in unsure or field in open_ or said.get(field) == says.get(field):
                continue
            if field in OWN_TIME and self.sort != _HEADER:
                # What that alters of the past is whether it was there, which is told.
                continue
            values = said.get(field), says.get(field)
            yield Correction(self.sort, self.id, field, *values, (), reason, location)

    def _reason(self, day: int, telling: Sequence[Recorded]) -> tuple[str | None, Location | None]:
        """Why the newer register says so of a day, and where."""
        if telling:
            entry = telling[0]
            number = entry.numbers_on(day)[-1]
            place = entry.document.locate(entry.node, entry.place_of(number) or ("id",))
            # What moves a bound may be said on either side of it.
            beside = (number, number - 1, number + 1)
            said = [entry.said[one] for one in beside if 0 <= one < len(entry.said)]
            return self._fresh(said), place
        if self.new:
            entry = self.new[-1]
            return self._fresh([entry.entry]), entry.document.locate(entry.node, ("id",))
        return None, None

    def _fresh(self, said: Iterable[Row | Entry]) -> str | None:
        """The first reason that the newer register gives and the older one did not."""
        return next((one.reason for one in said if one.reason and not self._was_given(one)), None)

    def _was_given(self, one: Row | Entry) -> bool:
        """Whether the older register gave that reason; for a row, whether for the same row."""
        alike = self._given.get(one.reason, {})
        return one in alike.get(_beginning(one), ()) if _is_row(one) else bool(alike)

    @cached_property
    def _given(self) -> Mapping[str | None, Mapping[object, Sequence[Row | Entry]]]:
        """What the older register says for each reason, by the day that a row says."""
        given: defaultdict[str | None, defaultdict[object, list[Row | Entry]]]
        given = defaultdict(lambda: defaultdict(list))
        for entry in self.old:
            for one in entry.said:
                given[one.reason][_beginning(one)].append(one)
        return given


def _is_row(one: Row | Entry) -> bool:
    return not hasattr(one, "earlier")


def _beginning(one: Row | Entry) -> object:
    """The day that a row says: rows that are equal say the same."""
    return getattr(one, "until", None) or getattr(one, "from_", None)


def _by_stretch(entries: Sequence[Recorded], bounds: Sequence[int]) -> Sequence[Sequence[Recorded]]:
    """Of each stretch between these days the entries that may be there, in their order."""
    found: list[list[Recorded]] = [[] for _ in bounds[1:]]
    for entry in entries:
        for begin, end in entry.timeline.possible:
            first = max(bisect_right(bounds, begin) - 1, 0)
            for number in range(first, min(bisect_left(bounds, end), len(found))):
                if entry not in found[number][-1:]:
                    found[number].append(entry)
    return found


def _on(
    entries: Sequence[Recorded], day: int
) -> tuple[Mapping[str, Any] | None, Sequence[str] | None]:
    """What is said of a day, and which fields are uncertain; no fields where all of it is."""
    for entry in entries:
        state = entry.on(day)
        if state is not None:
            return state.part.data(), state.uncertain
    return (None, None) if entries else (None, ())
