"""A sheet as people have them -> a structure: heads found, rows told apart, parents looked up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from orgcheck.convert.columns import ColumnMap, InvalidMap
from orgcheck.convert.draft import Draft
from orgcheck.convert.tables.columns import Heads, heads_of, is_turned, with_labels
from orgcheck.convert.tables.grid import Grid
from orgcheck.convert.tables.heads import (
    HEAD,
    KIND,
    LEVEL,
    fields_of_columns,
    is_field_of_column,
)
from orgcheck.convert.tables.hierarchy import in_hierarchy
from orgcheck.convert.tables.ids import with_ids
from orgcheck.convert.tables.remarks import remark_on_reading, remark_on_values
from orgcheck.convert.tables.rows import unit_rows
from orgcheck.convert.tables.titles import titles_of
from orgcheck.convert.tables.units import Units
from orgcheck.errors import Diagnostic, InvalidSnapshot
from orgcheck.language import said
from orgcheck.snapshot.model import Unit
from orgcheck.snapshot.scope import Scope, all_of
from orgcheck.snapshot.text import clipped


def read_found(grids: Sequence[Grid], draft: Draft) -> ColumnMap:
    """Put into a draft what a sheet holds; how its columns were read, and the ids made.

    Raises
    ------
    InvalidSnapshot
        Where no sheet has heads that are understood, or nothing says who is below whom.
    """
    heads = with_labels(_sheet([grid.without_invisible() for grid in grids], draft))
    rows = in_hierarchy(heads, unit_rows(heads, draft), draft)
    if not rows:
        message = said(
            "{file}: {sheet} has heads and no unit below them",
            file=draft.given.name,
            sheet=heads.grid.name,
        )
        raise draft.refusal(message, said("write a row for each unit below the heads"))
    rows, made = with_ids(heads, rows, draft)
    remark_on_values(heads, rows, draft)
    units = Units(heads, rows, draft, titles_of(heads, rows, draft))
    for row in rows:
        units.add(row)
    tops = [row for row in rows if row.is_top]
    draft.scope = _scope(heads)
    draft.header["organisation"] = tops[0].name if len(tops) == 1 else draft.given.label or "?"
    remark_on_reading(heads, rows, draft)
    columns = {
        heads.texts[column]: field
        for field, some in heads.columns.items()
        for column in some
        if column in heads.texts
    }
    sheet = heads.grid.name if len(grids) > 1 else None
    return ColumnMap(sheet=sheet, columns={**columns, **_gone(heads, draft)}, ids=tuple(made))


def _gone(heads: Heads, draft: Draft) -> Mapping[str, str]:
    """The columns of the map that the sheet does not have, which are told and kept in the map."""
    mapped = draft.given.map.columns if draft.given.map else {}
    gone = {head: field for head, field in mapped.items() if head not in heads.texts.values()}
    for head, field in gone.items():
        if field != "-":
            message = said(
                'has no column "{head}", which the map reads as {field}',
                head=clipped(head),
                field=clipped(field),
            )
            draft.defect(heads.grid.name, message, said("correct the head here, or in the map"))
    return gone


def _scope(heads: Heads) -> Scope:
    """What the columns have a place for."""
    said = {"parent", "top", *(heads.columns.keys() & all_of(Unit))}
    said |= {*heads.figures, *heads.names}
    if heads.column(LEVEL) is not None:
        said.add(KIND)
    if heads.column(HEAD) is None:
        return Scope({"units": frozenset(said)})
    posts = frozenset(("unit",))
    return Scope({"units": frozenset((*said, "head", "heads")), "posts": posts}, heads_alone=True)


class UnknownHeads(InvalidSnapshot):
    """A table of which no head is known; `heads` are what its first row says, for who can tell."""

    def __init__(self, problems: Sequence[Diagnostic], heads: Sequence[str]) -> None:
        super().__init__(problems)
        self.heads = tuple(heads)


def _first_row(grid: Grid) -> Sequence[str]:
    """The texts of the first row that has more than one."""
    rows = ([text.strip() for text in row if text.strip()] for row in grid.texts)
    return next((row for row in rows if len(row) > 1), ())


def _sheet(grids: Sequence[Grid], draft: Draft) -> Heads:
    """The sheet that holds the units: that of the map, else of which the most is understood.

    One that is hidden is read where no other has units.
    """
    map = draft.given.map
    _refuse_fields(map)
    wanted = map.sheet if map else None
    if wanted is not None and wanted not in {grid.name for grid in grids}:
        names = ", ".join(clipped(grid.name) for grid in grids)
        message = said(
            'the map reads sheet "{wanted}"; there are {names}', wanted=clipped(wanted), names=names
        )
        raise InvalidMap([Diagnostic(None, message, said("name one of these under `sheet:`"))])
    asked = [grid for grid in grids if wanted in (None, grid.name)]
    found = [heads for grid in asked if (heads := heads_of(grid, map)) is not None]
    for grid in asked:
        if is_turned(grid) and all(len(heads.columns) < 2 for heads in found):
            message = said(
                "{place}: the heads stand one below the other, and units are columns",
                place=str(grid.place(0)),
            )
            raise draft.refusal(message, said("copy the table, and paste it transposed"))
    if not found:
        problem = _no_structure(
            draft, said("no row has heads of columns such as Code, Name and Parent")
        )
        raise UnknownHeads(problem.problems, _first_row(asked[0]))
    heads = max(found, key=lambda heads: (not heads.grid.is_hidden, len(heads.columns)))
    if heads.grid.is_hidden:
        draft.note(heads.grid.name, said("is a hidden sheet, and was read"))
    for grid in grids:
        if grid is heads.grid or all(grid.is_blank(n) for n in range(len(grid.rows))):
            continue
        if any(one.grid is grid and one.columns == heads.columns for one in found):
            message = said(
                "has the same heads as {sheet}, which alone was read", sheet=heads.grid.name
            )
            fix = said(
                "put all units on one sheet, or name the sheet to read in a map: `sheet: NAME`"
            )
            draft.defect(grid.name, message, fix)
        else:
            draft.note(
                grid.name, said("is not read: the units stand in {sheet}", sheet=heads.grid.name)
            )
    return heads


def _refuse_fields(map: ColumnMap | None) -> None:
    """Refuse a map that reads a column as what none can be."""
    problems = [
        Diagnostic(
            None,
            said(
                'the map reads "{head}" as "{field}", which no column can be',
                head=clipped(head),
                field=clipped(field),
            ),
            said("write one of {names}, or `-`", names=", ".join(fields_of_columns())),
        )
        for head, field in (map.columns.items() if map else ())
        if field != "-" and not is_field_of_column(field)
    ]
    if problems:
        raise InvalidMap(problems)


def _no_structure(draft: Draft, message: str) -> InvalidSnapshot:
    fix = said(
        "name the columns in a map with --map FILE: {example}",
        example="`columns: {HEAD: id, HEAD: name, ...}`",
    )
    return draft.refusal(said("{file}: {message}", file=draft.given.name, message=message), fix)
