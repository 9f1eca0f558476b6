"""Units that go on under another name or another id."""

from __future__ import annotations

from collections.abc import Iterator

from orgcheck.changes.changeset import Edit, EntityType, Event, EventKind
from orgcheck.changes.events.context import EventContext, in_order
from orgcheck.changes.renaming import NAMES, is_another_name, tells_of


def events(context: EventContext) -> Iterator[Event]:
    """A rename, or a recode where the id alone is another; what referred to it follows."""
    comparison, pool = context.comparison, context.pool
    for id in pool.members(EntityType.UNIT, "id", *NAMES):
        match = comparison.units.matches[id]
        renamed = pool.take(EntityType.UNIT, id, is_another_name)
        recoded = take_id(context, EntityType.UNIT, id)
        if not renamed and not recoded:
            continue
        following, consequences = context.followers.of((EntityType.UNIT, id))
        yield Event(
            kind=EventKind.RENAME if renamed else EventKind.RECODE,
            old=(id,),
            new=(match.new,),
            certainty=match.certainty,
            evidence=match.evidence,
            edits=in_order([*renamed, *recoded, *following]),
            consequences=consequences,
        )


def take_id(context: EventContext, entity_type: EntityType, id: str) -> list[Edit]:
    """Claim a new id, with the entry of `previously` that tells of it."""
    recoded = context.pool.take_fields(entity_type, id, "id")
    if not recoded:
        return []
    return recoded + context.pool.take(entity_type, id, lambda edit: tells_of(edit, id))
