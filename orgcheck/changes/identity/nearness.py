"""Which names are worth comparing, and what the names of all other units say of a pair.

Every pair is compared once: names do not change while units are found, only places do.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence, Set
from functools import cache, cached_property
from itertools import chain, combinations, product

from orgcheck.changes.identity.assignment import Pair
from orgcheck.changes.identity.likeness import (
    UNLIKE,
    Overlap,
    Wording,
    overlap,
    told_by,
    wording,
)
from orgcheck.changes.identity.pairing import Pairing
from orgcheck.changes.identity.words import (
    GENERIC_WORDS,
    LONGEST_INITIALS,
    Vocabulary,
    Weights,
    initials,
    is_number,
    keys_of,
)
from orgcheck.changes.thresholds import Thresholds
from orgcheck.grouping import by_first
from orgcheck.language import said
from orgcheck.organisation import Organisation
from orgcheck.records import NamedTuple

# So many words that are no recurring name tell a unit from all others.
_TELLING_WORDS = 2
# From which weight on a word alone is enough for two names to be compared.
_RARE = 0.5
# What more pairs of units have in common than this is no ground for comparing them, save siblings.
_BLOCK = 36
# Of how many words of a name any two are.
_PAIRED_WORDS = 8

# An old and a new unit, and whether they stand below the same parent.
Placed = tuple[str, str, bool]
# What an old and a new unit stand below; None is the top.
Parents = tuple[str | None, str | None]


class Nearness:
    """The left-over pairs with names alike, and how near others come to them.

    Pairs that do not stand below the same parent are kept where names share `fewest_elsewhere`.
    """

    def __init__(self, pairing: Pairing, thresholds: Thresholds, fewest_elsewhere: float) -> None:
        self.pairing = pairing
        self.thresholds = thresholds
        self._fewest_elsewhere = fewest_elsewhere
        self.notes: set[str] = set()
        self.old = _Names(pairing.old, pairing.old_names)
        self.new = _Names(pairing.new, pairing.new_names)
        self._near: dict[Pair, Overlap] = {}
        # All pairs that ever were near, in the order in which they were found.
        self.found: list[Pair] = []
        self._below: defaultdict[Parents, set[Pair]] = defaultdict(set)
        self._compared = 0
        self._known: int | None = None
        self._above, self._now_above = pairing.old.parents.get, pairing.new.parents.get
        self._places: set[Parents] = set()
        # What two names share, by the units; and what words say, by the words.
        self.overlap = cache(self._overlap)
        self._telling = cache(lambda words: self.weights.telling(words))
        self._are_apart = cache(self._tell_apart)

    @cached_property
    def weights(self) -> Weights:
        """How much the words of both snapshots tell."""
        weights = Weights(self.old.vocabulary, self.new.vocabulary)
        weights.look_up(self._words(self.pairing.left_old, self.pairing.left_new))
        return weights

    def _words(self, olds: Iterable[str], news: Iterable[str]) -> set[str]:
        """The telling words of some units' names."""
        names = chain(map(self.old.of, olds), map(self.new.of, news))
        return set(chain.from_iterable(name.telling for name in names))

    def is_telling(self, overlap: Overlap) -> bool:
        """Whether what two names share is hardly borne by another unit by chance."""
        return len(self._telling(overlap.words.telling)) >= _TELLING_WORDS

    @cached_property
    def repeated_kinds(self) -> frozenset[str | None]:
        """The kinds of which several units of one snapshot bear a name that another one bears.

        Where names recur, as of sections that every body has, one that is unique is so by chance.
        """
        return self.old.repeated_kinds() | self.new.repeated_kinds()

    def _overlap(self, old: str, new: str) -> Overlap:
        of_parents = (self.new.qualifiers(new), self.old.qualifiers(old))
        return overlap(self.old.of(old), self.new.of(new), self.weights, of_parents)

    # -- pairs ---------------------------------------------------------------------------------

    def pairs(self) -> Mapping[Pair, Overlap]:
        """All pairs of left-over units that share something telling of their names."""
        left_old, left_new = self.pairing.left_old, self.pairing.left_new
        known, self._known = self._known, self.pairing.knowledge
        if known == self._known:
            return self._near
        if known is None:
            was, now = self._words(left_old, ()), self._words((), left_new)
            forms = _forms(was) & _forms(now)
            rare = frozenset(word for word in was & now if self.weights.of((word,)) >= _RARE)
            keys, new_keys = (
                {unit: set(_keys(of_side(unit), rare, forms)) for unit in left}
                for of_side, left in ((self.old.of, left_old), (self.new.of, left_new))
            )
            found = _blocks(keys, new_keys, _BLOCK, self.thresholds.compared_names)
            # Words common to more are passed over at no loss: they tell no unit from others.
            self._compare(found.pairs, self._fewest_elsewhere, is_cut=found.is_spent)
        for olds, news in self._new_places():
            keys = {unit: set(_keys_in_place(self.old.of(unit))) for unit in olds}
            new_keys = {unit: set(_keys_in_place(self.new.of(unit))) for unit in news}
            budget = self.thresholds.compared_names - self._compared
            found = _blocks(keys, new_keys, self.thresholds.common_words, budget)
            self._compare(found.pairs, UNLIKE, is_cut=found.is_capped or found.is_spent)
        for pair in [
            pair for pair in self._near if pair[0] not in left_old or pair[1] not in left_new
        ]:
            del self._near[pair]
            self._below[self._parents(*pair)].discard(pair)
        return self._near

    def pairs_below(self, old: str, new: str) -> Set[Pair]:
        """Those of the pairs that stand immediately below two units."""
        self.pairs()
        return self._below.get((old, new), frozenset())

    def pairs_in_place(self) -> Set[Pair]:
        """Those of the pairs that stand below one parent, or its successor, or at the top."""
        self.pairs()
        return set().union(*(self._below[place] for place in self._places & self._below.keys()))

    def _parents(self, old: str, new: str) -> Parents:
        return self._above(old), self._now_above(new)

    def _compare(self, pairs: set[Pair], enough: float, *, is_cut: bool) -> None:
        """Keep the pairs that share enough of their names, once and for all."""
        self._compared += len(pairs)
        for pair in pairs:
            if self.pairing.is_parted(*pair):
                continue
            alike = self.overlap(*pair)
            if alike.share >= enough:
                self._near[pair] = alike
                self.found.append(pair)
                self._below[self._parents(*pair)].add(pair)
        if is_cut:
            self.notes.add(
                said(
                    "so many ended and new units have words of their names in common that not all "
                    "were compared by name"
                )
            )

    def _new_places(self) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
        """Left-over units that stand below one parent, as far as has come to be known."""
        old_below, new_below = self.pairing.left_below()
        for above, olds in old_below.items():
            for place in self.pairing.places_below(above):
                if (above, place) not in self._places:
                    self._places.add((above, place))
                    yield olds, new_below.get(place, ())

    # -- words that tell apart -----------------------------------------------------------------

    def tells_apart(self, overlap: Overlap) -> bool:
        """Whether two units of one snapshot differ in name by the words that differ here.

        Where there are both a "Harbour" and a "Northern Harbour", a name that loses "Northern"
        is another unit's; where there are offices "North" and "South", so is one that turns.
        """
        return self._are_apart(overlap.words.gone, overlap.words.come)

    def _tell_apart(self, gone: frozenset[str], come: frozenset[str]) -> bool:
        longer, other = (gone, come) if gone else (come, gone)
        return bool(longer) and any(
            _are_differing(names, longer, other) for names in (self.weights.old, self.weights.new)
        )

    # -- rivals --------------------------------------------------------------------------------

    def known_rivals(self, pairs: Sequence[Placed]) -> list[list[Pair] | None]:
        """For each pair, the pairs that a known unit would be in instead.

        Of a pair below one parent only the siblings are rivals. None where those that have a word
        in common are too many to be told.
        """
        found: list[list[Pair] | None] = []
        for old, new, in_place in pairs:
            olds = self.old.beside(old) if in_place else self.old.vocabulary
            news = self.new.beside(new) if in_place else self.new.vocabulary
            found.append(self._rivals(old, new, olds, news))
        # They are compared next.
        rivals = [pair for of_pair in found for pair in of_pair or ()]
        self.weights.look_up(self._words((old for old, _ in rivals), (new for _, new in rivals)))
        return found

    def _rivals(self, old: str, new: str, olds: Vocabulary, news: Vocabulary) -> list[Pair] | None:
        old_rivals = olds.bearing_any(self.new.of(new).telling)
        new_rivals = news.bearing_any(self.old.of(old).telling)
        if old_rivals is None or new_rivals is None:
            return None
        return [
            *((one, new) for one in old_rivals if one in self.pairing.matches),
            *((old, one) for one in new_rivals if one in self.pairing.by_new),
        ]


