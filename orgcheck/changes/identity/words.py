"""Words of names: how much each tells, and which two are one word written otherwise.

A word tells the more the fewer units bear it. Its weight rests on the number of its bearers alone,
not on how many units there are, so that units with words of their own change nothing for others.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from functools import cache, cached_property, lru_cache
from itertools import chain
from types import MappingProxyType

from orgcheck.changes.identity.names import folded_name, plain_words
from orgcheck.patterns import pattern
from orgcheck.records import NamedTuple

# Words between others, which tell nothing.
_SMALL = """
    a an and at by for from in of on s the to with
    der die das dem den des für im und von zu zum zur
    au aux d de du des en et l la le les pour
    a al de del e el la las los para por y
    degli dei del della delle di e gli i
    das de do dos e
    de en het van voor
    att av för i med och og på til
    ja sekä
"""
# Words for sorts of units and legal forms. A unit's own kind comes on top.
_SORTS = """
    administration agency authority board branch bureau cell center centre commission committee
    council department dept desk directorate division general group institute ministry office
    organisation organization programme program project secretariat section sector service services
    sig subproject task force team unit wg wing working
    company corp corporation inc limited ltd plc
    abteilung amt anstalt arbeitsgruppe behörde bereich dezernat direktion fachbereich gruppe
    hauptabteilung hauptreferat institut ministerium referat sachgebiet sekretariat stabsstelle
    stelle zentrum
    ag gmbh
    agence autorité bureau cellule commissariat comité conseil direction département ministère
    office pôle secrétariat section service unité sa
    agencia área autoridad centro comisión concejalía consejería consejo delegación departamento
    dirección gabinete gerencia instituto jefatura junta ministerio negociado oficina secretaría
    sección servicio subdirección unidad
    agenzia direzione dipartimento istituto ministero servizio settore ufficio unità
    agência departamento direção instituto ministério secretaria serviço unidade
    afdeling bureau dienst directie ministerie
    afdelingen avdeling avdelingen departementet direktorat direktoratet enhed etat etaten kontoret
    avdelning avdelningen byrå byrån departement enhet enheten grupp gruppen kontor kontoret
    myndighet myndigheten område området sektion sektionen styrelse styrelsen verk verket ab
    hallinto hallitus jaos jaosto keskus laitos linja ministeriö osasto ryhmä tiimi toimiala
    toimisto virasto yksikkö oy
