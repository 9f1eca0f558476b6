"""The names of the units of both snapshots, ready to be compared, each prepared once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import product

from orgcheck.changes.identity.assignment import Pair
from orgcheck.changes.identity.likeness import Likeness, Relation, relation, slips
from orgcheck.changes.identity.names import (
    Wording,
    initials,
    is_number,
    plain_words,
    telling_words,
    wording,
)
from orgcheck.changes.identity.pairing import Pairing

# What follows in a longer name is not compared: the time that takes grows with the square.
_LETTERS = 300

# Longer single words are no acronyms.
_LETTERS_OF_AN_ACRONYM = 8


class Wordings:
    """Names and the keys under which units with similar names are found."""

    def __init__(self, pairing: Pairing) -> None:
        self.pairing = pairing
        self._old: dict[str, Wording] = {}
        self._new: dict[str, Wording] = {}
        self._relations: dict[Pair, Relation] = {}
        self._told_apart: dict[frozenset[str], bool] = {}

    def of_old(self, unit: str) -> Wording:
        """The names of a unit of the older snapshot."""
        found = self._old.get(unit)
        if found is None:
            names = self.pairing.old_names[unit]
            found = self._old[unit] = wording(self.pairing.old.units[unit], names)
        return found

    def of_new(self, unit: str) -> Wording:
        """The names of a unit of the newer snapshot."""
        found = self._new.get(unit)
        if found is None:
            names = self.pairing.new_names[unit]
            found = self._new[unit] = wording(self.pairing.new.units[unit], names)
        return found

    def relation(self, old: str, new: str) -> Relation:
        """How the names of an old and a new unit relate."""
        found = self._relations.get((old, new))
        if found is None:
            parents = self._parent_words(old, new)
            found = relation(self.of_old(old), self.of_new(new), parents)
            self._relations[old, new] = found
        return found

    def likeness(self, old: str, new: str) -> float:
        """How alike two names are, from 0 to 1, in the language in which they are most.

        Names with other numbers, such as "Unit 3" and "Unit 5", are not alike at all.
        """
        from rapidfuzz.fuzz import token_sort_ratio

        if self.relation(old, new).likeness is not Likeness.UNLIKE:
            return 1.0
        pairs = product(self.of_old(old).texts, self.of_new(new).texts)
        return max(
            (
                float(token_sort_ratio(one[:_LETTERS], other[:_LETTERS])) / 100
                for one, other in pairs
                if _numbers(one) == _numbers(other) or not (_numbers(one) and _numbers(other))
            ),
            default=0.0,
        )

    def words(self, old: str, new: str) -> set[str]:
        """The telling words of both names, and the names themselves without spaces."""
        both = self.of_old(old), self.of_new(new)
        return {word for names in both for word in (*names.words(), *names.squeezed())}

    def _parent_words(self, old: str, new: str) -> list[frozenset[str]]:
        above, now_above = self.pairing.old.parent_of(old), self.pairing.new.parent_of(new)
        texts = (
            *(self.pairing.old_names[above] if above is not None else ()),
            *(self.pairing.new_names[now_above] if now_above is not None else ()),
        )
        return [_qualifiers(text) for text in texts]

    # -- words that tell apart -----------------------------------------------------------------

    def tell_apart(self, words: frozenset[str]) -> bool:
        """Whether two units of one snapshot differ in name by these words and no others.

        Where there are both a "Harbour" and a "Northern Harbour", a name that loses "Northern"
        is another unit's. The words have to be among those that were looked up before.
        """
        return self._told_apart[words]

    def look_up(self, differences: Iterable[frozenset[str]]) -> None:
        """Find out which sets of words tell units apart, all at once since it takes a while."""
        asked = {words for words in differences if words and words not in self._told_apart}
        self._told_apart.update(dict.fromkeys(asked, False))
        for names in (self.pairing.old_names, self.pairing.new_names) if asked else ():
            self._told_apart.update(dict.fromkeys(_telling_apart(asked, names.of_all), True))

    # -- keys ----------------------------------------------------------------------------------

    def keys_of_old(self, unit: str) -> set[Hashable]:
        """The keys of a unit of the older snapshot; places are told in newer ids."""
        return set(_keys(self.of_old(unit), self.pairing.places_of(unit)))

    def keys_of_new(self, unit: str) -> set[Hashable]:
        """The keys of a unit of the newer snapshot."""
        return set(_keys(self.of_new(unit), {self.pairing.new.parent_of(unit)}))


@lru_cache(maxsize=4096)
def _numbers(name: str) -> frozenset[str]:
    """The words of a name that number a unit."""
    return frozenset(filter(is_number, plain_words(name)))


@lru_cache(maxsize=4096)
def _qualifiers(name: str) -> frozenset[str]:
    """The words of a parent's name, numbers left out."""
    return frozenset(word for word in plain_words(name) if not is_number(word))


def _telling_apart(
    asked: set[frozenset[str]], names: Mapping[str, tuple[str, ...]]
) -> Iterator[frozenset[str]]:
    """The sets of words without which some name is the name of another unit."""
    by_word: defaultdict[str, list[frozenset[str]]] = defaultdict(list)
    for words in asked:
        by_word[min(words)].append(words)
    without: defaultdict[frozenset[str], set[frozenset[str]]] = defaultdict(set)
    for texts in names.values():
        for text in texts:
            bag = plain_words(text)
            for word in by_word.keys() & bag:
                for words in by_word[word]:
                    if words < (whole := frozenset(bag)):
                        without[whole - words].add(words)
    lengths = {len(rest) for rest in without}
    for texts in names.values():
        for text in texts:
            bag = plain_words(text)
            if len(bag) in lengths:
                yield from without.get(frozenset(bag), ())


def _keys(names: Wording, places: set[str | None]) -> Iterator[Hashable]:
    for text in names.texts:
        words = plain_words(text)
        telling = telling_words(words, names.generic)
        squeezed = "".join(words)
        yield ("name", squeezed)
        # Finds what differs by generic words only, however common the others are.
        yield ("telling", *sorted(telling))
        for word in telling:
            yield ("word", word)
        for place in places:
            for word in telling:
                yield ("word", place, word)
            # A slip in one of several words leaves the others to be found by.
            for slip in slips(squeezed) if len(telling) == 1 else ():
                yield ("slip", place, slip)
            if len(words) > 1:
                yield ("initials", place, initials(text))
            elif len(text) <= _LETTERS_OF_AN_ACRONYM:
                yield ("initials", place, text)
    for step in names.last_steps:
        yield ("path", step)
    for place in places:
        for acronym in names.acronyms:
            yield ("initials", place, acronym)
