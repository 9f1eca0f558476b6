"""Numbers and what they count, in words."""

from __future__ import annotations


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
