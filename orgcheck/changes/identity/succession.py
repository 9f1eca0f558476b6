"""Step 5: succession, by where the content of ended units went and that of new units came from.

What a unit held already it did not take over. The items that stand immediately below a unit are
followed first; those one level farther only through units that take no part in a succession
themselves, first ended ones and then new ones, so that no item is told of twice.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache

from orgcheck.changes.changeset import Certainty, Succession
from orgcheck.changes.identity.assignment import Pair
from orgcheck.changes.identity.content import Content, Item, Sort, shares
from orgcheck.changes.identity.pairing import Pairing
from orgcheck.changes.thresholds import Thresholds
from orgcheck.language import said
from orgcheck.records import NamedTuple, replace


class _Exchange(NamedTuple):
    """Who held an item and does not any more, and who holds it and did not before."""

    givers: list[str]
    receivers: list[str]


_NOBODY = _Exchange([], [])


class Successions:
    """Who took over from whom, as far as units are known."""

    def __init__(
        self,
        pairing: Pairing,
        content: Content,
        thresholds: Thresholds,
        is_disputed: Callable[[str, str], bool],
    ) -> None:
        self.pairing = pairing
        self.content = content
        self.is_disputed = is_disputed
        self.thresholds = thresholds
        self.notes: set[str] = set()
        # Units that take part in a succession already, and are not looked through.
        self._linked: set[str] = set()
        self._through_old = self._through_new = False
        # What was found out when so many pairs were known, all of it anew when more are.
        self._known = -1
        self._exchange = cache(self._exchange_of)
        self._direct: dict[str, tuple[set[Item], Mapping[str, set[Item]]]] = {}
        self._spun_off: list[Succession] = []
        # What share of an ended unit's content each receiver got.
        self._parts: dict[Pair, float] = {}
        # What new units have of each ended one that left nothing else.
        self._entire: dict[str, dict[str, set[Item]]] = {}

    def find(self) -> list[Succession]:
        """Every succession and spin-off that content or a name shows, by old and new id."""
        found = self._shown()
        for pair, link in self.pairing.named.items():
            counted = found[pair].evidence if pair in found else ()
            found[pair] = replace(link, evidence=(*link.evidence, *counted))
        settled = self.pairing.declared_links | self._lesser(found)
        return [found[pair] for pair in sorted(found.keys() - settled)]

    def _shown(self) -> dict[Pair, Succession]:
        self._linked = {id for pair in self.pairing.named for id in pair}
        self._parts = {}
        self._through_old = self._through_new = False
        self._entire = {}
        ended = self.pairing.ended()
        if self._known != len(self.pairing.found):
            self._known = len(self.pairing.found)
            self._exchange.cache_clear()
            self._direct = {old: self._given(old) for old in ended}
            self._spun_off = list(self._spin_offs())
        found = self._take([*self._from(ended), *self._spun_off])
        deeper = [old for old in ended if self._has_deeper(old)]
        self._through_old = True
        found |= self._take(self._from(deeper)) | found
        self._through_new = True
        return self._take(self._from(deeper)) | found

    def _lesser(self, found: Mapping[Pair, Succession]) -> set[Pair]:
        """The links to the one receiver of an ended unit that are too little for it.

        What replaced it alone has half of all that it held; what goes on and took it in, half of
        what is still there. Where the content went is told with either.
        """
        pairs = found.keys() | self.pairing.declared_links
        olds, news = Counter(old for old, _ in pairs), Counter(new for _, new in pairs)
        return {
            (old, new)
            for old, new in self._parts.keys() & found.keys() - self.pairing.named.keys()
            if olds[old] == 1
            and (
                self.content.is_elsewhere(old, new)
                if new in self.pairing.by_new
                else news[new] == 1 and self._parts[old, new] < self.thresholds.sole_share
            )
        }

    def _take(self, links: Iterable[Succession]) -> dict[Pair, Succession]:
        taken = {(link.old, link.new): link for link in links}
        self._linked.update(id for pair in taken for id in pair)
        return taken

    def _has_deeper(self, old: str) -> bool:
        """Whether anything below an ended unit stood below a child of it, or now does so there."""
        pairing = self.pairing
        for child in pairing.old.children_of(old):
            match = pairing.matches.get(child)
            if match is None:
                if not pairing.matches.keys().isdisjoint(pairing.old.children_of(child)):
                    return True
            elif pairing.new.parent_of(match.new) not in pairing.by_new:
                return True
        return False

    def _from(self, ended: Iterable[str]) -> Iterator[Succession]:
        enough = self.thresholds.successor_share
        for old in ended:
            whole, gains = self._given(old) if self._through_old else self._direct[old]
            entire = self._entire[old] = {}
            for new, gained in gains.items():
                if self.pairing.is_parted(old, new):
                    continue
                is_left = new in self.pairing.left_new
                if is_left and gained == whole and self.pairing.share_parent(old, new):
                    entire[new] = gained
                if not self._is_enough(gained, whole, enough) or self._is_left_open(old, new):
                    continue
                # What falls to those above was not taken over, unless they took over a duty too.
                if any(item.sort is Sort.DUTY for item in gained) or new not in self._above(old):
                    self._parts[old, new] = len(gained) / len(whole)
                    evidence = shares(gained, whole, direct=not self._through_old)
                    yield Succession(old, new, Certainty.STRUCTURE, evidence)
        yield from self._pooled()

    def _pooled(self) -> Iterator[Succession]:
        """The mergers of ended units too small to tell a successor by, each alone.

        All that each had is in the new unit, and all that the new unit has is theirs.
        """
        of_new: defaultdict[str, dict[str, set[Item]]] = defaultdict(dict)
        for old, entire in self._entire.items():
            for new, gained in entire.items():
                of_new[new][old] = gained
        for new, parts in of_new.items():
            together = set[Item]().union(*parts.values())
            whole = self._held_now(new)
            if len(parts) < 2 or together != whole or not self._is_enough(together, whole, 1.0):
                continue
            for old, given in parts.items():
                if not self._is_left_open(old, new):
                    evidence = shares(given, given, direct=not self._through_old)
                    yield Succession(old, new, Certainty.STRUCTURE, evidence)

    def _is_left_open(self, old: str, new: str) -> bool:
        """Whether a name says otherwise than the content of two left-over units."""
        is_left = old in self.pairing.left_old and new in self.pairing.left_new
        return is_left and self.is_disputed(old, new)

    def _above(self, old: str) -> set[str]:
        """The units that stood above an old one, as they are now."""
        now = set[str]()
        for one in self.pairing.old.ancestors(old):
            goes_on = self.pairing.new_of(one)
            now.update(self.pairing.successors.get(one, ()) if goes_on is None else (goes_on,))
        return now

    def _spin_offs(self) -> Iterator[Succession]:
        enough = self.thresholds.spin_off_share
        for new in sorted(self.pairing.left_new):
            whole = self._held_now(new)
            for old, given in self._gifts(whole, new).items():
                if self._is_enough(given, whole, enough):
                    evidence = tuple(
                        said("{share} of the new unit", share=share)
                        for share in shares(given, whole)
                    )
                    yield Succession(old, new, Certainty.STRUCTURE, evidence, spin_off=True)

    def _is_enough(self, part: set[Item], whole: set[Item], share: float) -> bool:
        return len(part) >= max(self.thresholds.successor_items, share * len(whole))

    # -- where content went --------------------------------------------------------------------

    def _held(self, old: str) -> Iterator[Item]:
        """What an ended unit held."""
        yield from self.content.was.held(old)
        matches = self.pairing.matches
        for child in self.pairing.old.children_of(old):
            seen_through = []
            if child not in matches and self._through_old and child not in self._linked:
                below = self.pairing.old.children_of(child)
                seen_through = [one for one in below if one in matches]
            yield from map(self.content.was.child, seen_through or (child,))

    def _given(self, old: str) -> tuple[set[Item], Mapping[str, set[Item]]]:
        """What an ended unit held, and what each unit has of this that it did not have before."""
        held = set(self._held(old))
        gains: defaultdict[str, set[Item]] = defaultdict(set)
        for item in held:
            for place in self._places(item):
                gains[place].add(item)
        return held, gains

    def _places(self, item: Item) -> Iterator[str]:
        if item.sort is Sort.CHILD:
            parent = self.pairing.new.parent_of(item.id)
            if parent is not None:
                yield parent
                above = self.pairing.new.parent_of(parent)
                is_shown = parent in self.pairing.by_new or parent in self._linked
                if self._through_new and not is_shown and above is not None:
                    yield above
        elif item.sort is not Sort.GONE:
            yield from self._exchange(item).receivers

    # -- where content came from ---------------------------------------------------------------

    def _held_now(self, new: str) -> set[Item]:
        """What a new unit holds."""
        children = map(self.content.now.child, self.pairing.new.children_of(new))
        return {*self.content.now.held(new), *children}

    def _gifts(self, holds: set[Item], new: str) -> Mapping[str, set[Item]]:
        """What each unit that goes on has given of this and has no longer."""
        gifts: defaultdict[str, set[Item]] = defaultdict(set)
        for item in holds:
            for giver in self._givers(item):
                now = self.pairing.new_of(giver)
                if now is not None and now != new:
                    gifts[giver].add(item)
        return gifts

    def _givers(self, item: Item) -> Iterator[str]:
        if item.sort is Sort.CHILD:
            parent = self.pairing.old.parent_of(self.pairing.by_new[item.id].old)
            if parent is not None:
                yield parent
        elif item.sort is not Sort.CAME:
            yield from self._exchange(item).givers

    def _exchange_of(self, item: Item) -> _Exchange:
        """Who has lost a duty, site or post and who has got it; nobody where those are many."""
        before, now = set(self.content.was.holders(item)), set(self.content.now.holders(item))
        if not before or not now:
            return _NOBODY
        givers = sorted(one for one in before if self.pairing.new_of(one) not in now)
        receivers = sorted(one for one in now if self.pairing.old_of(one) not in before)
        if len(givers) * len(receivers) > self.thresholds.common_items:
            self.notes.add(said("what very many units gave and got shows no succession"))
            return _NOBODY
        return _Exchange(givers, receivers)
