"""What the snapshot says of itself: status, decision, vocabulary, register and the like."""

from __future__ import annotations

from collections.abc import Iterator

from orgcheck.changes.changeset import EntityType, Event, EventKind
from orgcheck.changes.events.context import EventContext, in_order


def events(context: EventContext) -> Iterator[Event]:
    """One event for each field that differs; the register of duties is one field."""
    pool = context.pool
    for field in sorted({edit.field or "" for edit in pool.peek(EntityType.SNAPSHOT, "")}):
        edits = pool.take_fields(EntityType.SNAPSHOT, "", field)
        yield Event(kind=EventKind.SNAPSHOT, field=field, edits=in_order(edits))
    register = [
        edit for id in pool.members(EntityType.DUTY) for edit in pool.take(EntityType.DUTY, id)
    ]
    if register:
        yield Event(kind=EventKind.SNAPSHOT, field="responsibilities", edits=in_order(register))
