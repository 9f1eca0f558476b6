"""Step 3: the same name, unique on both sides.

Names are compared folded. A name that only one unit of its kind bears is that unit's; failing
that, one that no other unit below the same parent bears; failing that, one that is nobody else's,
whatever the kind. Units that are known already count too, since a name that many bear says
nothing about which of them a unit is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import cached_property

from orgcheck.changes.identity.assignment import Pair
from orgcheck.changes.identity.content import Content
from orgcheck.changes.identity.names import FoldedNames, same_name
from orgcheck.changes.identity.pairing import Pairing
from orgcheck.changes.model import Certainty
from orgcheck.snapshot.model import Name, Unit

Key = Callable[[Unit, str], Hashable]
# The units that have each key.
ByKey = Mapping[Hashable, Sequence[str]]


class SameName:
    """The pairs of units whose names are equal and unique."""

    def __init__(self, pairing: Pairing, content: Content) -> None:
        self.pairing = pairing
        self.content = content
        # Which names are unique everywhere does not depend on what is known: found out once.
        self._of_kind = self._unique_everywhere(_by_kind_and_name)
        self._of_any_kind: list[Pair] | None = None

    def match(self) -> bool:
        """Match what is left over and bears the same name; tells whether anything was."""
        before = len(self.pairing.found)
        self._match_unique(self._of_kind)
        self._match_below_parents()
        if self._of_any_kind is None:
            self._of_any_kind = self._unique_everywhere(_by_name)
        known = len(self.pairing.found)
        self._match_unique(self._of_any_kind)
        if len(self.pairing.found) > known:
            self._match_below_parents()
        return len(self.pairing.found) > before

    def _match_unique(self, pairs: Iterable[Pair]) -> None:
        for old, new in pairs:
            if old in self.pairing.left_old and new in self.pairing.left_new:
                # A team and its product may well share a name that nothing else bears.
                if self._is_retyped(old, new) and self.content.contradicts(old, new):
                    continue
                self._match(old, new, "found once on either side")

    def _match_below_parents(self) -> None:
        """Match children of one and the same parent, and then theirs, as long as any are found."""
        waiting = self._parents_with_children_left()
        while waiting:
            above, now_above = waiting.pop()
            known = len(self.pairing.found)
            for key in (_by_kind_and_name, _by_name):
                for old, new in self._unique_below(above, now_above, key):
                    self._match(old, new, "same parent")
            waiting.extend(self.pairing.found[known:])

    def _match(self, old: str, new: str, where: str) -> None:
        name = "same name, of another kind" if self._is_retyped(old, new) else "same name"
        self.pairing.match(old, new, Certainty.NAME, (f"{name}, {where}",))

    def _is_retyped(self, old: str, new: str) -> bool:
        return self.pairing.old.units[old].kind != self.pairing.new.units[new].kind

    def _parents_with_children_left(self) -> list[Pair]:
        parents = set(map(self.pairing.old.parent_of, self.pairing.left_old))
        known = sorted(id for id in parents if id is not None and id in self.pairing.matches)
        return [(parent, self.pairing.matches[parent].new) for parent in known]

    # -- uniqueness ----------------------------------------------------------------------------

    def _unique_below(self, above: str, now_above: str, key: Key) -> list[Pair]:
        """The left-over pairs of children whose key no sibling shares."""
        children = self.pairing.old.children_of(above)
        now_children = self.pairing.new.children_of(now_above)
        if self.pairing.left_old.isdisjoint(children):
            return []
        if self.pairing.left_new.isdisjoint(now_children):
            return []
        old = (self.pairing.old.units[child] for child in children)
        new = (self.pairing.new.units[child] for child in now_children)
        return self._unique(
            _by_key(old, self.pairing.old_names, key), _by_key(new, self.pairing.new_names, key)
        )

    def _unique_everywhere(self, key: Key) -> list[Pair]:
        """The left-over pairs whose key no other unit shares."""
        pairing = self.pairing
        left_old = (pairing.old.units[unit] for unit in pairing.left_old)
        left_new = (pairing.new.units[unit] for unit in pairing.left_new)
        wanted = set(_by_key(left_old, pairing.old_names, key))
        wanted.intersection_update(_by_key(left_new, pairing.new_names, key))
        if not wanted:
            return []
        old, new = self._namesakes
        return self._unique(
            _by_key(old, pairing.old_names, key, wanted),
            _by_key(new, pairing.new_names, key, wanted),
        )

    @cached_property
    def _namesakes(self) -> tuple[list[Unit], list[Unit]]:
        """The units of either side that have a name in common with left-over units of both."""
        pairing = self.pairing
        left = {name for unit in pairing.left_old for name in pairing.old_names[unit]}
        left.intersection_update(
            name for unit in pairing.left_new for name in pairing.new_names[unit]
        )
        return (
            _bearing(left, pairing.old.units, pairing.old_names),
            _bearing(left, pairing.new.units, pairing.new_names),
        )

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


def _bearing(wanted: set[str], units: Mapping[str, Unit], names: FoldedNames) -> list[Unit]:
    """The units that have any of these names."""
    return [units[id] for id, own in names.of_all.items() if not wanted.isdisjoint(own)]


def _by_key(
    units: Iterable[Unit],
    names: FoldedNames,
    key: Key,
    wanted: set[Hashable] | None = None,
) -> ByKey:
    by_key: defaultdict[Hashable, list[str]] = defaultdict(list)
    for unit in units:
        for name in names[unit.id]:
            one = key(unit, name)
            if wanted is None or one in wanted:
                by_key[one].append(unit.id)
    return by_key
