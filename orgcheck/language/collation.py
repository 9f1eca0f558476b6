"""The order of the alphabet of a language, as the Unicode repository (CLDR) has it.

Letters count first, whatever their accents and case, then accents, then small before capital.
Languages differ in which letters are letters of their own, and in where these stand: in Finnish and
Swedish å, ä and ö follow z, in German they are a and o with marks.

Neither Babel nor the standard library sorts by a language. PyICU does, and has to be compiled
against ICU wherever it is installed. pyuca has 8 MB of tables, reads one of them for 0.1 s, and
knows the order that all languages have in common: in Swedish å would be an a. What is sorted here
is the names of a report.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import cache

from orgcheck.language.speech import asked_language
from orgcheck.records import NamedTuple

# Beyond every letter of the alphabet, one after the other.
_LAST = ("\U0010fff1", "\U0010fff2", "\U0010fff3")
# What stands for a letter in the comparison of letters, and what tells it from that.
_NORDIC = {
    "å": (_LAST[0], ""),
    "ä": (_LAST[1], ""),
    "æ": (_LAST[1], "e"),
    "ö": (_LAST[2], ""),
    "ø": (_LAST[2], "/"),
    "ő": (_LAST[2], "\u030b"),
    "ü": ("y", "\u0308"),
}
# The same of letters that Unicode does not take apart.
_EVERYWHERE = {
    "æ": ("ae", "e"),
    "ø": ("o", "/"),
    "đ": ("d", "/"),
    "ð": ("d", "/"),
    "ħ": ("h", "/"),
    "ł": ("l", "/"),
    "œ": ("oe", "e"),
    "ß": ("ss", "s"),
    "þ": ("th", "h"),
    "ŋ": ("n", "g"),
}
_OF_LANGUAGES: Mapping[str, Mapping[str, tuple[str, ...]]] = {"fi": _NORDIC, "sv": _NORDIC}
# What stands before letters: white space, then signs, then digits.
_RANKS = {"Z": 0, "C": 0, "P": 1, "S": 2, "N": 3}
_LETTER = 4


class Rank(NamedTuple):
    """Where a text stands in an order: compared by letters, then accents, then case."""

    letters: str
    accents: str
    case: str
    text: str


def rank(text: str, language: str | None = None) -> Rank:
    """Where a text stands in the order of a language; of the one asked for where left out.

    Examples
    --------
    >>> sorted(["Öljy", "Zeta", "Åbo", "apu"], key=lambda name: rank(name, "sv"))
    ['apu', 'Zeta', 'Åbo', 'Öljy']
    >>> sorted(["Zoll", "Äpfel", "Apfel"], key=lambda name: rank(name, "de"))
    ['Apfel', 'Äpfel', 'Zoll']
    """
    letters, accents = _signs((language or asked_language() or "").partition("-")[0])
    composed = unicodedata.normalize("NFC", text)
    small = composed.lower()
    return Rank(small.translate(letters), small.translate(accents), composed.swapcase(), text)


class _Signs(dict[int, str]):
    """What stands for each sign in the order of a language, found out when it is first met.

    Names are sorted by the ten thousand, and are of few signs.
    """

    def __init__(self, code: str, word: Callable[[str, str], str]) -> None:
        self._nordic = _OF_LANGUAGES.get(code, {})
        self._word = word

    def __missing__(self, number: int) -> str:
        sign = chr(number)
        bases, mark = self._nordic.get(sign) or _EVERYWHERE.get(sign) or _taken_apart(sign)
        return self.setdefault(number, self._word(bases, mark))


@cache
def _signs(code: str) -> tuple[_Signs, _Signs]:
    """The letters that signs stand for in a language, each behind its rank; and their accents.

    Behind the accents of each sign stands what is before any other: "a" is before "ä" and "ab".
    """
    letters = _Signs(code, lambda bases, _: "".join(f"{_rank_of(one)}{one}" for one in bases))
    return letters, _Signs(code, lambda _, mark: f"{mark}\0")


def _rank_of(sign: str) -> int:
    return _LETTER if sign in _LAST else _RANKS.get(unicodedata.category(sign)[0], _LETTER)


def _taken_apart(sign: str) -> tuple[str, str]:
    """What of a sign is a letter, and its accents."""
    parts = unicodedata.normalize("NFKD", sign)
    marks = "".join(one for one in parts if unicodedata.combining(one))
    return "".join(one for one in parts if not unicodedata.combining(one)), marks


def alphabetical(words: Iterable[str]) -> list[str]:
    """Words in the order of the language that is asked for.

    Examples
    --------
    >>> alphabetical(["Émile", "Eva", "eider"])
    ['eider', 'Émile', 'Eva']
    """
    return sorted(words, key=rank)
