"""Renames at the level of spelling: strong evidence of identity, not merely a likeness of names.

The rule. Two left-over units whose names differ a little are the same unit where nothing speaks
against it:

- *spelt otherwise* (case, spaces, punctuation, accents, order of words; a generic word such as
  "Department of" or "WG" that came or went): below the same parent, or of the same kind, or with
  content in common;
- *qualified* (a word of a parent's name came or went, or a path leads elsewhere to the same last
  step): below the same parent; or of the same kind, if no word came;
- *retitled* (generic words in place of others): below the same parent;
- *shortened or lengthened* (all telling words of one name are in the other and make up most of
  it; one letter wrong): below the same parent, of the same kind;
- *abbreviated* (initials, acronym): the same, and some content in common.

Below the same parent means below the unit that goes on as the parent, or succeeds it; that both
are at the top counts where they share content. Where content was kept, any share of the words is
enough. A word that tells two units of one snapshot apart (there are both a "Harbour" and a
"Northern Harbour") makes another name of it and not a longer one. What speaks against it: most of
what the old unit held is held elsewhere now; another left-over unit has more in common with the
new one; or a rival: another unit, left over or known, whose name is as near to either. Rivals are
counted before anything is matched, and where there is one, nobody is matched.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from orgcheck.changes.identity.assignment import Pair
from orgcheck.changes.identity.blocking import blocks
from orgcheck.changes.identity.content import Content
from orgcheck.changes.identity.evidence import shares
from orgcheck.changes.identity.likeness import Likeness, Relation
from orgcheck.changes.identity.pairing import Pairing
from orgcheck.changes.identity.rivals import KnownRivals, unrivalled
from orgcheck.changes.identity.wordings import Wordings
from orgcheck.changes.model import Certainty, Thresholds


class Spelling(NamedTuple):
    """Two units with names that differ a little, and whether anything but the name agrees."""

    old: str
    new: str
    relation: Relation
    elsewhere: bool
    retyped: bool
    shared: int

    @property
    def likeness(self) -> Likeness:
        """How alike the names are."""
        return self.relation.likeness

    @property
    def difference(self) -> frozenset[str]:
        """The telling words that one of the names has more."""
        return self.relation.gone | self.relation.come

    @property
    def is_enough(self) -> bool:
        """Whether the two stand near enough to each other for so much likeness of names."""
        in_place = not self.elsewhere and not self.retyped
        match self.likeness:
            case Likeness.EQUAL:
                return True
            case Likeness.RESPELT:
                # A working group that ended and a group of another kind, elsewhere, may share
                # a topic and no more.
                return not (self.elsewhere and self.retyped) or self.shared > 0
            case Likeness.QUALIFIED:
                return not self.elsewhere or not (self.retyped or self.relation.come)
            case Likeness.RETITLED:
                return not self.elsewhere
            case Likeness.SHORTENED:
                return in_place
            case Likeness.ABBREVIATED:
                return in_place and self.shared > 0
        return False

    def beats(self, rival: Spelling) -> bool:
        """Whether this pair is nearer than a rival: in one respect, and less near in none."""
        mine = (not self.shared, self.likeness, self.elsewhere)
        other = (not rival.shared, rival.likeness, rival.elsewhere)
        return all(one <= its for one, its in zip(mine, other, strict=True)) and (
            (*mine, self.retyped) < (*other, rival.retyped)
        )


class Spellings:
    """The pairs of left-over units whose names differ a little."""

    def __init__(self, pairing: Pairing, content: Content, thresholds: Thresholds) -> None:
        self.pairing = pairing
        self.content = content
        self.thresholds = thresholds
        self.wordings = Wordings(pairing)
        self.notes: set[str] = set()

    def match(self) -> bool:
        """Match the pairs that nothing speaks against; tells whether there were any."""
        before = len(self.pairing.found)
        clear = [pair for pair in unrivalled(self.pairs()) if pair.is_enough]
        clear.sort(key=lambda pair: self.pairing.lowest_first(pair.old, pair.new))
        for pair in self._without_known_rivals(clear):
            # What was matched just now may be content of this pair.
            if not self.content.contradicts(pair.old, pair.new):
                self.pairing.match(pair.old, pair.new, Certainty.NAME, self._evidence(pair))
        return len(self.pairing.found) > before

    def _without_known_rivals(self, pairs: Sequence[Spelling]) -> list[Spelling]:
        """The pairs that no unit which is known already comes as near to by its name."""
        known = KnownRivals(self.pairing, self.wordings, pairs)
        of_pairs = [known.of(pair) for pair in pairs]
        asked = {rival for rivals in of_pairs for rival in rivals or ()}
        near = {(one.old, one.new): one for one in self.compare(asked)}
        return [
            pair
            for pair, rivals in zip(pairs, of_pairs, strict=True)
            if rivals is not None
            and all(pair.beats(near[rival]) for rival in rivals if rival in near)
        ]

    def pairs(self) -> list[Spelling]:
        """All pairs of left-over units with names that differ a little, unless content objects."""
        pairs = self.compare(self.near_pairs(), self.content)
        return [pair for pair in pairs if not self.content.contradicts(pair.old, pair.new)]

    def near_pairs(self) -> set[Pair]:
        """Pairs of left-over units with a telling word, a spelling or initials in common."""
        left_old, left_new = self.pairing.left_old, self.pairing.left_new
        if not left_old or not left_new:
            return set()
        found = blocks(
            {unit: self.wordings.keys_of_old(unit) for unit in left_old},
            {unit: self.wordings.keys_of_new(unit) for unit in left_new},
            self.thresholds.common_words,
            self.thresholds.compared_names,
        )
        if found.passed_over:
            self.notes.add(
                "so many ended and new units have words of their names in common that not all "
                "were compared by name"
            )
        return found.pairs

    def compare(self, pairs: Iterable[Pair], content: Content | None = None) -> list[Spelling]:
        """The pairs whose names differ by little enough, in view of their content or without."""
        found = [
            self._spelling(old, new, len(content.shared(old, new)) if content else 0)
            for old, new in pairs
            if self.wordings.relation(old, new).likeness is not Likeness.UNLIKE
        ]
        enough = self.thresholds.kept_words
        near = [pair for pair in found if pair.shared or pair.relation.kept >= enough]
        self.wordings.look_up(pair.difference for pair in near)
        return sorted(
            pair
            for pair in near
            if not pair.difference or not self.wordings.tell_apart(pair.difference)
        )

    def _spelling(self, old: str, new: str, shared: int) -> Spelling:
        at_top = self.pairing.new.parent_of(new) is None
        return Spelling(
            old,
            new,
            self.wordings.relation(old, new),
            elsewhere=not self.pairing.share_parent(old, new) or (at_top and not shared),
            retyped=self.pairing.old.units[old].kind != self.pairing.new.units[new].kind,
            shared=shared,
        )

    def _evidence(self, pair: Spelling) -> tuple[str, ...]:
        held = shares(
            self.content.shared(pair.old, pair.new),
            self.content.of_old(pair.old),
            self.content.is_direct(pair.old, pair.new),
        )
        return (pair.relation.because, *(() if pair.elsewhere else ("same parent",)), *held)
