"""Which units hold a duty, or work at a site: an index of what units list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal

from orgcheck.records import NamedTuple
from orgcheck.snapshot.model import Unit

Field = Literal["responsibilities", "sites"]
# The units that hold each item, in the order of the text.
Holders = Mapping[str, tuple[str, ...]]


class UnitDifference(NamedTuple):
    """The units that an older version alone has, and those that a newer one alone has."""

    gone: Sequence[Unit]
    come: Sequence[Unit]


def difference_of(units: Mapping[str, Unit], older: Mapping[str, Unit]) -> UnitDifference | None:
    """What tells two versions apart; None where they do not share most units, in the same order.

    Parameters
    ----------
    units, older
        The units of the newer and of the older version, by their ids.
    """
    shared = [id for id, unit in units.items() if older.get(id) is unit]
    if 2 * len(shared) < len(units):
        return None
    if shared != [id for id, unit in older.items() if units.get(id) is unit]:
        return None
    staying = frozenset(shared)
    return UnitDifference(
        [unit for id, unit in older.items() if id not in staying],
        [unit for id, unit in units.items() if id not in staying],
    )


class Earlier(NamedTuple):
    """Who held what in an older version, and what tells that version apart."""

    holders: Holders
    difference: UnitDifference


def holders_of(
    units: Mapping[str, Unit],
    field: Field,
    key: Callable[[Any], str],
    older: Earlier | None = None,
) -> Holders:
    """The units that hold each item, in their order; one that repeats an item once.

    Parameters
    ----------
    units
        The units, by their ids.
    field
        Which of their lists.
    key
        What identifies an item.
    older
        An older version with the same keys: of units that both versions share, what is known
        of the older one is taken over.
    """
    if older is not None:
        return _taken_over(units, field, key, older)
    holders = _listed(units.values(), field, key)
    return {item: tuple(held) for item, held in holders.items()}


def _listed(units: Iterable[Unit], field: Field, key: Callable[[Any], str]) -> dict[str, list[str]]:
    holders: dict[str, list[str]] = {}
    for unit in units:
        for item in unit.__dict__[field]:
            held = holders.setdefault(key(item), [])
            # What a unit lists comes together, so that an item which it repeats is its last.
            if not held or held[-1] != unit.id:
                held.append(unit.id)
    return holders


def _taken_over(
    units: Mapping[str, Unit], field: Field, key: Callable[[Any], str], older: Earlier
) -> Holders:
    gone, come = older.difference
    leaving = {unit.id for unit in gone}
    joining = _listed(come, field, key)
    rank = {id: number for number, id in enumerate(units)}
    holders = dict(older.holders)
    for item in _listed(gone, field, key).keys() | joining.keys():
        staying = [id for id in holders.get(item, ()) if id not in leaving]
        held = sorted([*staying, *joining.get(item, ())], key=rank.__getitem__)
        if held:
            holders[item] = tuple(held)
        else:
            del holders[item]
    return holders
