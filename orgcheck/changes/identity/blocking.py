"""Which pairs are worth comparing: those that share a key which not too many units have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from itertools import product
from typing import NamedTuple

from orgcheck.changes.identity.assignment import Pair


class Blocks(NamedTuple):
    """The pairs that share a key; and whether some were left out, by their cap or by the budget."""

    pairs: set[Pair]
    is_capped: bool = False
    is_spent: bool = False


def blocks(
    old: Mapping[str, Iterable[Hashable]],
    new: Mapping[str, Iterable[Hashable]],
    cap: int,
    budget: int,
) -> Blocks:
    """All pairs of an old and a new unit with a key in common, the rarest keys first.

    A key that would bring more than `cap` pairs is passed over: what so many units have tells
    none of them apart. So are all keys from where they would bring more than `budget` together.
    """
    old_by_key, new_by_key = _by_key(old), _by_key(new)
    sizes = sorted(
        (len(old_by_key[key]) * len(new_by_key[key]), repr(key), key)
        for key in old_by_key.keys() & new_by_key.keys()
    )
    pairs: set[Pair] = set()
    for size, _, key in sizes:
        if size > cap or len(pairs) + size > budget:
            return Blocks(pairs, is_capped=size > cap, is_spent=size <= cap)
        pairs.update(product(old_by_key[key], new_by_key[key]))
    return Blocks(pairs)


def _by_key(keys: Mapping[str, Iterable[Hashable]]) -> dict[Hashable, list[str]]:
    by_key: defaultdict[Hashable, list[str]] = defaultdict(list)
    for unit, of_unit in keys.items():
        for key in of_unit:
            by_key[key].append(unit)
    return by_key
