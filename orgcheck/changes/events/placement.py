"""Units that go on under another parent."""

from __future__ import annotations

from collections.abc import Iterator

from orgcheck.changes.changeset import EntityType, Event, EventKind
from orgcheck.changes.comparison import Comparison
from orgcheck.changes.events.context import EventContext, certainty_of, in_order
from orgcheck.changes.ledger import net_figures


def events(context: EventContext) -> Iterator[Event]:
    """One event for each unit with another parent, with the number of units that go along."""
    comparison, pool = context.comparison, context.pool
    for id in pool.members(EntityType.UNIT, "parent", "top"):
        match = comparison.units.matches[id]
        carried = tuple(carried_along(comparison, match.new))
        old, new = comparison.old.units, comparison.new.units
        old_parent = comparison.old.parent_of(id)
        new_parent = comparison.new.parent_of(match.new)
        parents = [
            comparison.units.matches.get(old_parent or ""),
            comparison.units.match_of_new(new_parent or ""),
        ]
        before = (comparison.units.old_of(unit) for unit in carried)
        yield Event(
            kind=_kind(comparison, old_parent, new_parent),
            old=(id,),
            new=(match.new,),
            certainty=certainty_of([match, *parents]),
            evidence=match.evidence,
            edits=in_order(pool.take_fields(EntityType.UNIT, id, "parent", "top")),
            carried=len(carried),
            figures=net_figures(
                [old[id], *(old[unit] for unit in before if unit is not None)],
                [new[match.new], *(new[unit] for unit in carried)],
            ),
        )


def _kind(comparison: Comparison, old: str | None, new: str | None) -> EventKind:
    """A move up or down the line of parents, by the trees as they were and are."""
    if old is None or new is None:
        return EventKind.MOVE
    above = comparison.old.ancestors(old)
    if any(comparison.is_origin(unit, new) for unit in above):
        return EventKind.PROMOTE
    above = comparison.new.ancestors(new)
    if any(comparison.is_image(old, unit) for unit in above):
        return EventKind.DEMOTE
    return EventKind.MOVE


def carried_along(comparison: Comparison, unit: str) -> Iterator[str]:
    """The units below that go on and are still where they were: they go along."""
    waiting = [unit]
    seen = {unit}
    while waiting:
        parent = waiting.pop()
        for child in comparison.new.children_of(parent):
            earlier = comparison.units.old_of(child)
            stays = earlier is not None and comparison.is_origin(
                comparison.old.parent_of(earlier), parent
            )
            if stays and child not in seen:
                seen.add(child)
                yield child
                waiting.append(child)
