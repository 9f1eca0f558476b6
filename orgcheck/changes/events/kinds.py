"""Units that go on as another kind of unit."""

from __future__ import annotations

from collections.abc import Iterator

from orgcheck.changes.changeset import EntityType, Event, EventKind
from orgcheck.changes.events.context import EventContext, in_order


def events(context: EventContext) -> Iterator[Event]:
    """One event for each unit whose kind differs."""
    pool = context.pool
    for id in pool.members(EntityType.UNIT, "kind"):
        match = context.comparison.units.matches[id]
        yield Event(
            kind=EventKind.RETYPE,
            old=(id,),
            new=(match.new,),
            certainty=match.certainty,
            evidence=match.evidence,
            edits=in_order(pool.take_fields(EntityType.UNIT, id, "kind")),
        )
