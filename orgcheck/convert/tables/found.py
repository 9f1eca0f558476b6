"""A sheet as people have them -> a structure: heads found, rows told apart, parents looked up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from orgcheck.common_ground import made_head
from orgcheck.convert.columns import ColumnMap
from orgcheck.convert.draft import Draft
from orgcheck.convert.tables.columns import Heads, heads_of
from orgcheck.convert.tables.grid import Grid
from orgcheck.convert.tables.heads import HEAD, ID, KIND, LEVEL, NAME, PARENT
from orgcheck.convert.tables.hierarchy import in_hierarchy
from orgcheck.convert.tables.ids import with_ids
from orgcheck.convert.tables.notation import items_of, number_of
from orgcheck.convert.tables.rows import Row, is_sum, unit_rows
from orgcheck.errors import Diagnostic, InvalidSnapshot
from orgcheck.findings import Origin
from orgcheck.patterns import pattern
from orgcheck.snapshot.model import Unit
from orgcheck.snapshot.scope import Scope, all_of
from orgcheck.snapshot.text import clipped

_LISTS = ("responsibilities", "sites")
_BULLET = pattern(r"^[-•·*–]\s+")
_DAY_FIRST = pattern(r"([0-9]{1,2})([./])([0-9]{1,2})\2([0-9]{4})")
_AT = pattern(r"[^@\s]+@[^@\s]+")


def read_found(grids: Sequence[Grid], draft: Draft) -> ColumnMap:
    """Put into a draft what a sheet holds; how its columns were read, and the ids made.

    Raises
    ------
    InvalidSnapshot
        Where no sheet has heads that are understood, or nothing says who is below whom.
    """
    heads = _sheet(grids, draft)
    rows = in_hierarchy(heads, unit_rows(heads, draft), draft)
    if not rows:
        raise _no_structure(draft, f"{heads.grid.name} has heads and no unit below them")
    rows, made = with_ids(heads, rows, draft)
    _remark_on_codes(heads, rows, draft)
    for row in rows:
        _add(heads, row, draft)
    tops = [row for row in rows if row.is_top]
    draft.scope = _scope(heads)
    draft.header["organisation"] = tops[0].name if len(tops) == 1 else draft.given.label or "?"
    columns = {
        heads.texts[column]: field
        for field, some in heads.columns.items()
        for column in some
        if column in heads.texts
    }
    sheet = heads.grid.name if len(grids) > 1 else None
    return ColumnMap(sheet=sheet, columns=columns, ids=tuple(made))


def _scope(heads: Heads) -> Scope:
    """What the columns have a place for."""
    said = {"parent", "top", *(heads.columns.keys() & all_of(Unit))}
    said |= {*heads.figures}
    if heads.column(LEVEL) is not None:
        said.add(KIND)
    if heads.column(HEAD) is None:
        return Scope({"units": frozenset(said)})
    posts = frozenset(("unit",))
    return Scope({"units": frozenset((*said, "head")), "posts": posts}, heads_alone=True)


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
    """The sheet that holds the units: that of the map, else of which the most is understood."""
    map = draft.given.map
    wanted = map.sheet if map else None
    if wanted is not None and wanted not in {grid.name for grid in grids}:
        names = ", ".join(clipped(grid.name) for grid in grids)
        raise _no_structure(draft, f'the map reads sheet "{clipped(wanted)}"; there are {names}')
    asked = [grid for grid in grids if wanted in (None, grid.name)]
    found = [heads for grid in asked if (heads := heads_of(grid, map)) is not None]
    if not found:
        problem = _no_structure(draft, "no row has heads of columns such as Code, Name and Parent")
        raise UnknownHeads(problem.problems, _first_row(asked[0]))
    heads = max(found, key=lambda heads: len(heads.columns))
    for grid in grids:
        if grid is not heads.grid and any(not grid.is_blank(n) for n in range(len(grid.rows))):
            draft.note(grid.name, f"is not read: the units stand in {heads.grid.name}")
    return heads


def _no_structure(draft: Draft, message: str) -> InvalidSnapshot:
    fix = "name the columns in a map with --map FILE: `columns: {HEAD: id, HEAD: name, ...}`"
    return InvalidSnapshot([Diagnostic(None, f"{draft.given.name}: {message}", fix)])


def _remark_on_codes(heads: Heads, rows: Sequence[Row], draft: Draft) -> None:
    """Tell codes that a workbook holds otherwise than it shows them, or not to the last digit."""
    for row in rows:
        for field in (ID, PARENT):
            column = heads.column(field)
            if column is None:
                continue
            spot = (row.number, column)
            if spot in heads.grid.lengthy:
                message = "has more than 15 digits as a number, and the last are lost"
                draft.defect(heads.grid.place(*spot), message, "write it as a text")
            elif spot in heads.grid.looks.padded:
                shown = heads.grid.cell(*spot)
                draft.note(heads.grid.place(*spot), f"is a number shown as {shown}, and read so")


def _add(heads: Heads, row: Row, draft: Draft) -> None:
    values: dict[str, Any] = {"id": row.id, "name": row.name}
    if row.is_top:
        values["top"] = True
    elif row.parent is not None and row.parent.id:
        values["parent"] = row.parent.id
    if not row.is_implied:
        values |= _further(heads, row.number, draft)
        _add_post(heads, row, values, draft)
    names = {"name": NAME, "id": ID, "parent": PARENT}

    def place(field: str) -> Origin:
        key = field.partition(".")[0]
        known = field if field in heads.columns else names.get(key, key)
        return heads.place(row.number, known)

    identity = ID if heads.column(ID) is not None else NAME
    draft.add("units", values, heads.place(row.number, identity), place)


def _further(heads: Heads, row: int, draft: Draft) -> dict[str, Any]:
    """What a row says of its unit beside id, name and parent."""
    values: dict[str, Any] = {}
    for field in (KIND, "acronym"):
        if text := heads.cell(row, field):
            values[field] = text
    level = heads.cell(row, LEVEL)
    if level and not level.isdecimal() and "kind" not in values:
        values["kind"] = level
    for field in _LISTS:
        if text := heads.cell(row, field):
            items = items_of(text)
            values[field] = [_BULLET.sub("", one) if isinstance(one, str) else one for one in items]
    for field in ("valid_from", "valid_to"):
        if text := heads.cell(row, field):
            _put_day(heads, row, field, text, values, draft)
    figures = {}
    for field in heads.figures:
        if text := heads.cell(row, field):
            if is_sum(heads, row, field):
                message = "is a sum of other cells, and was left out: figures are a unit's own"
                draft.note(heads.place(row, field), message)
            else:
                figures[field.partition(".")[2]] = number_of(text, comma=heads.grid.comma)
    if figures:
        values["figures"] = figures
    return values


def _put_day(
    heads: Heads, row: int, field: str, text: str, values: dict[str, Any], draft: Draft
) -> None:
    match = _DAY_FIRST.fullmatch(text)
    if match is None:
        values[field] = text
        return
    first, sign, second, year = match.groups()
    if sign == "/" and first != second and int(first) <= 12 and int(second) <= 12:
        message = f"{text} is a day of two months, as the day or the month comes first"
        draft.defect(heads.place(row, field), message, "write it as in 2024-01-31")
        return
    day, month = (second, first) if sign == "/" and int(second) > 12 else (first, second)
    values[field] = f"{year}-{int(month):02}-{int(day):02}"


def _add_post(heads: Heads, row: Row, values: dict[str, Any], draft: Draft) -> None:
    """The post of whoever heads the unit, by its title."""
    title = heads.cell(row.number, HEAD)
    if not title:
        return
    place = heads.place(row.number, HEAD)
    if _AT.search(title):
        draft.defect(place, "holds an address, not the title of a post", "write the title")
        return
    post = made_head(row.id)
    values["head"] = post
    draft.add("posts", {"id": post, "name": title, "unit": row.id}, place)
