"""An empty workbook to fill in: heads that the import knows, values to choose from, and help."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from orgcheck.convert.format import Exported

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from orgcheck.snapshot.model import Snapshot

SHEET = "Units"
# Each head, how wide its column is, and what the sheet of help says of it.
COLUMNS = (
    ("Code", 12, "A short code that stays when the name changes. No two units have the same."),
    ("Name", 40, "What the unit is called."),
    ("Parent", 12, "The code of the unit that it is part of; empty for the whole organisation."),
    ("Kind", 18, "What sort of unit it is, in words that you use for all: department, team."),
    ("Head", 28, "The title of the post that heads it. Never the name of a person."),
    ("Headcount", 12, "How many work in the unit itself, without the units below it."),
    ("FTE", 12, "The same in full-time equivalents."),
    ("Duties", 50, "What it answers for; several are parted by semicolons."),
    ("Valid from", 12, "The day on which it was founded, as in 2024-01-31."),
)
_LAST = 2_000
# A list of words to choose from may have no more characters.
_LONGEST_LIST = 255
_AFTER = (
    "When it is filled in: orgcheck import FILE.xlsx -o org.yaml",
    "What is wrong is told by cell, such as Units!C17. Import it again after a change:",
    "orgcheck import FILE.xlsx --into org.yaml",
)


def template(snapshot: Snapshot | None = None) -> Exported:
    """The workbook; the kinds to choose from are those of a snapshot, where one is given."""
    import xlsxwriter

    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    # The same each time. A time in a workbook has no zone.
    book.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001
    head, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
    sheet = book.add_worksheet(SHEET)
    sheet.freeze_panes(1, 0)
    for column, (name, width, told) in enumerate(COLUMNS):
        # Codes stay as they are typed, zeros before them too.
        plain = None if name in ("Headcount", "FTE") else text
        sheet.set_column(column, column, width, plain)
        sheet.write_string(0, column, name, head)
        sheet.write_comment(0, column, told)
    _offer(sheet, _kinds(snapshot))
    help_sheet = book.add_worksheet("help")
    help_sheet.set_column(0, 0, 14)
    help_sheet.set_column(1, 1, 90)
    for row, (name, _, told) in enumerate(COLUMNS):
        help_sheet.write_string(row, 0, name, head)
        help_sheet.write_string(row, 1, told)
    for row, told in enumerate(_AFTER, start=len(COLUMNS) + 1):
        help_sheet.write_string(row, 1, told)
    book.close()
    return Exported(file.getvalue())


def _kinds(snapshot: Snapshot | None) -> list[str]:
    if snapshot is None:
        return []
    used = (unit.kind for unit in snapshot.units if unit.kind is not None)
    kinds = list(snapshot.kinds or dict.fromkeys(used))
    return kinds if len(",".join(kinds)) <= _LONGEST_LIST and "," not in "".join(kinds) else []


def _offer(sheet: Worksheet, kinds: Sequence[str]) -> None:
    """What may stand in a column: codes once, parents and kinds from lists, numbers."""
    names = [name for name, _, _ in COLUMNS]

    def allow(name: str, rule: dict[str, object]) -> None:
        column = names.index(name)
        sheet.data_validation(1, column, _LAST, column, rule)

    once = f"=COUNTIF($A$2:$A${_LAST + 1},A2)=1"
    told = {"error_title": "Code", "error_message": "Another unit has this code."}
    allow("Code", {"validate": "custom", "value": once, **told})
    codes = f"=$A$2:$A${_LAST + 1}"
    message = "Choose the code of a unit of this sheet."
    allow("Parent", {"validate": "list", "source": codes, "error_message": message})
    if kinds:
        allow("Kind", {"validate": "list", "source": list(kinds), "error_type": "warning"})
    for name in ("Headcount", "FTE"):
        allow(name, {"validate": "decimal", "criteria": ">=", "value": 0})
