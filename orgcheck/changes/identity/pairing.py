"""Which unit is which, as far as it is known while the search goes on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, cached_property

from orgcheck.changes.changeset import Certainty, Match, Succession
from orgcheck.changes.identity.declared import Identification
from orgcheck.changes.identity.names import folded_names
from orgcheck.organisation import Organisation


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
        # Where each ended unit's content went, as far as is known, and how many pairs these are.
        self.successors: dict[str, set[str]] = {}
        self._successions = 0
        self.learn_successors(certain.successions)

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

    def share_parent(self, old: str, new: str) -> bool:
        """Whether two units stand below one parent, or its successor, or both at the top."""
        above, now_above = self.old.parent_of(old), self.new.parent_of(new)
        if above is None or now_above is None:
            return above is now_above
        return self.new_of(above) == now_above or now_above in self.successors.get(above, ())

    def learn_successors(self, links: Iterable[Succession]) -> bool:
        """Take note of where ended units went; tells whether any of it is new."""
        before = self._successions
        for link in links:
            if not link.spin_off:
                known = self.successors.setdefault(link.old, set())
                self._successions += link.new not in known
                known.add(link.new)
        return self._successions > before

    @property
    def knowledge(self) -> tuple[int, int]:
        """How much is known: as long as it is the same, so is what may be asked here."""
        return len(self.found), self._successions

    def places_of(self, old: str) -> set[str | None]:
        """Below which new units an old one would stand where it stood; None is the top."""
        above = self.old.parent_of(old)
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
