"""Who among the units that are left over has anything in common with whom.

Units are found through what they share, never by comparing all with all; after a match only what
it changed is counted anew.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import NamedTuple

from orgcheck.changes.identity.content import Content, Item, Sort
from orgcheck.changes.identity.pairing import Pairing


class Best(NamedTuple):
    """The best candidate of a unit, how alike the two are, and who comes next."""

    unit: str
    likeness: float
    next_unit: str | None
    next_likeness: float


class Candidates:
    """What left-over units of either side have in common.

    An item that very many of them hold on both sides says nothing about which is which; it is
    left out.
    """

    def __init__(self, pairing: Pairing, content: Content, cap: int) -> None:
        self.pairing = pairing
        self.content = content
        self.shared: dict[str, Counter[str]] = {}
        self.sharing: defaultdict[str, set[str]] = defaultdict(set)
        self._old_items: dict[str, set[Item]] = {}
        self._new_sizes: dict[str, int] = {}
        self._holders = _holders(content, pairing.left_new)
        self._too_common = _too_common(content, pairing.left_old, self._holders, cap)
        self._read = len(pairing.found)
        self._count(pairing.left_old, pairing.left_new)

    def likeness(self, old: str, new: str) -> float:
        """The Jaccard index of what two units hold."""
        shared = self.shared[old][new]
        whole = len(self._old_items[old]) + self._new_sizes[new] - shared
        return shared / whole if shared else 0.0

    def count(self, old: str, new: str) -> int:
        """How many items two units have in common, as far as they are left over."""
        return self.shared[old][new] if old in self.shared else 0

    def old_size(self, old: str) -> int:
        """How many items an old unit held."""
        return len(self._old_items[old])

    def best_of_old(self, old: str) -> Best | None:
        """The candidate most like an old unit."""
        return _best((self.likeness(old, new), new) for new in self.shared.get(old, ()))

    def best_of_new(self, new: str) -> Best | None:
        """The candidate most like a new unit."""
        return _best((self.likeness(old, new), old) for old in self.sharing.get(new, ()))

    def update(self) -> set[str]:
        """Count anew what the latest matches changed; gives the old units that it concerns."""
        found, self._read = self.pairing.found[self._read :], len(self.pairing.found)
        old_changed, new_changed = set[str](), set[str]()
        for old, new in found:
            self._forget(old)
            old_changed |= self.sharing.pop(new, set())
            self._new_sizes.pop(new, None)
            old_changed.update(_parent_and_above(self.pairing.old.parent_of, old))
            new_changed.update(_parent_and_above(self.pairing.new.parent_of, new))
        old_changed &= self.pairing.left_old
        new_changed &= self.pairing.left_new
        rivals = {new for old in old_changed for new in self.shared.get(old, ())}
        self._count(old_changed, new_changed)
        rivals.update(new for old in old_changed for new in self.shared[old])
        rivals.update(new_changed)
        competing = (self.sharing[new] for new in rivals if new in self.sharing)
        return old_changed.union((old for old, _ in found), *competing)

    def _count(self, old: Iterable[str], new: Iterable[str]) -> None:
        for unit in new:
            items = self.content.of_new(unit)
            self._new_sizes[unit] = len(items - self._too_common)
        for unit in old:
            self._forget(unit)
            items = self._old_items[unit] = self.content.of_old(unit) - self._too_common
            row = self.shared[unit] = Counter(
                place for item in items for place in self._places(item)
            )
            for place in row:
                self.sharing[place].add(unit)

    def _forget(self, old: str) -> None:
        for new in self.shared.pop(old, ()):
            if new in self.sharing:
                self.sharing[new].discard(old)

    def _places(self, item: Item) -> Iterator[str]:
        left = self.pairing.left_new
        if item.sort is Sort.CHILD:
            return (place for place in self.content.places_of_child(item.id) if place in left)
        return (place for place in self._holders.get(item, ()) if place in left)


def _best(candidates: Iterable[tuple[float, str]]) -> Best | None:
    ranked = sorted(candidates, key=lambda candidate: (-candidate[0], candidate[1]))[:2]
    if not ranked:
        return None
    following = ranked[1] if len(ranked) > 1 else (0.0, None)
    return Best(ranked[0][1], ranked[0][0], following[1], following[0])


def _parent_and_above(parent_of: Callable[[str], str | None], unit: str) -> Iterator[str]:
    parent = parent_of(unit)
    if parent is not None:
        yield parent
        above = parent_of(parent)
        if above is not None:
            yield above


def _holders(content: Content, units: Collection[str]) -> dict[Item, list[str]]:
    holders: defaultdict[Item, list[str]] = defaultdict(list)
    for unit in units:
        for item in content.holds(unit):
            holders[item].append(unit)
    return holders


def _too_common(
    content: Content, old: Collection[str], holders: dict[Item, list[str]], cap: int
) -> set[Item]:
    held = Counter(item for unit in old for item in content.held(unit) if item in holders)
    return {item for item, count in held.items() if count * len(holders[item]) > cap}
