"""Where the columns of an alluvial picture stand, so that every text in it has its room.

A name runs along the band of its unit up to where anything happens to that, over any number of
columns. So columns stand as near to each other as the names between some of them allow.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from orgcheck.charts.alluvial import Alluvial, Band, Tie
from orgcheck.charts.lettering import BOLD, fitted, width_of, width_on_two_lines
from orgcheck.escaping import escape_controls, with_all_blanks
from orgcheck.grouping import by_first
from orgcheck.language import msg_n, tr_n
from orgcheck.records import dataclass

# Of names and labels, and of all smaller texts.
FONT, SMALL = 11.0, 10.0
# How wide a bar is, and what stands between a text and what is beside it.
BAR, GAP = 6.0, 5.0
# The wedge in which a unit ends, and the sign behind it.
WEDGE, ENDED = 30.0, "✕"
# How long a band takes to get to another height, at least.
_BEND = 44.0
# How wide a name may be, and what is said of the versions that are not drawn.
_LONGEST, _NOTE = 270.0, 96.0
# How far columns stand apart where there is room.
_PITCH = 300.0
# What a column says of the versions before it that have none of their own.
_NOT_DRAWN = msg_n(
    "{number} version in between not drawn", "{number} versions in between not drawn"
)


@dataclass(frozen=True)
class Spread:
    """The columns of a picture, spread over the width of a page where they need no more.

    Parameters
    ----------
    alluvial
        What is drawn.
    page
        How wide a page is.
    """

    alluvial: Alluvial
    page: float

    @cached_property
    def columns(self) -> tuple[float, ...]:
        """Where each column begins, from 0."""
        places = self._least(self._lines)
        gaps = max(len(places) - 1, 1)
        room = min(self.page - self._behind(self._lines), gaps * _PITCH)
        more = max((room - places[-1]) / gaps, 0.0)
        return tuple(place + number * more for number, place in enumerate(places))

    @property
    def width(self) -> float:
        """How wide the picture is."""
        return self.columns[-1] + self._behind(self._lines)

    @cached_property
    def _lines(self) -> int:
        """On how many lines names may stand: on one where the page is wide enough for that."""
        return 1 if self._least(1)[-1] + self._behind(1) <= self.page else 2

    def _least(self, lines: int) -> list[float]:
        """Where columns stand at least, with names on so many lines."""
        needs = by_first((end, (start, width)) for start, end, width in self._needs(lines))
        places = [0.0]
        for column in range(1, len(self.alluvial.columns)):
            places.append(max(places[start] + width for start, width in needs[column]))
        return places

    def _needs(self, lines: int) -> Iterator[tuple[int, int, float]]:
        """From which column to which how much room is needed."""
        for column in range(self._last):
            yield column, column + 1, self._head_width(column) + 3 * GAP
        for number, block in enumerate(self.alluvial.blocks):
            if block.column < self._last:
                width = BAR + self._least_width(number, lines) + self._behind_name(number)
                yield block.column, self._until(number), width

    def _behind(self, lines: int) -> float:
        """How much room is needed behind the last column."""
        names = (
            BAR + self._least_width(number, lines)
            for number, block in enumerate(self.alluvial.blocks)
            if block.column == self._last
        )
        return max((self._head_width(self._last), *names))

    @property
    def _last(self) -> int:
        return len(self.alluvial.columns) - 1

    # -- heads --------------------------------------------------------------------------------

    def notes(self, column: int) -> tuple[str, ...]:
        """What stands below the label of a column, line by line."""
        said = self.alluvial.columns[column]
        if not said.folded:
            return said.notes
        folded = tr_n(*_NOT_DRAWN, said.folded)
        return (*said.notes, *fitted(folded, width=_NOTE, size=SMALL, most=3))

    def _head_width(self, column: int) -> float:
        label = width_of(self.alluvial.columns[column].label, FONT) * BOLD
        return max((label, *(width_of(note, SMALL) for note in self.notes(column))))

    # -- names --------------------------------------------------------------------------------

    def name(self, block: int) -> tuple[str, ...]:
        """The name of a block, line by line; nothing where it is not said there."""
        words = self.alluvial.blocks[block].name
        if not words:
            return ()
        return fitted(shown(words), width=self._room(block) / self._bold(block), size=FONT, most=2)

    def name_width(self, block: int) -> float:
        """How far the name of a block reaches behind its bar."""
        lines = self.name(block)
        longest = max((width_of(line, FONT) for line in lines), default=0.0)
        return GAP + longest * self._bold(block) if lines else 0.0

    def kind_width(self, band: Band) -> float:
        """How much of the end of a band its kind takes."""
        return width_of(band.label, SMALL) + 2 * GAP if band.label else 0.0

    def _room(self, block: int) -> float:
        """How wide a name may be: up to what stands behind it in its band."""
        begin = self.columns[self.alluvial.blocks[block].column] + BAR + GAP
        if self.alluvial.blocks[block].column == self._last:
            return max(self.width - begin, GAP)
        return self.columns[self._until(block)] - begin - self._behind_name(block)

    def _least_width(self, block: int, lines: int) -> float:
        """How far the name of a block reaches behind its bar at least."""
        words = shown(self.alluvial.blocks[block].name)
        if not words:
            return 0.0
        wide = width_of if lines == 1 else width_on_two_lines
        return GAP + min(wide(words, FONT) * self._bold(block) + 0.5, _LONGEST)

    def _bold(self, block: int) -> float:
        """How much wider letters are: those of what the picture is about are bold."""
        return BOLD if self.alluvial.blocks[block].unit in self.alluvial.subjects else 1.0

    def _behind_name(self, block: int) -> float:
        """What stands between a name, or its bar, and the next one."""
        if self.ends(block):
            return WEDGE + width_of(ENDED, SMALL) + 2 * GAP
        leaving = [
            self.kind_width(band)
            for band in self.alluvial.outgoing.get(block, ())
            if band.tie is Tie.SUCCESSION
        ]
        return _BEND + max(leaving) if leaving else GAP

    # -- what happens to a unit -----------------------------------------------------------------

    def has_bar(self, block: int) -> bool:
        """Whether anything happens to a unit in a column: what only goes on has a band alone."""
        if self.alluvial.blocks[block].is_absent:
            return False
        bands = (*self.alluvial.incoming.get(block, ()), *self.alluvial.outgoing.get(block, ()))
        return (
            block not in self._going_on
            or block not in self._following
            or any(band.tie is Tie.SUCCESSION for band in bands)
        )

    def ends(self, block: int) -> bool:
        """Whether a unit ends, and nobody takes over from it."""
        return self.alluvial.blocks[block].ends and not self.alluvial.outgoing.get(block)

    def _until(self, block: int) -> int:
        """The column up to which a name may reach: the next one in which its unit has a bar."""
        blocks = self.alluvial.blocks
        following = self._following.get(block)
        if following is None or any(
            band.tie is Tie.SUCCESSION for band in self.alluvial.outgoing.get(block, ())
        ):
            return min(blocks[block].column + 1, self._last)
        while not self.has_bar(following) and not blocks[following].is_absent:
            following = self._following[following]
        return blocks[following].column

    @cached_property
    def _following(self) -> dict[int, int]:
        """By a block the next one of its unit."""
        bands = self.alluvial.bands
        return {band.start: band.end for band in bands if band.tie is not Tie.SUCCESSION}

    @cached_property
    def _going_on(self) -> frozenset[int]:
        """The blocks that only go on what was before, as it was."""
        blocks = self.alluvial.blocks
        return frozenset(
            band.end
            for band in self.alluvial.bands
            if band.tie is Tie.SAME and not blocks[band.end].name
        )


def shown(words: str) -> str:
    """Words as a picture has them: what nobody sees is an escape, and no blank is lost."""
    return with_all_blanks(escape_controls(words))