class _Names:
    """The names of a snapshot: of each unit, and the words of all or of those beside a unit."""

    def __init__(self, organisation: Organisation, folded: Mapping[str, tuple[str, ...]]) -> None:
        self._organisation = organisation
        self._folded = folded
        self.of = cache(self._wording)
        self._below = cache(self._words_below)
        self._words_of = cache(self._own_words)
        self.qualifiers = cache(lambda unit: self._words_of(organisation.parent_of(unit)))

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words of all names."""
        return Vocabulary(self._folded)

    def beside(self, unit: str) -> Vocabulary:
        """The words of the names of a unit and its siblings; none at the top."""
        return self._below(self._organisation.parent_of(unit))

    def repeated_kinds(self) -> frozenset[str | None]:
        """The kinds of which several units bear a name that another one bears."""
        borne = Counter(chain.from_iterable(self._folded.values()))
        several = {text for text, count in borne.items() if count > 1}
        bearers = Counter(
            (self._organisation.units[id].kind, text)
            for id, texts in (self._folded.items() if several else ())
            for text in texts
            if text in several
        )
        repeated = Counter(kind for (kind, _), count in bearers.items() if count > 1)
        return frozenset(kind for kind, count in repeated.items() if count > 1)

    def _wording(self, unit: str) -> Wording:
        return wording(self._organisation.units[unit], self._folded[unit])

    def _own_words(self, unit: str | None) -> frozenset[str]:
        """The words of a unit's name, numbers left out; none of no unit."""
        words = chain.from_iterable(self.of(unit).words if unit is not None else ())
        return frozenset(word for word in words if not is_number(word))

    def _words_below(self, parent: str | None) -> Vocabulary:
        units = self._organisation.children_of(parent) if parent is not None else ()
        return Vocabulary({unit: self._folded[unit] for unit in units})


