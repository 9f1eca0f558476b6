"""From elementary differences to events: what a person would say that happened."""

from __future__ import annotations

from orgcheck.changes.changeset import Event
from orgcheck.changes.events import (
    attributes,
    components,
    duties,
    header,
    kinds,
    lifecycles,
    naming,
    placement,
    reporting,
    standing,
)
from orgcheck.changes.events.context import EventContext

# In this order each family claims the differences that it tells of. What belongs to a component
# or to a unit's beginning or end is told there, and `attributes` tells of all that is left.
FAMILIES = (
    components,
    lifecycles,
    naming,
    placement,
    kinds,
    reporting,
    duties,
    attributes,
    standing,
    header,
)


def events_of(context: EventContext) -> tuple[Event, ...]:
    """Everything that happened, in the order of weight."""
    events = [event for family in FAMILIES for event in family.events(context)]
    return tuple(sorted(events, key=lambda event: event.order))
