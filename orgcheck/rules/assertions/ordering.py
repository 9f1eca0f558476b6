"""In which order members stand in the text: sorted."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any
from unicodedata import normalize

from orgcheck.numbers import Number
from orgcheck.rules.assertions.assertion import Assertion, Failure, Spot, at_id
from orgcheck.rules.doubt import Ground, own
from orgcheck.rules.fields import field_name, path_of, value_of, word
from orgcheck.rules.indexes import Target, called
from orgcheck.rules.pack_text import Node
from orgcheck.snapshot.model import Unit, display

# Numbers and days before texts, so that a field with both has an order too.
Key = tuple[int, Number, str]


def in_order(node: Node, of: str) -> Assertion | None:
    """Those selected that have one parent stand in the order of a field.

    The order is that of code points, after folding case; the fewest that explain it are at fault.
    """
    name = field_name(node, of)
    if name is None:
        return None
    read = value_of(name)

    def failures(_: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        families: defaultdict[str | None, list[tuple[Key, Target]]] = defaultdict(list)
        for member in members:
            key = _key(read(member))
            if key is not None:
                family = member.parent if isinstance(member, Unit) else None
                families[family].append((key, member))
        for siblings in families.values():
            for member, where, other in _misplaced(siblings):
                said = _said(read(member))
                message = (
                    f'{called(member)}, with the {name} "{said}", belongs {where} {called(other)}'
                )
                there = (other, path_of(name), f"{called(other)} stands here")
                spot = Spot(name, path_of(name), said)
                yield Failure(member, message, spot, others=(there,))

    demand = f"stand in the order of {name}"
    return Assertion(demand, failures, own(name, "parent"), at_id, among=True)


def _misplaced(family: Sequence[tuple[Key, Target]]) -> Iterator[tuple[Target, str, Target]]:
    """The fewest that stand in the wrong place, each with the one it belongs before or after."""
    keys = [key for key, _ in family]
    if all(one <= other for one, other in pairwise(keys)):
        return
    kept = _in_place(keys)
    in_place = [keys[index] for index in kept]
    for index in sorted(set(range(len(keys))).difference(kept)):
        member = family[index][1]
        # Those in place rise: the first one that is greater is the one to stand before.
        greater = bisect_right(in_place, keys[index])
        if greater < len(kept) and kept[greater] < index:
            yield member, "before", family[kept[greater]][1]
        else:
            less = bisect_left(in_place, keys[index])
            yield member, "after", family[kept[less - 1]][1]


def _in_place(keys: Sequence[Key]) -> list[int]:
    """The places of a longest row that never falls; of several, the one that is first in the text.

    Examples
    --------
    >>> _in_place([(1, 0, "b"), (1, 0, "a"), (1, 0, "c"), (1, 0, "c")])
    [0, 2, 3]
    """
    rank = {key: number for number, key in enumerate(sorted(set(keys)))}
    # From the end: `tails` has, for each length, the greatest beginning of a row of that length.
    tails: list[int] = []
    lengths = [0] * len(keys)
    for index in range(len(keys) - 1, -1, -1):
        falling = -rank[keys[index]]
        length = bisect_right(tails, falling)
        tails[length : length + 1] = [falling]
        lengths[index] = length + 1
    row: list[int] = []
    left, least = len(tails), -1
    for index, length in enumerate(lengths):
        if length == left and rank[keys[index]] >= least:
            row.append(index)
            left, least = left - 1, rank[keys[index]]
    return row


def _key(value: Any) -> Key | None:
    if value is None or value == () or value == {}:
        return None
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return (0, value, "")
    if isinstance(value, date):
        return (0, value.toordinal(), "")
    return (1, 0, _folded(_said(value)))


def _said(value: Any) -> str:
    if isinstance(value, dict):
        return display(value)
    return word(value[0]) if isinstance(value, tuple) else word(value)


def _folded(text: str) -> str:
    """A text as the order sees it: without case, one Unicode form for what is the same."""
    return normalize("NFC", normalize("NFC", text).casefold())
