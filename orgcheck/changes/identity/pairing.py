"""Which unit is which, as far as it is known while the search goes on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property, lru_cache

from orgcheck.changes.changeset import Certainty, Match, Succession
from orgcheck.changes.identity.declared import Identification
from orgcheck.changes.identity.names import folded_names
from orgcheck.grouping import by_first
from orgcheck.organisation import Organisation

# Units by their parent; those at the top by None.
Left = Mapping[str | None, Sequence[str]]


class Pairing:
    """The matches so far, and what is left over on either side.

    A unit that a declaration says was replaced has ended: it is not looked for again, but other
    successors of it may be found. Two left-over units of one id are `parted`: the newer one says
    that it is another, and nothing is concluded of the two.
    """

    def __init__(self, old: Organisation, new: Organisation, certain: Identification) -> None:
        self.old = old
        self.new = new
        self.matches: dict[str, Match] = dict(certain.matches)
        self.by_new: dict[str, Match] = dict(certain.by_new)
        self._parted = frozenset(certain.parted)
        self.declared_links = {(link.old, link.new) for link in certain.successions}
        replaced = {link.old for link in certain.successions if not link.spin_off}
        self._replaced = replaced & old.units.keys()
        # The successions that names tell.
        self.named: dict[tuple[str, str], Succession] = {}
        self.left_old: set[str] = old.units.keys() - self.matches.keys() - replaced
        self.left_new: set[str] = new.units.keys() - self.by_new.keys()
        # The pairs that were found, matches and successions, in the order in which they were.
        self.found: list[tuple[str, str]] = []
        self._depths = cache(_Depths)
        # Where each ended unit's content went, as far as is known.
        self.successors: dict[str, set[str]] = {}
        # The old units of which it came to be known what they are now, in that order.
        self.placed: list[str] = []
        self.learn_successors(certain.successions)
        self._left_at = lru_cache(maxsize=1)(self._left_when)

    @cached_property
    def old_names(self) -> Mapping[str, tuple[str, ...]]:
        """The folded names of the older snapshot's units."""
        return folded_names(self.old.units)

    @cached_property
    def new_names(self) -> Mapping[str, tuple[str, ...]]:
        """The folded names of the newer snapshot's units."""
        return folded_names(self.new.units, self.old.units, self.old_names)

    def is_parted(self, old: str, new: str) -> bool:
        """Whether two units have one id, of which the newer says that it is another unit."""
        return old == new and old in self._parted

    def ended(self) -> list[str]:
        """The old units that go on nowhere, as far as is known, sorted."""
        return sorted(self.left_old | self._replaced)

    def new_of(self, old: str) -> str | None:
        """The id under which an old unit goes on, as far as is known."""
        match = self.matches.get(old)
        return match.new if match is not None else None

    def old_of(self, new: str) -> str | None:
        """The id that a new unit had before, as far as is known."""
        match = self.by_new.get(new)
        return match.old if match is not None else None

    def match(self, old: str, new: str, certainty: Certainty, evidence: Iterable[str]) -> None:
        """Take two left-over units for the same."""
        match = Match(old, new, certainty, tuple(evidence))
        self.matches[old] = self.by_new[new] = match
        self.left_old.discard(old)
        self.left_new.discard(new)
        self.found.append((old, new))
        self.placed.append(old)

    def hand_over(self, link: Succession) -> None:
        """Take note that a left-over unit took over from another, or was taken over.

        Neither is looked for any more; of one that ended, other successors may be found.
        """
        self.named[link.old, link.new] = link
        self.left_new.discard(link.new)
        if not link.spin_off:
            self.left_old.discard(link.old)
            self._replaced.add(link.old)
            self.learn_successors((link,))
        self.found.append((link.old, link.new))
        self.placed.append(link.old)

    def share_parent(self, old: str, new: str) -> bool:
        """Whether two units stand below one parent, or its successor, or both at the top."""
        return self.new.parent_of(new) in self.places_below(self.old.parent_of(old))

    def learn_successors(self, links: Iterable[Succession]) -> bool:
        """Take note of where ended units went; tells whether any of it is new."""
        before = self.knowledge
        for link in links:
            if not link.spin_off and link.new not in self.successors.get(link.old, ()):
                self.successors.setdefault(link.old, set()).add(link.new)
                self.placed.append(link.old)
        return self.knowledge > before

    @property
    def knowledge(self) -> int:
        """How much is known: as long as it is the same, so is what may be asked here."""
        return len(self.placed)

    def left_below(self) -> tuple[Left, Left]:
        """The left-over units below each parent, of either snapshot, sorted."""
        return self._left_at(self.knowledge)

    def _left_when(self, _: int) -> tuple[Left, Left]:
        olds, news = (
            by_first((organisation.parent_of(unit), unit) for unit in sorted(left))
            for organisation, left in ((self.old, self.left_old), (self.new, self.left_new))
        )
        return olds, news

    def places_below(self, above: str | None) -> set[str | None]:
        """Below which new units those would stand that stood below an old one; None is the top."""
        if above is None:
            return {None}
        now = self.new_of(above)
        return {*self.successors.get(above, ()), *(() if now is None else (now,))}

    def lowest_first(self, old: str, new: str) -> tuple[int, str, str]:
        """The key that pairs are worked through by: the deepest first, then by id."""
        depth = max(self._depths(self.old).of(old), self._depths(self.new).of(new))
        return (-depth, old, new)


class _Depths:
    """How many ancestors units have, found out when asked; 0 in and below a cycle of parents."""

    def __init__(self, organisation: Organisation) -> None:
        self._parent_of = organisation.parent_of
        self._known: dict[str, int] = {}

    def of(self, unit: str) -> int:
        """The number of ancestors of a unit."""
        known = self._known
        path: dict[str, None] = {}
        at: str | None = unit
        while at is not None and at not in known and at not in path:
            path[at] = None
            at = self._parent_of(at)
        if at in path:
            known.update(dict.fromkeys(path, 0))
            return 0
        depth = known[at] if at is not None else -1
        for one in reversed(path):
            depth += 1
            known[one] = depth
        return known[unit]
