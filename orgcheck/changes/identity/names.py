"""Names of units, folded: case, white space, punctuation and Unicode forms are no difference."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping
from functools import lru_cache
from types import MappingProxyType

from orgcheck.language import asked_language, in_quotes, said_later
from orgcheck.snapshot.model import Name, Unit, display
from orgcheck.snapshot.text import clipped

# What stands for each ASCII letter in a folded name: C, C++ and C# are three names.
_ASCII = {
    code: chr(code).lower() if chr(code).isalnum() or chr(code) in "+#" else " "
    for code in range(128)
}
_ASCII_LINES = {**_ASCII, ord("\n"): "\n"}


@lru_cache(maxsize=65536)
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


def folded_names(
    units: Mapping[str, Unit],
    before: Mapping[str, Unit] = MappingProxyType({}),
    known: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
) -> dict[str, tuple[str, ...]]:
    """The folded names of units, by their ids, the usual ones folded in one go.

    Parameters
    ----------
    before, known
        The units of another snapshot and their folded names: a unit that is one and the same in
        both has its names from there.
    """
    folded = {id: known[id] for id, unit in units.items() if before.get(id) is unit}
    folded.update(_folded([unit for id, unit in units.items() if id not in folded]))
    return folded


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


def quoted(unit: Unit) -> str:
    """The name of a unit in evidence."""
    return said_later(lambda: in_quotes(clipped(display(unit.name, asked_language()))))


def plain_words(folded: str) -> list[str]:
    """The words of a folded name, without accents on Latin letters."""
    if not folded.isascii():
        folded = "".join(_without_accent(letter) for letter in folded)
    return folded.split()


@lru_cache(maxsize=4096)
def _without_accent(letter: str) -> str:
    base = unicodedata.normalize("NFD", letter)[0]
    return base if base.isascii() and base.isalpha() else letter
