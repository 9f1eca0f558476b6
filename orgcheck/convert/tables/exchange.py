"""Tables as `orgcheck export` writes them -> a snapshot: heads are the names of fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from orgcheck.convert.draft import Draft
from orgcheck.convert.tables.grid import Grid
from orgcheck.convert.tables.notation import (
    items_of,
    number_of,
    scalar_of,
    unquoted,
    without_apostrophe,
)
from orgcheck.convert.tables.writing import ENTITY, LISTS_IN_CELLS
from orgcheck.findings import Origin
from orgcheck.language import said
from orgcheck.records import NamedTuple
from orgcheck.snapshot.model import LISTS, Header, Kind, Line, Link, Term
from orgcheck.snapshot.text import Plain, clipped

_LIST_OF = {
    "unit": "units",
    "post": "posts",
    "body": "bodies",
    "duty": "responsibilities",
    "person": "people",
}
_FIELD_OF = {"line": "lines", "link": "links"}
_SHEETS = {
    "snapshot": "snapshot",
    "units": "unit",
    "posts": "post",
    "bodies": "body",
    "duties": "duty",
    "people": "person",
    "lines": "line",
    "links": "link",
    "kinds": "kind",
    "terms": "term",
}
_MODELS: Mapping[str, Any] = {
    "snapshot": Header,
    **{entity: LISTS[key] for entity, key in _LIST_OF.items()},
    "line": Line,
    "link": Link,
    "kind": Kind,
    "term": Term,
}
_ROWS_ABOVE = 30
# What of a header has rows of its own, each known by its word.
_VOCABULARIES = {"kind": "kinds", "term": "terms"}
_FLAGS = frozenset(("top", "vacant", "winding_down", "statutory", "responsibilities_complete"))


class _Row(NamedTuple):
    entity: str
    grid: Grid
    number: int
    columns: Mapping[str, int]

    @property
    def origin(self) -> Origin:
        """What is made of the row."""
        return self.grid.place(self.number, self.columns.get("id", 0))

    def place(self, field: str) -> Origin:
        key = field.partition(".")[0]
        column = self.columns.get(field, self.columns.get(key))
        return self.grid.place(self.number, column)


def is_exported(grids: Sequence[Grid]) -> bool:
    """Whether sheets are what `orgcheck export` wrote."""
    if len(grids) == 1:
        return bool(grids[0].rows) and list(grids[0].rows[0][:1]) == [ENTITY]
    return {"snapshot", "units"} <= {grid.name for grid in grids}


def read_exported(grids: Sequence[Grid], draft: Draft) -> None:
    """Put into a draft what the sheets hold."""
    told: set[tuple[str, int]] = set()
    read = [(row, _values(row, draft, told)) for grid in grids for row in _rows(grid)]
    lines: dict[str, dict[str, list[Any]]] = {}
    for row, values in read:
        if row.entity in _FIELD_OF:
            unit = values.pop("unit", "")
            lines.setdefault(unit, {}).setdefault(_FIELD_OF[row.entity], []).append(values)
        elif row.entity == "snapshot":
            draft.header.update(values)
        elif row.entity in _VOCABULARIES:
            words = draft.header.setdefault(_VOCABULARIES[row.entity], {})
            words[values.pop("id", "")] = values
    for row, values in read:
        if row.entity == "unit":
            values |= lines.pop(values.get("id", ""), {})
        if row.entity in _LIST_OF:
            draft.add(_LIST_OF[row.entity], values, row.origin, row.place)
    for unit in lines:
        draft.defect(
            draft.given.name,
            said('lines or links of "{unit}", which is no unit here', unit=clipped(unit)),
        )


def _rows(grid: Grid) -> list[_Row]:
    """The rows below the heads, each with what it is."""
    if not grid.rows or (grid.name not in _SHEETS and grid.cell(0, 0) != ENTITY):
        return []
    of_sheet = _SHEETS.get(grid.name)
    first = _heads_of(grid, of_sheet) if of_sheet else 0
    columns = {text: column for column, text in enumerate(grid.texts[first]) if text}
    found = []
    for number in range(first + 1, len(grid.rows)):
        if not grid.is_blank(number):
            entity = of_sheet or grid.cell(number, columns.get(ENTITY, 0))
            found.append(_Row(entity, grid, number, columns))
    return found


def _heads_of(grid: Grid, entity: str) -> int:
    """The row of the heads: people put a title above it."""
    known = _fields_of(entity)

    def fields(row: int) -> int:
        return sum(text.partition(".")[0] in known for text in grid.texts[row])

    return max(range(min(_ROWS_ABOVE, len(grid.rows))), key=fields)


@cache
def _fields_of(entity: str) -> frozenset[str]:
    return frozenset((*_MODELS[entity].model_fields, "unit", "id"))


def _values(row: _Row, draft: Draft, told: set[tuple[str, int]]) -> dict[str, Any]:
    """The values of a row as the model reads them; `draft` is told of what is none of them.

    A column that is no field is told by its first cell, and by what the rows are in `told`.
    """
    if row.entity not in _MODELS:
        place = row.grid.place(row.number, row.columns.get(ENTITY))
        message = said('"{entity}" is no sort of row', entity=clipped(row.entity))
        draft.defect(place, message, said("write one of {words}", words=", ".join(_MODELS)))
        return {}
    known = _fields_of(row.entity)
    # A spreadsheet program that opens csv keeps the apostrophes in the workbook that it saves.
    is_saved_csv = row.grid.name not in (row.grid.file, *_SHEETS)
    values: dict[str, Any] = {}
    for head, column in row.columns.items():
        text = row.grid.cell(row.number, column)
        if not text or head == ENTITY:
            continue
        if is_saved_csv:
            text = without_apostrophe(text)
        field, dot, name = head.partition(".")
        if field not in known:
            if (row.entity, column) not in told:
                message = said(
                    '"{head}" is no field of a {entity}, and is not read',
                    head=clipped(head),
                    entity=row.entity,
                )
                fix = said("remove the column, or call it attributes.NAME")
                draft.defect(row.grid.place(row.number, column), message, fix)
            told.add((row.entity, column))
        elif dot:
            values.setdefault(field, {})[name] = _value(field, text, row.grid)
        else:
            values[field] = _value(field, text, row.grid)
    return values


def _value(field: str, text: str, grid: Grid) -> Any:
    if field in LISTS_IN_CELLS:
        return items_of(text)
    if field == "figures":
        return number_of(text, comma=grid.comma)
    if field == "attributes":
        return scalar_of(text)
    if field in _FLAGS or field == "orgcheck":
        return Plain(text.lower())
    return unquoted(text)
