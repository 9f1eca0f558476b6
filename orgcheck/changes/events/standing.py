"""Posts and bodies: created, ended, renamed, moved, under another line, vacated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from orgcheck.changes.changeset import Consequence, Edit, EntityType, Event, EventKind, Match, Op
from orgcheck.changes.events.context import EventContext, in_order
from orgcheck.changes.events.naming import take_id
from orgcheck.changes.renaming import is_another_name

_KINDS = {EntityType.POST: EventKind.POST, EntityType.BODY: EventKind.BODY}
# What a change of some field is called; that of any other is just a change.
_CHANGES = {"unit": "moved", "reports_to": "line"}


def events(context: EventContext) -> Iterator[Event]:
    """One event for each thing that happened to a post or body."""
    for entity_type in _KINDS:
        for id in context.pool.members(entity_type):
            match = context.comparison.matches(entity_type).get(id)
            if match is None:
                yield _come_or_gone(context, entity_type, id)
            else:
                yield from _changes(context, entity_type, match)


def _come_or_gone(context: EventContext, entity_type: EntityType, id: str) -> Event:
    edits = context.pool.take(entity_type, id)
    created = edits[0].op is Op.ADD
    return Event(
        kind=_KINDS[entity_type],
        change="created" if created else "ended",
        old=() if created else (id,),
        new=(id,) if created else (),
        edits=in_order(edits),
    )


def _changes(context: EventContext, entity_type: EntityType, match: Match) -> Iterator[Event]:
    pool = context.pool
    renamed = pool.take(entity_type, match.old, is_another_name)
    recoded = take_id(context, entity_type, match.old)
    if renamed or recoded:
        following, consequences = context.followers.of((entity_type, match.old))
        change = "renamed" if renamed else "recoded"
        edits = [*renamed, *recoded, *following]
        yield _event(entity_type, match, change, None, edits, consequences)
    for field in sorted({edit.field or "" for edit in pool.peek(entity_type, match.old)}):
        edits = pool.take_fields(entity_type, match.old, field)
        if field == "vacant":
            yield _event(entity_type, match, "vacated" if edits[0].new else "filled", None, edits)
        elif field in _CHANGES:
            yield _event(entity_type, match, _CHANGES[field], None, edits)
        else:
            yield _event(entity_type, match, "changed", field, edits)


def _event(
    entity_type: EntityType,
    match: Match,
    change: str,
    field: str | None,
    edits: Iterable[Edit],
    consequences: tuple[Consequence, ...] = (),
) -> Event:
    return Event(
        kind=_KINDS[entity_type],
        change=change,
        field=field,
        old=(match.old,),
        new=(match.new,),
        certainty=match.certainty,
        evidence=match.evidence,
        edits=in_order(edits),
        consequences=consequences,
    )
