"""Numbers and what they count, in words."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import islice

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


# Words that begin with a vowel as they are spoken: "an hour" and "an HR unit", but "a unit".
_VOWEL = re.compile(
    r"(?!(?i:eu|ewe|one\b|once|uni(?!n|m)|us[aeiu]|ut[eio]|ur[aeiou]|uk))(?i:[aeiou]|hono|hour|heir)"
    r"|(?:[FHLMNRSX][A-Z]{0,2})\b"
)


def with_article(words: str) -> str:
    """A word with "a" or "an" before it.

    Examples
    --------
    >>> with_article("unit"), with_article("office")
    ('a unit', 'an office')
    """
    return f"{'an' if _VOWEL.match(words) else 'a'} {words}"


def first_few(words: Collection[str]) -> tuple[list[str], int]:
    """The words that a message gives, and how many more there are.

    Examples
    --------
    >>> first_few(["a", "b"])
    (['a', 'b'], 0)
    """
    shown = list(islice(words, MOST_LISTED))
    return shown, len(words) - len(shown)
