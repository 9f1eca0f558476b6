"""Words of names: how much each tells, and which two are one word written otherwise.

A word tells the more the fewer units bear it. Its weight rests on the number of its bearers alone,
not on how many units there are, so that units with words of their own change nothing for others.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import chain
from types import MappingProxyType

from orgcheck.changes.identity.names import folded_name, plain_words

# Words between others, which tell nothing.
_SMALL = """
    a an and at by for from in of on the to with
    der die das dem den des für im und zu zum zur
    d de du des en et l la le les pour
    del el los para y
    att av för i med och på
    ja sekä
"""
# Words for sorts of units and legal forms. A unit's own kind comes on top.
_SORTS = """
    administration agency authority board branch bureau center centre commission committee
    council department dept directorate division group ministry office organisation
    organization programme program project secretariat section sector service services sig
    subproject task force team unit wg working company corp corporation inc limited ltd plc
    abteilung amt bereich direktion ministerium referat stelle zentrum ag gmbh
    agence bureau direction département ministère service unité sa
    agencia departamento dirección ministerio oficina servicio unidad
    avdelning avdelningen byrå byrån enhet enheten kontor kontoret myndighet myndigheten verk
    verket ab
    hallinto keskus jaosto ministeriö osasto toimisto tiimi virasto yksikkö oy
