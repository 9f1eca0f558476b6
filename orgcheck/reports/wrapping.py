"""Text set to the width of a terminal."""

from __future__ import annotations

import re
import unicodedata

WIDTH = 80
# Where lines may break: at the last of several spaces. Lines that a text has itself are laid anew.
_BREAK = re.compile(" (?! )")
_LAYOUT = re.compile(r"\s*[\t\n\r\f\v]\s*")


def wrapped(text: str, *, first: str = "", rest: str = "", width: int = WIDTH) -> list[str]:
    """The text in lines of at most `width` columns, broken at spaces only, none of which is lost.

    `first` begins the first line, `rest` every further one. A word that is wider than a line
    (a path, an id) stays whole: it is there to be copied.
    """
    lines: list[str] = []
    line, used, empty = first, columns(first), True
    for word in _BREAK.split(_LAYOUT.sub(" ", text)):
        wide = columns(word)
        if not empty and used + 1 + wide > width:
            lines.append(line)
            line, used, empty = rest, columns(rest), True
        line += word if empty else f" {word}"
        used += wide if empty else wide + 1
        empty = False
    return [*lines, line]


def columns(text: str) -> int:
    """How many columns of a terminal a text takes: wide letters take two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(_columns_of(character) for character in text)


def _columns_of(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
