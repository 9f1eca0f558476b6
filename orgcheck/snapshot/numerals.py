"""Numbers as people write them, with marks between the digits that YAML does not take."""

from __future__ import annotations

import re

from orgcheck.snapshot.scalars import MOST_DIGITS

_GROUPED = r"[1-9][0-9]{0,2}(?:%s[0-9]{3})+"
# What may stand between groups of three digits, and what then separates the decimals.
_WRITINGS = tuple(
    re.compile(rf"([-+]?)({_GROUPED % mark}|[0-9]+)(?:{decimals}([0-9]+))?")
    for mark, decimals in ((",", r"\."), (r"\.", ","), (r"[ \u00a0\u2009\u202f'’_]", "[,.]"))
)
_NOT_A_DIGIT = re.compile(r"[^0-9]")


def number_meant(text: str) -> str | None:
    """The number that a text stands for, as YAML writes it; None where it stands for none.

    A comma before exactly three digits groups thousands; any other one separates decimals.

    Examples
    --------
    >>> [number_meant(text) for text in ("1,5", "1,200", "1.234,56", "1 200,5", "1,234.56")]
    ['1.5', '1200', '1234.56', '1200.5', '1234.56']
    >>> number_meant("2,3,4") is None
    True
    """
    if len(text) > 2 * MOST_DIGITS:
        return None
    matches = (writing.fullmatch(text.strip()) for writing in _WRITINGS)
    for match in filter(None, matches):
        sign, whole, decimals = match.groups()
        number = _NOT_A_DIGIT.sub("", whole)
        return f"{sign.strip('+')}{number}" + (f".{decimals}" if decimals else "")
    return None
