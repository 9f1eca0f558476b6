"""Sizes of paper."""

from __future__ import annotations

from orgcheck.records import NamedTuple


class Sheet(NamedTuple):
    """A size of paper, upright, in points."""

    name: str
    width: float
    height: float


SHEETS = {
    sheet.name: sheet for sheet in (Sheet("A4", 595.28, 841.89), Sheet("A3", 841.89, 1190.55))
}