def _are_differing(names: Vocabulary, words: frozenset[str], others: frozenset[str]) -> bool:
    """Whether two names differ by these words, of which one or both may have some."""
    rests = {bag - words for bag in names.bags(words) if bag > words}
    if not others:
        return any(rest in names.bags(rest) for rest in rests)
    return any(bag - others in rests for bag in names.bags(others) if bag > others)


# -- which pairs are worth comparing: those that share a key that not too many units have ---------


class _Blocks(NamedTuple):
    """The pairs that share a key; and whether some were left out, by their cap or by the budget."""

    pairs: set[Pair]
    is_capped: bool = False
    is_spent: bool = False


def _blocks(
    old: Mapping[str, Iterable[Hashable]],
    new: Mapping[str, Iterable[Hashable]],
    cap: int,
    budget: int,
) -> _Blocks:
    """All pairs of an old and a new unit with a key in common, the rarest keys first.

    A key that would bring more than `cap` pairs is passed over: what so many units have tells
    none of them apart. So are all keys from where they would bring more than `budget` together.
    """
    old_by_key, new_by_key = (
        by_first((key, unit) for unit, keys in of_side.items() for key in keys)
        for of_side in (old, new)
    )
    sizes = sorted(
        (len(old_by_key[key]) * len(new_by_key[key]), repr(key), key)
        for key in old_by_key.keys() & new_by_key.keys()
    )
    pairs: set[Pair] = set()
    for size, _, key in sizes:
        if size > cap or len(pairs) + size > budget:
            return _Blocks(pairs, is_capped=size > cap, is_spent=size <= cap)
        pairs.update(product(old_by_key[key], new_by_key[key]))
    return _Blocks(pairs)


# -- keys ------------------------------------------------------------------------------------------


def _forms(words: Iterable[str]) -> frozenset[str]:
    return frozenset(chain.from_iterable(map(keys_of, words)))


def _keys(names: Wording, rare: frozenset[str], forms: frozenset[str]) -> Iterator[Hashable]:
    """Under which a name is found wherever it stands: a rare word, any two, or all of them.

    Only these words are rare, and only of these forms are there any on the other side.
    """
    for words in names.words:
        told = told_by(words, names.generic)
        telling = sorted(told)
        yield "".join(words)
        yield tuple(telling)
        yield from told & rare
        of_words = [forms.intersection(keys_of(word)) for word in telling[:_PAIRED_WORDS]]
        for pair in combinations(filter(None, of_words), 2):
            yield from product(*pair)


def _keys_in_place(names: Wording) -> Iterator[Hashable]:
    """Under which a name is found among siblings: any word, in any form, or as initials."""
    for words in names.words:
        yield "".join(words)
        for word in names.telling:
            yield word
            yield from keys_of(word)
        for run in (words, [word for word in words if word not in GENERIC_WORDS]):
            for start in range(len(run)):
                for end in range(start + 2, min(len(run), start + LONGEST_INITIALS) + 1):
                    yield initials(run[start:end])
    yield from names.acronyms
