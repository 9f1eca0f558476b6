"""In what two texts differ that look the same."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from functools import reduce
from itertools import combinations


def only_in(old: str, new: str) -> str:
    """What alone tells two texts apart, in words; nothing where a reader sees the difference.

    Examples
    --------
    >>> only_in("Trade  and Regions", "Trade and regions")
    'only in white space and upper or lower case'
    >>> only_in("Trade", "Regions")
    ''
    """
    if old == new:
        return ""
    for number in range(1, len(_FOLDINGS) + 1):
        for words in combinations(_FOLDINGS, number):
            one, other = (_folded(text, words) for text in (old, new))
            if one == other:
                return f"only in {' and '.join(words)}"
    return ""


def _folded(text: str, words: tuple[str, ...]) -> str:
    return reduce(lambda so_far, word: _FOLDINGS[word](so_far), words, text)


_FOLDINGS: Mapping[str, Callable[[str], str]] = {
    "white space": lambda text: " ".join(text.split()),
    "upper or lower case": str.casefold,
    "Unicode form": lambda text: unicodedata.normalize("NFKC", text),
}
