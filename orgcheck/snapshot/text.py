"""The text of a file, and the lines and columns of its characters."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise

from orgcheck.findings import Location

# Lines are looked for in so many characters at a time.
_BLOCK = 1 << 12


class SourceText:
    """A text under the name that messages call it by.

    Lines end where an editor ends them: at a line feed, a carriage return, or both.
    """

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, of the character at an offset."""
        number = offset // _BLOCK
        lines, start = self._after(self._blocks[number], number * _BLOCK, offset)
        return lines + 1, offset - start + 1

    def location(self, start: int, end: int | None = None) -> Location:
        """The stretch from `start` up to, not including, `end`."""
        stop = max(start, start if end is None else end)
        return Location(self.name, *self.position(start), *self.position(stop))

    # Few of a text's places are ever told, so that its lines are counted, block by block, and
    # not listed. What is carried on is how many lines have ended, and where the next began.

    @cached_property
    def _blocks(self) -> list[tuple[int, int]]:
        blocks = [(0, 0)]
        for start, end in pairwise(range(0, len(self.text) + _BLOCK + 1, _BLOCK)):
            blocks.append(self._after(blocks[-1], start, end))
        return blocks

    def _after(self, before: tuple[int, int], start: int, end: int) -> tuple[int, int]:
        """How many lines have ended at `end`, and where the last began, from those at `start`."""
        text = self.text
        lines = text.count("\n", start, end)
        last = text.rfind("\n", start, end)
        if self._returns:
            # A line that ends with both ends at the line feed.
            lines += text.count("\r", start, end) - text.count("\r\n", start, end + 1)
            within = text.startswith("\r\n", end - 1)
            last = max(last, text.rfind("\r", start, end - within))
        return before[0] + lines, before[1] if last < 0 else last + 1

    @cached_property
    def _returns(self) -> bool:
        return "\r" in self.text
