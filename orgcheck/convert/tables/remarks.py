"""What there is to say of how a sheet was read, and of values that are not as they were typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from orgcheck.convert.draft import Draft
from orgcheck.convert.tables.columns import Heads
from orgcheck.convert.tables.footnotes import without_footnotes
from orgcheck.convert.tables.grid import Grid, Spot, letters
from orgcheck.convert.tables.heads import (
    HEAD,
    ID,
    LEVEL,
    NAME,
    PARENT,
    meaning,
    scale_of,
)
from orgcheck.convert.tables.rows import Row
from orgcheck.language import Plural, msg_n, said, said_n
from orgcheck.patterns import pattern
from orgcheck.snapshot.text import clipped

# Columns that are not read, as they are named in one message.
_MOST_NAMED = 10
_UNKNOWN = msg_n(
    "column {columns} is not read: the head is not known",
    "columns {columns} are not read: the heads are not known",
)
_READ_ELSEWHERE = msg_n(
    "column {columns} is not read: another column is read for what the head says",
    "columns {columns} are not read: other columns are read for what the heads say",
)
_HEADLESS = msg_n(
    "column {columns} is not read: it has no head",
    "columns {columns} are not read: they have no heads",
)
# What a column without a value leaves open of a unit.
_FIELD_OF = {HEAD: "head", LEVEL: "parent"}
# What programs make of codes such as 12-2000 and 1E5 when they open csv, and write back.
_DAY = pattern(r"[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2}")
_EXPONENT = pattern(r"[0-9](?:[.,][0-9]+)?E\+[0-9]{1,3}")


def remark_on_values(heads: Heads, rows: Sequence[Row], draft: Draft) -> None:
    """Tell codes that a program changed, and formulas that have no value."""
    _remark_on_codes(heads, rows, draft)
    _remark_on_formulas(heads, rows, draft)


def remark_on_reading(heads: Heads, rows: Sequence[Row], draft: Draft) -> None:
    """Say what was not read, and what was read otherwise than it stands."""
    _remark_on_columns(heads, rows, draft)
    _remark_on_as_above(heads, rows, draft)
    _remark_on_footnotes(heads, rows, draft)
    _remark_on_labels(heads, rows, draft)
    _remark_on_scales(heads, draft)


def _remark_on_columns(heads: Heads, rows: Sequence[Row], draft: Draft) -> None:
    """Say which columns are not read, by their letters: what stands in them may be private."""
    grid = heads.grid
    if heads.column(NAME) is None and not heads.levels:
        message = said("no column is known as that of names: units are called by their codes")
        draft.note(grid.name, message)
    numbers = {row.number for row in rows}
    if commented := sorted(cell for cell in grid.looks.comments if cell[0] in numbers):
        cells = ", ".join(f"{letters(column)}{row + 1}" for row, column in commented[:_MOST_NAMED])
        cells += ", ..." if len(commented) > _MOST_NAMED else ""
        draft.note(grid.name, said("comments on cells are not read: {cells}", cells=cells))
    used = {column: field for field, some in heads.columns.items() for column in some}
    for column in sorted(grid.looks.hidden_columns & used.keys()):
        draft.note(
            grid.name, said("column {column} is hidden, and was read", column=letters(column))
        )
    for reason, left in _not_read(heads, rows, draft).items():
        words = ", ".join(left[:_MOST_NAMED]) + (", ..." if len(left) > _MOST_NAMED else "")
        draft.note(grid.name, said_n(*reason, len(left), columns=words))


def _not_read(heads: Heads, rows: Sequence[Row], draft: Draft) -> Mapping[Plural, list[str]]:
    """The letters of the columns that are not read, by why that is so of one and of several."""
    mapped = draft.given.map.columns if draft.given.map else {}
    used = {column for some in heads.columns.values() for column in some}
    left: dict[Plural, list[str]] = {_UNKNOWN: [], _READ_ELSEWHERE: [], _HEADLESS: []}
    for column, texts in enumerate(heads.grid.columns):
        head = heads.texts.get(column, "")
        if column in used or mapped.get(head) == "-" or not any(texts[heads.first :]):
            continue
        if head:
            reason = _READ_ELSEWHERE if meaning(head) in heads.columns else _UNKNOWN
            left[reason].append(letters(column))
        elif any(texts[row.number] for row in rows if not row.is_implied):
            left[_HEADLESS].append(letters(column))
    return {reason: some for reason, some in left.items() if some}


def _remark_on_as_above(heads: Heads, rows: Sequence[Row], draft: Draft) -> None:
    """Show by the first of them how marks that stand for the cell above were read."""
    numbers = {row.number for row in rows}
    shown: set[int] = set()
    for (row, column), above in sorted(heads.as_above.items()):
        if row in numbers and column not in shown:
            shown.add(column)
            message = said(
                'says "as above", and was read as what row {row} says', row=str(above + 1)
            )
            draft.note(heads.grid.place(row, column), message)


def _remark_on_footnotes(heads: Heads, rows: Sequence[Row], draft: Draft) -> None:
    """Say which marks behind values were taken for those of footnotes, by the first cell."""
    if not heads.footnotes:
        return
    read = sorted({column for some in heads.columns.values() for column in some})
    for row in rows:
        for column in read:
            text = heads.grid.cell(row.number, column)
            if without_footnotes(text, heads.footnotes) != text:
                message = said("has the mark of a footnote behind it, which was left out")
                draft.note(heads.grid.place(row.number, column), message)
                return


def _remark_on_labels(heads: Heads, rows: Sequence[Row], draft: Draft) -> None:
    """Show by one cell how a column was read in which more than names stands."""
    if heads.labels is None:
        return
    for row in rows:
        label = heads.labels.rows[row.number]
        if label.code or (label.depth and not heads.labels.coded):
            message = _label_words(label.code, clipped(row.name), coded=heads.labels.coded)
            draft.note(heads.place(row.number, NAME), message)
            return


def _label_words(code: str | None, name: str, *, coded: bool) -> str:
    """What stands in a column of labels, and how one of them was read."""
    if not coded:
        return said(
            'marks before names stand in this column: the cell was read as "{name}"', name=name
        )
    if not code:
        return said(
            'codes and names stand in this column: the cell was read as "{name}"', name=name
        )
    return said(
        'codes and names stand in this column: the cell was read as code {code} and name "{name}"',
        code=clipped(code),
        name=name,
    )


def _remark_on_scales(heads: Heads, draft: Draft) -> None:
    """Say which figures were multiplied, as their heads count in thousands or more."""
    for field in heads.figures:
        if (scale := scale_of(heads.head(field))) > 1:
            message = said(
                "counts in units of {scale}, as its head says: each figure was multiplied",
                scale=scale,
            )
            draft.note(heads.place(heads.first - 1, field), message)


def _remark_on_codes(heads: Heads, rows: Sequence[Row], draft: Draft) -> None:
    """Tell codes that a workbook holds otherwise than they are shown, or were typed."""
    grid = heads.grid
    columns = [column for field in (ID, PARENT) if (column := heads.column(field)) is not None]
    odd = grid.lengthy | grid.days | grid.looks.exponents | grid.looks.padded.keys()
    for row in rows:
        for column in columns:
            spot = (row.number, column)
            if spot not in odd and grid.cell(*spot).isalnum():
                continue
            if message := _changed_code(grid, spot):
                draft.defect(grid.place(*spot), message, said("write it as a text"))
            elif spot in grid.looks.padded and (shown := grid.cell(*spot)):
                draft.note(
                    grid.place(*spot),
                    said("is a number shown as {shown}, and read so", shown=shown),
                )


def _changed_code(grid: Grid, spot: Spot) -> str | None:
    """What a spreadsheet program made of a code; None where it is as somebody typed it."""
    shown = grid.cell(*spot)
    if spot in grid.lengthy:
        return said("has more than 15 digits as a number, and the last are lost")
    if spot in grid.days or _DAY.fullmatch(shown):
        return said(
            "is a date, as programs make of a code such as {code}; it was read as {text}",
            code="12-2000",
            text=clipped(shown),
        )
    if spot in grid.looks.exponents or _EXPONENT.fullmatch(shown):
        return said(
            "is a number with an exponent, as programs make of a code such as {code}; it was "
            "read as {text}",
            code="1E5",
            text=clipped(shown),
        )
    return None


def _remark_on_formulas(heads: Heads, rows: Sequence[Row], draft: Draft) -> None:
    """Tell formulas that have no value: what is blank by them would be read as if it were meant."""
    looks = heads.grid.looks
    if not (looks.errors or looks.uncalculated):
        return
    ids = {row.number: row.id for row in rows if not row.is_implied}
    field_of = {column: field for field, some in heads.columns.items() for column in some}
    for column in sorted(field_of):
        field = _FIELD_OF.get(field_of[column], field_of[column])
        for row in ids:
            if (row, column) in looks.errors:
                message = said("shows an error in place of a value, and was read as blank")
                draft.defect(heads.grid.place(row, column), message, said("mend the formula"))
                draft.unread(ids[row], field)
        waiting = [row for row in ids if (row, column) in looks.uncalculated]
        for row in waiting:
            draft.unread(ids[row], field)
        if waiting:
            message = said_n(
                "{number} formula of this column never calculated, and read as blank",
                "{number} formulas of this column never calculated, and read as blank",
                len(waiting),
            )
            fix = said("open the workbook in a spreadsheet program and save it")
            draft.defect(heads.grid.place(waiting[0], column), message, fix)
