"""Entries of a register as data: merged row by row, and made to say what holds on each day."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from orgcheck.changes.fields import spelled_field
from orgcheck.changes.spelling import spelled
from orgcheck.core import ValidationError
from orgcheck.findings import Location
from orgcheck.records import NamedTuple, dataclass
from orgcheck.snapshot.entries import entry_model
from orgcheck.snapshot.form import with_its_id
from orgcheck.snapshot.model import Part
from orgcheck.snapshot.register import Recorded

Data = dict[str, Any]
# The lists of rows, and the date that each row of them is known by.
ROWS: Mapping[str, str] = {"earlier": "until", "later": "from"}
# When an entry is there: decided as one, and no part of what it is on a day.
_PERIOD = ("valid_from", "valid_to", "valid")
# How a row came to be, which no day shows.
_REMARKS = ("recorded", "reason", "nature", "decision")


class RowKey(NamedTuple):
    """What a row is known by beside its entry: the list that it stands in, and its date."""

    list: str
    date: str


@dataclass(frozen=True)
class RowClash:
    """What both sides changed in one row, or in an entry itself, each in another way.

    Parameters
    ----------
    id
        The id of the entry; empty for what a register says of itself.
    row
        The row; None for the entry itself.
    field
        What both changed; None where one took away what the other changed.
    values
        What the base, ours and theirs say there.
    places
        Where it stands in ours and in theirs; None where that side has it no more.
    """

    id: str
    row: RowKey | None
    field: str | None
    values: tuple[Any, Any, Any]
    places: tuple[Location | None, Location | None]


class CannotSay(Exception):
    """An entry that no row can make say what holds on each day."""


# -- entries as data --------------------------------------------------------------------------


def entry_data(entry: Recorded) -> Data:
    """All that an entry says, under the keys of the text."""
    data = entry.part.model_dump(exclude_defaults=True, by_alias=True)
    for key in ROWS:
        rows = getattr(entry.part, key)
        if rows:
            # A row says a flag that is false, too: what it leaves out is as in the entry.
            data[key] = [row.model_dump(exclude_unset=True, by_alias=True) for row in rows]
    return data


def of_data(model: type[Part], data: Data, like: Recorded) -> Recorded:
    """The entry that data describe, told as of the place of another one.

    Raises
    ------
    CannotSay
        Where no entry says that.
    """
    try:
        return Recorded(with_its_id(entry_model(model), data), model, like.node, like.document)
    except ValidationError:
        raise CannotSay from None


# -- merged row by row ------------------------------------------------------------------------


def merged_entry(
    triple: tuple[Recorded | None, Recorded | None, Recorded | None],
) -> tuple[Data | None, Sequence[RowClash]]:
    """What comes of an entry, row by row; and what both changed that no day shows.

    Of what days show, ours stands here where both changed it: days are merged on their own.
    """
    some = next(entry for entry in triple if entry is not None)
    sides = [entry_data(entry) if entry is not None else None for entry in triple]
    merging = _Merging(some, (triple[1], triple[2]))
    merged = merging.whole(None, sides)
    if merged is not None:
        for key in ROWS:
            if rows := merging.rows(key, [side or {} for side in sides]):
                merged[key] = rows
    return merged, merging.clashes


class _Merging:
    """The state of merging one entry."""

    def __init__(self, entry: Recorded, sides: tuple[Recorded | None, Recorded | None]) -> None:
        self.entry = entry
        self.sides = sides
        self.shown = entry.model.model_fields.keys()
        self.clashes: list[RowClash] = []

    def whole(self, row: RowKey | None, sides: Sequence[Data | None]) -> Data | None:
        """An entry without its rows, or a row: it stays unless a side took it away."""
        base, ours, theirs = sides
        if base is None:
            if ours is None or theirs is None:
                return self._without_rows(theirs if ours is None else ours)
        elif ours is None or theirs is None:
            kept = theirs if ours is None else ours
            changed = kept is not None and set(differing(base, kept))
            if changed and not changed & self.shown:
                self._clash(row, None, (base, ours, theirs))
            return None
        merged: Data = {}
        for key in dict.fromkeys((*(ours or {}), *(base or {}), *(theirs or {}))):
            if key in _PERIOD or (key in ROWS and row is None):
                continue
            values = tuple((side or {}).get(key) for side in sides)
            value = self._value(row, key, values)
            if value is not None:
                merged[key] = value
        return {**merged, **self._period(row, sides)}

    def _without_rows(self, values: Data | None) -> Data | None:
        return values and {key: value for key, value in values.items() if key not in ROWS}

    def _value(self, row: RowKey | None, key: str, values: tuple[Any, ...]) -> Any:
        base, ours, theirs = values
        if _same(key, base, ours):
            return theirs
        if not _same(key, base, theirs) and not _same(key, ours, theirs):
            of_a_day = key in self.shown or key == "without"
            if not of_a_day:
                self._clash(row, key, (base, ours, theirs))
        return ours

    def _period(self, row: RowKey | None, sides: Sequence[Data | None]) -> Data:
        """When an entry is there: each end on its own, but what is told in periods as one."""
        said = [
            {key: side[key] for key in _PERIOD if key in side}
            for side in (one or {} for one in sides)
        ]
        base, ours, theirs = said
        if not any("valid" in one for one in said):
            ends = (
                (key, self._value(row, key, (base.get(key), ours.get(key), theirs.get(key))))
                for key in _PERIOD
            )
            return {key: value for key, value in ends if value is not None}
        if spelled(base) == spelled(ours):
            return theirs
        if spelled(base) != spelled(theirs) and spelled(ours) != spelled(theirs):
            self._clash(row, "valid", (base.get("valid"), ours.get("valid"), theirs.get("valid")))
        return ours

    def rows(self, key: str, sides: Sequence[Data]) -> list[Data]:
        """The rows of a list, those that both sides added each, in the order of ours."""
        by_date = [{str(row[ROWS[key]]): row for row in side.get(key, ())} for side in sides]
        base, ours, theirs = by_date
        merged = []
        for day in dict.fromkeys((*ours, *base, *theirs)):
            row = self.whole(RowKey(key, day), [one.get(day) for one in by_date])
            if row is not None:
                merged.append(_in_order(_once(row)))
        return merged

    def _clash(self, row: RowKey | None, field: str | None, values: tuple[Any, Any, Any]) -> None:
        one, other = (
            _place(side, numbers, row, field) if side is not None else None
            for side, numbers in zip(self.sides, self._numbers, strict=True)
        )
        self.clashes.append(RowClash(self.entry.id, row, field, values, (one, other)))

    @cached_property
    def _numbers(self) -> Sequence[Mapping[RowKey, int]]:
        """For each side the numbers of its rows."""
        return [_numbers_of(side) if side is not None else {} for side in self.sides]


def differing(one: Data, other: Data) -> Iterator[str]:
    """The keys under which two entries, or rows, say different things."""
    for key in one.keys() | other.keys():
        if not _same(key, one.get(key), other.get(key)):
            yield key


def _same(key: str, one: Any, other: Any) -> bool:
    return one is other or spelled_field(key, one) == spelled_field(key, other)


def _numbers_of(entry: Recorded) -> Mapping[RowKey, int]:
    """The number of each row in its list; of several with one date, of the first."""
    data = entry_data(entry)
    numbers: dict[RowKey, int] = {}
    for key, when in ROWS.items():
        for number, row in enumerate(data.get(key, ())):
            numbers.setdefault(RowKey(key, str(row[when])), number)
    return numbers


def _place(
    entry: Recorded, numbers: Mapping[RowKey, int], row: RowKey | None, field: str | None
) -> Location | None:
    path: tuple[str | int, ...] = ()
    if row is not None:
        if row not in numbers:
            return None
        path = (row.list, numbers[row])
    node = entry.document_node(path)
    here = (field,) if field is not None and field in node else tuple(list(node)[:1])
    return entry.document.locate(entry.node, (*path, *here))


def _once(row: Data) -> Data:
    """A row that does not give up what it says: the sides may have said one and the other."""
    gone = [key for key in row.get("without", ()) if key not in row]
    kept = {key: value for key, value in row.items() if key != "without"}
    return {**kept, **({"without": gone} if gone else {})}


def _in_order(row: Data) -> Data:
    """A row with its date first, and last how it came to be."""
    order = [*ROWS.values(), *(key for key in row if key not in (*ROWS.values(), *_LAST)), *_LAST]
    return {key: row[key] for key in order if key in row}


_LAST = ("without", *_REMARKS)


# -- made to say what holds on each day -------------------------------------------------------


class Target(NamedTuple):
    """What an entry is to say from a day on, up to and without another one; nothing: not there."""

    begin: int
    end: int | None
    values: Data | None


def of_day(part: Part) -> Data:
    """What a day shows of a part: all but when it is there."""
    return without_period(part.data())


def without_period(values: Data) -> Data:
    """What is said, without when it is there."""
    return {key: value for key, value in values.items() if key not in _PERIOD}


class Completing:
    """An entry that is made to say what holds on each day, in as few rows as it takes.

    Parameters
    ----------
    data
        What it says.
    read
        How data are read.
    targets
        What it is to say; the days of which nothing is certain are left out.
    today
        On which day the entry itself is to hold, as far as its rows allow that.
    remarks
        What each row that is added says of how it came to be.
    """

    def __init__(
        self,
        data: Data,
        read: Callable[[Data], Recorded],
        targets: Sequence[Target],
        today: int,
        remarks: Data,
    ) -> None:
        self.data = data
        self.read = read
        self._known: tuple[Data, Recorded] | None = None
        self.today = today
        self.remarks = remarks
        self.targets = targets

    def completed(self) -> Data:
        """The entry.

        Raises
        ------
        CannotSay
            Where it is not there on a day on which it should be, or is where it should not.
        """
        self._end()
        there = [one for one in self.targets if one.values is not None and self._stretch(one)[1]]
        own = [one for one in there if not self._path(one)]
        if own:
            come = [one for one in own if one.begin <= self.today] or own[:1]
            self._say_itself(come[-1])
            number = there.index(come[-1])
            for target in there[number + 1 :]:
                self._say_later(target)
            for target in reversed(there[:number]):
                self._say_earlier(target)
        self._check()
        return self.data

    def _end(self) -> None:
        """Give it an end, where it is to end and says nothing of one."""
        gone = [one for one in self.targets if one.values is None and self._stretch(one)[1]]
        if not gone:
            return
        first = gone[0]
        after = [one for one in self.targets if one.begin >= first.begin]
        if "valid" in self.data or any(one.values is not None for one in after) or first.begin <= 1:
            raise CannotSay
        self.data = {**self.data, "valid_to": _written(first.begin - 1)}

    def _entry(self) -> Recorded:
        if self._known is None or self._known[0] is not self.data:
            self._known = self.data, self.read(self.data)
        return self._known[1]

    def _stretch(self, target: Target) -> tuple[int, bool]:
        """In which stretch of the entry the days are, and whether it is certainly there then."""
        entry = self._entry()
        day = max(target.begin, 1)
        numbers = entry.numbers_on(day)
        return numbers[-1], len(numbers) == 1 and entry.timeline.certainly_on(day)

    def _path(self, target: Target) -> tuple[str | int, ...]:
        return self._entry().place_of(self._stretch(target)[0])

    def _said(self, target: Target) -> Data:
        return of_day(self._entry().part_of(self._stretch(target)[0]))

    def _says(self, target: Target) -> bool:
        return not any(differing(self._said(target), target.values or {}))

    def _say_itself(self, target: Target) -> None:
        assert target.values is not None, "it is there"
        changed = list(differing(self._said(target), target.values))
        kept = {key: value for key, value in self.data.items() if key not in changed}
        come = {key: target.values[key] for key in changed if key in target.values}
        self.data = {**kept, **come}

    def _say_later(self, target: Target) -> None:
        if self._says(target):
            return
        entry, (number, _) = self._entry(), self._stretch(target)
        begins = number > len(entry.earlier) and entry.bounds[number - 1].first == target.begin
        before = of_day(entry.part_of(number - 1 if begins else number))
        said = _differences(before, target.values or {})
        if begins:
            self._change_row(entry.place_of(number), said)
        else:
            self._add_row("later", {"from": _written(target.begin), **said, **self.remarks})

    def _say_earlier(self, target: Target) -> None:
        if self._says(target):
            return
        entry, (number, _) = self._entry(), self._stretch(target)
        own = len(entry.earlier)
        said = _differences(of_day(entry.part_of(own)), target.values or {})
        if number < own and entry.bounds[number].first == target.end:
            self._change_row(entry.place_of(number), said)
        else:
            assert target.end is not None, "something comes after it"
            until = _written(target.end - 1)
            self._add_row("earlier", {"until": until, **said, **self.remarks})

    def _add_row(self, key: str, row: Data) -> None:
        self.data = {**self.data, key: [*self.data.get(key, ()), _in_order(row)]}

    def _change_row(self, path: tuple[str | int, ...], said: Data) -> None:
        key, number = str(path[0]), int(path[1])
        rows = list(self.data[key])
        kept = {name: value for name, value in rows[number].items() if name in _OF_ROWS}
        rows[number] = _in_order({**kept, **said})
        self.data = {**self.data, key: rows}

    def _check(self) -> None:
        timeline = self._entry().timeline
        for target in self.targets:
            day = max(target.begin, 1)
            if target.values is None:
                fits = not timeline.certainly_on(day)
            else:
                fits = timeline.possibly_on(day)
            if not fits or (self._stretch(target)[1] and not self._says(target)):
                raise CannotSay


_OF_ROWS = (*ROWS.values(), *_REMARKS)


def _differences(before: Data, after: Data) -> Data:
    """What a row says of what is one and another: the fields that differ, and those given up."""
    changed = [key for key in differing(before, after) if key != "id"]
    said = {key: after[key] for key in after if key in changed}
    gone = [key for key in before if key in changed and key not in after]
    return {**said, **({"without": gone} if gone else {})}


def _written(day: int) -> str:
    return date.fromordinal(day).isoformat()
