"""Units known again by their names: equal ones first, then ones alike.

How much a likeness of names has to be rests on the place. Below the same parent, or below its
successor, little is enough; elsewhere a name has to be nearly equal and telling. What speaks
against a pair: most of what the old unit held is held elsewhere now; another left-over unit has
more in common with the new one; the words that differ tell two units of one snapshot apart; or a
rival, left over or known, whose name is as near to either. Where there is one, nobody is matched.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import cache, lru_cache

from orgcheck.changes.changeset import Certainty
from orgcheck.changes.identity.assignment import NOISE, Pair
from orgcheck.changes.identity.content import Content
from orgcheck.changes.identity.likeness import NEARLY_EQUAL, Overlap
from orgcheck.changes.identity.nearness import Nearness
from orgcheck.changes.identity.pairing import Pairing
from orgcheck.changes.identity.structure import Structure
from orgcheck.changes.thresholds import Thresholds
from orgcheck.grouping import by_first
from orgcheck.language import said
from orgcheck.records import NamedTuple

# How much more two names have to share where the place, the kind or a word in place of another
# speaks against it, and how much less where content was kept.
_ELSEWHERE, _AT_TOP, _RETYPED, _REPLACED, _CONTENT = 0.3, 0.1, 0.2, 0.1, 0.2

# How many items two units share at least for half of all that either has to stand for the place.
_HELD = 2


class Likely(NamedTuple):
    """Two units with names alike, and what else agrees."""

    old: str
    new: str
    overlap: Overlap
    retyped: bool
    in_place: bool = False
    at_top: bool = False
    # Whether content says as much as the place.
    is_held: bool = False
    # Whether most of those below either have names alike; for pairs in one place.
    is_alike_below: bool = False
    shared: int = 0

    @property
    def distance(self) -> float:
        """How much more the place asks of the names."""
        if self.in_place or self.is_held:
            return 0.0
        return _AT_TOP if self.at_top else _ELSEWHERE

    def is_enough(self, kept_words: float, is_telling: Callable[[Likely], bool]) -> bool:
        """Whether the two stand near enough to each other for so much likeness of names.

        `is_telling` says whether a name is hardly borne by two units by chance.
        """
        words = self.overlap.words
        needed = (
            kept_words
            + self.distance
            # That a name says another kind with its unit is no further difference.
            + _RETYPED * (self.retyped and not words.is_same_but_for_kind)
            + _REPLACED * words.is_replaced
            - _CONTENT * ((self.shared > 0) + self.is_alike_below)
        )
        if self.overlap.share < min(needed, 1.0) - NOISE:
            return False
        if self.in_place or self.shared or (self.at_top and not self.retyped):
            return True
        # A unit of another kind, elsewhere, that says so in its name where this one said its own is
        # another unit: of what this one held it has nothing.
        is_another = self.retyped and words.is_kind_replaced
        return not words.is_replaced and not is_another and is_telling(self)

    def beats(self, rival: Likely, margin: float) -> bool:
        """Whether this pair is nearer than a rival: in one respect, and less near in none."""
        ahead = self.overlap.share - rival.overlap.share
        mine = (not self.shared, self.distance, self.retyped)
        its = (not rival.shared, rival.distance, rival.retyped)
        if ahead < -NOISE or any(one > other for one, other in zip(mine, its, strict=True)):
            return False
        return ahead >= margin - NOISE or mine < its


class Alike:
    """The pairs of left-over units with names alike."""

    def __init__(
        self, pairing: Pairing, content: Content, structure: Structure, thresholds: Thresholds
    ) -> None:
        self.pairing = pairing
        self.content = content
        self.structure = structure
        self.thresholds = thresholds
        fewest = thresholds.kept_words - _CONTENT
        self.nearness = Nearness(pairing, thresholds, fewest)

        self._namesakes = lru_cache(maxsize=1)(self._namesakes_when)
        self._apart = cache(self._likely_apart)
        # The pairs whose names are enough wherever they stand, of so many that were found.
        self._told_by_names: set[Pair] = set()
        self._read = 0

    def match(self, share: float) -> bool:
        """Match the clear pairs among those that share so much of their names, if there are any."""
        before = len(self.pairing.found)
        clear = self._unrivalled(self._near_enough(share))
        clear.sort(key=lambda pair: self.pairing.lowest_first(pair.old, pair.new))
        for pair in self._without_known_rivals(clear):
            # What was matched just now may be content of this pair.
            if not self._is_contradicted(pair):
                self.pairing.match(pair.old, pair.new, Certainty.NAME, self._evidence(pair))
        return len(self.pairing.found) > before

    def pairs(self, share: float, apart: Set[Pair]) -> list[Likely]:
        """The pairs that share so much of their names and of which place or content speaks.

        With them those of `apart`, whatever else speaks for these.
        """
        near, content = self.nearness.pairs(), self.structure.candidates.shared
        alike = {(old, new) for old, row in content.items() for new in row if (old, new) in near}
        alike |= self.nearness.pairs_in_place() | apart
        return [self._likely(*pair) for pair in alike if near[pair].share >= share]

    def _near_enough(self, share: float) -> list[Likely]:
        """The pairs that share so much of their names, and stand near enough to each other."""
        near, kept = self.nearness.pairs(), self.thresholds.kept_words
        elsewhere = min(kept + _ELSEWHERE, 1.0) - NOISE
        fresh, self._read = self.nearness.found[self._read :], len(self.nearness.found)
        self._told_by_names.update(
            pair
            for pair in fresh
            if self.nearness.overlap(*pair).share >= elsewhere
            and self._apart(*pair).is_enough(kept, self._is_telling)
        )
        return self._enough(
            self.pairs(share, {pair for pair in self._told_by_names if pair in near})
        )

    def is_disputed(self, old: str, new: str) -> bool:
        """Whether a left-over unit bears the name of one of two that content says are the same.

        Name and content disagree then, and a person decides.
        """
        olds, news = self._namesakes(len(self.pairing.found))
        return new not in olds.get(old, (new,)) or old not in news.get(new, (old,))

    def _namesakes_when(self, _: int) -> tuple[Mapping[str, list[str]], Mapping[str, list[str]]]:
        """The left-over units that bear the name of each, of the older ones and the newer ones."""
        # A team and its product may well share a name: another kind disputes nothing.
        near = [pair for pair in self._near_enough(NEARLY_EQUAL) if not pair.retyped]
        olds = by_first((pair.old, pair.new) for pair in near)
        return olds, by_first((pair.new, pair.old) for pair in near)

    def _likely(self, old: str, new: str) -> Likely:
        in_place = self.pairing.share_parent(old, new)
        at_top = in_place and self.pairing.new.parent_of(new) is None
        candidates = self.structure.candidates
        shared = candidates.count(old, new)
        return self._apart(old, new)._replace(
            in_place=in_place and not at_top,
            at_top=at_top,
            is_held=shared >= _HELD and candidates.likeness(old, new) >= self.thresholds.likeness,
            is_alike_below=in_place and self._are_alike_below(old, new),
            shared=shared,
        )

    def _likely_apart(self, old: str, new: str) -> Likely:
        """Two units, as if they stood apart and had nothing in common but their names."""
        overlap = self.nearness.overlap(old, new)
        kind = self.pairing.new.units[new].kind
        return Likely(old, new, overlap, self.pairing.old.units[old].kind != kind)

    def _is_telling(self, pair: Likely) -> bool:
        """Whether the words that two names share are hardly borne together by chance.

        A single word tells a unit from all others where it is the whole name, and names of that
        kind do not recur.
        """
        kind = self.pairing.new.units[pair.new].kind
        return self.nearness.is_telling(pair.overlap) or (
            not pair.retyped
            and pair.overlap.words.is_whole
            and kind not in self.nearness.repeated_kinds
        )

    def _are_alike_below(self, old: str, new: str) -> bool:
        """Whether most of those below either of two units have names alike, and not only one."""
        near, kept = self.nearness.pairs(), self.thresholds.kept_words
        pairs = [pair for pair in self.nearness.pairs_below(old, new) if near[pair].share >= kept]
        alike = min(len({one for one, _ in pairs}), len({other for _, other in pairs}))
        most = max(len(self.pairing.old.children_of(old)), len(self.pairing.new.children_of(new)))
        return alike >= max(2, most / 2)

    def _enough(self, pairs: Iterable[Likely]) -> list[Likely]:
        kept = self.thresholds.kept_words
        enough = [pair for pair in pairs if pair.is_enough(kept, self._is_telling)]
        return [pair for pair in enough if not self.nearness.tells_apart(pair.overlap)]

    def _unrivalled(self, pairs: Sequence[Likely]) -> list[Likely]:
        """The pairs that beat all others of either unit."""
        pairs = [pair for pair in self._undivided(pairs) if not self._is_contradicted(pair)]
        of_old = by_first((pair.old, pair) for pair in pairs)
        of_new = by_first((pair.new, pair) for pair in pairs)
        return [
            pair for pair in pairs if self._beats_all(pair, (*of_old[pair.old], *of_new[pair.new]))
        ]

    def _undivided(self, pairs: Sequence[Likely]) -> Iterator[Likely]:
        """The pairs but those of which one name stands whole in several that compete for it.

        "Autoscaler" is no more "Cluster Autoscaler" than "Pod Autoscaler" where both are new.
        """
        whole = [pair for pair in pairs if pair.overlap.words.is_within]
        asked = {pair.old for pair in whole if pair.overlap.words.come}
        asked |= {pair.new for pair in whole if pair.overlap.words.gone}
        near = self.nearness.pairs()
        bearers = Counter(
            (unit, bool(words.come))
            for old, new in (self.nearness.pairs_in_place() if asked else ())
            if (words := near[old, new].words).is_within
            and (unit := old if words.come else new) in asked
        )
        for pair in pairs:
            unit = pair.old if pair.overlap.words.come else pair.new
            if not pair.overlap.words.is_within or bearers[unit, bool(pair.overlap.words.come)] < 2:
                yield pair

    def _is_contradicted(self, pair: Likely) -> bool:
        """Whether content says that the two are not the same, or were merged or divided."""
        return (
            self.content.contradicts(pair.old, pair.new)
            or (not pair.in_place and self.content.is_of_others(pair.old, pair.new))
            or (pair.overlap.share < NEARLY_EQUAL and self._is_divided(pair))
        )

    def _is_divided(self, pair: Likely) -> bool:
        """Whether another left-over unit has so much of either that neither is the other.

        What those below have, they have of the pair itself.
        """
        old, new = self.pairing.old, self.pairing.new
        candidates = self.structure.candidates
        others = [
            *(
                count
                for other, count in candidates.shared[pair.old].items()
                if other != pair.new and pair.new not in new.ancestors(other)
            ),
            *(
                candidates.shared[other][pair.new]
                for other in candidates.sharing.get(pair.new, ())
                if other != pair.old and pair.old not in old.ancestors(other)
            ),
        ]
        return max(others, default=0) >= max(self.thresholds.successor_items, pair.shared / 2)

    def _beats_all(self, pair: Likely, rivals: Iterable[Likely]) -> bool:
        margin = self.thresholds.margin
        return all(rival is pair or pair.beats(rival, margin) for rival in rivals)

    def _without_known_rivals(self, pairs: Sequence[Likely]) -> list[Likely]:
        """The pairs that no unit which is known already comes as near to by its name."""
        rivals = self.nearness.known_rivals([(pair.old, pair.new, pair.in_place) for pair in pairs])
        return [
            pair
            for pair, known in zip(pairs, rivals, strict=True)
            if known is not None
            and self._beats_all(
                pair,
                self._enough(self._likely(*rival) for rival in known),
            )
        ]

    def _evidence(self, pair: Likely) -> tuple[str, ...]:
        where = (said("same parent"),) if pair.in_place else ()
        return (pair.overlap.because(), *where, *self.content.evidence(pair.old, pair.new))
