"""Names of units as words, ready to be compared.

Words that say what sort of unit it is ("Department of", "Team", the unit's kind or its initials)
tell units apart less than the others do; a number always tells them apart.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
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

# Every name in one language is compared with every one in another: so many and no more.
_LANGUAGES = 20

# A name that is a path, as of a repository: the steps before the last say where it is kept.
_PATH = re.compile(r"[a-z0-9._-]+(/[a-z0-9._-]+)+")

_DIGIT = re.compile(r"\d")


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


class FoldedNames:
    """The folded names of units, found out when they are asked for: of most none ever is.

    `before` are those of another snapshot; a unit that is one and the same in both has its names
    from there.
    """

    def __init__(self, units: Mapping[str, Unit], before: FoldedNames | None = None) -> None:
        self._units = units
        self._before = before
        self._known: dict[str, tuple[str, ...]] = {}

    def __getitem__(self, unit: str) -> tuple[str, ...]:
        found = self._known.get(unit)
        if found is None:
            found = self._known[unit] = folded_texts(self._units[unit].name)
        return found

    @cached_property
    def of_all(self) -> Mapping[str, tuple[str, ...]]:
        """Those of all units, the usual ones folded in one go."""
        known = self._known
        if self._before is not None:
            older, names = self._before._units, self._before.of_all
            known.update(
                (id, names[id]) for id, unit in self._units.items() if older.get(id) is unit
            )
        known.update(_folded([unit for id, unit in self._units.items() if id not in known]))
        return known


def _folded(units: Collection[Unit]) -> dict[str, tuple[str, ...]]:
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
    folded = folded_texts(unit.name) if folded is None else folded
    paths = (text for text in texts_of(unit.name) if _PATH.fullmatch(text))
    return Wording(
        folded if len(folded) <= _LANGUAGES else tuple(sorted(folded)[:_LANGUAGES]),
        frozenset(acronyms),
        generic_words(unit.kind),
        frozenset(folded_name(path.rpartition("/")[2]) for path in paths),
    )


def is_number(word: str) -> bool:
    """Whether a word numbers a unit, or is a single letter, and so always tells it from others."""
    return len(word) == 1 or _DIGIT.search(word) is not None


def initials(folded: str) -> str:
    """The first letters of a folded name's words."""
    words = folded.split()
    return "".join(word[0] for word in words) if len(words) > 1 else ""
