"""Posts and bodies: created, ended, renamed, moved, under another line, vacated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from orgcheck.changes.events.gathering import Gathering, in_order
from orgcheck.changes.events.naming import take_id
from orgcheck.changes.model import Consequence, Edit, Event, EventKind, Match, Op, Sort
from orgcheck.changes.renaming import is_another_name

_KINDS = {Sort.POST: EventKind.POST, Sort.BODY: EventKind.BODY}
# What a change of some field is called; that of any other is just a change.
_CHANGES = {"unit": "moved", "reports_to": "line"}


def events(gathering: Gathering) -> Iterator[Event]:
    """One event for each thing that happened to a post or body."""
    for sort in _KINDS:
        for id in gathering.pool.members(sort):
            match = gathering.comparison.matches(sort).get(id)
            if match is None:
                yield _come_or_gone(gathering, sort, id)
            else:
                yield from _changes(gathering, sort, match)


def _come_or_gone(gathering: Gathering, sort: Sort, id: str) -> Event:
    edits = gathering.pool.take(sort, id)
    created = edits[0].op is Op.ADD
    return Event(
        kind=_KINDS[sort],
        change="created" if created else "ended",
        old=() if created else (id,),
        new=(id,) if created else (),
        edits=in_order(edits),
    )


def _changes(gathering: Gathering, sort: Sort, match: Match) -> Iterator[Event]:
    pool = gathering.pool
    renamed = pool.take(sort, match.old, is_another_name)
    recoded = take_id(gathering, sort, match.old)
    if renamed or recoded:
        following, consequences = gathering.followers.of((sort, match.old))
        change = "renamed" if renamed else "recoded"
        edits = [*renamed, *recoded, *following]
        yield _event(sort, match, change, None, edits, consequences)
    for field in sorted({edit.field or "" for edit in pool.peek(sort, match.old)}):
        edits = pool.take_fields(sort, match.old, field)
        if field == "vacant":
            yield _event(sort, match, "vacated" if edits[0].new else "filled", None, edits)
        elif field in _CHANGES:
            yield _event(sort, match, _CHANGES[field], None, edits)
        else:
            yield _event(sort, match, "changed", field, edits)


def _event(
    sort: Sort,
    match: Match,
    change: str,
    field: str | None,
    edits: Iterable[Edit],
    consequences: tuple[Consequence, ...] = (),
) -> Event:
    return Event(
        kind=_KINDS[sort],
        change=change,
        field=field,
        old=(match.old,),
        new=(match.new,),
        certainty=match.certainty,
        evidence=match.evidence,
        edits=in_order(edits),
        consequences=consequences,
    )
