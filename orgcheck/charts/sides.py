"""The two structures of a change in one picture: which unit is which, and where its box is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from orgcheck.changes.called import Called
from orgcheck.changes.changeset import MOVES, ChangeSet, EventKind
from orgcheck.changes.comparison import Comparison
from orgcheck.organisation import Organisation
from orgcheck.rules.changes.ground import ChangeGround

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
    def comparison(self) -> Comparison:
        """Which unit is which."""
        return ChangeGround(self.old, self.new, self.changes).comparison

    @cached_property
    def called(self) -> Called:
        """What members are called, told apart across both sides."""
        return Called(self.old, self.new, self.changes, self.language)

    @cached_property
    def new_ids(self) -> Mapping[str, str]:
        """The units that go on: the newer id by the older one."""
        return {old: match.new for old, match in self.comparison.units.matches.items()}

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
        return self.called.was(id)

    def name_now(self, id: str) -> str:
        """What a member is called."""
        return self.called.now(id)


def ghost(old: str) -> str:
    """The key of the box that stands where something was."""
    return f"{GHOST}{old}"
