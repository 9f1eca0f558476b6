"""A register as it was on one day: a snapshot whose places are those of entries and rows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import chain
from typing import Any

from orgcheck.collector import collector_paused
from orgcheck.findings import Fault
from orgcheck.snapshot.model import Part, Snapshot
from orgcheck.snapshot.reading import Reading, Slice
from orgcheck.snapshot.register import Recorded, Register
from orgcheck.snapshot.text import Document, MappingNode, Places

# The fields that name a unit, post or body.
_REFERENCES = ("parent", "head", "reports_to", "unit")
# Those that name several members, or people.
_LISTS_OF_REFERENCES = ("heads", "members", "holders")


def sliced(register: Register, day: date, *, pinned: bool = False) -> Reading:
    """The snapshot that a register gives of a day.

    What a date that is known to the year or the month only leaves open is neither there nor
    denied: a field is left out as one that could not be read, and so is a whole entry.

    Parameters
    ----------
    register
        The register.
    day
        The day.
    pinned
        Whether the day was named; else it is today.
    """
    return Slices(register).on(day, pinned=pinned)


class Slices:
    """The snapshots that a register gives of several days.

    From one day to another only those entries are looked at that change in between.
    """

    def __init__(self, register: Register) -> None:
        self.register = register
        self._day: int | None = None
        self._documents = [
            (document, {key: _Holding(entries) for key, entries in lists.items()})
            for document, lists in register.lists
        ]

    def on(self, day: date, *, pinned: bool = False, of_form: bool = True) -> Reading:
        """What the register says of a day, as `sliced` gives it.

        Parameters
        ----------
        day, pinned
            As `sliced` takes them.
        of_form
            Whether to say what is wrong with the form of the register. That is so on every day:
            who looks at many days tells it of one. What it leaves open is so in any case.
        """
        with collector_paused():
            self._move_to(day.toordinal())
            return self._reading(day, pinned=pinned, of_form=of_form)

    def _move_to(self, day: int) -> None:
        for holding in self._holdings():
            holding.move(self._day, day)
        self._day = day

    def _holdings(self) -> Iterator[_Holding]:
        return (holding for _, lists in self._documents for holding in lists.values())

    def _reading(self, day: date, *, pinned: bool, of_form: bool) -> Reading:
        register = self.register
        header = register.header.on(day.toordinal())
        assert header is not None, "the organisation is always there"
        parts: list[Part] = []
        starts: list[tuple[int, Document]] = []
        lists: dict[str, list[Part]] = {}
        for document, own in self._documents:
            starts.append((len(parts), document))
            for key, holding in own.items():
                parts += holding.parts
                lists.setdefault(key, []).extend(holding.parts)
        unread = {
            fault for one in self._holdings() for faults in one.unread.values() for fault in faults
        }
        possible = frozenset(id for one in self._holdings() for id in one.possible.values())
        facts = frozenset(
            (
                *unread,
                *(Fault(id, "id") for id in possible),
                *(Fault("", field) for field in header.uncertain),
            )
        )
        unread.update(_of_possible(lists, possible))
        # Days on which nothing more is in doubt share what is unknown on all of them.
        unknown = register.unknown
        said: dict[str, Any] = {
            **header.part.__dict__,
            **{key: tuple(some) for key, some in lists.items()},
            "label": getattr(header.part, "version", None) or register.label,
        }
        places = Places(
            parts,
            list(chain.from_iterable(one.nodes for one in self._holdings())),
            starts,
            (header.node, register.header.document),
            # What a mapping of a register says is not what one of a snapshot says.
            range(len(parts)),
            list(chain.from_iterable(one.written for one in self._holdings())),
        )
        return Reading(
            Snapshot.model_construct(**said),
            places,
            register.findings if of_form else (),
            register.incomplete or bool(possible),
            unknown if unread <= unknown else unknown | unread,
            register.lost,
            possible,
            Slice(register, day, facts, pinned),
        )


class _Holding:
    """What holds of the entries of one list in one file, on the day that was asked last.

    Of those that are there in the order of the text: their `numbers`, their `parts`, the `nodes`
    of these, and the mappings of the entries as they are `written`. `unread` are the fields of
    which nobody knows what they say, `possible` those of whom nobody knows whether they are
    there, by the numbers.
    """

    def __init__(self, entries: Sequence[Recorded]) -> None:
        self.entries = entries
        self.numbers: list[int] = []
        self.parts: list[Part] = []
        self.nodes: list[MappingNode] = []
        self.written: list[MappingNode] = []
        self.unread: dict[int, Sequence[Fault]] = {}
        self.possible: dict[int, str] = {}

    def move(self, before: int | None, day: int) -> None:
        """Take what holds on a day; `before` is the one that was asked last."""
        for number in range(len(self.entries)) if before is None else self._between(before, day):
            self._take(number, day)

    def _between(self, one: int, other: int) -> Iterable[int]:
        """The entries that change from one day to another, in either direction."""
        # The first day on which they do, up to the last.
        begin, end = (bisect_left(self._changes, (day + 1,)) for day in sorted((one, other)))
        return dict.fromkeys(number for _, number in self._changes[begin:end])

    @cached_property
    def _changes(self) -> Sequence[tuple[int, ...]]:
        """The days on which something about an entry changes, in order, each with its number."""
        entries = enumerate(self.entries)
        return sorted((day, number) for number, entry in entries for day in entry.timeline.days())

    def _take(self, number: int, day: int) -> None:
        """Take what holds of one entry."""
        entry = self.entries[number]
        state = entry.on(day)
        at = bisect_left(self.numbers, number)
        here = slice(at, at + (self.numbers[at : at + 1] == [number]))
        self.unread.pop(number, None)
        self.possible.pop(number, None)
        if state is None:
            for column in (self.numbers, self.parts, self.nodes, self.written):
                del column[here]
            if entry.timeline.possibly_on(day):
                self.possible[number] = entry.id
            return
        self.numbers[here] = [number]
        self.parts[here] = [state.part]
        self.nodes[here] = [state.node]
        self.written[here] = [entry.node]
        if state.uncertain:
            self.unread[number] = [Fault(entry.id, field) for field in state.uncertain]


def _of_possible(lists: Mapping[str, Iterable[Part]], possible: frozenset[str]) -> Iterator[Fault]:
    """The references to what may not be there: nothing is concluded from them."""
    if not possible:
        return
    for part in chain.from_iterable(lists.values()):
        values = part.__dict__
        for field in _REFERENCES:
            if values.get(field) in possible:
                yield Fault(values["id"], field)
        for field in _LISTS_OF_REFERENCES:
            if not possible.isdisjoint(values.get(field, ())):
                yield Fault(values["id"], field)
        for field in ("lines", "links"):
            if _leads_to(values.get(field, ()), possible):
                yield Fault(values["id"], field)


def _leads_to(lines: Any, ids: Collection[str]) -> bool:
    return any(line.to in ids for line in lines)
