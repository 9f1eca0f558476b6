"""Mistakes of command: another superior, a line or a head that is missing."""

from __future__ import annotations

from collections.abc import Sequence

from orgcheck.organisation import Member, Organisation, remembered
from orgcheck.rules.strength.mutant import Kind, Mutant, in_circle
from orgcheck.snapshot.model import Unit


@remembered
def _ids(organisation: Organisation) -> Sequence[str]:
    return (*organisation.units, *organisation.posts, *organisation.bodies)


def _every_superior(organisation: Organisation) -> Sequence[tuple[str, int]]:
    ids = _ids(organisation)
    return [(id, len(ids) + 1) for id in ids]


def _reporting(organisation: Organisation, id: str, option: int) -> Mutant | None:
    member = organisation.member(id)
    assert member is not None, "options are of members"
    ids = _ids(organisation)
    if option == len(ids):
        return _unstated(organisation, member)
    superior = ids[option]
    if superior in (id, organisation.superior(id)) or id in organisation.chain(superior):
        return None
    post = organisation.posts.get(superior)
    if post is not None and organisation.unit_of_post(post) == id:
        return None
    new = member.model_copy(update={"reports_to": superior})
    mutant = Mutant("reporting", id, f"to {superior}", ((member, new),))
    return None if in_circle(organisation, mutant) else mutant


def _unstated(organisation: Organisation, member: Member) -> Mutant | None:
    """The line that is stated left out; nothing where the same one would follow from the place."""
    if member.reports_to is None:
        return None
    new = member.model_copy(update={"reports_to": None})
    if isinstance(member, Unit) and _derived(organisation, member) == member.reports_to:
        return None
    return Mutant("reporting", member.id, "its stated line left out", ((member, new),))


def _derived(organisation: Organisation, unit: Unit) -> str | None:
    parent = organisation.units.get(unit.parent or "")
    if parent is None:
        return None
    return parent.head if parent.head in organisation.posts else parent.id


def _headed(organisation: Organisation) -> Sequence[tuple[str, int]]:
    return [(id, 1) for id, unit in organisation.units.items() if unit.head is not None]


def _headless(organisation: Organisation, id: str, _: int) -> Mutant | None:
    unit = organisation.units[id]
    new = unit.model_copy(update={"head": None})
    return Mutant("head", id, f"without {unit.head}", ((unit, new),))


REPORTING = Kind("reporting", "reporting line changed", _every_superior, _reporting)
HEAD = Kind("head", "head left out", _headed, _headless)
