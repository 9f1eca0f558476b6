"""How two names of units relate: equal, spelt otherwise, longer or shorter, or unlike.

A name is compared as a list of words. Words that say what sort of unit it is ("Department of",
"Team", a kind of the snapshot or its initials) tell units apart less than the others do; a number
always tells them apart.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from orgcheck.snapshot.model import Name, Unit

# Words for sorts of units, and the small words between them. A unit's own kind comes on top.
_GENERIC = """
    a an and at by for from in of on the to with
    administration agency authority board branch bureau center centre commission committee
    council department dept directorate division group ministry office organisation
    organization programme program project secretariat section sector service services sig
    subproject task force team unit wg working
    abteilung amt bereich der die das des direktion für ministerium referat stelle und zentrum
    agence bureau de direction du département et la le les ministère pour unité
    agencia del departamento dirección el las los ministerio oficina para servicio unidad y
    avdelning byrå enhet för kontor myndighet och verk
    hallinto keskus ja jaosto ministeriö osasto toimisto tiimi virasto yksikkö
"""

# A name that is a path, as of a repository: the steps before the last say where it is kept.
_PATH = re.compile(r"[a-z0-9._-]+(/[a-z0-9._-]+)+")

_DIGIT = re.compile(r"\d")

# The shortest name, spaces left out, in which one wrong letter is read as a slip.
_LETTERS_FOR_A_SLIP = 6


class Likeness(IntEnum):
    """How alike two names are, the most alike first."""

    EQUAL = 0
    RESPELT = 1  # by case, spaces, accents, order, or a generic word that came or went
    QUALIFIED = 2  # by a word of a parent's name that came or went
    RETITLED = 3  # by generic words, one in place of another
    SHORTENED = 4  # all words of one are in the other; or one letter is wrong
    ABBREVIATED = 5  # one is the initials of the other
    UNLIKE = 6


class Relation(NamedTuple):
    """How two names relate, in words why, by which telling words they differ, what was kept.

    `kept` is the share of the longer name's telling words that the shorter one has.
    """

    likeness: Likeness
    because: str = ""
    gone: frozenset[str] = frozenset()
    come: frozenset[str] = frozenset()
    kept: float = 1.0


UNRELATED = Relation(Likeness.UNLIKE)


class Wording(NamedTuple):
    """The names of a unit, ready to be compared, and what its words are worth."""

    texts: tuple[str, ...]
    acronyms: frozenset[str]
    generic: frozenset[str]
    # What follows the last slash, where the name is a path.
    last_steps: frozenset[str]

    def words(self) -> Iterator[str]:
        """Every word of every name that tells this unit from others."""
        for text in self.texts:
            yield from telling_words(plain_words(text), self.generic)

    def squeezed(self) -> Iterator[str]:
        """Every name without its spaces."""
        for text in self.texts:
            yield "".join(plain_words(text))


# What stands for each ASCII letter in a folded name: C, C++ and C# are three names.
_ASCII = {
    code: chr(code).lower() if chr(code).isalnum() or chr(code) in "+#" else " "
    for code in range(128)
}
_ASCII_LINES = {**_ASCII, ord("\n"): "\n"}


def folded_name(text: str) -> str:
    """A name with case, white space, punctuation and Unicode forms folded.

    Examples
    --------
    >>> folded_name("Release-Engineering")
    'release engineering'
    >>> folded_name("\\uff2c\\uff34\\uff33 (2024)")
    'lts 2024'
    """
    if text.isascii():
        return " ".join(text.translate(_ASCII).split()) or text
    kept = "".join(filter(_is_seen, unicodedata.normalize("NFKC", text))).casefold()
    words = "".join(letter if _is_of_word(letter) else " " for letter in kept).split()
    return " ".join(words) or kept


def folded_names(units: Collection[Unit]) -> dict[str, tuple[str, ...]]:
    """The folded names of many units, by their ids: the usual ones all in one go."""
    usual = [
        unit
        for unit in units
        if isinstance(unit.name, str) and unit.name.isascii() and "\n" not in unit.name
    ]
    lines = "\n".join(str(unit.name) for unit in usual).translate(_ASCII_LINES).split("\n")
    folded: dict[str, tuple[str, ...]] = {
        unit.id: (_spaced_once(line) or str(unit.name),)
        for unit, line in zip(usual, lines, strict=False)
    }
    if len(usual) < len(units):
        folded.update((unit.id, folded_texts(unit.name)) for unit in units if unit.id not in folded)
    return folded


def _spaced_once(line: str) -> str:
    # Most names are already as they should be, and this is asked of all of them.
    if "  " in line or line[:1] == " " or line[-1:] == " ":
        return " ".join(line.split())
    return line


def _is_seen(letter: str) -> bool:
    return unicodedata.category(letter) != "Cf"


def _is_of_word(letter: str) -> bool:
    # Marks belong to the letters that they follow in many scripts.
    return letter.isalnum() or letter in "+#" or unicodedata.category(letter)[0] == "M"


def texts_of(name: Name) -> tuple[str, ...]:
    """The texts of a name, one for each language, each once."""
    return (name,) if isinstance(name, str) else tuple(dict.fromkeys(name.values()))


def folded_texts(name: Name) -> tuple[str, ...]:
    """The folded texts of a name, each once."""
    if isinstance(name, str):
        return (folded_name(name),)
    return tuple(dict.fromkeys(folded_name(text) for text in name.values()))


def same_name(one: Name, other: Name) -> bool:
    """Whether two names are equal, folded, in every language that both have.

    A text has no language and equals a name in which it stands; names without a language in
    common are equal where one text is.
    """
    if isinstance(one, str) and isinstance(other, str):
        return folded_name(one) == folded_name(other)
    if not isinstance(one, str) and not isinstance(other, str):
        shared = one.keys() & other.keys()
        if shared:
            return all(folded_name(one[tag]) == folded_name(other[tag]) for tag in shared)
    return not set(folded_texts(one)).isdisjoint(folded_texts(other))


def plain_words(folded: str) -> list[str]:
    """The words of a folded name, without accents on Latin letters."""
    if not folded.isascii():
        folded = "".join(_without_accent(letter) for letter in folded)
    return folded.split()


@lru_cache(maxsize=4096)
def _without_accent(letter: str) -> str:
    base = unicodedata.normalize("NFD", letter)[0]
    return base if base.isascii() and base.isalpha() else letter


GENERIC_WORDS = frozenset(plain_words(folded_name(_GENERIC)))


def telling_words(words: Sequence[str], generic: frozenset[str]) -> Sequence[str]:
    """The words that are not generic; all of them where all are."""
    return [word for word in words if word not in generic] or words


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
    return GENERIC_WORDS.union(plain_words(folded), (initials(folded) or folded,))


def wording(unit: Unit, folded: tuple[str, ...] | None = None) -> Wording:
    """The names of a unit, folded, with the words that are generic for units of its kind."""
    acronyms = () if unit.acronym is None else folded_texts(unit.acronym)
    paths = (text for text in texts_of(unit.name) if _PATH.fullmatch(text))
    return Wording(
        folded_texts(unit.name) if folded is None else folded,
        frozenset(acronyms),
        generic_words(unit.kind),
        frozenset(folded_name(path.rpartition("/")[2]) for path in paths),
    )


def relation(one: Wording, other: Wording, of_parents: Sequence[frozenset[str]] = ()) -> Relation:
    """How the names of two units relate, in the language in which they are most alike.

    `of_parents` are the words of each parent's name, which come and go in the names of those
    below it.
    """
    generic = one.generic if one.generic is other.generic else one.generic | other.generic
    found = [
        [_relation(text, counterpart, generic, of_parents) for counterpart in other.texts]
        for text in one.texts
    ]
    if len(one.texts) > len(other.texts):
        found = [list(column) for column in zip(*found, strict=True)]
    of_texts = [min(row, key=_by_likeness) for row in found]
    best = min(of_texts, key=_by_likeness)
    # Equal in one language and unlike in another is no more than half the name.
    if best.likeness < Likeness.SHORTENED and UNRELATED in of_texts:
        because = f"{best.because}, in one language"
        best = best._replace(likeness=Likeness.SHORTENED, because=because)
    if best.likeness >= Likeness.QUALIFIED and not one.last_steps.isdisjoint(other.last_steps):
        best = Relation(Likeness.QUALIFIED, "the last step of the path is the same")
    if best.likeness is Likeness.UNLIKE:
        best = _by_initials(one, other) or best
    return best


def _by_likeness(relation: Relation) -> tuple[Likeness, float]:
    return (relation.likeness, -relation.kept)


def _relation(
    text: str,
    other: str,
    generic: frozenset[str],
    of_parents: Sequence[frozenset[str]],
) -> Relation:
    if text == other:
        return Relation(Likeness.EQUAL, "same name")
    words, others = plain_words(text), plain_words(other)
    if "".join(words) == "".join(others):
        return Relation(Likeness.RESPELT, "names differ in spelling only")
    if sorted(words) == sorted(others):
        return Relation(Likeness.RESPELT, "names differ in the order of words only")
    before, now = Counter(words), Counter(others)
    gone, come = frozenset(before - now), frozenset(now - before)
    telling = (before & now).keys() - generic
    difference = (gone - generic, come - generic)
    because = f"names differ by {_quoted(gone | come)} only"
    if gone | come <= generic and telling:
        return Relation(Likeness.RETITLED if gone and come else Likeness.RESPELT, because)
    if not (gone and come) and any(
        gone | come <= generic | parent and telling - parent for parent in of_parents
    ):
        return Relation(Likeness.QUALIFIED, because, *difference)
    if _is_slip("".join(words), "".join(others)):
        return Relation(Likeness.SHORTENED, "names differ by one letter only")
    return _containment(words, others, generic)


def _containment(words: Sequence[str], others: Sequence[str], generic: frozenset[str]) -> Relation:
    """Whether all telling words of one name are words of the other."""
    before = frozenset(telling_words(words, generic))
    now = frozenset(telling_words(others, generic))
    gone, come = before - now, now - before
    if (gone and come) or not (gone or come) or any(map(is_number, gone | come)):
        return UNRELATED
    because = f"one name has {_quoted(gone | come)} more"
    return Relation(
        Likeness.SHORTENED, because, gone, come, kept=len(before & now) / len(before | now)
    )


def is_number(word: str) -> bool:
    """Whether a word numbers a unit, or is a single letter, and so always tells it from others."""
    return len(word) == 1 or _DIGIT.search(word) is not None


def slips(squeezed: str) -> Iterator[str]:
    """What a name without spaces and every name that a slip makes of it have in common.

    Two names that differ by one wrong, missing or transposed letter become equal when the right
    letter of either, or of one, is left out.
    """
    if len(squeezed) >= _LETTERS_FOR_A_SLIP and not _DIGIT.search(squeezed):
        yield squeezed
        yield from {squeezed[:at] + squeezed[at + 1 :] for at in range(len(squeezed))}


def _is_slip(squeezed: str, other: str) -> bool:
    """Whether two names without spaces differ by one wrong, missing or transposed letter."""
    shorter = min(len(squeezed), len(other))
    if shorter < _LETTERS_FOR_A_SLIP or abs(len(squeezed) - len(other)) > 1:
        return False
    if _DIGIT.search(squeezed + other):
        return False
    from rapidfuzz.distance import OSA

    return bool(OSA.distance(squeezed, other, score_cutoff=1) == 1)


def _by_initials(one: Wording, other: Wording) -> Relation | None:
    """Whether one name is the acronym or the initials of the other."""
    for long, short in ((one, other), (other, one)):
        for text in short.texts:
            if text in long.acronyms:
                return Relation(Likeness.ABBREVIATED, f'"{text}" is the acronym of the other')
            if any(text == initials(full) for full in long.texts):
                return Relation(Likeness.ABBREVIATED, f'"{text}" are the initials of the other')
    return None


def initials(folded: str) -> str:
    """The first letters of a folded name's words."""
    words = folded.split()
    return "".join(word[0] for word in words) if len(words) > 1 else ""


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f'"{word}"' for word in sorted(words))
