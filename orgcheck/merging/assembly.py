"""The merged organisation without a text: for rules to be asked what a combination breaks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from orgcheck.changes.changeset import EntityType
from orgcheck.changes.entities import LIST_OF, model_of
from orgcheck.changes.fields import spelled_field
from orgcheck.merging.sides import SNAPSHOT, Member, Values
from orgcheck.merging.three_way import ThreeWay
from orgcheck.organisation import Organisation
from orgcheck.snapshot.form import with_its_id
from orgcheck.snapshot.model import Header, Part, Snapshot


def assembled(merge: ThreeWay) -> Organisation:
    """What a merge says, as an organisation: members in the order of ours, new ones last."""
    ours = merge.ours.organisation
    lists = {
        name: tuple(_members(merge, entity_type, getattr(ours.snapshot, name)))
        for entity_type, name in LIST_OF.items()
    }
    header: dict[str, Any] = dict(ours.snapshot)
    if SNAPSHOT in merge.merged:
        header.update(dict(Header.model_validate(merge.final(SNAPSHOT))))
    snapshot = Snapshot.model_construct(**{**header, **lists})
    return Organisation(snapshot, ours.places, like=ours)


def _members(merge: ThreeWay, entity_type: EntityType, parts: Iterable[Part]) -> Iterable[Part]:
    model = model_of(entity_type)
    members = [member for member in merge.merged if member.entity_type is entity_type]
    fresh = {}
    known: dict[int, Member] = {}
    for member in members:
        part = merge.ours.part(member)
        if part is None:
            fresh[member] = merge.final(member)
        else:
            known[id(part)] = member
    for part in parts:
        member_here = known.get(id(part))
        if member_here is None:
            yield part
            continue
        values = merge.final(member_here)
        if values is not None:
            yield part if _say_the_same(values, part.data()) else with_its_id(model, values)
    yield from (with_its_id(model, values) for values in fresh.values() if values is not None)


def _say_the_same(one: Values, other: Values) -> bool:
    return one.keys() == other.keys() and all(
        spelled_field(name, value) == spelled_field(name, other[name])
        for name, value in one.items()
    )
