"""Numbers and what they count, in words."""

from __future__ import annotations

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


def first_few(words: Collection[str]) -> tuple[list[str], int]:
    """The words that a message gives, and how many more there are.

    Examples
    --------
    >>> first_few(["a", "b"])
    (['a', 'b'], 0)
    """
    shown = list(islice(words, MOST_LISTED))
    return shown, len(words) - len(shown)
