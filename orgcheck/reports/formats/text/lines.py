"""The lines of a report for a terminal: how they are broken, coloured and written.

`written` is the only way from lines to a report. Whatever they say, unseen characters are escapes
in it, nothing is a command to a runner of CI, and only what is painted has a colour.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from orgcheck.escaping import escape_controls, without_commands
from orgcheck.patterns import pattern
from orgcheck.records import dataclass

WIDTH = 80
# The few colours that reports use; none says what words do not.
BOLD = "1"
DIM = "2"
RED = "1;31"
YELLOW = "1;33"
CYAN = "1;36"
# Where lines may break: at the last of several spaces.
_BREAK = pattern(" (?! )")


@dataclass(frozen=True, slots=True)
class Painted:
    """Words in a colour."""

    words: str
    colour: str


Line = str | tuple[str | Painted, ...]


def written(lines: Iterable[Line]) -> str:
    """The text of a report.

    Examples
    --------
    >>> print(written(["Finance \\x1b[31m", "::error::x"]), end="")
    Finance \\x1b[31m
    \\x3a:error::x
    """
    return without_commands("".join(f"{_written(line)}\n" for line in lines))


def _written(line: Line) -> str:
    if isinstance(line, str):
        return escape_controls(line)
    return "".join(
        f"\x1b[{part.colour}m{escape_controls(part.words)}\x1b[0m"
        if isinstance(part, Painted)
        else escape_controls(part)
        for part in line
    )


def painted(line: str, *wanted: tuple[str, str]) -> Line:
    """The line with some of its words in colours; as it is where it has not all of them in turn."""
    parts: list[str | Painted] = []
    rest = escape_controls(line)
    for words, colour in wanted:
        before, found, rest = rest.partition(escape_controls(words))
        if not found:
            return line
        parts += [before, Painted(found, colour)]
    return (*parts, rest)


def wrapped(text: str, *, first: str = "", rest: str = "", width: int = WIDTH) -> list[str]:
    """The text in lines of at most `width` columns, broken at spaces only, none of which is lost.

    `first` begins the first line, `rest` every further one. A word that is wider than a line
    (a path, an id) stays whole: it is there to be copied.
    """
    lines: list[str] = []
    line, used, empty = first, columns(first), True
    for word in _BREAK.split(escape_controls(text)):
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
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(map(_columns_of, escape_controls(text)))


def padded(text: str, width: int) -> str:
    """The text with spaces after it, up to so many columns."""
    return text + " " * (width - columns(text))


def _columns_of(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
