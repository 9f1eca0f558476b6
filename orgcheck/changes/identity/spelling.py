"""Renames at the level of spelling: strong evidence of identity, not merely a likeness of names.

The rule. Two left-over units whose names differ a little are the same unit where nothing speaks
against it:

- *spelt otherwise* (case, spaces, punctuation, accents, order of words; a generic word such as
  "Department of" or "WG" that came or went): wherever they stand;
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

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from orgcheck.changes.identity.assignment import Pair
from orgcheck.changes.identity.blocking import blocks
from orgcheck.changes.identity.content import Content
from orgcheck.changes.identity.evidence import shares
from orgcheck.changes.identity.names import Likeness, Relation, Wording, plain_words
from orgcheck.changes.identity.pairing import Pairing
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
            case Likeness.EQUAL | Likeness.RESPELT:
                return True
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
        clear = [pair for pair in _unrivalled(self.pairs()) if pair.is_enough]
        known = _KnownNames(self, clear)
        for pair in sorted(clear, key=lambda pair: self.pairing.lowest_first(pair.old, pair.new)):
            # What was matched just now may be content of this pair.
            contradicted = self.content.contradicts(pair.old, pair.new)
            if not contradicted and not known.are_near(pair):
                evidence = self._evidence(pair)
                self.pairing.match(pair.old, pair.new, Certainty.NAME, evidence)
        return len(self.pairing.found) > before

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


def _unrivalled(pairs: Sequence[Spelling]) -> list[Spelling]:
    """The pairs that beat all others of either unit."""
    of_old: defaultdict[str, list[Spelling]] = defaultdict(list)
    of_new: defaultdict[str, list[Spelling]] = defaultdict(list)
    for pair in pairs:
        of_old[pair.old].append(pair)
        of_new[pair.new].append(pair)
    return [
        pair
        for pair in pairs
        if all(
            pair is rival or pair.beats(rival) for rival in (*of_old[pair.old], *of_new[pair.new])
        )
    ]


class _KnownNames:
    """Units that are known already and whose names come near those of pairs in question."""

    def __init__(self, spellings: Spellings, pairs: Sequence[Spelling]) -> None:
        self.spellings = spellings
        self.pairing = spellings.pairing
        wordings = spellings.wordings
        words = {word for pair in pairs for word in wordings.words(pair.old, pair.new)}
        self._old = self._new = dict[str, list[str]]()
        if pairs:
            cap = spellings.thresholds.common_words
            self._old = _by_word(self.pairing.matches, self.pairing.old_names, words, cap)
            self._new = _by_word(self.pairing.old_of, self.pairing.new_names, words, cap)

    def are_near(self, pair: Spelling) -> bool:
        """Whether a known unit is as near to either of a pair by its name.

        Of a pair below one parent only the siblings are rivals.
        """
        old, new = self.pairing.old, self.pairing.new
        wordings = self.spellings.wordings
        olds = self._bearing(self._old, wordings.of_new(pair.new))
        news = self._bearing(self._new, wordings.of_old(pair.old))
        if not pair.elsewhere:
            olds = [one for one in olds if old.parent_of(one) == old.parent_of(pair.old)]
            news = [one for one in news if new.parent_of(one) == new.parent_of(pair.new)]
        rivals = self.spellings.compare(
            (*((one, pair.new) for one in olds), *((pair.old, one) for one in news))
        )
        return not all(pair.beats(rival) for rival in rivals)

    def _bearing(self, by_word: Mapping[str, list[str]], names: Wording) -> list[str]:
        lists = (by_word.get(word, ()) for word in {*names.words(), *names.squeezed()})
        return sorted({unit for units in lists for unit in units})


def _by_word(
    units: Iterable[str], names: Mapping[str, tuple[str, ...]], wanted: set[str], cap: int
) -> dict[str, list[str]]:
    """The units that have any of these words in their name, or for their name without spaces.

    A word that more than `cap` units have tells none of them apart and is left out.
    """
    by_word: dict[str, list[str]] = {word: [] for word in wanted}
    wanted = set(wanted)
    for unit in units:
        for text in names[unit]:
            words = plain_words(text)
            found = wanted.intersection(words)
            if len(words) > 1 and (squeezed := "".join(words)) in wanted:
                found.add(squeezed)
            for word in found:
                by_word[word].append(unit)
                if len(by_word[word]) > cap:
                    wanted.discard(word)
    return {word: units for word, units in by_word.items() if word in wanted}
