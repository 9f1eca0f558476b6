"""The text of a file, and the lines and columns of its characters."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate, count
from operator import add

from orgcheck.findings import Location

_BREAK = re.compile(r"\r\n|\n|\r")


class SourceText:
    """A text under the name that messages call it by.

    Lines end where an editor ends them: at a line feed, a carriage return, or both.
    """

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text

    @cached_property
    def _line_starts(self) -> list[int]:
        if "\r" in self.text:
            return [0, *(match.end() for match in _BREAK.finditer(self.text))]
        # Where a line ends: the lengths of those so far, and a line feed for each.
        ends = map(add, accumulate(map(len, self.text.split("\n"))), count(1))
        return [0, *ends]

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, of the character at an offset."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def location(self, start: int, end: int | None = None) -> Location:
        """The stretch from `start` up to, not including, `end`."""
        stop = max(start, start if end is None else end)
        return Location(self.name, *self.position(start), *self.position(stop))
