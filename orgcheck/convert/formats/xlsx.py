"""Workbooks (Office Open XML): values by calamine, what cells look like from the sheets' XML."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from orgcheck.convert.format import Exported, Format, Given, Imported

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format as CellFormat
    from xlsxwriter.worksheet import Worksheet

    from orgcheck.convert.tables.writing import Table
    from orgcheck.snapshot.model import Snapshot

_WIDEST = 60
# A list of so many units to choose a parent from is still of use.
_MOST_ROWS = 1_048_576
_HELP = (
    "Each sheet holds one sort of what a snapshot has; the first row names the fields.",
    "units: every unit has a parent (the id of another unit) or says true under top.",
    "posts: positions that units report to or are headed by; never people.",
    "bodies: organs, committees and external bodies, outside the tree of units.",
    "duties: the register of responsibilities. lines, links: from one unit to another.",
    "Several values in a cell stand one a line. A text in quotation marks is that text.",
    "name.fi is the name in Finnish, figures.headcount a figure, attributes.x a fact of your own.",
    "orgcheck import FILE.xlsx -o FILE.yaml reads the workbook back.",
)


def read(given: Given) -> Imported:
    """The structure that a workbook holds."""
    from orgcheck.convert.tables.reading import imported
    from orgcheck.convert.tables.workbook import grids_of

    return imported(given, grids_of(given))


def write(snapshot: Snapshot) -> Exported:
    """A snapshot as a workbook to edit: a sheet a sort, heads that stay, parents to choose from."""
    from orgcheck.convert.tables.writing import tables_of

    tables, not_written = tables_of(snapshot)
    return Exported(workbook_of(tables, partial(_complete, tables, snapshot)), not_written)


def workbook_of(
    tables: Iterable[Table], complete: Callable[[Workbook], None] | None = None
) -> bytes:
    """A workbook with a sheet a table, its heads in the first row; `complete` adds to it."""
    import xlsxwriter

    file = io.BytesIO()
    # Text stays text: no formula, link or number is made of what a name looks like.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(file, options)
    # The same snapshot gives the same bytes. A time in a workbook has no zone.
    book.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001
    head, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
    for table in tables:
        _write(book.add_worksheet(table.name), table, head, text)
    if complete is not None:
        complete(book)
    book.close()
    return file.getvalue()


def _complete(tables: Iterable[Table], snapshot: Snapshot, book: Workbook) -> None:
    """Offer what there is to choose from, and add a sheet that explains the others."""
    units = next((table for table in tables if table.name == "units"), None)
    if units is not None:
        _offer(book.get_worksheet_by_name("units"), units, snapshot)
    help_sheet = book.add_worksheet("help")
    for row, line in enumerate(_HELP):
        help_sheet.write_string(row, 0, line)


def template(snapshot: Snapshot | None = None) -> Exported:
    """An empty workbook to fill in."""
    from orgcheck.convert.tables import template

    return template.template(snapshot)


def _write(sheet: Worksheet, table: Table, head: CellFormat, text: CellFormat) -> None:
    from orgcheck.convert.tables.notation import number_text

    sheet.freeze_panes(1, 0)
    for column, name in enumerate(table.heads):
        sheet.write_string(0, column, name, head)
        longest = max(len(str(row.get(name, ""))) for row in table.rows)
        sheet.set_column(column, column, min(max(longest, len(name)) + 2, _WIDEST))
    for number, row in enumerate(table.rows, start=1):
        for column, name in enumerate(table.heads):
            value = row.get(name)
            if value is None:
                continue
            # A workbook's numbers are floats: others are written as the texts of their digits.
            if not isinstance(value, str) and number_text(float(value)) == str(value):
                sheet.write_number(number, column, value)
            else:
                words = value if isinstance(value, str) else number_text(value)
                sheet.write_string(number, column, words, text)


def _offer(sheet: Worksheet, units: Table, snapshot: Snapshot) -> None:
    """Lists to choose parents and kinds from."""
    last = len(units.rows)
    if "parent" in units.heads and "id" in units.heads:
        column, ids = units.heads.index("parent"), units.heads.index("id")
        from orgcheck.convert.tables.grid import letters

        source = f"=${letters(ids)}$2:${letters(ids)}${last + 1}"
        sheet.data_validation(
            1, column, last, column, {"validate": "list", "source": source, "error_type": "warning"}
        )
    kinds = list(snapshot.kinds or ())
    if kinds and "kind" in units.heads and len(",".join(kinds)) <= 255:
        column = units.heads.index("kind")
        sheet.data_validation(1, column, last, column, {"validate": "list", "source": kinds})


FORMAT = Format(
    name="xlsx",
    what="a workbook of a spreadsheet program",
    endings=(".xlsx", ".xlsm"),
    read=read,
    write=write,
    template=template,
)
