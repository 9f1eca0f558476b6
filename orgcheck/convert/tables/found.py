"""A sheet as people have them -> a structure: heads found, rows told apart, parents looked up."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import Any

from orgcheck.common_ground import made_head
from orgcheck.convert.columns import ColumnMap, InvalidMap
from orgcheck.convert.discretion import is_somebody, may_be_somebody
from orgcheck.convert.draft import Draft
from orgcheck.convert.tables.columns import Heads, heads_of, is_turned, with_labels
from orgcheck.convert.tables.days import day_of
from orgcheck.convert.tables.figures import decimal_mark, figure_of
from orgcheck.convert.tables.grid import Grid, Spot, letters
from orgcheck.convert.tables.heads import (
    HEAD,
    ID,
    KIND,
    LEVEL,
    NAME,
    PARENT,
    fields_of_columns,
    is_field_of_column,
    meaning,
    scale_of,
)
from orgcheck.convert.tables.hierarchy import in_hierarchy
from orgcheck.convert.tables.ids import with_ids
from orgcheck.convert.tables.notation import items_of, one_line
from orgcheck.convert.tables.rows import Row, is_sum, unit_rows
from orgcheck.convert.tables.stand_ins import is_vacancy
from orgcheck.counting import counted
from orgcheck.errors import Diagnostic, InvalidSnapshot
from orgcheck.findings import Origin
from orgcheck.patterns import pattern
from orgcheck.snapshot.model import Unit
from orgcheck.snapshot.scope import Scope, all_of
from orgcheck.snapshot.text import clipped

# Columns that are not read, as they are named in one message.
_MOST_NAMED = 10
_UNKNOWN = ("the head is not known", "the heads are not known")
_READ_ELSEWHERE = (
    "another column is read for what the head says",
    "other columns are read for what the heads say",
)
_HEADLESS = ("it has no head", "they have no heads")
_LISTS = ("responsibilities", "sites")
_BULLET = pattern(r"^[-•·*–]\s+")
_BULLETS = pattern(r"[-•·*–]\s")
# Where what a complaint is about stands, where the column is called otherwise.
_COLUMN_OF = {"name": NAME, "id": ID, "parent": PARENT}
# What a column without a value leaves open of a unit.
_FIELD_OF = {HEAD: "head", LEVEL: "parent"}
# How registers write that something does not end.
_NEVER = "9999-12-31"
# What programs make of codes such as 12-2000 and 1E5 when they open csv, and write back.
_DAY = pattern(r"[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2}")
_EXPONENT = pattern(r"[0-9](?:[.,][0-9]+)?E\+[0-9]{1,3}")
_AT = pattern(r"[^@\s]+@[^@\s]+")


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
        message = f"{draft.given.name}: {heads.grid.name} has heads and no unit below them"
        raise draft.refusal(message, "write a row for each unit below the heads")
    rows, made = with_ids(heads, rows, draft)
    _remark_on_codes(heads, rows, draft)
    _remark_on_formulas(heads, rows, draft)
    units = _Units(heads, draft, _names_among(heads, rows, draft))
    for row in rows:
        units.add(row)
    tops = [row for row in rows if row.is_top]
    draft.scope = _scope(heads)
    draft.header["organisation"] = tops[0].name if len(tops) == 1 else draft.given.label or "?"
    _remark_on_columns(heads, rows, draft)
    _remark_on_as_above(heads, rows, draft)
    _remark_on_labels(heads, rows, draft)
    _remark_on_scales(heads, draft)
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
    said = draft.given.map.columns if draft.given.map else {}
    gone = {head: field for head, field in said.items() if head not in heads.texts.values()}
    for head, field in gone.items():
        if field != "-":
            message = f'has no column "{clipped(head)}", which the map reads as {clipped(field)}'
            draft.defect(heads.grid.name, message, "correct the head here, or in the map")
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
        message = f'the map reads sheet "{clipped(wanted)}"; there are {names}'
        raise InvalidMap([Diagnostic(None, message, "name one of these under `sheet:`")])
    asked = [grid for grid in grids if wanted in (None, grid.name)]
    found = [heads for grid in asked if (heads := heads_of(grid, map)) is not None]
    for grid in asked:
        if is_turned(grid) and not any(one.grid is grid and len(one.columns) > 1 for one in found):
            message = f"{grid.place(0)}: the heads stand one below the other, and units are columns"
            raise draft.refusal(message, "copy the table, and paste it transposed")
    if not found:
        problem = _no_structure(draft, "no row has heads of columns such as Code, Name and Parent")
        raise UnknownHeads(problem.problems, _first_row(asked[0]))
    heads = max(found, key=lambda heads: (not heads.grid.is_hidden, len(heads.columns)))
    if heads.grid.is_hidden:
        draft.note(heads.grid.name, "is a hidden sheet, and was read")
    for grid in grids:
        if grid is heads.grid or all(grid.is_blank(n) for n in range(len(grid.rows))):
            continue
        if any(one.grid is grid and one.columns == heads.columns for one in found):
            message = f"has the same heads as {heads.grid.name}, which alone was read"
            fix = "put all units on one sheet, or name the sheet to read in a map: `sheet: NAME`"
            draft.defect(grid.name, message, fix)
        else:
            draft.note(grid.name, f"is not read: the units stand in {heads.grid.name}")
    return heads


def _refuse_fields(map: ColumnMap | None) -> None:
    """Refuse a map that reads a column as what none can be."""
    problems = [
        Diagnostic(
            None,
            f'the map reads "{clipped(head)}" as "{clipped(field)}", which no column can be',
            f"write one of {', '.join(fields_of_columns())}, or `-`",
        )
        for head, field in (map.columns.items() if map else ())
        if field != "-" and not is_field_of_column(field)
    ]
    if problems:
        raise InvalidMap(problems)


def _no_structure(draft: Draft, message: str) -> InvalidSnapshot:
    fix = "name the columns in a map with --map FILE: `columns: {HEAD: id, HEAD: name, ...}`"
    return draft.refusal(f"{draft.given.name}: {message}", fix)


def _remark_on_columns(heads: Heads, rows: Sequence[Row], draft: Draft) -> None:
    """Say which columns are not read, by their letters: what stands in them may be private."""
    grid = heads.grid
    if heads.column(NAME) is None and not heads.levels:
        message = "no column is known as that of names: units are called by their codes"
        draft.note(grid.name, message)
    used = {column: field for field, some in heads.columns.items() for column in some}
    for column in sorted(grid.looks.hidden_columns & used.keys()):
        draft.note(grid.name, f"column {letters(column)} is hidden, and was read")
    for reason, left in _not_read(heads, rows, draft).items():
        words = ", ".join(left[:_MOST_NAMED]) + (", ..." if len(left) > _MOST_NAMED else "")
        one = len(left) == 1
        message = f"{'column' if one else 'columns'} {words} {'is' if one else 'are'} not read"
        draft.note(grid.name, f"{message}: {reason[0] if one else reason[1]}")


def _not_read(
    heads: Heads, rows: Sequence[Row], draft: Draft
) -> Mapping[tuple[str, str], list[str]]:
    """The letters of the columns that are not read, by why that is so of one and of several."""
    said = draft.given.map.columns if draft.given.map else {}
    used = {column for some in heads.columns.values() for column in some}
    left: dict[tuple[str, str], list[str]] = {_UNKNOWN: [], _READ_ELSEWHERE: [], _HEADLESS: []}
    for column, texts in enumerate(heads.grid.columns):
        head = heads.texts.get(column, "")
        if column in used or said.get(head) == "-" or not any(texts[heads.first :]):
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
            message = f'says "as above", and was read as what row {above + 1} says'
            draft.note(heads.grid.place(row, column), message)


def _remark_on_labels(heads: Heads, rows: Sequence[Row], draft: Draft) -> None:
    """Show by one cell how a column was read in which more than names stands."""
    if heads.labels is None:
        return
    for row in rows:
        label = heads.labels.rows[row.number]
        if label.code or (label.depth and not heads.labels.coded):
            what = "codes and names" if heads.labels.coded else "marks before names"
            read = f"code {clipped(label.code)} and name " if label.code else ""
            message = (
                f'{what} stand in this column: the cell was read as {read}"{clipped(row.name)}"'
            )
            draft.note(heads.place(row.number, NAME), message)
            return


def _remark_on_scales(heads: Heads, draft: Draft) -> None:
    """Say which figures were multiplied, as their heads count in thousands or more."""
    for field in heads.figures:
        if (scale := scale_of(heads.head(field))) > 1:
            message = f"counts in units of {scale:,}, as its head says: each figure was multiplied"
            draft.note(heads.place(heads.first - 1, field), message)


def _remark_on_codes(heads: Heads, rows: Sequence[Row], draft: Draft) -> None:
    """Tell codes that a workbook holds otherwise than they are shown, or were typed."""
    grid = heads.grid
    columns = [column for field in (ID, PARENT) if (column := heads.column(field)) is not None]
    for row in rows:
        for column in columns:
            spot = (row.number, column)
            if message := _changed_code(grid, spot):
                draft.defect(grid.place(*spot), message, "write it as a text")
            elif spot in grid.looks.padded and (shown := grid.cell(*spot)):
                draft.note(grid.place(*spot), f"is a number shown as {shown}, and read so")


def _changed_code(grid: Grid, spot: Spot) -> str | None:
    """What a spreadsheet program made of a code; None where it is as somebody typed it."""
    shown = grid.cell(*spot)
    if spot in grid.lengthy:
        return "has more than 15 digits as a number, and the last are lost"
    if spot in grid.days or _DAY.fullmatch(shown):
        what, code = "is a date", "12-2000"
    elif spot in grid.looks.exponents or _EXPONENT.fullmatch(shown):
        what, code = "is a number with an exponent", "1E5"
    else:
        return None
    return f"{what}, as programs make of a code such as {code}; it was read as {clipped(shown)}"


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
                message = "shows an error in place of a value, and was read as blank"
                draft.defect(heads.grid.place(row, column), message, "mend the formula")
                draft.unread(ids[row], field)
        waiting = [row for row in ids if (row, column) in looks.uncalculated]
        for row in waiting:
            draft.unread(ids[row], field)
        if waiting:
            several = counted(len(waiting), "formula")
            message = f"{several} of this column never calculated, and read as blank"
            fix = "open the workbook in a spreadsheet program and save it"
            draft.defect(heads.grid.place(waiting[0], column), message, fix)


def _names_among(heads: Heads, rows: Sequence[Row], draft: Draft) -> frozenset[str]:
    """What stands among the titles of heads and names persons, which is told and not read.

    A text that only looks like a name is one where half the texts of its column do.
    """
    column = heads.texts_of(HEAD)
    if not column:
        return frozenset()
    titles = {
        row.number: text for row in rows if not row.is_implied and (text := column[row.number])
    }
    texts = frozenset(titles.values())
    alike = frozenset(filter(may_be_somebody, texts))
    names = alike if 2 * len(alike) >= len(texts) else frozenset(filter(is_somebody, texts))
    found = [number for number, text in titles.items() if text in names]
    if found:
        many = len(found) > 1
        what = (
            "name persons, not posts, and were" if many else "names a person, not a post, and was"
        )
        message = f"{counted(len(found), 'cell')} of this column {what} not read"
        draft.defect(heads.place(found[0], HEAD), message, "write the titles of posts here")
    for number, text in titles.items():
        if text in alike - names:
            message = "looks like the name of a person, and was read as the title of a post"
            draft.note(heads.place(number, HEAD), message)
    return names


def _decimal_mark(heads: Heads) -> str:
    """What separates decimals in the figures that are texts."""
    fractions = heads.grid.fractions
    texts = (
        text
        for field in heads.figures
        for row, text in enumerate(heads.texts_of(field))
        if (row, heads.column(field)) not in fractions
    )
    return decimal_mark(texts, "," if heads.grid.comma else "")


# What the text of a row in a column adds to the values of its unit.
_Reader = Callable[[int, str, dict[str, Any]], None]


class _Units:
    """The rows of a sheet as units, by the columns that it has."""

    def __init__(self, heads: Heads, draft: Draft, persons: Collection[str]) -> None:
        self._heads, self._draft, self._persons = heads, draft, persons
        self._identity = ID if heads.column(ID) is not None else NAME
        named: dict[str, Callable[[str, int, str, dict[str, Any]], None]] = {
            KIND: self._put,
            "acronym": self._put,
            LEVEL: self._put_level,
            **dict.fromkeys(_LISTS, self._put_list),
            **dict.fromkeys(("valid_from", "valid_to"), self._put_day),
            **dict.fromkeys(heads.names, self._put_name),
            **dict.fromkeys(heads.figures, self._put_figure),
            HEAD: self._put_head,
        }
        self._scales = {field: scale_of(heads.head(field)) for field in heads.figures}
        self._mark = _decimal_mark(heads)
        self._columns: list[tuple[Sequence[str], _Reader]] = [
            (heads.texts_of(field), partial(reader, field))
            for field, reader in named.items()
            if heads.column(field) is not None
        ]

    def add(self, row: Row) -> None:
        """Put a row into the draft."""
        values: dict[str, Any] = {"id": row.id, "name": row.name}
        if row.is_top:
            values["top"] = True
        elif row.parent is not None and row.parent.id:
            values["parent"] = row.parent.id
        if row.is_parent_unread:
            self._draft.unread(row.id, "parent")
        if not row.is_implied:
            for texts, reader in self._columns:
                if text := texts[row.number]:
                    reader(row.number, text, values)
        origin = self._heads.place(row.number, self._identity)
        self._draft.add("units", values, origin, partial(self._place, row.number))

    def _place(self, row: int, field: str) -> Origin:
        key = field.partition(".")[0]
        known = field if field in self._heads.columns else _COLUMN_OF.get(key, key)
        return self._heads.place(row, known)

    def _put(self, field: str, _row: int, text: str, values: dict[str, Any]) -> None:
        values[field] = one_line(text)

    def _put_name(self, field: str, _row: int, text: str, values: dict[str, Any]) -> None:
        names = values["name"] if isinstance(values["name"], dict) else {}
        values["name"] = {**names, field.partition(".")[2]: one_line(text)}

    def _put_level(self, _: str, _row: int, text: str, values: dict[str, Any]) -> None:
        if not text.isdecimal():
            values.setdefault(KIND, text)

    def _put_list(self, field: str, _row: int, text: str, values: dict[str, Any]) -> None:
        items = items_of(text)
        if _BULLETS.search(text):
            items = [_BULLET.sub("", one) if isinstance(one, str) else one for one in items]
        values[field] = items

    def _put_figure(self, field: str, row: int, text: str, values: dict[str, Any]) -> None:
        if is_sum(self._heads, row, field):
            message = "is a sum of other cells, and was left out: figures are a unit's own"
            self._draft.note(self._heads.place(row, field), message)
            self._draft.unread(values["id"], field)
            return
        is_number = (row, self._heads.column(field)) in self._heads.grid.fractions
        number = figure_of(text, "." if is_number else self._mark, self._scales[field])
        if number is None:
            message = "may be thousands or have decimals: nothing on this sheet shows which"
            fix = "write it as a number, without anything that groups its digits"
            self._draft.defect(self._heads.place(row, field), message, fix)
            self._draft.unread(values["id"], field)
            return
        values.setdefault("figures", {})[field.partition(".")[2]] = number

    def _put_day(self, field: str, row: int, text: str, values: dict[str, Any]) -> None:
        day = day_of(text)
        if day is None:
            message = f"{text} is a day of two months, as the day or the month comes first"
            fix = "write it as in 2024-01-31"
            self._draft.defect(self._heads.place(row, field), message, fix)
            self._draft.unread(values["id"], field)
        elif field != "valid_to" or day != _NEVER:
            values[field] = day

    def _put_head(self, _: str, row: int, title: str, values: dict[str, Any]) -> None:
        """Add the post of whoever heads the unit, by its title."""
        place, unit = self._heads.place(row, HEAD), values["id"]
        if title in self._persons:
            self._draft.unread(unit, "head")
            return
        if is_vacancy(title):
            message = "says that nobody heads the unit now, and was not read as the title of a post"
            self._draft.note(place, message)
            self._draft.unread(unit, "head")
            return
        if _AT.search(title):
            message = "holds an address, not the title of a post"
            self._draft.defect(place, message, "write the title")
            self._draft.unread(unit, "head")
            return
        values["head"] = post = made_head(unit)
        self._draft.add("posts", {"id": post, "name": one_line(title), "unit": unit}, place)
