"""A register with time inside: entries, each with the rows that tell what it was in other times.

An entry says what holds now. A row of `earlier` says until when something else held, and what
differed from the entry itself; a row of `later` from when on, and what differs from the row before
it in time. So each entry is one and another in stretches of time that follow each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from datetime import date
from functools import cached_property
from itertools import count
from types import MappingProxyType
from typing import Any, cast

from orgcheck.findings import Fault, Finding, Severity
from orgcheck.records import dataclass, replace
from orgcheck.snapshot import register_faults
from orgcheck.snapshot.entries import Entry, Row
from orgcheck.snapshot.model import OWN_TIME, Part, Unit
from orgcheck.snapshot.scalars import first_day, last_day
from orgcheck.snapshot.text import Document, MappingNode
from orgcheck.snapshot.timeline import EVER, Bound, Span, Timeline


@dataclass(frozen=True)
class State:
    """What an entry says of a stretch of time: the part of a snapshot, and the mapping of it.

    `uncertain` are the fields of which nobody knows what they say, on a day that may belong to
    several stretches.
    """

    part: Part
    node: MappingNode
    uncertain: tuple[str, ...] = ()


# The values of an entry in a stretch of time; and in which mapping, under which key, each stands.
_Values = dict[str, Any]
_Places = dict[str, tuple[MappingNode, str]]


class Recorded:
    """An entry as it was read, with its place.

    Parameters
    ----------
    entry
        What was read: of a model that `entry_model` gives.
    model
        The model of what it is on one day.
    node, document
        Where it stands.
    left_out
        The rows that could not be read: the list of each, and its number there.
    stretches
        Which of its stretches count, the oldest first; all where left out.
    spans
        When it is there; as it says where left out.
    also
        What else is said of it on every day.
    """

    def __init__(
        self,
        entry: Part,
        model: type[Part],
        node: MappingNode,
        document: Document,
        left_out: Set[tuple[str, int]] = frozenset(),
        stretches: Sequence[int] | None = None,
        spans: Sequence[Span] | None = None,
        also: Mapping[str, Any] = MappingProxyType({}),
    ) -> None:
        self.part = entry
        self.model = model
        self.node = node
        self.document = document
        self._left_out = left_out
        self._stretches = stretches
        self._spans = spans
        self._also = also
        self._states: dict[Any, State] = {}

    @property
    def entry(self) -> Entry:
        """What was read, as what it says of time."""
        return cast("Entry", self.part)

    @property
    def id(self) -> str:
        """The id of what it is about; of the snapshot itself, none."""
        return str(getattr(self.part, "id", ""))

    @property
    def has_rows(self) -> bool:
        """Whether it is one and another in time, as few entries are."""
        return bool(self.entry.earlier or self.entry.later)

    # -- stretches of time --------------------------------------------------------------------

    @cached_property
    def earlier(self) -> Sequence[tuple[int, Row]]:
        """The earlier rows with their numbers in the text, the oldest first."""
        rows = self._numbered("earlier", self.entry.earlier)
        return _ordered((Bound.after(row.until), number, row) for number, row in rows)

    @cached_property
    def later(self) -> Sequence[tuple[int, Row]]:
        """The later rows with their numbers in the text, the soonest first."""
        rows = self._numbered("later", self.entry.later)
        return _ordered((Bound.beginning(row.from_), number, row) for number, row in rows)

    def _numbered(self, key: str, rows: Sequence[Row]) -> Iterator[tuple[int, Row]]:
        """The rows of a list with their numbers in the text, in which others may stand."""
        numbers = (number for number in count() if (key, number) not in self._left_out)
        # Not strict: numbers never end.
        return zip(numbers, rows, strict=False)

    @cached_property
    def said(self) -> Sequence[Row | Entry]:
        """What says how each stretch came to be, the oldest first: rows, and the entry between."""
        earlier, later = ([row for _, row in rows] for rows in (self.earlier, self.later))
        return (*earlier, self.entry, *later)

    @cached_property
    def bounds(self) -> Sequence[Bound]:
        """Where one stretch ends and the next one begins."""
        return (
            *(Bound.after(row.until) for _, row in self.earlier),
            *(Bound.beginning(row.from_) for _, row in self.later),
        )

    @cached_property
    def spans(self) -> Sequence[Span]:
        """When it is there: in its periods, else from its beginning to its end."""
        if self._spans is not None:
            return self._spans
        entry = self.entry
        # The organisation itself is there as long as its register tells of it.
        if not hasattr(entry, "valid"):
            return (EVER,)
        if entry.valid:
            return tuple(Span.of(period.from_, period.to) for period in entry.valid)
        return (Span.of(entry.valid_from, entry.valid_to),)

    @cached_property
    def timeline(self) -> Timeline:
        """When it is there, and one or another."""
        if self._stretches is None:
            return Timeline(self.spans, self.bounds)
        bounds = [self.bounds[number].certain for number in self._stretches[:-1]]
        return Timeline(self.spans, bounds)

    def place_of(self, stretch: int) -> tuple[str | int, ...]:
        """The path of the row that a stretch is told in; empty for the entry itself."""
        before = len(self.earlier)
        if stretch < before:
            return ("earlier", self.earlier[stretch][0])
        return () if stretch == before else ("later", self.later[stretch - before - 1][0])

    def numbers_on(self, day: int) -> Sequence[int]:
        """The stretches that a day may belong to."""
        found = self.timeline.stretches_on(day)
        return found if self._stretches is None else [self._stretches[one] for one in found]

    # -- what holds ---------------------------------------------------------------------------

    def on(self, day: int) -> State | None:
        """What it says of a day; None where it is not certain that it is there."""
        if not self.timeline.certainly_on(day):
            return None
        if not self.has_rows:
            return self.state(0)
        numbers = self.numbers_on(day)
        if len(numbers) == 1:
            return self.state(numbers[0])
        key = tuple(numbers)
        if key not in self._states:
            self._states[key] = self._common([self.state(number) for number in numbers])
        return self._states[key]

    def state(self, stretch: int) -> State:
        """What it says of a stretch, by its number from the oldest on."""
        if stretch not in self._states:
            self._states[stretch] = self._composed(stretch)
        return self._states[stretch]

    def _composed(self, stretch: int) -> State:
        if stretch == len(self.earlier):
            return State(self.part_of(stretch), self.node)
        return State(self.part_of(stretch), self._node_of(self._places_of(stretch)))

    def part_of(self, stretch: int) -> Part:
        """What it says of a stretch, without its place."""
        number = stretch - len(self.earlier)
        if number < 0:
            return self._made(self._values_with(self._base, self.earlier[stretch][1]))
        known = self._later_values
        while len(known) <= number:
            known.append(self._values_with(known[-1], self.later[len(known) - 1][1]))
        return self._made(known[number])

    def _places_of(self, stretch: int) -> _Places:
        """Where it says that."""
        number = stretch - len(self.earlier)
        known = self._later_places
        if number < 0:
            index, row = self.earlier[stretch]
            return self._places_with(known[0], row, ("earlier", index))
        while len(known) <= number:
            index, row = self.later[len(known) - 1]
            known.append(self._places_with(known[-1], row, ("later", index)))
        return known[number]

    @cached_property
    def _later_values(self) -> list[_Values]:
        """What holds after none, one, two of the later rows, each of which builds on the last."""
        return [self._base]

    @cached_property
    def _later_places(self) -> list[_Places]:
        """Where that stands."""
        return [{key: (self.node, key) for key in self.node}]

    @property
    def _base(self) -> _Values:
        """What the entry itself says."""
        return {key: self.part.__dict__[key] for key in self.model.model_fields}

    def _values_with(self, values: _Values, row: Row) -> _Values:
        """What holds with a row, given what holds without it."""
        defaults = self.model.model_fields
        said = {key: getattr(row, key) for key in row.model_fields_set & defaults.keys()}
        gone = {key: defaults[key].default for key in row.without}
        return {**values, **said, **gone}

    def _places_with(self, places: _Places, row: Row, path: tuple[str | int, ...]) -> _Places:
        """Where that stands."""
        node = self.document_node(path)
        said = row.model_fields_set & self.model.model_fields.keys()
        places = {**places, **{key: (node, key) for key in said}}
        return {key: place for key, place in places.items() if key not in row.without}

    def document_node(self, path: Iterable[str | int]) -> MappingNode:
        """The mapping of a row."""
        node: Any = self.node
        for step in path:
            node = node[step]
        return cast("MappingNode", node)

    def _made(self, values: _Values) -> Part:
        """A part of the model; the values were read already."""
        return self.model.model_construct(**{**values, **self._also})

    def _node_of(self, places: _Places) -> MappingNode:
        """A mapping of keys that stand in several: each keeps its own place."""
        positions = self.document.positions
        composed = MappingNode({key: node[key] for key, (node, _) in places.items()})
        composed.at = len(positions)
        for key, (node, _) in places.items():
            at = node.at + 3 * list(node).index(key)
            positions.extend(positions[at : at + 3])
        return composed

    def _common(self, states: Sequence[State]) -> State:
        """What several stretches say alike; the fields in which they differ are uncertain."""
        newest = states[-1]
        values = dict(newest.part.__dict__)
        fields = self.model.model_fields
        uncertain = tuple(
            key for key in values if any(values[key] != one.part.__dict__[key] for one in states)
        )
        for key in uncertain:
            # A name there has to be: the newer one stands in.
            if not fields[key].is_required:
                values[key] = fields[key].default
        places = {key: (newest.node, key) for key in newest.node if key not in uncertain}
        return State(self._made(values), self._node_of(places), uncertain)

    # -- what really happened -----------------------------------------------------------------

    def settled(
        self, before: Span | None, also: Mapping[str, Any], after: Span | None = None
    ) -> Recorded:
        """The same, each correction and annulment told of the time that it corrects too.

        What is known to the year or the month only is told as of the day by which it is certain:
        nothing ends where it may go on in what follows. `before` is the time of the entry of that
        id before it, where there is one: a beginning that only corrects the record follows on
        that. An entry is one unit, whatever interrupts it, and another entry is another unit where
        days part them, unless it says something else. `also` is what else is said of it on every
        day, and `after` the time of the entry that is the same unit after it.
        """
        last = len(self.said) - 1
        numbers = [n for n in range(last) if self.said[n + 1].nature == "change"]
        known = sorted(self.spans)
        follow = (*known[1:], after)
        spans = tuple(one.until(two) for one, two in zip(known, follow, strict=True))
        if self.said[0].nature != "change":
            begins = before.ends if before is not None else EVER.begins
            spans = (spans[0]._replace(begins=begins), *spans[1:])
        if self.model is Unit and getattr(self.part, "revives", None) is None:
            if len(spans) > 1:
                also = {**also, "revives": True}
            elif before is not None and before.ends < spans[0].begins:
                also = {**also, "revives": False}
        kept = (*numbers, last)
        place = self.node, self.document, self._left_out
        return Recorded(self.part, self.model, *place, kept, spans, also)

    # -- what is wrong ------------------------------------------------------------------------

    def faults(self) -> Iterator[Finding]:
        """Findings for times that end before they begin, that overlap, or that never come."""
        of_periods = list(self._of_periods())
        yield from of_periods
        if of_periods or not self.has_rows:
            return
        yield from self._of_ends_to_come()
        empty = [number for number in self._rows if self._span(number).is_empty]
        for number in empty:
            path = self.place_of(number)
            words = register_faults.row_on_no_day(_path_words(path))
            yield self._fault(path, words, _date_of(self.said[number]))
        if not empty and self._own_span().is_empty:
            place = self.place_of(0) or self.place_of(1)
            yield self._fault(place, register_faults.entry_on_no_day())

    def _of_periods(self) -> Iterator[Finding]:
        entry = self.entry
        if not hasattr(entry, "valid"):
            return
        periods = list(zip(entry.valid, self.spans, strict=True)) if entry.valid else []
        if not periods and self.spans[0].is_empty:
            first, last = entry.valid_from, entry.valid_to
            assert first is not None, "what has no beginning ends after it"
            assert last is not None, "what has no end ends after its beginning"
            words = register_faults.ends_first(self.id, first, last)
            yield self._fault(("valid_to",), words, f"{first} {last}")
        latest: Span | None = None
        for number, (_, span) in sorted(enumerate(periods), key=lambda one: one[1][1]):
            if not span.is_empty and (latest is None or not span.meets(latest)):
                latest = span
                continue
            words = register_faults.period(number + 1, is_empty=span.is_empty)
            period = entry.valid[number]
            yield self._fault(("valid", number), words, f"{period.from_} {period.to}")
        if periods:
            yield from self._of_two_times()

    def _of_ends_to_come(self) -> Iterator[Finding]:
        """Rows of `later` that say an end, on which the entry does not end."""
        for number, (index, row) in enumerate(self.later, start=len(self.earlier) + 1):
            last = getattr(row, "valid_to", None)
            if last is None or self._span(number).ends.first <= last_day(last).toordinal() + 1:
                continue
            words = register_faults.row_ends(_path_words(("later", index)), last)
            yield self._fault(("later", index, "valid_to"), words, str(last))

    def _of_two_times(self) -> Iterator[Finding]:
        """What says beside its periods when it is there.

        Of a unit that is its own founding and end, which a register may know of that has it for a
        part of that time only: they hold as long as the entry itself does.
        """
        entry, span = self.entry, self._own_span()
        first, last = entry.valid_from, entry.valid_to
        if not self.model.model_fields.keys() >= OWN_TIME:
            for key, day in (("valid_from", first), ("valid_to", last)):
                if day is not None:
                    yield self._fault((key,), register_faults.two_times(key), str(day))
            return
        # A period without a beginning, or an end, says no more than that none is known.
        if first is not None and 0 < span.begins.last < first_day(first).toordinal():
            words = register_faults.there_before_it_begins(first)
            yield self._fault(("valid_from",), words, str(first))
        is_open = span.ends.first > date.max.toordinal()
        if last is not None and not is_open and span.ends.first > last_day(last).toordinal() + 1:
            words = register_faults.there_after_it_ends(last)
            yield self._fault(("valid_to",), words, str(last))

    @property
    def _rows(self) -> Iterator[int]:
        """The stretches that rows tell of."""
        here = len(self.earlier)
        return (number for number in range(len(self.said)) if number != here)

    def _own_span(self) -> Span:
        return self._span(len(self.earlier))

    def _span(self, stretch: int) -> Span:
        """The time of a stretch, within that of the entry."""
        begins = self.bounds[stretch - 1] if stretch else EVER.begins
        ends = self.bounds[stretch] if stretch < len(self.bounds) else EVER.ends
        whole = self._whole_span
        return Span(max(begins, whole.begins), min(ends, whole.ends))

    @cached_property
    def _whole_span(self) -> Span:
        """From when it is there first to when it is there last."""
        begins, ends = zip(*self.spans, strict=True)
        return Span(min(begins), max(ends))

    def _fault(
        self, path: tuple[str | int, ...], words: register_faults.Words, value: str = ""
    ) -> Finding:
        """A finding; `value` tells it from others of the entry, wherever in a list it stands."""
        message, fix = words
        named = not self.id or message.startswith(f"{self.id} ")
        return Finding(
            rule="ORG010",
            severity=Severity.ERROR,
            message=message if named else register_faults.about(self.id, message),
            unit=self.id or None,
            location=self.document.locate(self.node, path),
            fix=fix,
            about=str(path[0]) if path else "",
            value=value,
        )


def _going_on(entries: Iterable[Recorded]) -> Iterator[Sequence[Recorded]]:
    """The entries of one id in time, those together that no time parts, or the record alone."""
    together: list[Recorded] = []
    for entry in entries:
        if together and not _goes_on(together[-1], entry):
            yield together
            together = []
        together.append(entry)
    yield together


def _goes_on(one: Recorded, other: Recorded) -> bool:
    """Whether an entry tells more of the unit that an earlier one of its id is about."""
    if other.said[0].nature != "change":
        return True
    if getattr(other.part, "revives", None) is False:
        return False
    return max(one.spans).may_adjoin(min(other.spans))


def _own_time(entries: Sequence[Recorded]) -> Mapping[str, Any]:
    """The founding and the end of a unit of which several entries tell."""
    if len(entries) == 1 or entries[0].model is not Unit:
        return {}
    return {
        "valid_from": entries[0].entry.valid_from,
        "valid_to": entries[-1].entry.valid_to,
    }


def _date_of(row: Row | Entry) -> str:
    """The date that a row says."""
    return str(getattr(row, "until", None) or getattr(row, "from_", None))


def _path_words(path: Iterable[str | int]) -> str:
    return "".join(f"[{step + 1}]" if isinstance(step, int) else step for step in path)


def _ordered(rows: Iterable[tuple[Bound, int, Row]]) -> Sequence[tuple[int, Row]]:
    return [(number, row) for _, number, row in sorted(rows, key=lambda one: one[:2])]


@dataclass(frozen=True)
class Register:
    """A register as it was read.

    Parameters
    ----------
    header
        What it says of the snapshot itself.
    lists
        Its entries, by the files that they stand in and the lists there.
    label
        The version where none is stated: the file's stem or the folder's name.
    findings, incomplete, unread, lost
        What was wrong with its form, as in `Reading`.
    """

    header: Recorded
    lists: Sequence[tuple[Document, Mapping[str, Sequence[Recorded]]]]
    label: str
    findings: tuple[Finding, ...]
    incomplete: bool
    unread: frozenset[Fault]
    lost: frozenset[str]

    def entries(self) -> Iterator[tuple[str, Recorded]]:
        """Every entry with the list that it stands in."""
        for _, lists in self.lists:
            for key, entries in lists.items():
                yield from ((key, entry) for entry in entries)

    @property
    def first_day(self) -> date | None:
        """The day from which on the register itself holds, where it says so."""
        said = self.header.state(0).part.__dict__["valid_from"]
        return first_day(said) if said is not None else None

    @cached_property
    def unknown(self) -> frozenset[Fault]:
        """The values of which nobody knows what they say."""
        return self.unread.union(fault for finding in self.findings for fault in finding.faults)

    @cached_property
    def days(self) -> Sequence[date]:
        """The days on which something changes, in order."""
        found = set(self.header.timeline.days())
        for _, entry in self.entries():
            found.update(entry.timeline.days())
        return [date.fromordinal(day) for day in sorted(found)]

    @cached_property
    def interrupted(self) -> frozenset[str]:
        """The ids of units of which one entry tells in several periods, without `revives`."""
        return frozenset(
            entry.id
            for key, entry in self.entries()
            if key == "units" and len(entry.spans) > 1 and entry.part.__dict__["revives"] is None
        )

    @cached_property
    def settled(self) -> Register:
        """What happened as the register knows it by now.

        A correction or an annulment is no event of the organisation: what it says is told of the
        time that it corrects too. What is known to the year or the month only is told as of the
        day by which it is certain.
        """
        alike: defaultdict[tuple[str, str], list[Recorded]] = defaultdict(list)
        for key, entry in self.entries():
            alike[key, entry.id].append(entry)
        settled: dict[int, Recorded] = {}
        for entries in alike.values():
            before = None
            for some in _going_on(sorted(entries, key=lambda entry: min(entry.spans))):
                also = _own_time(some)
                for entry, following in zip(some, (*some[1:], None), strict=True):
                    after = min(following.spans) if following is not None else None
                    settled[id(entry)] = entry.settled(before, also, after)
                    before = max(settled[id(entry)].spans)
        lists = [
            (
                document,
                {key: [settled[id(entry)] for entry in entries] for key, entries in lists.items()},
            )
            for document, lists in self.lists
        ]
        return replace(self, header=self.header.settled(None, {}), lists=lists)
