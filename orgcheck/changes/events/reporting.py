"""Units that go on and state another line of command, further line or head."""

from __future__ import annotations

from collections.abc import Iterator

from orgcheck.changes.changeset import EntityType, Event, EventKind
from orgcheck.changes.events.context import EventContext, in_order
from orgcheck.changes.ledger import net_figures

LINES = ("reports_to", "lines", "head")


def events(context: EventContext) -> Iterator[Event]:
    """One event for each unit, whichever of its lines changed."""
    comparison, pool = context.comparison, context.pool
    for id in pool.members(EntityType.UNIT, *LINES):
        match = comparison.units.matches[id]
        yield Event(
            kind=EventKind.REPORTING,
            old=(id,),
            new=(match.new,),
            certainty=match.certainty,
            evidence=match.evidence,
            edits=in_order(pool.take_fields(EntityType.UNIT, id, *LINES)),
            figures=net_figures([comparison.old.units[id]], [comparison.new.units[match.new]]),
        )
