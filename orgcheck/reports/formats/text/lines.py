"""The lines of a report for a terminal: how they are broken, coloured and written.

`written` is the only way from lines to a report. Whatever they say, unseen characters are escapes
in it, nothing is a command to a runner of CI, and only what is painted has a colour.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator

from orgcheck.escaping import escape_controls, without_commands
from orgcheck.patterns import pattern
from orgcheck.records import NamedTuple
from orgcheck.reports.format import PLAIN, Screen

# The few colours that reports use; none says what words do not.
BOLD = "1"
DIM = "2"
RED = "1;31"
GREEN = "1;32"
YELLOW = "1;33"
CYAN = "1;36"
# Where lines may break: at the last of several spaces; not before the dot that parts facts, and
# not between the number that a fact begins with and what it counts.
_BREAK = pattern("(?<!· [0-9])(?<!· [0-9]{2})(?<!· [0-9]{3}) (?![ ·])")


class Paragraph(NamedTuple):
    """Words that are broken into lines as wide as there is room, at spaces only.

    `first` begins the first line, `rest` every further one. A word that is wider than a line
    (a path, an id) stays whole: it is there to be copied. `paint` names words that stand in the
    text in this order, and the colour of each; they may go on on further lines.
    """

    text: str
    first: str = ""
    rest: str = ""
    paint: tuple[tuple[str, str], ...] = ()

    def broken(self, width: int) -> Iterator[str]:
        """The lines, none wider than so many columns if its words allow it; no space is lost."""
        line, used, empty = self.first, columns(self.first), True
        for word in _BREAK.split(escape_controls(self.text)):
            wide = columns(word)
            if not empty and used + 1 + wide > width:
                yield line
                line, used, empty = self.rest, columns(self.rest), True
            line += word if empty else f" {word}"
            used += wide if empty else wide + 1
            empty = False
        yield line


def heading(words: str) -> Paragraph:
    """What heads a section of a report: bold, so that sections are found in colour too."""
    return Paragraph(words, paint=((words, BOLD),))


class Fitted(NamedTuple):
    """Lines that stand otherwise where there is more room."""

    lines: Callable[[int], Iterable[str]]


Line = str | Paragraph | Fitted


def written(lines: Iterable[Line], screen: Screen = PLAIN) -> str:
    """The text of a report, as wide and in colour as the screen has it.

    Examples
    --------
    >>> print(written(["Finance \\x1b[31m", Paragraph("::error::x")]), end="")
    Finance \\x1b[31m
    \\x3a:error::x
    """
    return without_commands(
        "".join(f"{text}\n" for line in lines for text in _written(line, screen))
    )


def _written(line: Line, screen: Screen) -> Iterator[str]:
    if isinstance(line, str):
        yield escape_controls(line)
    elif isinstance(line, Fitted):
        yield from map(escape_controls, line.lines(screen.width))
    else:
        lines = list(map(escape_controls, line.broken(screen.width)))
        yield from _painted(lines, line) if screen.colour else lines


def _painted(lines: list[str], paragraph: Paragraph) -> list[str]:
    """The lines with some of their words in colours; as they are where not all are found in turn.

    What begins further lines is no part of the words and has no colour.
    """
    margin = escape_controls(paragraph.rest)
    text = "\n".join([lines[0], *(line.removeprefix(margin) for line in lines[1:])])
    done = ""
    for words, colour in paragraph.paint:
        # A line ends at a space of the words or within none of them.
        sought = re.escape(escape_controls(words)).replace("\\ ", "[ \\n]")
        found = re.search(sought, text)
        if found is None:
            return lines
        start, end = f"\x1b[{colour}m", "\x1b[0m"
        done += text[: found.start()] + start + found[0].replace("\n", f"{end}\n{start}") + end
        text = text[found.end() :]
    first, *more = (done + text).split("\n")
    return [first, *(margin + line for line in more)]


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
