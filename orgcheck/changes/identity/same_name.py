"""Step 3, where it is plainest: the same name below the same parent, unique among the siblings.

Names are compared folded. Of several siblings of that name, one that is alone of its kind is told
by it. What is found leads to its children, so that a whole tree whose ids changed is known again
from its top. A pair is left open where content says that the old unit goes on as another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import cached_property

from orgcheck.changes.changeset import Certainty
from orgcheck.changes.identity.assignment import Pair
from orgcheck.changes.identity.content import Content
from orgcheck.changes.identity.names import same_name
from orgcheck.changes.identity.pairing import Pairing
from orgcheck.changes.thresholds import Thresholds
from orgcheck.organisation import Organisation
from orgcheck.snapshot.model import Name, Unit

# The units that have each name, or each kind and name.
ByKey = Mapping[Hashable, Sequence[str]]


class SameName:
    """The left-over children of one parent whose names are equal and unique among them."""

    def __init__(self, pairing: Pairing, content: Content, thresholds: Thresholds) -> None:
        self.pairing = pairing
        self.content = content
        self.thresholds = thresholds

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
            for of_kind in (True, False):
                for old, new in self._unique_below(above, of_kind=of_kind):
                    if not self._goes_on_elsewhere(old, new):
                        self._match(old, new, above)
            parents = self.pairing.old.children
            waiting.extend(old for old, _ in self.pairing.found[known:] if old in parents)
        return len(self.pairing.found) > before

    def _match(self, old: str, new: str, above: str | None) -> None:
        retyped = self.pairing.old.units[old].kind != self.pairing.new.units[new].kind
        name = "same name, of another kind" if retyped else "same name"
        where = "same parent" if above is not None else "found once on either side"
        self.pairing.match(old, new, Certainty.NAME, (f"{name}, {where}",))

    def _goes_on_elsewhere(self, old: str, new: str) -> bool:
        """Whether another left-over unit has so much of an old one as to be it, and more of it."""
        is_leaf = old not in self.pairing.old.children
        if is_leaf and len(self.content.held(old)) < self.thresholds.shared_items:
            return False
        places = map(self.content.sole_place, self.content.of_old(old))
        rivals = {one for one in places if one in self.pairing.left_new and one != new}
        own = len(self.content.shared(old, new)) if rivals else 0
        # What those below a unit have, they have of the unit itself.
        return any(
            self._is_nearer(old, rival, own) and new not in self.pairing.new.ancestors(rival)
            for rival in rivals
        )

    def _is_nearer(self, old: str, rival: str, own: int) -> bool:
        """Whether a rival shares more with an old unit than that, and enough for step 4."""
        held, holds = self.content.of_old(old), self.content.of_new(rival)
        shared = len(held & holds)
        return (
            shared > own
            and shared >= self.thresholds.shared_items
            and shared >= self.thresholds.likeness * len(held | holds)
        )

    def _unique_below(self, above: str | None, *, of_kind: bool) -> list[Pair]:
        """The left-over children of a parent whose name one unit, of a kind, has on either side."""
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
            _by_key(children, pairing.old.units, pairing.old_names, of_kind),
            _by_key(now_children, pairing.new.units, pairing.new_names, of_kind),
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


def _tops(organisation: Organisation) -> Sequence[str]:
    return [id for id in organisation.units if organisation.parent_of(id) is None]


def _by_key(
    ids: Iterable[str],
    units: Mapping[str, Unit],
    names: Mapping[str, tuple[str, ...]],
    of_kind: bool,
) -> ByKey:
    by_key: dict[Hashable, list[str]] = {}
    for id in ids:
        for name in names[id]:
            by_key.setdefault((units[id].kind, name) if of_kind else name, []).append(id)
    return by_key
