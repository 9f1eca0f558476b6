"""Which units go on, read off a change set: the newer id by the older one."""

from __future__ import annotations

from collections.abc import Mapping

from orgcheck.changes.model import ChangeSet, EventKind
from orgcheck.organisation import Organisation

# Events of one unit that goes on.
_OF_ONE_UNIT = frozenset(
    (
        EventKind.MOVE,
        EventKind.PROMOTE,
        EventKind.DEMOTE,
        EventKind.RENAME,
        EventKind.RECODE,
        EventKind.RETYPE,
        EventKind.REPORTING,
        EventKind.FIGURE,
        EventKind.ATTRIBUTE,
    )
)


def persisting(old: Organisation, new: Organisation, changes: ChangeSet) -> Mapping[str, str]:
    """The units that go on: the newer id by the older one.

    A unit with another id than before has an event that says so; all others keep theirs.
    """
    ids = {id: id for id in old.units if id in new.units}
    for event in changes.events:
        if event.kind in _OF_ONE_UNIT:
            ids[event.old[0]] = event.new[0]
    return ids
