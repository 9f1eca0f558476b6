"""Sizes of paper."""

from __future__ import annotations

from orgcheck.records import NamedTuple

# A width and a height, in points.
Size = tuple[float, float]


class Sheet(NamedTuple):
    """A size of paper, upright, in points."""

    name: str
    width: float
    height: float

    @property
    def sizes(self) -> tuple[Size, ...]:
        """Its width and height as it lies, and as it stands."""
        return (self.height, self.width), (self.width, self.height)


SHEETS = {
    sheet.name: sheet for sheet in (Sheet("A4", 595.28, 841.89), Sheet("A3", 841.89, 1190.55))
}
