"""What reaches units that no event is about: what they refer to, and whom they report to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from orgcheck.changes.changeset import ChangeSet, EntityType, Event
from orgcheck.changes.comparison import Comparison
from orgcheck.changes.kinds import type_of


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
            if one == other and one not in comparison.recoded:
                continue
            if one is None or comparison.recoded.get(one, one) != other:
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
        if type_of(event.kind).entity_type is EntityType.UNIT:
            touched.update(event.old)
            touched.update(old for id in event.new if (old := units.old_of(id)) is not None)
    return frozenset(id for id in units.matches if id not in touched)


def changed_along(event: Event) -> Mapping[tuple[EntityType, str], Collection[str]]:
    """The members that go on and change with an event of something else, and in which fields.

    They stand by their type and their older id.
    """
    fields: defaultdict[tuple[EntityType, str], list[str]] = defaultdict(list)
    if type_of(event.kind).entity_type not in _FOLLOWING_UNITS:
        for edit in event.edits:
            if edit.entity_type in _FOLLOWING_UNITS and edit.field is not None:
                fields[edit.entity_type, edit.id].append(edit.field)
    return fields


# What may change because it is of a unit.
_FOLLOWING_UNITS = frozenset((EntityType.POST, EntityType.BODY))
