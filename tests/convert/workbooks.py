"""Workbooks as people make them, written cell by cell; and what an import of one came to."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from orgcheck.convert.columns import ColumnMap
from orgcheck.convert.format import Given, Imported
from orgcheck.convert.formats import formats

DATA = Path(__file__).parents[1] / "data" / "import"
Edit = Callable[[Any, Any], None]


def workbook(
    rows: Sequence[Sequence[Any]],
    edit: Edit | None = None,
    *,
    sheet: str = "Units",
    **options: Any,
) -> bytes:
    """A workbook of one sheet; `edit` is handed the book and the sheet when values are written."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, **options})
    page = book.add_worksheet(sheet)
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if value is not None:
                page.write(number, column, value)
    if edit is not None:
        edit(book, page)
    book.close()
    return file.getvalue()


def read(
    data: bytes | str,
    name: str = "hr.xlsx",
    map: ColumnMap | None = None,
    *,
    with_people: bool = False,
) -> Imported:
    """What an import of these bytes, in a file of that name, came to."""
    content = data.encode() if isinstance(data, str) else data
    format = formats()[name.rpartition(".")[2]]
    assert format.read is not None
    label = name.partition(".")[0]
    return format.read(Given(name, label, content, map, with_people=with_people))


def tree(imported: Imported) -> dict[str, str | None]:
    """Each unit with its parent, in the order of the source; None for a top."""
    return {unit.id: None if unit.top else unit.parent for unit in imported.snapshot.units}


def told(imported: Imported) -> list[str]:
    """The defects, each with its place."""
    return [str(defect) for defect in imported.defects]


def noted(imported: Imported) -> list[str]:
    """What else was remarked."""
    return [str(remark) for remark in imported.remarks if not remark.is_defect]
