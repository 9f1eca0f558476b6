"""The rows below the heads of a sheet: those that are units, and what the others are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from orgcheck.convert.draft import Draft
from orgcheck.convert.tables.columns import Heads
from orgcheck.convert.tables.footnotes import is_footnote
from orgcheck.convert.tables.heads import ID, NAME, PARENT, PERSON, meaning
from orgcheck.convert.tables.stand_ins import is_total
from orgcheck.language import said, said_n
from orgcheck.patterns import pattern
from orgcheck.records import dataclass
from orgcheck.snapshot.model import folded

_SUM = pattern(r"\s*=?\s*(?:SUM|SUBTOTAL|SUMIFS?|AGGREGATE)\s*\(", re.IGNORECASE)
_NOTE = pattern(
    r"\s*(?:\*|note|nb\b|source|huom|lähde|päivitetty|obs\b|källa|hinweis|quelle|stand\b|remarque)",
    re.IGNORECASE,
)
# Rows that are named in one message.
_MOST_NAMED = 10
# A name of a unit is shorter; what is longer, alone in its row, is a sentence.
_LONGEST_NAME = 80


@dataclass(eq=False)
class Row:
    """A unit in the making. `number` is the row that it stands in, from 0."""

    number: int
    name: str
    code: str = ""
    parent: Row | None = None
    is_top: bool = False
    is_implied: bool = False
    id: str = ""
    is_parent_unread: bool = False

    @cached_property
    def called(self) -> str:
        """Its name without case and superfluous white space."""
        return folded(self.name)

    def above(self) -> Iterator[Row]:
        """Its parent, and so on up; each once, should the parents go in a circle."""
        seen = {id(self)}
        row = self.parent
        while row is not None and id(row) not in seen:
            seen.add(id(row))
            yield row
            row = row.parent


def unit_rows(heads: Heads, draft: Draft) -> list[int]:
    """The numbers of the rows that are units; the others are told, blank ones aside."""
    grid = heads.grid
    found: list[int] = []
    people = 0
    seen: set[tuple[str, str]] = set()
    after_blank = False
    codes, names, persons = map(heads.texts_of, (ID, NAME, PERSON))
    for row in range(heads.first, len(grid.rows)):
        if grid.is_blank(row):
            after_blank = True
            continue
        if _repeats(heads, row) or (row == heads.first and _says_again(heads, row)):
            draft.note(grid.place(row), said("was left out: it repeats the heads"))
            continue
        is_unit = codes and names and codes[row] and names[row]
        if not is_unit and (reason := _is_no_unit(heads, row, after_blank)):
            draft.note(grid.place(row), reason)
            continue
        if persons:
            key = (heads.cell(row, ID), folded(heads.cell(row, NAME)))
            if persons[row] and key in seen:
                people += 1
                continue
            seen.add(key)
        after_blank = False
        found.append(row)
    if hidden := [row for row in found if row in grid.looks.hidden]:
        numbers = ", ".join(str(row + 1) for row in hidden[:_MOST_NAMED])
        numbers += ", ..." if len(hidden) > _MOST_NAMED else ""
        message = said_n(
            "{number} row is hidden, and was read: {rows}",
            "{number} rows are hidden, and were read: {rows}",
            len(hidden),
            rows=numbers,
        )
        draft.note(grid.name, message)
    if people:
        message = said_n(
            "{number} row of people left out: units alone are read",
            "{number} rows of people left out: units alone are read",
            people,
        )
        draft.note(grid.name, message)
    return found


def _repeats(heads: Heads, row: int) -> bool:
    """Whether a row is that of the heads once more, as on each page of what is to be printed."""
    first = next(filter(None, heads.grid.texts[row]))
    if first.casefold() not in heads.words:
        return False
    texts = {field: text for field in heads.columns if (text := heads.cell(row, field))}
    return len(texts) > 1 and all(text.casefold() in heads.words for text in texts.values())


def _says_again(heads: Heads, row: int) -> bool:
    """Whether a row below the heads says these once more, in another language."""
    texts = {field: text for field in heads.columns if (text := heads.cell(row, field))}
    return len(texts) > 1 and all(meaning(text) == field for field, text in texts.items())


def _is_no_unit(heads: Heads, row: int, after_blank: bool) -> str | None:
    grid = heads.grid
    filled = [column for column in range(len(grid.rows[row])) if grid.cell(row, column)]
    mapped = {column for columns in heads.columns.values() for column in columns}
    first = grid.cell(row, filled[0])
    code, name = heads.cell(row, ID), heads.cell(row, NAME)
    # What begins a row stands in the column of codes too where it is no code.
    has_code = bool(code) and (code != first or bool(name))
    parent = heads.cell(row, PARENT)
    if is_total(first) and not has_code and parent in ("", first):
        return said("was left out: it is a total")
    if not mapped.intersection(filled):
        return said("was left out: nothing stands in the columns that are read")
    with_codes = heads.column(ID) is not None
    formulas = grid.looks.formulas
    sums = [c for c in range(len(grid.rows[row])) if _SUM.match(formulas.get((row, c), ""))]
    if sums and not has_code and (with_codes or not name):
        return said("was left out: it is a total, by its formula")
    if len(filled) == 1 and not has_code and with_codes and is_footnote(first):
        return said("was left out: it is a note, and no unit")
    is_sentence = bool(_NOTE.match(first)) or len(first) > _LONGEST_NAME
    if len(filled) == 1 and after_blank and not has_code and (with_codes or is_sentence):
        return said("was left out: it is a note, and no unit")
    if not heads.levels and not (code or name):
        return said("was left out: it has neither a code nor a name")
    return None


def is_sum(heads: Heads, row: int, field: str) -> bool:
    """Whether a cell adds up others."""
    formulas, column = heads.grid.looks.formulas, heads.column(field)
    if not formulas or column is None:
        return False
    return _SUM.match(formulas.get((row, column), "")) is not None