"""
# What such a word is worth: names with the same one are a little more alike.
_WORTH_OF_SORT = 0.15

# A word that more units have than this finds no rivals: it tells none from another.
_MOST_BEARERS = 50
# From how many bearers on a name recurs too much to be told from another by its rivals.
_RIVALS = 2

# How much of a word is left in another form of it.
_INFLECTED = 0.9
_MISSPELT = 0.85

# Two forms of a word have a stem in common, most of the longer, and short endings.
_SHORTEST_STEM = 4
_STEM_OF_LONGER = 0.55
_SHORTER_ENDING, _LONGEST_ENDING = 2, 5
# Letters of one sort that are written for each other: a wrong one of another sort makes another
# word of a short one ("policy", "police").
_ALIKE = (frozenset("aeiouäöåæøü"), frozenset("szc"), frozenset("vwf"), frozenset("iyj"))
_SHORTEST_SLIP, _LONG_WORD = 5, 8
# Longer single words are no initials.
LONGEST_INITIALS = 8
# The last part of a compound that is a word of its own, and what stands before it.
_SHORTEST_HEAD, _SHORTEST_MODIFIER = 3, 4
# A part of a compound that stands alone in another name.
_SHORTEST_PART = 5
_SHORTEST_COMPOUND = _SHORTEST_MODIFIER + _SHORTEST_PART

# How many letters make a word of what has a digit in it.
_LETTERS_OF_WORD = 3
_NUMBER = pattern(r".|.*\d.*|[ivx]{2,5}", re.DOTALL)
_ROMAN = {
    f"{ten}{one}": str(10 * tens + ones)
    for tens, ten in enumerate(("", "x", "xx", "xxx"))
    for ones, one in enumerate(("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"))
    if tens or ones
}


class Name(NamedTuple):
    """One name of a unit, as its words."""

    unit: str
    words: frozenset[str]


class Vocabulary:
    """The words of a snapshot's names: how many names bear each, and which.

    Parameters
    ----------
    names
        The folded names of each unit, by its id.
    """

    def __init__(self, names: Mapping[str, tuple[str, ...]] = MappingProxyType({})) -> None:
        self._names = names
        self._counts = Counter(" ".join(chain.from_iterable(names.values())).split())
        self._bearing: dict[str, list[Name]] = {}
        self._wanted: set[str] = set()
        # The words as they stand in names, by words that they are taken for and are not.
        self._written: defaultdict[str, list[str]] = defaultdict(list)
        for word, count in list(self._counts.items()):
            if not word.isascii() or word.endswith(_HEADS):
                for part in words_of(word):
                    if part != word:
                        self._counts[part] += count
                        self._written[part].append(word)

    def count(self, word: str) -> int:
        """How many names bear a word, one that bears it twice counted twice."""
        return self._counts[word]

    def look_up(self, words: Iterable[str]) -> None:
        """Say which words will be asked about: all names are gone through for many at once."""
        self._wanted.update(words)

    def bearing(self, word: str) -> Sequence[Name]:
        """The names that bear a word."""
        if word not in self._bearing:
            # Few common words are ever asked about, and most names bear one.
            is_common = self._is_common(word)
            self._find({word, *(one for one in self._wanted if self._is_common(one) is is_common)})
        return self._bearing[word]

    def _is_common(self, word: str) -> bool:
        return self._counts[word] > _MOST_BEARERS

    def _find(self, words: Set[str]) -> None:
        self._wanted -= words
        fresh: dict[str, list[Name]] = {word: [] for word in words if word not in self._bearing}
        written = {one for word in fresh for one in (word, *self._written.get(word, ()))}
        written &= self._counts.keys()
        for unit, texts in self._names.items() if written else ():
            for text in texts:
                if not written.isdisjoint(text.split()):
                    name = Name(unit, frozenset(words_of(text)))
                    for word in filter(fresh.__contains__, name.words):
                        fresh[word].append(name)
        self._bearing.update(fresh)

    def bearing_any(self, words: Iterable[str]) -> list[str] | None:
        """The units that bear any of these words but common ones; None where all are common."""
        rare = [word for word in words if not self._is_common(word)]
        return sorted({name.unit for word in rare for name in self.bearing(word)}) if rare else None

    def bags(self, words: frozenset[str]) -> Iterator[frozenset[str]]:
        """The words of each name that has all of these, small ones left out."""
        rarest = min(words, key=lambda word: (self._counts[word], word))
        return (name.words - SMALL_WORDS for name in self.bearing(rarest) if words <= name.words)

    def recurring(self, word: str) -> Mapping[frozenset[str], int]:
        """The telling words of each name with this word that recurs, and how often it does."""
        return {bag: count for bag, count in self._bags.get(word, {}).items() if count > 1}

    @cached_property
    def _bags(self) -> Mapping[str, Mapping[frozenset[str], int]]:
        """How many names with each word have the same telling words, of those that may recur.

        A name with a telling word that no other name bears recurs nowhere.
        """
        once = {word for word, count in self._counts.items() if count == 1} - GENERIC_WORDS
        once_as_written = once.difference(*self._written.values())
        bags: defaultdict[str, Counter[frozenset[str]]] = defaultdict(Counter)
        for text in chain.from_iterable(self._names.values()):
            if once_as_written.isdisjoint(text.split()):
                words = frozenset(words_of(text))
                for word in words if once.isdisjoint(words) else ():
                    bags[word][words - GENERIC_WORDS] += 1
        return bags


class Weights:
    """How much words tell, by the snapshot whose names bear them more: most units are in both.

    Parameters
    ----------
    old, new
        The words of either snapshot.
    """

    def __init__(self, old: Vocabulary | None = None, new: Vocabulary | None = None) -> None:
        self.old, self.new = old or Vocabulary(), new or Vocabulary()
        self._recurring = cache(self._recurring_with)
        self._weights: dict[str, tuple[float, float]] = {}

    def of(self, words: Iterable[str], generic: Collection[str] = ()) -> float:
        """How much words tell together: each 1 where one name bears it, 1/2 where four do."""
        return sum([self.of_word(word, generic) for word in words])

    def of_word(self, word: str, generic: Collection[str] = ()) -> float:
        """How much a word tells: nothing where it is small, little where it is generic."""
        known = self._weights.get(word)
        if known is None:
            weight = 1.0 / math.sqrt(max(1, self.old.count(word), self.new.count(word)))
            little = 0.0 if word in SMALL_WORDS else _WORTH_OF_SORT * weight
            known = self._weights[word] = (weight if is_telling(word) else little, little)
        return known[word in generic]

    def telling(self, words: frozenset[str]) -> frozenset[str]:
        """What is left of some words when names are taken out that recur, as of sections.

        Where every body has a Finance and several are in London, so may another be by chance.
        """
        recurring = (
            bag
            for word in words
            for bag, count in self._recurring(word)
            # Whose name it is as a whole, a rival tells.
            if bag < words or (bag == words and count > _RIVALS)
        )
        return words.difference(*recurring)

    def _recurring_with(self, word: str) -> Sequence[tuple[frozenset[str], int]]:
        """The names with a word that recur in either snapshot, and how often."""
        return [recurs for side in (self.old, self.new) for recurs in side.recurring(word).items()]

    def kinship(self, word: str, other: str) -> float:
        """How much of an old name's word is left in a new one's, from 0 to 1.

        A slip is made once; where other names bear both words, they are two.
        """
        akin = kinship(word, other)
        is_slip = akin != _MISSPELT or min(map(self._times, (word, other))) <= 1
        return akin if is_slip else 0.0

    def _times(self, word: str) -> int:
        return self.old.count(word) + self.new.count(word)

    def look_up(self, words: Collection[str]) -> None:
        """Say which words will be asked about."""
        self.old.look_up(words)
        self.new.look_up(words)


SMALL_WORDS = frozenset(plain_words(folded_name(_SMALL)))
GENERIC_WORDS = SMALL_WORDS.union(plain_words(folded_name(_SORTS)))
_HEADS = tuple(sorted(GENERIC_WORDS - SMALL_WORDS))


@lru_cache(maxsize=1024)
def generic_words(kind: str | None) -> frozenset[str]:
    """The words that say no more than what sort of unit it is: also the kind and its initials.

    Examples
    --------
    >>> "marker" in generic_words(None), "marker" in generic_words("marker-team")
    (False, True)
    """
    return GENERIC_WORDS | kind_words(kind)


@lru_cache(maxsize=1024)
def kind_words(kind: str | None) -> frozenset[str]:
    """The words of a kind and its initials.

    Examples
    --------
    >>> sorted(kind_words("working-group"))
    ['group', 'wg', 'working']
    """
    if kind is None:
        return frozenset()
    folded = folded_name(kind)
    return frozenset((*plain_words(folded), initials(folded.split()) or folded))


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
        if word[at:] in GENERIC_WORDS and word[at:] not in SMALL_WORDS:
            return (word[:at], word[at:])
    return (word,)


def opened(words: Sequence[str], others: Sequence[str]) -> list[str]:
    """Some words, a compound as two where another name has both of its parts, however written.

    Examples
    --------
    >>> opened(["kinderklinik"], ["klinik", "fur", "kinder"])
    ['kinder', 'klinik']
    """
    parts = tuple(others)
    compounds = {
        word
        for word in words
        if len(word) >= _SHORTEST_COMPOUND
        and word not in others
        and (word.startswith(parts) or word.endswith(parts))
    }
    if not compounds:
        return list(words)
    return [
        part for word in words for part in (_cut(word, others) if word in compounds else (word,))
    ]


def _cut(word: str, others: Sequence[str]) -> tuple[str, ...]:
    for part in others:
        at = len(word) - len(part)
        if at < _SHORTEST_MODIFIER or len(part) < _SHORTEST_PART:
            continue
        if word.endswith(part) and _is_part(word[:at], others, part):
            return word[:at], part
        if word.startswith(part) and _is_part(word[len(part) :], others, part):
            return part, word[len(part) :]
    return (word,)


def _is_part(rest: str, others: Iterable[str], part: str) -> bool:
    return any(kinship(rest, other) for other in others if other != part)


@lru_cache(maxsize=65536)
def is_number(word: str) -> bool:
    """Whether a word numbers a unit, or is a single letter, and so always tells it from others.

    Examples
    --------
    >>> [is_number(word) for word in ("3", "iii", "b", "c3", "mix")]
    [True, True, True, True, False]
    """
    return _NUMBER.fullmatch(word) is not None


@lru_cache(maxsize=65536)
def is_telling(word: str) -> bool:
    """Whether two units with a word in common have more than a number in common."""
    return not is_number(word) or sum(map(str.isalpha, word)) >= _LETTERS_OF_WORD


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
    >>> kinship("iv", "04")
    1.0
    """
    if word == other or (_numeral(word) or word) == _numeral(other):
        return 1.0
    if word[:1] != other[:1]:
        return 0.0
    if _is_inflected(word, other):
        return _INFLECTED
    return _MISSPELT if _is_slip(word, other) else 0.0