"""
# What such a word is worth: names with the same one are a little more alike.
_WORTH_OF_SORT = 0.15

# How much of a word is left in another form of it.
_INFLECTED = 0.9
_MISSPELT = 0.85

# Two forms of a word have a stem in common, most of the longer, and short endings.
_SHORTEST_STEM = 4
_STEM_OF_LONGER = 0.55
_LONGEST_ENDING = 5
# Letters of one sort that are written for each other: a wrong one of another sort makes another
# word of a short one ("policy", "police").
_ALIKE = (frozenset("aeiouäöåæøü"), frozenset("szc"), frozenset("vwf"), frozenset("iyj"))
_SHORTEST_SLIP, _LONG_WORD = 5, 8
# Longer single words are no initials.
LONGEST_INITIALS = 8
# The last part of a compound that is a word of its own, and what stands before it.
_SHORTEST_HEAD, _SHORTEST_MODIFIER = 3, 4

_NUMBER = re.compile(r".|.*\d.*|[ivx]{2,5}", re.DOTALL)


class Vocabulary:
    """How many names of a snapshot bear each word.

    Parameters
    ----------
    names
        The folded names of each unit, by its id.
    """

    def __init__(self, names: Mapping[str, tuple[str, ...]] = MappingProxyType({})) -> None:
        self._names = names
        self._counts: Counter[str] = Counter()
        # The words as they stand in names, by the words that they are taken for.
        self._written: defaultdict[str, list[str]] = defaultdict(list)
        for word, count in Counter(" ".join(chain.from_iterable(names.values())).split()).items():
            for part in words_of(word):
                self._counts[part] += count
                self._written[part].append(word)

    def __contains__(self, word: str) -> bool:
        return word in self._counts

    def count(self, word: str) -> int:
        """How many names bear a word, one that bears it twice counted twice."""
        return self._counts[word]

    def bearers(self, words: Iterable[str], cap: int) -> Mapping[str, list[str]]:
        """The units whose names bear these words; words that more bear are left out."""
        wanted = {word for word in words if 0 < self._counts[word] <= cap}
        of_written = {written: word for word in wanted for written in self._written[word]}
        bearers: dict[str, list[str]] = {word: [] for word in wanted}
        for unit, texts in self._names.items() if wanted else ():
            for text in texts:
                for written in text.split():
                    if written in of_written and unit not in bearers[of_written[written]]:
                        bearers[of_written[written]].append(unit)
        return bearers

    def bags(self, words: frozenset[str]) -> Iterator[frozenset[str]]:
        """The words of each name that has all of these."""
        rarest = min(words, key=lambda word: (self._counts[word], word))
        return (bag for bag in self._bags.get(rarest, ()) if words <= bag)

    def has_bag(self, words: frozenset[str]) -> bool:
        """Whether some name has these words and no others."""
        rarest = min(words, key=lambda word: (self._counts[word], word))
        return words in self._bags.get(rarest, ())

    @cached_property
    def _bags(self) -> Mapping[str, set[frozenset[str]]]:
        """The words of names that tell, by each of those words."""
        bags: defaultdict[str, set[frozenset[str]]] = defaultdict(set)
        for texts in self._names.values():
            for text in texts:
                bag = frozenset(words_of(text)) - SMALL_WORDS
                for word in bag:
                    bags[word].add(bag)
        return bags


class Weights:
    """How much words tell, by the snapshot whose names bear them more: most units are in both."""

    def __init__(self, old: Vocabulary = Vocabulary(), new: Vocabulary = Vocabulary()) -> None:
        self.old, self.new = old, new

    def of(self, words: Iterable[str], generic: Collection[str] = ()) -> float:
        """How much words tell together: each 1 where one name bears it, 1/2 where four do."""
        return sum(self._of_word(word) * _worth(word, generic) for word in words)

    def _of_word(self, word: str) -> float:
        return float(max(1, self.old.count(word), self.new.count(word))) ** -0.5

    def kinship(self, word: str, other: str) -> float:
        """How much of an old name's word is left in a new one's, from 0 to 1.

        A word that the other snapshot knows as well is no slip.
        """
        akin = kinship(word, other)
        known = akin == _MISSPELT and (word in self.new or other in self.old)
        return 0.0 if known else akin


def _worth(word: str, generic: Collection[str]) -> float:
    if word not in generic:
        return 1.0
    return 0.0 if word in SMALL_WORDS else _WORTH_OF_SORT


SMALL_WORDS = frozenset(plain_words(folded_name(_SMALL)))
GENERIC_WORDS = SMALL_WORDS.union(plain_words(folded_name(_SORTS)))
_HEADS = GENERIC_WORDS - SMALL_WORDS


@lru_cache(maxsize=1024)
def generic_words(kind: str | None) -> frozenset[str]:
    """The words that say no more than what sort of unit it is: also the kind and its initials.

    Examples
    --------
    >>> "marker" in generic_words(None), "marker" in generic_words("marker-team")
    (False, True)
    """
    if kind is None:
        return GENERIC_WORDS
    folded = folded_name(kind)
    return GENERIC_WORDS.union(plain_words(folded), (initials(folded.split()) or folded,))


def words_of(folded: str) -> list[str]:
    """The words of a folded name, a compound that ends in a generic word as two.

    Examples
    --------
    >>> words_of("verkehrsministerium"), words_of("ministerium für verkehr")
    (['verkehrs', 'ministerium'], ['ministerium', 'fur', 'verkehr'])
    """
    return list(chain.from_iterable(map(_parts, plain_words(folded))))


@lru_cache(maxsize=65536)
def _parts(word: str) -> tuple[str, ...]:
    for at in range(_SHORTEST_MODIFIER, len(word) - _SHORTEST_HEAD + 1):
        if word[at:] in _HEADS:
            return (word[:at], word[at:])
    return (word,)


def is_number(word: str) -> bool:
    """Whether a word numbers a unit, or is a single letter, and so always tells it from others.

    Examples
    --------
    >>> [is_number(word) for word in ("3", "iii", "b", "c3", "mix")]
    [True, True, True, True, False]
    """
    return _NUMBER.fullmatch(word) is not None


def initials(words: Sequence[str]) -> str:
    """The first letters of several words."""
    return "".join(word[0] for word in words) if len(words) > 1 else ""


@lru_cache(maxsize=65536)
def kinship(word: str, other: str) -> float:
    """How much two words have in common: 1 the same, less in another form, 0 another word.

    Examples
    --------
    >>> kinship("audit", "auditing"), kinship("naguma", "neguma"), kinship("policy", "police")
    (0.9, 0.85, 0.0)
    """
    if word == other:
        return 1.0
    if word[:1] != other[:1]:
        return 0.0
    if _is_inflected(word, other):
        return _INFLECTED
    return _MISSPELT if _is_slip(word, other) else 0.0


def _is_inflected(word: str, other: str) -> bool:
    stem = next(
        (at for at, pair in enumerate(zip(word, other, strict=False)) if pair[0] != pair[1]),
        min(len(word), len(other)),
    )
    longer = max(len(word), len(other))
    if stem < max(_SHORTEST_STEM, _STEM_OF_LONGER * longer) or longer - stem > _LONGEST_ENDING:
        return False
    endings = word[stem:], other[stem:]
    return len(endings[0]) != 1 or len(endings[1]) != 1 or _are_alike(*endings)


def _are_alike(letter: str, other: str) -> bool:
    return any(letter in sort and other in sort for sort in _ALIKE)


def _is_slip(word: str, other: str) -> bool:
    """Whether one letter is wrong, missing or transposed; in a long word it may be two."""
    shorter = min(len(word), len(other))
    if shorter < _SHORTEST_SLIP:
        return False
    from rapidfuzz.distance import OSA

    distance = OSA.distance(word, other, score_cutoff=2)
    if distance != 1:
        return distance == 2 and shorter > _LONG_WORD
    wrong = [pair for pair in zip(word, other, strict=False) if pair[0] != pair[1]]
    is_replaced = len(word) == len(other) and len(wrong) == 1
    return not is_replaced or shorter >= _LONG_WORD or _are_alike(*wrong[0])


def keys_of(word: str) -> tuple[str, str]:
    """What two forms of a word mostly have in common: its first letters, or its consonants."""
    consonants = "".join(letter for letter in word if letter not in _ALIKE[0])
    return f"{word[:_SHORTEST_STEM]}-", f"{word[0]}-{consonants}"
