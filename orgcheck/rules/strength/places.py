"""Mistakes of place: a unit moved under another one, or made a top of its own."""

from __future__ import annotations

from collections.abc import Sequence

from orgcheck.organisation import Organisation, remembered
from orgcheck.rules.strength.mutant import Kind, Mutant, in_circle


@remembered
def _ids(organisation: Organisation) -> Sequence[str]:
    return tuple(organisation.units)


def _every_place(organisation: Organisation) -> Sequence[tuple[str, int]]:
    return [(id, len(organisation.units)) for id in organisation.units]


def _moved(organisation: Organisation, id: str, option: int) -> Mutant | None:
    target = _ids(organisation)[option]
    unit = organisation.units[id]
    if target in (id, unit.parent) or id in organisation.ancestors(target):
        return None
    new = unit.model_copy(update={"parent": target, "top": False})
    mutant = Mutant("moved", id, f"under {target}", ((unit, new),))
    return None if in_circle(organisation, mutant) else mutant


def _below_a_top(organisation: Organisation) -> Sequence[tuple[str, int]]:
    return [(id, 1) for id, unit in organisation.units.items() if not unit.top]


def _made_top(organisation: Organisation, id: str, _: int) -> Mutant | None:
    unit = organisation.units[id]
    new = unit.model_copy(update={"parent": None, "top": True})
    return Mutant("top", id, "", ((unit, new),))


MOVED = Kind("moved", "moved under another unit", _every_place, _moved)
TOP = Kind("top", "made a top of its own", _below_a_top, _made_top)
