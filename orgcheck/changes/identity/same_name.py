"""Step 3, where it is plainest: the same name below the same parent, unique among the siblings.

Names are compared folded. Of several siblings of that name, one that is alone of its kind is told
by it. What is found leads to its children, so that a whole tree whose ids changed is known again
from its top.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import cached_property

from orgcheck.changes.identity.assignment import Pair
from orgcheck.changes.identity.names import FoldedNames, same_name
from orgcheck.changes.identity.pairing import Pairing
from orgcheck.changes.model import Certainty
from orgcheck.organisation import Organisation
from orgcheck.snapshot.model import Name, Unit

Key = Callable[[Unit, str], Hashable]
# The units that have each key.
ByKey = Mapping[Hashable, Sequence[str]]


class SameName:
    """The left-over children of one parent whose names are equal and unique among them."""

    def __init__(self, pairing: Pairing) -> None:
        self.pairing = pairing

    def match(self) -> bool:
        """Match what bears the same name in the same place; tells whether anything did."""
        before = len(self.pairing.found)
        waiting = sorted(
            {self.pairing.old.parent_of(unit) for unit in self.pairing.left_old},
            key=lambda parent: (parent is not None, parent),
        )
        while waiting:
            above = waiting.pop()
            known = len(self.pairing.found)
            for key in (_by_kind_and_name, _by_name):
                for old, new in self._unique_below(above, key):
                    self._match(old, new, above)
            waiting.extend(old for old, _ in self.pairing.found[known:])
        return len(self.pairing.found) > before

    def _match(self, old: str, new: str, above: str | None) -> None:
        retyped = self.pairing.old.units[old].kind != self.pairing.new.units[new].kind
        name = "same name, of another kind" if retyped else "same name"
        where = "same parent" if above is not None else "found once on either side"
        self.pairing.match(old, new, Certainty.NAME, (f"{name}, {where}",))

    def _unique_below(self, above: str | None, key: Key) -> list[Pair]:
        """The left-over children of a parent whose key one unit has on either side."""
        pairing = self.pairing
        children = self._old_tops if above is None else pairing.old.children_of(above)
        if pairing.left_old.isdisjoint(children):
            return []
        now_children = [
            child
            for place in sorted(pairing.places_of(children[0]), key=str)
            for child in (self._new_tops if place is None else pairing.new.children_of(place))
        ]
        if pairing.left_new.isdisjoint(now_children):
            return []
        return self._unique(
            _by_key(children, pairing.old, pairing.old_names, key),
            _by_key(now_children, pairing.new, pairing.new_names, key),
        )

    @cached_property
    def _old_tops(self) -> Sequence[str]:
        return _tops(self.pairing.old)

    @cached_property
    def _new_tops(self) -> Sequence[str]:
        return _tops(self.pairing.new)

    def _unique(self, old_by_key: ByKey, new_by_key: ByKey) -> list[Pair]:
        """The left-over pairs that share a key with each other and with nobody else."""
        pairing = self.pairing
        pairs: set[Pair] = set()
        crowded: set[str] = set()
        for shared in old_by_key.keys() & new_by_key.keys():
            bearers, counterparts = old_by_key[shared], new_by_key[shared]
            if len(bearers) == len(counterparts) == 1:
                pairs.add((bearers[0], counterparts[0]))
            else:
                crowded.update(bearers, counterparts)
        # A name in several languages may lead to one unit in one and to another in the next.
        olds, news = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
        return sorted(
            (one, other)
            for one, other in pairs
            if olds[one] == news[other] == 1
            and one not in crowded
            and other not in crowded
            and one in pairing.left_old
            and other in pairing.left_new
            and _equal(pairing.old.units[one].name, pairing.new.units[other].name)
        )


def _equal(one: Name, other: Name) -> bool:
    """Whether two names that share a key are equal; of plain texts, the key is all there is."""
    return (isinstance(one, str) and isinstance(other, str)) or same_name(one, other)


def _by_kind_and_name(unit: Unit, name: str) -> Hashable:
    return (unit.kind, name)


def _by_name(_: Unit, name: str) -> Hashable:
    return name


def _tops(organisation: Organisation) -> Sequence[str]:
    return [id for id in organisation.units if organisation.parent_of(id) is None]


def _by_key(
    units: Iterable[str], organisation: Organisation, names: FoldedNames, key: Key
) -> ByKey:
    by_key: defaultdict[Hashable, list[str]] = defaultdict(list)
    for id in units:
        for name in names[id]:
            by_key[key(organisation.units[id], name)].append(id)
    return by_key
