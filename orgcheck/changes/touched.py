"""What reaches units that no event is about: what they refer to, and whom they report to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from orgcheck.changes.changeset import ChangeSet, EntityType, EventKind
from orgcheck.changes.comparison import Comparison

_NOT_OF_UNITS = frozenset((EventKind.POST, EventKind.BODY, EventKind.SNAPSHOT))


class Following(NamedTuple):
    """A reference of a unit whose end is another or is gone, though the unit itself is the same.

    `unit` and `before` are older ids, `now` is a newer one; None where what was named has ended,
    and the unit still names it.
    """

    unit: str
    field: str
    before: str
    now: str | None


class Superior(NamedTuple):
    """Whom a member that goes on reports to, before and now; None for nobody."""

    entity_type: EntityType
    old: str
    new: str
    before: str | None
    now: str | None


def following(comparison: Comparison, changes: ChangeSet) -> Iterator[Following]:
    """The references of units that go on and that follow what they named."""
    units = comparison.units.matches
    for ended in comparison.ended:
        for id in comparison.old.children_of(ended):
            match = units.get(id)
            if match is not None and comparison.new.units[match.new].parent == ended:
                yield Following(id, "parent", ended, None)
    for event in changes.events:
        for one in event.consequences:
            for id in one.members:
                if id in units and one.field not in _OF_POSTS:
                    yield Following(id, one.field, one.old, one.new)


# Units have no such reference, though a post may share the id of a unit.
_OF_POSTS = frozenset(("unit", "decision"))


def superiors(comparison: Comparison, *entity_types: EntityType) -> Iterator[Superior]:
    """The members that go on and report to someone else than before, whoever said so.

    One that takes over from who ended is someone else; one under another id is not.
    """
    before, now = comparison.old.superiors, comparison.new.superiors
    for entity_type in entity_types:
        for old, match in comparison.matches(entity_type).items():
            one, other = before.get(old), now.get(match.new)
            if one == other and one not in comparison.renamed:
                continue
            if one is None or comparison.renamed.get(one, one) != other:
                yield Superior(entity_type, old, match.new, one, other)


def unchanged(comparison: Comparison, changes: ChangeSet) -> frozenset[str]:
    """The units, by their older ids, that nothing happened to.

    No event is of them or edits them, nothing that they refer to is another or has another id,
    and they report to whom they did.
    """
    units = comparison.units
    touched = {one.unit for one in following(comparison, changes)}
    touched.update(one.old for one in superiors(comparison, EntityType.UNIT))
    for event in changes.events:
        touched.update(edit.id for edit in event.edits if edit.entity_type is EntityType.UNIT)
        if event.kind not in _NOT_OF_UNITS:
            touched.update(event.old)
            touched.update(old for id in event.new if (old := units.old_of(id)) is not None)
    return frozenset(id for id in units.matches if id not in touched)
