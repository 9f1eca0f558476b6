"""What reading a snapshot gives: what it says, where it says so, and what could not be read."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from orgcheck.findings import Fault, Finding
from orgcheck.records import dataclass
from orgcheck.snapshot.model import Snapshot
from orgcheck.snapshot.scope import Scope
from orgcheck.snapshot.text import Places

if TYPE_CHECKING:
    from orgcheck.snapshot.register import Register


@dataclass(frozen=True)
class Slice:
    """Of which register a snapshot is what it says of a day, and of which day.

    `open` are the facts that may or may not hold on that day, since a date is known to the year or
    the month only: none of them is part of the snapshot. A fact is a field of a member, or the
    `id` of one of whom nobody knows whether it is there. `pinned` says that the day was named;
    else it is today.
    """

    register: Register
    day: date
    open: frozenset[Fault] = frozenset()
    pinned: bool = False

    @property
    def uncertain(self) -> int:
        """How many facts are uncertain on that day."""
        return len(self.open)


@dataclass(frozen=True)
class Reading:
    """A snapshot with the places of its parts and what was wrong with their form.

    `incomplete` says that some part could not be used at all, so that counts fall short;
    `unread` are values that are not known, beside those that a finding is about;
    `lost` are the lists of which nothing could be read, by their keys; `possible` are the ids of
    members of which nobody knows whether they are there. Of a register, `slice` says of which day
    the snapshot is; `scope` is what the source has a place for, where it is in another format.
    """

    snapshot: Snapshot
    places: Places
    findings: tuple[Finding, ...]
    incomplete: bool = False
    unread: frozenset[Fault] = frozenset()
    lost: frozenset[str] = frozenset()
    possible: frozenset[str] = frozenset()
    slice: Slice | None = None
    scope: Scope | None = None
