"""Texts that a reader cannot tell apart though a computer does.

After the skeletons of Unicode Technical Standard 39, for the letters that Latin shares the look of
with Cyrillic and Greek, and for whatever compatibility composition (NFKC) makes one.
"""

from __future__ import annotations

import unicodedata

from orgcheck.snapshot.vocabulary import TYPOGRAPHIC_QUOTES

_LATIN = dict(
    zip(
        map(ord, "аАВсСԁеЕһНіІјЈкКӏМоОрРԛԚѕЅТуУԝԜхХ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορυχ" + "ı‐‑"),
        "aABcCdeEhHiIjJkKlMoOpPqQsSTyYwWxX" + "ABEZHIKMNOPTYXaikvopux" + "i--",
        strict=True,
    )
)
_PAIRS = frozenset(("“”", "„“", "„”", "””", "‘’", "‚‘", "‚’", "’’", "«»", "»«", "‹›", "›‹"))


def skeleton(text: str) -> str:
    """What all texts that look alike have in common.

    Examples
    --------
    >>> skeleton("b\\u0430nk") == skeleton("bank"), skeleton("bänk") == skeleton("bank")
    (True, False)
    """
    if text.isascii():
        return text
    return unicodedata.normalize("NFKC", text).translate(_LATIN)


def difference(one: str, other: str) -> tuple[str, str]:
    """The code points in which two texts differ, from the first to the last, of either.

    Examples
    --------
    >>> difference("b\\u0430nk", "bank")
    ('U+0430 CYRILLIC SMALL LETTER A', 'U+0061 LATIN SMALL LETTER A')
    """
    before = next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
    after = 0
    most = min(len(one), len(other)) - before
    while after < most and one[-1 - after] == other[-1 - after]:
        after += 1
    parts = (text[before : len(text) - after] for text in (one, other))
    first, second = (" ".join(map(_called, part)) or "nothing" for part in parts)
    return first, second


def _called(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, 'without a name')}"


def in_quotes(text: str) -> str | None:
    """What stands within typographic quotes that begin and end a text.

    Examples
    --------
    >>> in_quotes("“Trade”"), in_quotes("“Trade” and “Industry”")
    ('Trade', None)
    """
    inner = text[1:-1]
    if text[:1] + text[-1:] not in _PAIRS or not inner.strip():
        return None
    return None if any(quote in inner for quote in TYPOGRAPHIC_QUOTES.replace("’", "")) else inner
