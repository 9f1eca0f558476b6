"""Who is below whom in a sheet: by level columns, parents, indents, levels or the codes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial

from orgcheck.convert.draft import Draft
from orgcheck.convert.tables.columns import Heads
from orgcheck.convert.tables.heads import ID, LEVEL, NAME, PARENT
from orgcheck.convert.tables.notation import one_line
from orgcheck.convert.tables.parents import by_parents, note_tops
from orgcheck.convert.tables.rows import Row
from orgcheck.language import said
from orgcheck.patterns import pattern
from orgcheck.snapshot.model import folded
from orgcheck.snapshot.text import clipped

# `2`, `Level 2`, `Taso 2`, `L2`.
_LEVEL = pattern(r"(?:[^\W\d_]{1,12}[ .]?)?(\d{1,3})\.?")
_IN_PATHS = (">", "/", "\\", "|", "»")
_LAST_PART = pattern(r"[._/-][^._/-]+$")


def in_hierarchy(heads: Heads, numbers: Sequence[int], draft: Draft) -> list[Row]:
    """The units of the rows with those that they are below.

    Raises
    ------
    InvalidSnapshot
        Where nothing says who is below whom.
    """
    if heads.levels:
        return _by_level_columns(heads, numbers, draft)
    codes, names = heads.texts_of(ID), heads.texts_of(NAME)
    rows = []
    for number in numbers:
        code = codes[number] if codes else ""
        name = one_line(names[number]) if names else ""
        if names and not name:
            message = said("the unit has no name, and is called by its code")
            draft.defect(heads.place(number, NAME), message, said("write its name"))
        rows.append(Row(number, name or code, code))
    rows = _without_repeated_codes(heads, rows, draft)
    if heads.column(PARENT) is not None:
        by_parents(heads, rows, draft)
        return rows
    if _by_paths(heads, rows, draft):
        note_tops(heads, rows, draft)
        return rows
    indents = [_indent(heads, row.number) for row in rows]
    levels = [_LEVEL.fullmatch(heads.cell(row.number, LEVEL)) for row in rows]
    numbered = sum(level is not None for level in levels)
    if len(set(indents)) > 1:
        _by_depth(rows, indents)
    elif 2 * numbered > len(rows) and len({level[1] for level in levels if level}) > 1:
        _by_levels(heads, rows, levels, draft)
        return rows
    elif len({heads.grid.looks.outline.get(row.number, 0) for row in rows}) > 1:
        _by_outline(heads, rows, draft)
    elif len(rows) > 1 and not _by_codes(rows):
        message = said(
            "{place}: nothing says which unit is below which: no column of parents, one "
            "column a level, levels, indents, groups of rows or codes that continue others",
            place=str(heads.grid.place(heads.first - 1)),
        )
        fix = said("add a column headed Parent, or name the column in a map with --map FILE")
        raise draft.refusal(message, fix)
    for row in rows:
        row.is_top = row.parent is None
    note_tops(heads, rows, draft)
    return rows


def _without_repeated_codes(heads: Heads, rows: Sequence[Row], draft: Draft) -> list[Row]:
    first: dict[str, Row] = {}
    kept: list[Row] = []
    for row in rows:
        other = first.setdefault(row.code, row) if row.code else row
        if other is row:
            kept.append(row)
            continue
        message = said(
            'code "{code}" stands in row {row} too',
            code=clipped(row.code),
            row=str(other.number + 1),
        )
        fix = said("give one of them a code of its own; only the first was read")
        draft.defect(heads.place(row.number, ID), message, fix)
    return kept


def _indent(heads: Heads, row: int) -> int:
    column = heads.column(NAME)
    if column is None:
        return 0
    raw = heads.grid.raw(row, column)
    # A tab or a mark indents further than a blank, a step of a workbook's indent than all these.
    blanks = sum(8 if sign == "\t" else 1 for sign in raw[: len(raw) - len(raw.lstrip())])
    steps = heads.grid.looks.indents.get((row, column), 0)
    return blanks + heads.depth(row) + 100 * steps


def _by_depth(rows: Sequence[Row], depths: Sequence[int]) -> None:
    """Each unit is below the nearest one before it that is less deep."""
    above: list[tuple[int, Row]] = []
    for row, depth in zip(rows, depths, strict=True):
        while above and above[-1][0] >= depth:
            above.pop()
        row.parent = above[-1][1] if above else None
        above.append((depth, row))


def _by_paths(heads: Heads, rows: Sequence[Row], draft: Draft) -> bool:
    """Whether names say the names above them, as `Agency / Law` does; each is below that one."""
    by_name = {folded(row.name): row for row in rows}
    for sign in _IN_PATHS:
        paths = [(row, *row.name.rpartition(sign)) for row in rows if sign in row.name]
        if 2 * len(paths) < len(rows) or not all(folded(up) in by_name for _, up, _, _ in paths):
            continue
        for row, up, _, name in paths:
            row.parent = by_name[folded(up)]
            row.name = name.strip()
        for row in rows:
            row.is_top = row.parent is None
        if paths:
            message = said(
                'names are paths: this one was read as "{name}"', name=clipped(paths[0][0].name)
            )
            draft.note(heads.place(paths[0][0].number, NAME), message)
        return bool(paths)
    return False


def _by_outline(heads: Heads, rows: Sequence[Row], draft: Draft) -> None:
    """By how rows are grouped, with what a group belongs to before it, or after it as sums are."""
    depths = [heads.grid.looks.outline.get(row.number, 0) for row in rows]
    is_after = depths[0] > depths[-1]
    if is_after:
        _by_depth(rows[::-1], depths[::-1])
    else:
        _by_depth(rows, depths)
    message = (
        said("rows are grouped: a group was read as below the row after it")
        if is_after
        else said("rows are grouped: a group was read as below the row before it")
    )
    draft.note(heads.grid.name, message)


def _by_levels(
    heads: Heads, rows: Sequence[Row], levels: Sequence[re.Match[str] | None], draft: Draft
) -> None:
    """By the numbers of levels; of a unit without one nobody knows what it is below."""
    known = [(row, int(level[1])) for row, level in zip(rows, levels, strict=True) if level]
    _by_depth([row for row, _ in known], [depth for _, depth in known])
    for row, _ in known:
        row.is_top = row.parent is None
    for row, level in zip(rows, levels, strict=True):
        if level is None:
            row.is_parent_unread = True
            text = clipped(heads.cell(row.number, LEVEL))
            message = (
                said('level "{level}" is no number', level=text) if text else said("has no level")
            )
            draft.defect(
                heads.place(row.number, LEVEL), message, said("write the number of its level")
            )
    note_tops(heads, rows, draft)


def _by_codes(rows: Sequence[Row]) -> bool:
    """Whether codes continue those of others, as 1.2 does 1; each unit is below that one."""
    by_code = {row.code: row for row in rows if row.code}
    for row in rows:
        code = row.code
        while row.parent is None and (shorter := _LAST_PART.sub("", code)) != code:
            code = shorter
            row.parent = by_code.get(code)
    return any(row.parent is not None for row in rows)


# -- one column a level ---------------------------------------------------------------------------


def _by_level_columns(heads: Heads, numbers: Sequence[int], draft: Draft) -> list[Row]:
    """Units by the last level that a row fills; what is blank before it goes on from above."""
    rows: list[Row] = []
    known: dict[tuple[int, str], Row] = {}
    path: list[Row | None] = [None] * len(heads.levels)

    def at(number: int, parent: Row | None, name: str) -> Row:
        key = (id(parent), folded(name))
        if key not in known:
            is_top = parent is None
            row = Row(number, name, parent=parent, is_top=is_top, is_implied=True)
            known[key] = row
            rows.append(row)
        return known[key]

    for number in numbers:
        names = [one_line(heads.level(number, column)) for column in heads.levels]
        if not any(names):
            draft.note(heads.grid.place(number), said("was left out: no level is filled"))
            continue
        _descend(names, path, partial(at, number))
        deepest = max(level for level, name in enumerate(names) if name)
        row = path[deepest]
        assert row is not None, "it was just put there"
        if not row.is_implied:
            message = said(
                '"{name}" stands in row {row} too', name=clipped(row.name), row=str(row.number + 1)
            )
            place = heads.grid.place(number, heads.levels[deepest])
            draft.defect(place, message, said("remove one of them; only the first was read"))
            continue
        row.is_implied, row.number, row.code = False, number, heads.cell(number, ID)
    return _without_repeated_codes(heads, rows, draft)


def _descend(
    names: Sequence[str], path: list[Row | None], at: Callable[[Row | None, str], Row]
) -> None:
    """Go on along the path as a row says, from the first level that it names."""
    named = False
    parent: Row | None = None
    for level, name in enumerate(names):
        if name:
            path[level] = at(parent, name)
            named = True
        elif named:
            # A row that names what is above leaves out a level that it does not have.
            path[level] = None
        parent = path[level] or parent
        if not any(names[level + 1 :]) and named:
            path[level + 1 :] = [None] * (len(path) - level - 1)
            return
