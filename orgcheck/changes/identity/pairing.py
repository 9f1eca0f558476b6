"""Which unit is which, as far as it is known while the search goes on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from orgcheck.changes.model import Certainty, Correspondence, Match, Succession
from orgcheck.organisation import Organisation


class Pairing:
    """The matches so far, and what is left over on either side.

    A unit that a declaration says was replaced has ended: it is not looked for again, but other
    successors of it may be found.
    """

    def __init__(self, old: Organisation, new: Organisation, certain: Correspondence) -> None:
        self.old = old
        self.new = new
        self.matches: dict[str, Match] = dict(certain.matches)
        self.old_of: dict[str, str] = {match.new: id for id, match in self.matches.items()}
        self.declared_links = {(link.old, link.new) for link in certain.successions}
        replaced = {link.old for link in certain.successions if not link.spin_off}
        self.left_old: set[str] = old.units.keys() - self.matches.keys() - replaced
        self.left_new: set[str] = new.units.keys() - self.old_of.keys()
        # The pairs that were found, in the order in which they were.
        self.found: list[tuple[str, str]] = []
        # Where each ended unit's content went, as far as is known.
        self.successors: dict[str, set[str]] = {}
        self.learn_successors(certain.successions)

    def new_of(self, old: str) -> str | None:
        """The id under which an old unit goes on, as far as is known."""
        match = self.matches.get(old)
        return match.new if match is not None else None

    def match(self, old: str, new: str, certainty: Certainty, evidence: Iterable[str]) -> None:
        """Take two left-over units for the same."""
        self.matches[old] = Match(old, new, certainty, tuple(evidence))
        self.old_of[new] = old
        self.left_old.discard(old)
        self.left_new.discard(new)
        self.found.append((old, new))

    def share_parent(self, old: str, new: str) -> bool:
        """Whether two units stand below one parent, or its successor, or both at the top."""
        return self.new.parent_of(new) in self.places_of(old)

    def learn_successors(self, links: Iterable[Succession]) -> bool:
        """Take note of where ended units went; tells whether any of it is new."""
        before = sum(map(len, self.successors.values()))
        for link in links:
            if not link.spin_off:
                self.successors.setdefault(link.old, set()).add(link.new)
        return sum(map(len, self.successors.values())) > before

    def places_of(self, old: str) -> set[str | None]:
        """Below which new units an old one would stand where it stood; None is the top."""
        above = self.old.parent_of(old)
        if above is None:
            return {None}
        now = self.new_of(above)
        return {*self.successors.get(above, ()), *(() if now is None else (now,))}

    def lowest_first(self, old: str, new: str) -> tuple[int, str, str]:
        """The key that pairs are worked through by: the deepest first, then by id."""
        return (-max(self.old_depths[old], self.new_depths[new]), old, new)

    @cached_property
    def old_depths(self) -> Mapping[str, int]:
        """How many ancestors each old unit has."""
        return depths(self.old)

    @cached_property
    def new_depths(self) -> Mapping[str, int]:
        """How many ancestors each new unit has."""
        return depths(self.new)


def depths(organisation: Organisation) -> dict[str, int]:
    """The number of ancestors of every unit; 0 for those in or below a cycle of parents."""
    found = {unit: 0 for unit in organisation.units if organisation.parent_of(unit) is None}
    level = list(found)
    depth = 0
    while level:
        depth += 1
        level = [child for unit in level for child in organisation.children_of(unit)]
        found.update(dict.fromkeys(level, depth))
    return {unit: found.get(unit, 0) for unit in organisation.units}
