"""Units known again by their names: equal ones first, then ones alike.

How much a likeness of names has to be rests on the place. Below the same parent, or below its
successor, little is enough; elsewhere a name has to be nearly equal and telling. What speaks
against a pair: most of what the old unit held is held elsewhere now; another left-over unit has
more in common with the new one; the words that differ tell two units of one snapshot apart; or a
rival, left over or known, whose name is as near to either. Where there is one, nobody is matched.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from orgcheck.changes.identity.assignment import Pair
from orgcheck.changes.identity.candidates import Candidates
from orgcheck.changes.identity.content import Content
from orgcheck.changes.identity.evidence import shares
from orgcheck.changes.identity.likeness import Overlap
from orgcheck.changes.identity.nearness import Nearness
from orgcheck.changes.identity.pairing import Pairing
from orgcheck.changes.model import Certainty, Thresholds

# How much more two names have to share where the place, the kind or a word in place of another
# speaks against it, and how much less where content was kept.
_ELSEWHERE, _AT_TOP, _RETYPED, _REPLACED, _CONTENT = 0.3, 0.1, 0.2, 0.1, 0.2

# From which weight on, and how many words, a name tells a unit from all others.
_TELLING, _WORDS = 1.0, 2

# Likenesses are fractions: what differs by less is the same.
_NOISE = 1e-9


class Likely(NamedTuple):
    """Two units with names alike, and what else agrees."""

    old: str
    new: str
    overlap: Overlap
    in_place: bool
    at_top: bool
    retyped: bool
    shared: int
    # Whether a name that tells little is enough, as no two units of the kind share such a name.
    is_rare: bool

    @property
    def distance(self) -> float:
        """How much more the place asks of the names."""
        return 0.0 if self.in_place else _AT_TOP if self.at_top else _ELSEWHERE

    @property
    def is_telling(self) -> bool:
        """Whether the words that the names share are borne together by chance hardly ever."""
        is_telling = self.overlap.telling >= _TELLING and self.overlap.words >= _WORDS
        is_same = self.is_rare and not (self.retyped or self.overlap.is_qualified)
        return is_telling or is_same

    def is_enough(self, kept_words: float) -> bool:
        """Whether the two stand near enough to each other for so much likeness of names."""
        needed = (
            kept_words
            + self.distance
            + _RETYPED * self.retyped
            + _REPLACED * self.overlap.is_replaced
            - _CONTENT * (self.shared > 0)
        )
        if self.overlap.share < min(needed, 1.0) - _NOISE:
            return False
        if self.in_place or self.at_top or self.shared:
            return True
        return self.is_telling and not self.overlap.is_replaced

    def beats(self, rival: Likely, margin: float) -> bool:
        """Whether this pair is nearer than a rival: in one respect, and less near in none."""
        ahead = self.overlap.share - rival.overlap.share
        mine = (not self.shared, self.distance)
        its = (not rival.shared, rival.distance)
        if ahead < -_NOISE or any(one > other for one, other in zip(mine, its, strict=True)):
            return False
        return ahead >= margin - _NOISE or (*mine, self.retyped) < (*its, rival.retyped)


class Alike:
    """The pairs of left-over units with names alike."""

    def __init__(
        self, pairing: Pairing, content: Content, candidates: Candidates, thresholds: Thresholds
    ) -> None:
        self.pairing = pairing
        self.content = content
        self.candidates = candidates
        self.thresholds = thresholds
        self.nearness = Nearness(pairing, thresholds)

    def match(self, share: float) -> bool:
        """Match the clear pairs among those that share so much of their names, if there are any."""
        before = len(self.pairing.found)
        clear = self._unrivalled([pair for pair in self.pairs() if pair.overlap.share >= share])
        clear.sort(key=lambda pair: self.pairing.lowest_first(pair.old, pair.new))
        for pair in self._without_known_rivals(clear):
            # What was matched just now may be content of this pair.
            if not self.content.contradicts(pair.old, pair.new):
                self.pairing.match(pair.old, pair.new, Certainty.NAME, self._evidence(pair))
        return len(self.pairing.found) > before

    def pairs(self) -> list[Likely]:
        """All pairs of left-over units with names alike, by their ids."""
        left_old, left_new = self.pairing.left_old, self.pairing.left_new
        return [
            self._likely(old, new, overlap)
            for (old, new), overlap in sorted(self.nearness.pairs().items())
            if old in left_old and new in left_new
        ]

    def _likely(self, old: str, new: str, overlap: Overlap) -> Likely:
        pairing = self.pairing
        in_place = pairing.share_parent(old, new)
        at_top = in_place and pairing.new.parent_of(new) is None
        shared = self.candidates.shared.get(old, {}).get(new, 0)
        kind = pairing.new.units[new].kind
        return Likely(
            old,
            new,
            overlap,
            in_place and not at_top,
            at_top,
            retyped=pairing.old.units[old].kind != kind,
            shared=shared,
            is_rare=kind not in self.nearness.repeated_kinds,
        )

    def _enough(self, pairs: Iterable[Likely]) -> list[Likely]:
        kept = self.thresholds.kept_words
        enough = [pair for pair in pairs if pair.is_enough(kept)]
        return [pair for pair in enough if not self.nearness.tells_apart(pair.overlap)]

    def _unrivalled(self, pairs: Iterable[Likely]) -> list[Likely]:
        """The pairs that beat all others of either unit."""
        pairs = [
            pair
            for pair in self._enough(pairs)
            if not self.content.contradicts(pair.old, pair.new)
        ]
        of_old: defaultdict[str, list[Likely]] = defaultdict(list)
        of_new: defaultdict[str, list[Likely]] = defaultdict(list)
        for pair in pairs:
            of_old[pair.old].append(pair)
            of_new[pair.new].append(pair)
        return [
            pair for pair in pairs if self._beats_all(pair, (*of_old[pair.old], *of_new[pair.new]))
        ]

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
                self._enough(
                    self._likely(*rival, self.nearness.overlap(*rival)) for rival in known
                ),
            )
        ]

    def _evidence(self, pair: Likely) -> tuple[str, ...]:
        held = shares(
            self.content.shared(pair.old, pair.new),
            self.content.of_old(pair.old),
            self.content.is_direct(pair.old, pair.new),
        )
        where = ("same parent",) if pair.in_place else ()
        return (pair.overlap.because, *where, *held)
