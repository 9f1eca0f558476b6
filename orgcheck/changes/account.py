"""What a change comes to in numbers: counted here alone, so that every report says the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from orgcheck.changes.changeset import ChangeSet, Event, EventKind


@dataclass(frozen=True)
class Account:
    """The events of a change that reports tell, and how many there are of what."""

    changes: ChangeSet

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The events but for another version: every report has that in its title."""
        return tuple(event for event in self.changes.events if not _is_version(event))

    @cached_property
    def kinds(self) -> Mapping[EventKind, int]:
        """How many events there are of each kind that there are any of, the weightiest first."""
        counts = dict.fromkeys(EventKind, 0)
        for event in self.events:
            counts[event.kind] += 1
        return {kind: count for kind, count in counts.items() if count}

    @property
    def inferred(self) -> int:
        """How many events rest on names or on what units share, and were declared by nobody."""
        return sum(
            event.certainty is not None and event.certainty.inferred for event in self.events
        )

    @property
    def dropped(self) -> int:
        """How many recorded duties nobody holds any more."""
        return len(self.changes.ledger.responsibilities.dropped)

    @property
    def changing_owner(self) -> int:
        """How many duties are held on, and by none of those who held them before."""
        return len(self.changes.ledger.responsibilities.changing_owner)


def _is_version(event: Event) -> bool:
    return event.kind is EventKind.SNAPSHOT and event.field == "version"
