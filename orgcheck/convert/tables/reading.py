"""Sheets -> a snapshot: those that `orgcheck export` wrote, and those that people have."""

from __future__ import annotations

from collections.abc import Sequence

from orgcheck.convert.draft import Draft
from orgcheck.convert.format import Given, Imported
from orgcheck.convert.tables.exchange import is_exported, read_exported
from orgcheck.convert.tables.grid import LOST, Grid
from orgcheck.language import said
from orgcheck.records import replace


def imported(given: Given, grids: Sequence[Grid]) -> Imported:
    """The structure that sheets hold.

    Raises
    ------
    InvalidSnapshot
        Where no structure can be told.
    """
    draft = Draft(given)
    for grid in grids:
        for remark in grid.remarks:
            draft.note(grid.name, remark)
        for place in grid.garbled:
            message = said(
                "holds a letter that was lost before it was read ({letter})", letter=LOST
            )
            fix = said("correct the cell, or save the file as UTF-8 from where it comes from")
            draft.defect(place, message, fix)
    if is_exported(grids):
        read_exported(grids, draft)
        return draft.finished()
    from orgcheck.convert.tables.found import read_found

    map = read_found(grids, draft)
    return replace(draft.finished(), map=map)
