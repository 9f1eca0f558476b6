"""Posts and bodies of which something is another because it is of the unit that they follow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from orgcheck.changes.changeset import EntityType, Event, EventKind


def changed_along(event: Event) -> Mapping[tuple[EntityType, str], Collection[str]]:
    """The members that go on and change with an event of something else, and in which fields.

    They stand by their type and their older id.
    """
    fields: defaultdict[tuple[EntityType, str], list[str]] = defaultdict(list)
    if event.kind not in (EventKind.POST, EventKind.BODY):
        for edit in event.edits:
            if edit.entity_type in (EntityType.POST, EntityType.BODY) and edit.field is not None:
                fields[edit.entity_type, edit.id].append(edit.field)
    return fields
