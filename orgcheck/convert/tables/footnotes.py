"""Marks of footnotes behind values, where notes below the table begin with the same marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from orgcheck.patterns import pattern

_MARK = r"[*\u2020\u2021]+|[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]+[)\u207e]?|\(?[0-9]{1,2}\)"
_NOTE = pattern(rf"({_MARK})\s*[^\W_]")
_BEHIND = pattern(rf"(.*[^\s*])\s*({_MARK})")


def footnotes_of(rows: Iterable[Sequence[str]]) -> frozenset[str]:
    """The marks that the notes of a sheet begin with: each stands alone in its row.

    Examples
    --------
    >>> sorted(footnotes_of([("Law", "1"), ("* until May", ""), ("2) acting", "")]))
    ['*', '2)']
    """
    alone = (cells[0] for row in rows if len(cells := [text for text in row if text]) == 1)
    return frozenset(match[1] for text in alone if (match := _NOTE.match(text)))


def is_footnote(text: str) -> bool:
    """Whether a text begins with the mark of a footnote.

    Examples
    --------
    >>> is_footnote("* until May"), is_footnote("2) acting"), is_footnote("2.1 Law")
    (True, True, False)
    """
    return _NOTE.match(text) is not None


def without_footnotes(text: str, marks: frozenset[str]) -> str:
    """A value without the marks of footnotes behind it.

    Examples
    --------
    >>> without_footnotes("Law 2)*", frozenset(("*", "2)"))), without_footnotes("A*", frozenset())
    ('Law', 'A*')
    """
    while (match := _BEHIND.fullmatch(text)) and match[2] in marks:
        text = match[1]
    return text
