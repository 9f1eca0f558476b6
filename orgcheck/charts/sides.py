"""The two structures of a change in one picture: which unit is which, and where its box is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from orgcheck.changes.model import MOVES, ChangeSet, EventKind
from orgcheck.escaping import visible
from orgcheck.organisation import Organisation

# The key of a ghost begins so: no id has a space, and no box of the newer structure such a key.
GHOST = "before: "

# Events of one unit that goes on.
OF_ONE_UNIT = MOVES | {
    EventKind.RENAME,
    EventKind.RECODE,
    EventKind.RETYPE,
    EventKind.REPORTING,
    EventKind.FIGURE,
    EventKind.ATTRIBUTE,
}


@dataclass(frozen=True)
class Sides:
    """An organisation before and after, and what happened between."""

    old: Organisation
    new: Organisation
    changes: ChangeSet
    language: str | None = None

    @cached_property
    def new_ids(self) -> Mapping[str, str]:
        """The units that go on: the newer id by the older one.

        Whatever has another id than before is told by an event; all others keep theirs.
        """
        ids = {id: id for id in self.old.units if id in self.new.units}
        for event in self.changes.events:
            if event.kind in OF_ONE_UNIT:
                ids[event.old[0]] = event.new[0]
        return ids

    @cached_property
    def old_ids(self) -> Mapping[str, str]:
        """The units that go on: the older id by the newer one."""
        return {new: old for old, new in self.new_ids.items()}

    @cached_property
    def moved(self) -> frozenset[str]:
        """The units with another parent, by their older ids."""
        return frozenset(e.old[0] for e in self.changes.events if e.kind in MOVES)

    def key(self, old: str) -> str:
        """The box of an older unit: its own in the newer structure, else its ghost."""
        return self.new_ids.get(old) or ghost(old)

    def name_before(self, id: str) -> str:
        """What a member was called."""
        return visible(self.old.name(id, self.language))

    def name_now(self, id: str) -> str:
        """What a member is called."""
        return visible(self.new.name(id, self.language))


def ghost(old: str) -> str:
    """The key of the box that stands where something was."""
    return f"{GHOST}{old}"
