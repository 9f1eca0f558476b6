"""Step 4: the same structure, by what two units hold in common.

A pair is *clear* where enough is shared, the Jaccard index is high enough, the next candidate is
well behind on both sides, and the best assignment of all units that compete here has it too.
Clear pairs are taken the lowest first; a pair waits while a child of either is in a clear pair
itself, since that child will be evidence for or against it. A clear pair of which another unit
has so much that step 5 would make it a successor, or a predecessor, too is a merger or a division
and not one unit.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial

from orgcheck.changes.changeset import Certainty
from orgcheck.changes.identity.assignment import NOISE, Pair, best_assignment
from orgcheck.changes.identity.content import Content, Item, Sort, listed_evidence
from orgcheck.changes.identity.pairing import Pairing
from orgcheck.changes.thresholds import Thresholds
from orgcheck.grouping import by_first
from orgcheck.language import said, said_later
from orgcheck.records import NamedTuple


class Structure:
    """The clear pairs among what is left over, kept up to date as units are matched."""

    def __init__(self, pairing: Pairing, content: Content, thresholds: Thresholds) -> None:
        self.pairing = pairing
        self.content = content
        self.thresholds = thresholds
        self.candidates = Candidates(pairing, content, thresholds.common_items)
        self.notes: set[str] = set()
        # Whether a name says otherwise; nothing is known of names at first.
        self.is_disputed: Callable[[str, str], bool] = lambda _old, _new: False
        self._clear: dict[str, str] = {}
        self._clear_new: dict[str, str] = {}
        self._ready: list[tuple[tuple[int, str, str], Pair]] = []
        self._blocked: defaultdict[str, list[Pair]] = defaultdict(list)
        self._put_off: set[str] = set()
        self._judge(pairing.left_old)

    def match(self) -> bool:
        """Match every clear pair; tells whether there was any."""
        before = len(self.pairing.found)
        self._judge(self.candidates.update())
        while self._ready or self._blocked:
            # Parents that form a cycle wait for each other: the lowest goes first.
            stuck = not self._ready
            if stuck:
                self._release(min(self._blocked))
            chosen = {
                pair: self._evidence(*pair)
                for pair in sorted(self._next_pairs())
                if self._is_to_be_matched(*pair, stuck)
            }
            for pair, evidence in chosen.items():
                self.pairing.match(*pair, Certainty.STRUCTURE, evidence)
            for old, _ in chosen:
                self._unset(old)
            self._judge(self.candidates.update() if chosen else ())
        return len(self.pairing.found) > before

    def _next_pairs(self) -> set[Pair]:
        """The lowest clear pairs, all that stand equally deep at once."""
        depth = self._ready[0][0][0]
        pairs = set()
        while self._ready and self._ready[0][0][0] == depth:
            _, (old, new) = heapq.heappop(self._ready)
            if self._clear.get(old) == new:
                pairs.add((old, new))
        return pairs

    def _is_to_be_matched(self, old: str, new: str, stuck: bool) -> bool:
        """Whether a clear pair neither waits for a child nor is put off as divided."""
        child = None if stuck else self._clear_child(old, new)
        if child is not None:
            self._blocked[child].append((old, new))
            return False
        if self._is_divided(old, new) or self.is_disputed(old, new):
            self._put_off.add(old)
            self._release(old)
            return False
        return True

    def near_misses(self) -> Iterator[tuple[str, str, float, tuple[str, ...]]]:
        """Pairs alike enough that were not clear: old, new, how alike, the evidence."""
        self.candidates.update()
        for old in sorted(self.candidates.shared):
            for new in sorted(self.candidates.shared[old]):
                if self._is_alike(old, new):
                    likeness = self.candidates.likeness(old, new)
                    yield old, new, likeness, self.content.evidence(old, new)

    # -- judging -------------------------------------------------------------------------------

    def _judge(self, units: Iterable[str]) -> None:
        """See which of these old units are in a clear pair now."""
        for old in sorted(units):
            best = self._clear_candidate(old) if old in self.pairing.left_old else None
            new = best.unit if best is not None else None
            if new == self._clear.get(old) and old not in self._put_off:
                continue
            self._unset(old)
            if new is not None:
                self._clear[old] = new
                self._clear_new[new] = old
                self._push((old, new))

    def _unset(self, old: str) -> None:
        self._put_off.discard(old)
        new = self._clear.pop(old, None)
        if new is not None and self._clear_new.get(new) == old:
            del self._clear_new[new]
        self._release(old)

    def _release(self, child: str) -> None:
        for pair in self._blocked.pop(child, ()):
            self._push(pair)

    def _push(self, pair: Pair) -> None:
        heapq.heappush(self._ready, (self.pairing.lowest_first(*pair), pair))

    def _clear_child(self, old: str, new: str) -> str | None:
        """An old unit whose clear pair is to be taken before this one."""
        below = [
            *(child for child in self.pairing.old.children_of(old) if child in self._clear),
            *(
                self._clear_new[child]
                for child in self.pairing.new.children_of(new)
                if child in self._clear_new
            ),
        ]
        waited_for = (child for child in below if child != old and child not in self._put_off)
        return next(waited_for, None)

    def _clear_candidate(self, old: str) -> _Best | None:
        best = self.candidates.best_of_old(old)
        if best is None or not self._is_alike(old, best.unit):
            return None
        converse = self.candidates.best_of_new(best.unit)
        if converse is None or converse.unit != old:
            return None
        ahead = best.likeness - max(best.next_likeness, converse.next_likeness)
        if ahead < self.thresholds.margin - NOISE or not self._is_assigned(old, best.unit):
            return None
        return best

    def _is_alike(self, old: str, new: str) -> bool:
        shared = self.candidates.shared[old][new]
        likeness = self.candidates.likeness(old, new)
        return (
            shared >= self.thresholds.shared_items and likeness >= self.thresholds.likeness - NOISE
        )

    def _is_divided(self, old: str, new: str) -> bool:
        """Whether another unit has so much of either that this is a merger or a division.

        With another name and another id, a unit into which two went is neither of them, nor is
        one of the two that a unit was divided into that unit, unless nearly all of it is there.
        """
        if self.candidates.likeness(old, new) >= self.thresholds.undivided - NOISE:
            return False
        givers = (
            (self.candidates.shared[other][new], self.candidates.old_size(other))
            for other in self.candidates.sharing[new]
            if other != old and self._clear.get(other, new) == new
        )
        takers = (
            (shared, self.candidates.old_size(old))
            for other, shared in self.candidates.shared[old].items()
            if other != new and self._clear_new.get(other, old) == old
        )
        return any(
            shared >= max(self.thresholds.successor_items, self.thresholds.successor_share * whole)
            for shared, whole in (*givers, *takers)
        )

    def _is_assigned(self, old: str, new: str) -> bool:
        """Whether the best assignment of all that compete with the two for each other has them."""
        weights: dict[Pair, float] = {}
        waiting, seen = [old], {old}
        while waiting:
            one = waiting.pop()
            for other in self.candidates.shared[one]:
                if not self._is_alike(one, other):
                    continue
                weights[one, other] = self.candidates.likeness(one, other)
                rivals = self.candidates.sharing[other] - seen
                rivals = {rival for rival in rivals if self._is_alike(rival, other)}
                seen |= rivals
                waiting.extend(rivals)
            if len(weights) > self.thresholds.competing_pairs:
                self.notes.add(
                    said(
                        "more units compete for each other by structure than are weighed at once: "
                        "the clearest pairs were taken one by one"
                    )
                )
                return True
        return len(weights) == 1 or (old, new) in best_assignment(weights)

    # -- telling -------------------------------------------------------------------------------

    def _evidence(self, old: str, new: str) -> tuple[str, ...]:
        told = self.content.evidence(old, new)
        best = self.candidates.best_of_old(old)
        rival = best.next_unit if best is not None else None
        if rival is None:
            return told
        return (
            *told,
            said(
                "next candidate {unit} with {shares}",
                unit=rival,
                shares=said_later(partial(listed_evidence, self.content.evidence(old, rival))),
            ),
        )


# -- who has anything in common with whom ---------------------------------------------------------


class _Best(NamedTuple):
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
        self._old_items: dict[str, frozenset[Item]] = {}
        self._new_sizes: dict[str, int] = {}
        self._holders = by_first(
            (item, unit) for unit in pairing.left_new for item in content.now.held(unit)
        )
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

    def best_of_old(self, old: str) -> _Best | None:
        """The candidate most like an old unit."""
        return _best((self.likeness(old, new), new) for new in self.shared.get(old, ()))

    def best_of_new(self, new: str) -> _Best | None:
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
            items = self.content.now.of(unit)
            self._new_sizes[unit] = len(items - self._too_common)
        for unit in old:
            self._forget(unit)
            items = self._old_items[unit] = self.content.was.of(unit) - self._too_common
            row = self.shared[unit] = Counter(
                place
                for item in items
                for place in self._places(item)
                if not self.pairing.is_parted(unit, place)
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


def _best(candidates: Iterable[tuple[float, str]]) -> _Best | None:
    ranked = sorted(candidates, key=lambda candidate: (-candidate[0], candidate[1]))[:2]
    if not ranked:
        return None
    following = ranked[1] if len(ranked) > 1 else (0.0, None)
    return _Best(ranked[0][1], ranked[0][0], following[1], following[0])


def _parent_and_above(parent_of: Callable[[str], str | None], unit: str) -> Iterator[str]:
    parent = parent_of(unit)
    above = parent_of(parent) if parent is not None else None
    return filter(None, (parent, above))


def _too_common(
    content: Content, old: Collection[str], holders: dict[Item, list[str]], cap: int
) -> set[Item]:
    held = Counter(item for unit in old for item in content.was.held(unit) if item in holders)
    return {item for item, count in held.items() if count * len(holders[item]) > cap}
