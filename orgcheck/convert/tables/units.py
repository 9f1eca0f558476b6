"""The rows of a sheet -> units and the posts that head them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from functools import partial
from typing import Any

from orgcheck.common_ground import made_head
from orgcheck.convert.draft import Draft
from orgcheck.convert.tables.columns import Heads
from orgcheck.convert.tables.days import day_of
from orgcheck.convert.tables.figures import decimal_mark, figure_of, sums_of_parts
from orgcheck.convert.tables.heads import (
    HEAD,
    ID,
    KIND,
    LEVEL,
    NAME,
    PARENT,
    scale_of,
)
from orgcheck.convert.tables.notation import items_of, one_line
from orgcheck.convert.tables.rows import Row, is_sum
from orgcheck.convert.tables.stand_ins import is_vacancy
from orgcheck.findings import Origin
from orgcheck.language import said
from orgcheck.patterns import pattern

_LISTS = ("responsibilities", "sites")
_BULLET = pattern(r"^[-•·*–]\s+")
# `1. contracts`, `a) contracts`, where every item of a cell begins so.
_NUMBERED = pattern(r"^\(?(?:[0-9]{1,2}|[a-z])[.)]\s+")
_BULLETS = pattern(r"[-•·*–]\s")
# Where what a complaint is about stands, where the column is called otherwise.
_COLUMN_OF = {"name": NAME, "id": ID, "parent": PARENT}
# How registers write that something does not end.
_NEVER = "9999-12-31"
_AT = pattern(r"[^@\s]+@[^@\s]+")


def _figures(heads: Heads, rows: Sequence[Row]) -> Mapping[str, Mapping[int, str | None]]:
    """The figures of each field by the rows that they stand in, as the model reads them."""
    fractions = heads.grid.fractions
    columns = {field: heads.column(field) for field in heads.figures}
    mark = decimal_mark(
        (
            text
            for field, column in columns.items()
            for row, text in enumerate(heads.texts_of(field))
            if (row, column) not in fractions
        ),
        "," if heads.grid.comma else "",
    )
    numbers = [row.number for row in rows if not row.is_implied]
    found: dict[str, Mapping[int, str | None]] = {}
    for field, column in columns.items():
        texts, factor = heads.texts_of(field), scale_of(heads.head(field))
        found[field] = {
            row: figure_of(text, "." if (row, column) in fractions else mark, factor)
            for row in numbers
            if (text := texts[row])
        }
    return found


def _sums(rows: Sequence[Row], figures: Mapping[int, str | None]) -> Set[int]:
    """The rows whose figure adds up those of the units right below."""
    above = {
        row.number: row.parent.number
        for row in rows
        if not row.is_implied and row.parent is not None and not row.parent.is_implied
    }
    return sums_of_parts(figures, above)


# What the text of a row in a column adds to the values of its unit.
_Reader = Callable[[int, str, dict[str, Any]], None]


class Units:
    """The rows of a sheet as units, by the columns that it has."""

    def __init__(
        self, heads: Heads, rows: Sequence[Row], draft: Draft, titles: Mapping[str, str]
    ) -> None:
        self._heads, self._draft, self._titles = heads, draft, titles
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
        self._figures = _figures(heads, rows)
        self._sums = {field: _sums(rows, self._figures[field]) for field in heads.figures}
        for field, sums in self._sums.items():
            if sums:
                message = said(
                    "is the sum of those below, as in each unit with others below it, and was "
                    "left out: figures are a unit's own"
                )
                draft.note(heads.place(min(sums), field), message)
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
        texts = [item for item in items if isinstance(item, str)]
        if _BULLETS.search(text):
            items = [_BULLET.sub("", one) if isinstance(one, str) else one for one in items]
        elif len(texts) > 1 and all(map(_NUMBERED.match, texts)):
            items = [_NUMBERED.sub("", one) if isinstance(one, str) else one for one in items]
        values[field] = items

    def _put_figure(self, field: str, row: int, _: str, values: dict[str, Any]) -> None:
        if row in self._sums[field]:
            self._draft.unread(values["id"], field)
            return
        if is_sum(self._heads, row, field):
            message = said("is a sum of other cells, and was left out: figures are a unit's own")
            self._draft.note(self._heads.place(row, field), message)
            self._draft.unread(values["id"], field)
            return
        number = self._figures[field][row]
        if number is None:
            message = said("may be thousands or have decimals: nothing on this sheet shows which")
            fix = said("write it as a number, without anything that groups its digits")
            self._draft.defect(self._heads.place(row, field), message, fix)
            self._draft.unread(values["id"], field)
            return
        values.setdefault("figures", {})[field.partition(".")[2]] = number

    def _put_day(self, field: str, row: int, text: str, values: dict[str, Any]) -> None:
        day = day_of(text)
        if day is None:
            message = said(
                "{text} is a day of two months, as the day or the month comes first", text=text
            )
            fix = said("write it as in 2024-01-31")
            self._draft.defect(self._heads.place(row, field), message, fix)
            self._draft.unread(values["id"], field)
        elif field != "valid_to" or day != _NEVER:
            values[field] = day

    def _put_head(self, _: str, row: int, title: str, values: dict[str, Any]) -> None:
        """Add the post of whoever heads the unit, by its title."""
        place, unit = self._heads.place(row, HEAD), values["id"]
        title = self._titles.get(title, title)
        if not title:
            self._draft.unread(unit, "head")
            return
        if is_vacancy(title):
            message = said(
                "says that nobody heads the unit now, and was not read as the title of a post"
            )
            self._draft.note(place, message)
            self._draft.unread(unit, "head")
            return
        if _AT.search(title):
            message = said("holds an address, not the title of a post")
            self._draft.defect(place, message, said("write the title"))
            self._draft.unread(unit, "head")
            return
        values["head"] = post = made_head(unit)
        self._draft.add("posts", {"id": post, "name": one_line(title), "unit": unit}, place)
