"""Step 5: the same people, which weighs less than the same children, duties, sites and posts.

People in common say that two units are the same where something else says so too: a name that is
partly the same, a child, duty, site or post in common, or the place and the kind. People alone, the
names unlike, are a possible match: a team that is dissolved often meets again as another one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from orgcheck.changes.changeset import Certainty
from orgcheck.changes.identity.alike import Alike
from orgcheck.changes.identity.assignment import NOISE, Pair
from orgcheck.changes.identity.content import Content
from orgcheck.changes.identity.pairing import Pairing
from orgcheck.changes.thresholds import Thresholds
from orgcheck.grouping import by_first
from orgcheck.language import said, said_n
from orgcheck.organisation import Organisation
from orgcheck.records import NamedTuple


class Shared(NamedTuple):
    """Two left-over units, and how many of their people are the same."""

    old: str
    new: str
    both: int
    before: int
    now: int

    @property
    def likeness(self) -> float:
        """The Jaccard index of their people."""
        return self.both / (self.before + self.now - self.both)

    @property
    def words(self) -> str:
        """How many of the old unit's members are the new one's: a count, and never who."""
        return said_n(
            "{part} of {number} member", "{part} of {number} members", self.before, part=self.both
        )


class Members:
    """The pairs of left-over units with members in common; none where people are left out."""

    def __init__(
        self, pairing: Pairing, content: Content, names: Alike, thresholds: Thresholds
    ) -> None:
        self.pairing = pairing
        self.content = content
        self.names = names
        self.thresholds = thresholds

    def match(self) -> bool:
        """Match the clear pairs for which more than people speaks; tells whether there was any."""
        clear = [pair for pair in self._clear() if self._is_supported(pair)]
        clear.sort(key=lambda pair: self.pairing.lowest_first(pair.old, pair.new))
        for pair in clear:
            self.pairing.match(pair.old, pair.new, Certainty.STRUCTURE, self._evidence(pair))
        return bool(clear)

    def possible(self) -> Iterator[Shared]:
        """Those to show: two people in common, and a lead over others, or more than people."""
        least = self.thresholds.successor_items
        left = [pair for pair in self._left() if pair.both >= least]
        supported = [pair for pair in left if self._is_supported(pair)]
        olds, news = (Counter(pair[side] for pair in supported) for side in (0, 1))
        alone = {pair for pair in supported if olds[pair.old] == 1 == news[pair.new]}
        yield from (pair for pair in left if pair in alone or self._is_ahead(pair))

    def _clear(self) -> list[Shared]:
        least, enough = self.thresholds.shared_items, self.thresholds.likeness
        return [
            pair
            for pair in self._left()
            if pair.both >= least and pair.likeness >= enough - NOISE and self._is_ahead(pair)
        ]

    def _left(self) -> list[Shared]:
        left_old, left_new = self.pairing.left_old, self.pairing.left_new
        return [pair for pair in self._pairs if pair.old in left_old and pair.new in left_new]

    def _is_ahead(self, pair: Shared) -> bool:
        """Whether no other pair of either unit comes near, known ones among them."""
        others = (*self._of_old[pair.old], *self._of_new[pair.new])
        most = max((other.likeness for other in others if other != pair), default=0.0)
        return pair.likeness - most >= self.thresholds.margin - NOISE

    def _is_supported(self, pair: Shared) -> bool:
        """Whether anything but people speaks for a pair, and nothing against it."""
        old, new = pair.old, pair.new
        if self.content.contradicts(old, new) or self.names.is_disputed(old, new):
            return False
        if self._is_divided(pair) or self._went_to_parent(old):
            return False
        if self.content.shared(old, new) or (old, new) in self.names.nearness.pairs():
            return True
        here, there = self.pairing.old.units[old], self.pairing.new.units[new]
        in_place = self.pairing.share_parent(old, new) and there.parent is not None
        return in_place and here.kind == there.kind

    def _is_divided(self, pair: Shared) -> bool:
        """Whether most of another left-over unit's people are in this one, or were: a merger."""
        left_old, left_new = self.pairing.left_old, self.pairing.left_new
        givers = (
            (one.both, one.before)
            for one in self._of_new[pair.new]
            if one.old != pair.old and one.old in left_old
        )
        takers = (
            (one.both, one.now)
            for one in self._of_old[pair.old]
            if one.new != pair.new and one.new in left_new
        )
        return any(self._is_most(both, whole) for both, whole in (*givers, *takers))

    def _went_to_parent(self, old: str) -> bool:
        """Whether the people of an old unit who were not in its parent have joined that since."""
        parent = self.pairing.old.parent_of(old)
        now = self.pairing.new_of(parent) if parent is not None else None
        if parent is None or now is None:
            return False
        outside = set(self.pairing.old.units[old].members)
        outside.difference_update(self.pairing.old.units[parent].members)
        joined = outside.intersection(self.pairing.new.units[now].members)
        return self._is_most(len(joined), len(outside))

    def _is_most(self, part: int, whole: int) -> bool:
        return part >= self.thresholds.successor_items and 2 * part >= whole

    def _evidence(self, pair: Shared) -> tuple[str, ...]:
        held = self.content.evidence(pair.old, pair.new)
        where = (said("same parent"),) if self.pairing.share_parent(pair.old, pair.new) else ()
        return (pair.words, *where, *held)

    # -- who is where -------------------------------------------------------------------------

    @cached_property
    def _pairs(self) -> tuple[Shared, ...]:
        """The units that may be one with people in common, whether they are known by now or not."""
        before = _people(self.pairing.old, self.pairing.left_old)
        now = _people(self.pairing.new, self.pairing.left_new)
        units = by_first((person, unit) for unit, people in now.items() for person in people)
        # Who is in very many units tells none of them.
        most = self.thresholds.common_items
        counts: dict[Pair, int] = Counter(
            (old, new)
            for old, people in before.items()
            for person in people
            if len(units.get(person, ())) <= most
            for new in units.get(person, ())
            if not self.pairing.is_parted(old, new)
        )
        return tuple(
            Shared(old, new, both, len(before[old]), len(now[new]))
            for (old, new), both in counts.items()
        )

    @cached_property
    def _of_old(self) -> Mapping[str, list[Shared]]:
        return by_first((pair.old, pair) for pair in self._pairs)

    @cached_property
    def _of_new(self) -> Mapping[str, list[Shared]]:
        return by_first((pair.new, pair) for pair in self._pairs)


def _people(organisation: Organisation, ids: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """The members of each of some units that has any, by their ids."""
    units = organisation.units
    return {id: frozenset(units[id].members) for id in sorted(ids) if units[id].members}
