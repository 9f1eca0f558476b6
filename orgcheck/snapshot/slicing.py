"""A register as it was on one day: a snapshot whose places are those of entries and rows."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from itertools import chain
from typing import Any

from orgcheck.collector import collector_paused
from orgcheck.snapshot.model import Part, Snapshot
from orgcheck.snapshot.reading import Reading, Slice
from orgcheck.snapshot.register import Register
from orgcheck.snapshot.text import Document, MappingNode, Places

# The fields that name a unit, post or body.
_REFERENCES = ("parent", "head", "reports_to", "unit")


def sliced(register: Register, day: date, *, pinned: bool = False, of_form: bool = True) -> Reading:
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
    of_form
        Whether to say what is wrong with the form of the register. That is so on every day: who
        looks at many days tells it of one. What it leaves open is so, whether it is told or not.
    """
    with collector_paused():
        return _Slicing(register, day).reading(pinned=pinned, of_form=of_form)


class _Slicing:
    """The state of putting together what holds on one day."""

    def __init__(self, register: Register, day: date) -> None:
        self.register = register
        self.day = day
        self.parts: list[Part] = []
        self.nodes: list[MappingNode] = []
        self.written: list[MappingNode] = []
        self.starts: list[tuple[int, Document]] = []
        self.unread: set[tuple[str, str]] = set()
        self.possible: set[str] = set()
        self.lists: dict[str, list[Part]] = {}

    def reading(self, *, pinned: bool, of_form: bool) -> Reading:
        register = self.register
        header = register.header.on(self.day.toordinal())
        assert header is not None, "the organisation is always there"
        self._take()
        uncertain = len(self.unread) + len(self.possible) + len(header.uncertain)
        said: dict[str, Any] = {
            **header.part.__dict__,
            **{key: tuple(parts) for key, parts in self.lists.items()},
            "label": getattr(header.part, "version", None) or register.label,
        }
        places = Places(
            self.parts,
            self.nodes,
            self.starts,
            (header.node, register.header.document),
            # What a mapping of a register says is not what one of a snapshot says.
            frozenset(range(len(self.parts))),
            self.written,
        )
        return Reading(
            Snapshot.model_construct(**said),
            places,
            register.findings if of_form else (),
            register.incomplete or bool(self.possible),
            register.unknown.union(self.unread, self._of_possible()),
            register.lost,
            frozenset(self.possible),
            Slice(register, self.day, uncertain, pinned),
        )

    def _take(self) -> None:
        """Take what holds of every entry."""
        day = self.day.toordinal()
        for document, lists in self.register.lists:
            self.starts.append((len(self.parts), document))
            for key, entries in lists.items():
                taken = self.lists.setdefault(key, [])
                for entry in entries:
                    state = entry.on(day)
                    if state is None:
                        if entry.timeline.possibly_on(day):
                            self.possible.add(entry.id)
                        continue
                    self.unread.update((entry.id, field) for field in state.uncertain)
                    taken.append(state.part)
                    self.parts.append(state.part)
                    self.nodes.append(state.node)
                    self.written.append(entry.node)

    def _of_possible(self) -> Iterator[tuple[str, str]]:
        """The references to what may not be there: nothing is concluded from them."""
        if not self.possible:
            return
        for part in chain.from_iterable(self.lists.values()):
            values = part.__dict__
            for field in _REFERENCES:
                if values.get(field) in self.possible:
                    yield values["id"], field
            for field in ("lines", "links"):
                if _leads_to(values.get(field, ()), self.possible):
                    yield values["id"], field


def _leads_to(lines: Any, ids: Collection[str]) -> bool:
    return any(line.to in ids for line in lines)
