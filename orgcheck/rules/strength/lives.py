"""Mistakes of number: a member that is missing, or one more than there should be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from orgcheck.organisation import Member, Organisation
from orgcheck.rules.strength.mutant import Kind, Mutant, Replacement
from orgcheck.snapshot.model import Holding, Name, Named, Post, Unit


def _everyone(organisation: Organisation) -> Sequence[tuple[str, int]]:
    everyone = (*organisation.units, *organisation.posts, *organisation.bodies)
    return [(id, 1) for id in everyone]


def _removed(organisation: Organisation, id: str, _: int) -> Mutant | None:
    """Removed with care: its children go to its parent, and nothing names it any more."""
    member = organisation.member(id)
    assert member is not None, "options are of members"
    if len(organisation.units) == 1 and isinstance(member, Unit):
        return None
    others: list[Replacement] = [
        (other, other.model_copy(update=freed))
        for other in _all(organisation)
        if other is not member and (freed := _freed(other, member))
    ]
    return Mutant("removed", id, "", ((member, None), *others))


def _all(organisation: Organisation) -> Sequence[Member]:
    return (
        *organisation.units.values(),
        *organisation.posts.values(),
        *organisation.bodies.values(),
    )


def _freed(other: Member, gone: Member) -> Mapping[str, Any]:
    """The fields of a member that named the one that is gone, as they are without it."""
    freed: dict[str, Any] = {}
    if other.reports_to == gone.id:
        freed["reports_to"] = None
    if isinstance(other, Post) and other.unit == gone.id:
        freed["unit"] = gone.parent if isinstance(gone, Unit) else None
    if isinstance(other, Unit):
        if other.parent == gone.id and isinstance(gone, Unit):
            freed |= {"parent": gone.parent, "top": gone.parent is None}
        if other.head == gone.id:
            freed["head"] = None
        for field in ("lines", "links"):
            kept = tuple(item for item in getattr(other, field) if item.to != gone.id)
            if len(kept) < len(getattr(other, field)):
                freed[field] = kept
    return freed


def _units(organisation: Organisation) -> Sequence[tuple[str, int]]:
    return [(id, 1) for id in organisation.units]


def _added(organisation: Organisation, id: str, _: int) -> Mutant | None:
    """One more like an existing unit, beside it; what may be held once is not held twice."""
    unit = organisation.units[id]
    number = next(n for n in range(2, 10**6) if f"{id}-{n}" not in organisation)
    twin = unit.model_copy(
        update={
            "id": f"{id}-{number}",
            "name": _numbered(unit.name, number),
            "acronym": _numbered(unit.acronym, number) if unit.acronym is not None else None,
            "head": None,
            "responsibilities": tuple(
                _other(duty, number)
                for duty in unit.responsibilities
                if organisation.duty_of(duty) not in organisation.register
            ),
            "previously": (),
            "replaces": (),
            "split_from": (),
        }
    )
    return Mutant("added", id, f"{twin.id} beside it", (), (twin,), {twin.id: id})


def _other(duty: Holding, number: int) -> Holding:
    if isinstance(duty, Named):
        return Named.model_construct(id=f"{duty.id}-{number}", name=_numbered(duty.name, number))
    return f"{duty} {number}"


def _numbered(name: Name, number: int) -> Name:
    if isinstance(name, str):
        return f"{name} {number}"
    return {language: f"{text} {number}" for language, text in name.items()}


REMOVED = Kind("removed", "removed", _everyone, _removed)
ADDED = Kind("added", "one more like it added", _units, _added)