def _numeral(word: str) -> str | None:
    """The digits of a number, a Roman one too; None for what is none."""
    return (word.lstrip("0") or "0") if word.isdecimal() else _ROMAN.get(word)


def _is_inflected(word: str, other: str) -> bool:
    stem = next(
        (at for at, pair in enumerate(zip(word, other, strict=False)) if pair[0] != pair[1]),
        min(len(word), len(other)),
    )
    longer = max(len(word), len(other))
    if stem < max(_SHORTEST_STEM, _STEM_OF_LONGER * longer):
        return False
    short, long = sorted((word[stem:], other[stem:]), key=len)
    if not short:
        # A compound goes on where its first part ends; of a short word more makes another.
        longest = max(_LONGEST_ENDING, stem // 2) if stem > _SHORTEST_STEM else _SHORTER_ENDING
        return len(long) <= longest
    if len(long) == 1:
        return _are_alike(short, long)
    return len(short) <= _SHORTER_ENDING and len(long) <= _LONGEST_ENDING


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


@lru_cache(maxsize=65536)
def keys_of(word: str) -> tuple[str, str]:
    """What two forms of a word mostly have in common: its first letters, or its consonants."""
    consonants = "".join(letter for letter in word if letter not in _ALIKE[0])
    return f"{word[:_SHORTEST_STEM]}-", f"{word[0]}-{consonants}"
