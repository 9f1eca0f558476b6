"""Which units hold a duty or work at a site, and which members bear a name: indexes by these."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import compress
from operator import is_not
from typing import Any, Generic, Literal, TypeVar

from orgcheck.records import NamedTuple, dataclass
from orgcheck.snapshot.model import Unit

P = TypeVar("P")
Field = Literal["responsibilities", "sites"]
# The units that hold each item, in the order of the text.
Holders = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Difference(Generic[P]):
    """The members that an older version alone has, and those that a newer one alone has."""

    gone: Sequence[P]
    come: Sequence[P]


def difference_of(members: Mapping[str, P], older: Mapping[str, P]) -> Difference[P] | None:
    """What tells two versions apart; None where they do not share most members, in the same order.

    Parameters
    ----------
    members, older
        The units, posts or bodies of the newer and of the older version, by their ids.
    """
    if (in_place := changed_in_place(members.values(), older.values())) is not None:
        gone, come = in_place
        return Difference(gone, come) if 2 * len(come) <= len(members) else None
    shared = [id for id, member in members.items() if older.get(id) is member]
    if 2 * len(shared) < len(members):
        return None
    if shared != [id for id, member in older.items() if members.get(id) is member]:
        return None
    staying = frozenset(shared)
    return Difference(
        [member for id, member in older.items() if id not in staying],
        [member for id, member in members.items() if id not in staying],
    )


def changed_in_place(parts: Collection[P], older: Collection[P]) -> tuple[list[P], list[P]] | None:
    """The parts that two lists have otherwise, older and newer; None where the ids are others.

    Nearly all versions are so, and nearly all of their parts are the same: these are passed over
    without a look at each.
    """
    if len(parts) != len(older):
        return None
    differ = tuple(map(is_not, parts, older))
    gone, come = list(compress(older, differ)), list(compress(parts, differ))
    return (gone, come) if all(map(_is_of_one_id, gone, come)) else None


def _is_of_one_id(one: Any, other: Any) -> bool:
    return bool(one.id == other.id)


class Earlier(NamedTuple):
    """Who held what in an older version, and what tells that version apart."""

    holders: Holders
    difference: Difference[Unit]


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
    gone, come = older.difference.gone, older.difference.come
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


# -- names ----------------------------------------------------------------------------------------


class Bearers(NamedTuple):
    """By its name the ids of the members that are called so; and the names that several bear."""

    by_name: Mapping[str, tuple[str, ...]]
    several: frozenset[str]


# Of some members the name and the id, one by one.
Named = Iterable[tuple[str, str]]


def bearers_of(members: Named) -> Bearers:
    """Who bears which name.

    Examples
    --------
    >>> bearers_of([("Finance", "f"), ("Legal", "l"), ("Finance", "g")])
    Bearers(by_name={'Finance': ('f', 'g'), 'Legal': ('l',)}, several=frozenset({'Finance'}))
    """
    by_name: dict[str, tuple[str, ...]] = {}
    several = set()
    for name, id in members:
        if name in by_name:
            several.add(name)
            by_name[name] += (id,)
        else:
            by_name[name] = (id,)
    return Bearers(by_name, frozenset(several))


def bearers_since(older: Bearers, gone: Named, come: Named) -> Bearers:
    """Who bears which name after some members of an older version went and others came.

    Examples
    --------
    >>> older = bearers_of([("Finance", "f"), ("Legal", "l"), ("Finance", "g")])
    >>> bearers_since(older, [("Finance", "g")], [("Treasury", "g")]).by_name
    {'Finance': ('f',), 'Legal': ('l',), 'Treasury': ('g',)}
    """
    by_name = dict(older.by_name)
    touched = set()
    for name, id in gone:
        touched.add(name)
        ids = list(by_name[name])
        ids.remove(id)
        by_name[name] = tuple(ids)
    for name, id in come:
        touched.add(name)
        by_name[name] = (*by_name.get(name, ()), id)
    for name in touched:
        if not by_name[name]:
            del by_name[name]
    several = {name for name in touched if len(by_name.get(name, ())) > 1}
    return Bearers(by_name, (older.several - touched) | several)
