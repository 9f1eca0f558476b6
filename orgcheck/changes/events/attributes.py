"""Figures and any other fields of units that go on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from orgcheck.changes.changeset import Edit, EntityType, Event, EventKind
from orgcheck.changes.events.context import EventContext, in_order


def events(context: EventContext) -> Iterator[Event]:
    """One event for each figure, attribute or other field that differs.

    Has its turn when the other families have claimed what is theirs.
    """
    pool = context.pool
    for id in pool.members(EntityType.UNIT):
        match = context.comparison.units.matches[id]
        for (field, key), edits in _by_field(pool.take(EntityType.UNIT, id)).items():
            figure = field == "figures"
            yield Event(
                kind=EventKind.FIGURE if figure else EventKind.ATTRIBUTE,
                old=(id,),
                new=(match.new,),
                certainty=match.certainty,
                evidence=match.evidence,
                field=field,
                key=key,
                edits=in_order(edits),
            )


def _by_field(edits: list[Edit]) -> dict[tuple[str, str | None], list[Edit]]:
    """Edits by field; a figure and an attribute of the user's own are fields in their own right."""
    fields: defaultdict[tuple[str, str | None], list[Edit]] = defaultdict(list)
    for edit in edits:
        own = edit.key if edit.field in ("figures", "attributes") else None
        fields[edit.field or "", own].append(edit)
    return dict(sorted(fields.items(), key=lambda item: (item[0][0], item[0][1] or "")))
