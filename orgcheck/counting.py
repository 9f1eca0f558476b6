"""Numbers and what they count, in words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Literal, TypeVar

from orgcheck.language import current, number_words, tr, tr_n
from orgcheck.patterns import pattern

if TYPE_CHECKING:
    from orgcheck.numbers import Number

T = TypeVar("T")

# How many words of a row a message gives: it may be one of many.
MOST_LISTED = 20


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """A number and its noun; nothing for none.

    Examples
    --------
    >>> counted(2, "unit")
    '2 units'
    """
    if number == 0:
        return ""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def is_or_are(number: int) -> str:
    """The verb that goes with so many."""
    return "is" if number == 1 else "are"


# What words begin with that begin with a vowel as they are spoken: "an hour" and "an HR unit" ...
_VOWELS = (*"aeiou", "hono", "hour", "heir")
_LETTERS = pattern(r"[FHLMNRSX][A-Z]{0,2}\b")
# ... but "a unit", and "an uninvolved" one.
_NO_VOWELS = (
    *("eu", "ewe", "once", "uk", "usa", "use", "usi", "usu", "ute", "uti", "uto"),
    *("ura", "ure", "uri", "uro", "uru"),
)
_ONE = pattern(r"one\b|uni(?!n|m)")


def _is_spoken_with_vowel(words: str) -> bool:
    small = words.lower()
    if small.startswith(_VOWELS):
        return not (small.startswith(_NO_VOWELS) or _ONE.match(small))
    return bool(_LETTERS.match(words))


def with_article(words: str) -> str:
    """A word with "a" or "an" before it; in other languages the word alone.

    Examples
    --------
    >>> with_article("unit"), with_article("office")
    ('a unit', 'an office')
    """
    if current() is not None:
        return words
    return f"{'an' if _is_spoken_with_vowel(words) else 'a'} {words}"


def first_few(words: Collection[str]) -> tuple[list[str], int]:
    """The words that a message gives, and how many more there are.

    Examples
    --------
    >>> first_few(["a", "b"])
    (['a', 'b'], 0)
    """
    shown = list(islice(words, MOST_LISTED))
    return shown, len(words) - len(shown)


def listed(words: Iterable[str], most: int | None = None) -> str:
    """Words as a person lists them; beyond `most`, how many more there are.

    Where a comma stands within one of them, semicolons stand between them.

    Examples
    --------
    >>> listed(["a", "b", "c"])
    'a, b and c'
    >>> listed(["Director, Rivers", "Director, Coast", "Clerk"])
    'Director, Rivers; Director, Coast; and Clerk'
    >>> listed("abcdefg", most=3)
    'a, b, c and 4 more'
    """
    items: Sequence[str] = list(words)
    if most is not None and len(items) > most + 1:
        items = [*items[:most], more(len(items) - most)]
    # What stands in quotes is held together by them.
    if len(items) > 1 and any("," in item and item[:1] not in _QUOTES for item in items):
        return tr("{words}; and {last}", words="; ".join(items[:-1]), last=items[-1])
    return in_a_row(items)


_QUOTES = tuple('"\N{RIGHT DOUBLE QUOTATION MARK}\N{DOUBLE LOW-9 QUOTATION MARK}')


def more(number: int) -> str:
    """How many words are left out at the end of a list.

    Examples
    --------
    >>> more(1200)
    '1,200 more'
    """
    return tr_n("{number} more", "{number} more", number)


def in_a_row(words: Sequence[str], joint: Literal["and", "or"] = "and") -> str:
    """Words with commas between them, and a joint before the last.

    Examples
    --------
    >>> in_a_row(["a", "b", "c"], "or")
    'a, b or c'
    >>> from orgcheck.language import speaking
    >>> with speaking("fi"):
    ...     in_a_row(["a", "b", "c"])
    'a, b ja c'
    """
    if len(words) < 2:
        return "".join(words)
    speech = current()
    if speech is not None:
        from babel.lists import format_list

        style: Literal["standard", "or"] = "or" if joint == "or" else "standard"
        return format_list(words, style=style, locale=speech.locale)
    return f"{', '.join(words[:-1])} {joint} {words[-1]}"


def called(members: Sequence[T], words: Callable[[T], str], most: int) -> str:
    """Members by the words for each, listed likewise; only those that are shown are asked for.

    Examples
    --------
    >>> called("abcdefg", str.upper, most=3)
    'A, B, C and 4 more'
    """
    if len(members) <= most + 1:
        return listed(map(words, members))
    return listed([*map(words, members[:most]), more(len(members) - most)])


def signed(number: Number) -> str:
    """What came or went; nothing has no sign.

    Examples
    --------
    >>> signed(1200), signed(0)
    ('+1,200', '0')
    """
    return number_words(number, "+,") if number else "0"
