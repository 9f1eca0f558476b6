"""Step 3, where it is plainest: the same name below the same parent, unique among the siblings.

Names are compared folded. Of several siblings of that name, one that is alone of its kind is told
by it. What is found leads to its children, so that a whole tree whose ids changed is known again
from its top. A pair is left open where content says that the old unit goes on as another.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence, Set

from orgcheck.changes.changeset import Certainty
from orgcheck.changes.identity.assignment import Pair
from orgcheck.changes.identity.content import Content, Item
from orgcheck.changes.identity.names import same_name
from orgcheck.changes.identity.pairing import Pairing
from orgcheck.changes.thresholds import Thresholds
from orgcheck.grouping import by_first
from orgcheck.language import msg, said
from orgcheck.organisation import Organisation
from orgcheck.snapshot.model import Unit

# The units that have each name.
Bearers = Mapping[str, Sequence[str]]


# By whether the units are of two kinds, and whether both stand below one and the same.
_GROUNDS = {
    (False, True): msg("same name, same parent"),
    (False, False): msg("same name, found once on either side"),
    (True, True): msg("same name, of another kind, same parent"),
    (True, False): msg("same name, of another kind, found once on either side"),
}


class SameName:
    """The left-over children of one parent whose names are equal and unique among them."""

    def __init__(self, pairing: Pairing, content: Content, thresholds: Thresholds) -> None:
        self.pairing = pairing
        self.content = content
        self.thresholds = thresholds
        self._old_below, self._new_below = map(_below, (pairing.old, pairing.new))
        # The parents below which anything may be found yet, beside what was placed since.
        self._open = {pairing.old.parent_of(unit) for unit in pairing.left_old}
        self._read = pairing.knowledge
        self._grounds = {key: (said(words),) for key, words in _GROUNDS.items()}

    def match(self) -> bool:
        """Match what bears the same name in the same place; tells whether anything did."""
        pairing = self.pairing
        before = len(pairing.found)
        placed, self._read = pairing.placed[self._read :], pairing.knowledge
        parents = {*placed, *map(pairing.old.parent_of, placed)} | self._open
        waiting = sorted(parents, key=lambda parent: (parent is not None, parent))
        self._open = set()
        while waiting:
            above = waiting.pop()
            known = len(pairing.found)
            for old, new in self._unique_below(above):
                if self._goes_on_elsewhere(old, new):
                    self._open.add(above)
                else:
                    self._match(old, new, above)
            waiting.extend(old for old, _ in pairing.found[known:] if old in pairing.old.children)
        return len(pairing.found) > before

    def _match(self, old: str, new: str, above: str | None) -> None:
        retyped = self.pairing.old.units[old].kind != self.pairing.new.units[new].kind
        evidence = self._grounds[retyped, above is not None]
        self.pairing.match(old, new, Certainty.NAME, evidence)

    def _goes_on_elsewhere(self, old: str, new: str) -> bool:
        """Whether another left-over unit has so much of an old one as to be it, and more of it."""
        content, pairing, fewest = self.content, self.pairing, self.thresholds.shared_items
        # Most units have no children and hold little.
        if old not in pairing.old.children and content.was.count(old) < fewest:
            return False
        rivals = pairing.left_new.intersection(content.sole_places(old)) - {new}
        if not rivals:
            return False
        held = content.was.of(old)
        own = len(held & content.now.of(new))
        # What those below a unit have, they have of the unit itself.
        return any(
            self._is_nearer(held, content.now.of(rival), own)
            and new not in pairing.new.ancestors(rival)
            for rival in rivals
        )

    def _is_nearer(self, held: Set[Item], holds: Set[Item], own: int) -> bool:
        """Whether a rival shares more with an old unit than that, and enough for step 4."""
        shared = len(held & holds)
        return (
            shared > own
            and shared >= self.thresholds.shared_items
            and shared >= self.thresholds.likeness * len(held | holds)
        )

    def _unique_below(self, above: str | None) -> list[Pair]:
        """The left-over children of a parent whose name one unit, of a kind, has on either side."""
        pairing = self.pairing
        children = self._old_below.get(above, ())
        left = pairing.left_old.intersection(children)
        if not left:
            return []
        now_children = [
            child
            for place in sorted(pairing.places_below(above), key=str)
            for child in self._new_below.get(place, ())
        ]
        if pairing.left_new.isdisjoint(now_children):
            return []
        names = {name for unit in left for name in pairing.old_names[unit]}
        news = _bearers(now_children, pairing.new_names, names)
        return self._unique(_bearers(children, pairing.old_names, news), news) if news else []

    def _unique(self, olds: Bearers, news: Bearers) -> list[Pair]:
        """The left-over pairs that share a name with each other and, of their kind, nobody else."""
        pairing = self.pairing
        pairs: set[Pair] = set()
        crowded: set[str] = set()
        for name in olds.keys() & news.keys():
            bearers, counterparts = olds[name], news[name]
            if len(bearers) == len(counterparts) == 1:
                pairs.add((bearers[0], counterparts[0]))
                continue
            of_kind = _by_kind(counterparts, pairing.new.units)
            for kind, same in _by_kind(bearers, pairing.old.units).items():
                others = of_kind.get(kind, ())
                if len(same) == len(others) == 1:
                    pairs.add((same[0], others[0]))
                elif others:
                    crowded.update(same, others)
        # A name in several languages may lead to one unit in one and to another in the next.
        of_old, of_new = by_first(pairs), by_first((new, old) for old, new in pairs)
        return sorted(
            (old, new)
            for old, new in pairs
            if old in pairing.left_old
            and new in pairing.left_new
            and len(of_old[old]) == len(of_new[new]) == 1
            and crowded.isdisjoint((old, new))
            and not pairing.is_parted(old, new)
            and self._have_equal_names(old, new)
        )

    def _have_equal_names(self, old: str, new: str) -> bool:
        """Whether two units that share a name have no other; or all are equal, by language."""
        pairing = self.pairing
        if len(pairing.old_names[old]) == len(pairing.new_names[new]) == 1:
            return True
        return same_name(pairing.old.units[old].name, pairing.new.units[new].name)


def _below(organisation: Organisation) -> Mapping[str | None, Sequence[str]]:
    """What stands below each unit, and by None the tops."""
    tops = tuple(id for id in organisation.units if id not in organisation.parents)
    return dict([(None, tops), *organisation.children.items()])


def _bearers(
    ids: Iterable[str], names: Mapping[str, tuple[str, ...]], wanted: Container[str]
) -> Bearers:
    """The units that have each of the wanted names."""
    return by_first((name, id) for id in ids for name in names[id] if name in wanted)


def _by_kind(ids: Iterable[str], units: Mapping[str, Unit]) -> dict[str | None, list[str]]:
    return by_first((units[id].kind, id) for id in ids)
