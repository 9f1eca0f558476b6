"""Where the heads of a sheet stand, and what each column is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from orgcheck.convert.columns import ColumnMap
from orgcheck.convert.tables.footnotes import footnotes_of, without_footnotes
from orgcheck.convert.tables.grid import Grid, Spot
from orgcheck.convert.tables.heads import (
    HEAD,
    ID,
    KIND,
    LANGUAGES,
    LEVEL,
    NAME,
    PARENT,
    PARENT_NAME,
    meaning,
    meanings,
)
from orgcheck.convert.tables.labels import Labels, labels_of
from orgcheck.convert.tables.stand_ins import is_as_above, is_dash, is_none
from orgcheck.findings import Origin
from orgcheck.records import dataclass, replace

# What several units may have in common: a unit's own code and name are never merged over several.
_SHARED = frozenset((PARENT, PARENT_NAME, KIND, LEVEL))
# What is a unit's own is never said as "the same as above".
_OWN = frozenset((ID, NAME, "acronym"))
# Where a word for "none" is looked at by whoever reads the field.
_WITH_NONE = frozenset((ID, NAME, PARENT, PARENT_NAME, HEAD))
# The names in each language, where a sheet has several columns of them.
_NAMES = frozenset(f"{NAME}.{language}" for language in LANGUAGES)
# Titles, dates and notes stand above the heads, and no more than so many rows of them.
_ROWS_ABOVE = 30


@dataclass(frozen=True)
class Heads:
    """The row below the heads, and the columns of each field, in their order.

    `labels` are the cells of the column of names where more than names stands in it.
    """

    grid: Grid
    first: int
    texts: Mapping[int, str]
    columns: Mapping[str, tuple[int, ...]]
    labels: Labels | None = None

    @cached_property
    def footnotes(self) -> frozenset[str]:
        """The marks of the notes below the table, which may stand behind values."""
        return footnotes_of(self.grid.texts[self.first :])

    def column(self, field: str) -> int | None:
        """The column of a field; None where there is none."""
        return self._first.get(field)

    @cached_property
    def _first(self) -> Mapping[str, int]:
        return {field: columns[0] for field, columns in self.columns.items()}

    def head(self, field: str) -> str:
        """What stands above the column of a field; nothing where there is none."""
        column = self.column(field)
        return "" if column is None else self.texts.get(column, "")

    @cached_property
    def words(self) -> frozenset[str]:
        """What stands in the heads, without case; of two rows of heads what the lower one says."""
        lower = self.grid.texts[self.first - 1] if self.first else ()
        return frozenset(text.casefold() for text in (*self.texts.values(), *lower) if text)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The fields that are names in a language."""
        return tuple(field for field in self.columns if field in _NAMES)

    @cached_property
    def figures(self) -> tuple[str, ...]:
        """The fields that are figures."""
        return tuple(field for field in self.columns if field.startswith("figures."))

    def texts_of(self, field: str) -> Sequence[str]:
        """What every row of the sheet says in the column of a field; nothing where there is none.

        Whoever asks every row asks here: a question to each cell would take most of an import.
        """
        return self._texts.get(field, ())

    @cached_property
    def _texts(self) -> Mapping[str, Sequence[str]]:
        texts = {field: self.grid.columns[column] for field, column in self._first.items()}
        named = [texts[field] for field in texts if field in _NAMES]
        if len(named) > 1:
            texts[NAME] = tuple(next(filter(None, cells), "") for cells in zip(*named, strict=True))
        for field in _SHARED & texts.keys():
            texts[field] = self._merged(self._first[field], texts[field])
        for field, column in self._first.items():
            texts[field] = self._meant(field, column, texts[field])
        if self.labels is not None:
            texts |= self.labels.texts(texts)
        return texts

    def _meant(self, field: str, column: int, texts: Sequence[str]) -> Sequence[str]:
        """The texts of a column with what "as above" stands for, and nothing for "none"."""
        repeated = {row: above for (row, at), above in self.as_above.items() if at == column}
        # A figure that is not available is one that nobody wrote, which is told; a dash is none.
        is_empty = is_dash if field in self.figures else is_none
        asked = () if field in _WITH_NONE else frozenset(texts)
        empty = frozenset(filter(is_empty, asked))
        if not (repeated or empty or self.footnotes):
            return texts
        said = [texts[repeated.get(row, row)] for row in range(len(texts))]
        return ["" if text in empty else without_footnotes(text, self.footnotes) for text in said]

    @cached_property
    def as_above(self) -> Mapping[Spot, int]:
        """The cells that say "as above", each with the row of the one that is meant."""
        found: dict[Spot, int] = {}
        own = {column for field in (*_OWN, *self.names) for column in self.columns.get(field, ())}
        for column in {column for some in self.columns.values() for column in some} - own:
            texts = self.grid.columns[column]
            marks = frozenset(filter(is_as_above, frozenset(texts)))
            last = None
            for row in range(self.first, len(texts) if marks else 0):
                if texts[row] not in marks:
                    last = row if texts[row] else last
                elif last is not None:
                    found[row, column] = last
        return found

    def level(self, row: int, column: int) -> str:
        """What a row says in a column that is a level of its own."""
        text = self.grid.cell(self.as_above.get((row, column), row), column)
        return "" if is_dash(text) else without_footnotes(text, self.footnotes)

    def _merged(self, column: int, texts: Sequence[str]) -> Sequence[str]:
        """The texts of a column in which cells that are merged downwards are said of each row."""
        said = list(texts)
        for merge in self.grid.looks.merges:
            if merge.left <= column <= merge.right and merge.top >= self.first:
                end = min(merge.bottom + 1, len(said))
                said[merge.top : end] = [said[merge.top]] * (end - merge.top)
        return said

    def depth(self, row: int) -> int:
        """How many blanks the marks before the name of a row stand for."""
        return self.labels.rows[row].depth if self.labels is not None else 0

    def cell(self, row: int, field: str) -> str:
        """What a row says in the column of a field."""
        texts = self._texts.get(field)
        return "" if texts is None else texts[row]

    def place(self, row: int, field: str) -> Origin:
        """Where a row says what it says of a field."""
        return self.grid.place(row, self.column(field))

    @property
    def levels(self) -> tuple[int, ...]:
        """The columns of a hierarchy that has one a level, from the top."""
        named = sorted(field for field in self.columns if field.startswith(f"{LEVEL}."))
        return tuple(column for field in named for column in self.columns[field])


def heads_of(grid: Grid, map: ColumnMap | None) -> Heads | None:
    """The heads of a sheet: the rows of which the most is understood; None where none is."""
    best: tuple[int, Heads] | None = None
    for heads in _candidates(grid, map):
        score = len(heads.columns)
        # A single word may stand anywhere; whoever has a unit's name alone indents it.
        if (best is None or score > best[0]) and _is_enough(heads):
            best = (score, heads)
    return best[1] if best else None


def is_turned(grid: Grid) -> bool:
    """Whether what are heads of columns elsewhere stands in one column."""
    column = next((column for column in grid.columns if any(column)), ())
    said = {meaning(text) for text in column[:_ROWS_ABOVE] if text}
    return len(said & {ID, NAME, PARENT, HEAD, KIND}) > 2


def with_labels(heads: Heads) -> Heads:
    """The heads with the column of names taken apart, where codes or marks stand in it too.

    Codes are looked for there where no column is that of codes.
    """
    names = heads.column(NAME)
    if names is None or heads.levels or heads.names:
        return heads
    texts = ("",) * heads.first + tuple(heads.texts_of(NAME)[heads.first :])
    labels = labels_of(texts, with_codes=heads.column(ID) is None)
    if labels is None:
        return heads
    codes = {ID: (names,)} if labels.coded else {}
    return replace(heads, columns={**codes, **heads.columns}, labels=labels)


def _is_enough(heads: Heads) -> bool:
    fields = heads.columns.keys()
    return NAME in fields or len(heads.levels) > 1 or {ID, PARENT} <= fields


def _candidates(grid: Grid, map: ColumnMap | None) -> Iterator[Heads]:
    for row in range(min(_ROWS_ABOVE, len(grid.rows))):
        if grid.is_blank(row):
            continue
        single = {c: grid.cell(row, c) for c in range(len(grid.rows[row])) if grid.cell(row, c)}
        yield _heads(grid, row + 1, single, map)
        if row + 1 < len(grid.rows) and not grid.is_blank(row + 1):
            yield _heads(grid, row + 2, _in_two_rows(grid, row), map)


def _in_two_rows(grid: Grid, row: int) -> dict[int, str]:
    """Heads of which the upper row says what several columns have in common."""
    above: dict[int, str] = {}
    for merge in grid.looks.merges:
        if merge.top <= row <= merge.bottom:
            text = grid.cell(row, merge.left) if merge.top == row else ""
            above |= dict.fromkeys(range(merge.left, merge.right + 1), text)
    heads = {}
    last = ""
    for column in range(max(len(grid.rows[row]), len(grid.rows[row + 1]))):
        upper, lower = grid.cell(row, column), grid.cell(row + 1, column)
        # csv has no merged cells: what is blank below a head and above another goes on.
        last = upper or above.get(column) or (last if lower and not above else "")
        head = f"{last} {lower}".strip()
        if head:
            heads[column] = head
    return heads


def _heads(grid: Grid, first: int, texts: Mapping[int, str], map: ColumnMap | None) -> Heads:
    said = map.columns if map else {}
    guessed = meanings([texts[column] for column in texts])
    fields = {
        column: said.get(texts[column], field) for column, field in zip(texts, guessed, strict=True)
    }
    columns: dict[str, tuple[int, ...]] = {}
    for column, field in fields.items():
        if field not in (None, "-"):
            assert field is not None
            columns[field] = (*columns.get(field, ()), column)
    if PARENT not in columns and PARENT_NAME in columns:
        columns[PARENT] = columns.pop(PARENT_NAME)
    first_name = next((some for field, some in columns.items() if field in _NAMES), None)
    if NAME not in columns and first_name is not None:
        columns = {NAME: first_name, **columns}
    if ID not in columns and _are_codes(grid, first, columns):
        columns = {ID: columns["acronym"], **columns}
    heads = Heads(grid, first, texts, columns)
    return _with_merged_levels(heads)


def _are_codes(grid: Grid, first: int, columns: Mapping[str, tuple[int, ...]]) -> bool:
    """Whether acronyms are what units are called by: most parents are, and no two are the same."""
    if "acronym" not in columns or PARENT not in columns:
        return False
    acronyms, parents = (
        list(filter(None, grid.columns[columns[field][0]][first:])) for field in ("acronym", PARENT)
    )
    known = set(acronyms)
    named = sum(parent in known for parent in parents)
    return len(known) == len(acronyms) and 2 * named > len(parents)


def _with_merged_levels(heads: Heads) -> Heads:
    """A head of names that is merged over several columns is the head of a column a level."""
    names = heads.column(NAME)
    for merge in heads.grid.looks.merges:
        if merge.left == names and merge.top < heads.first <= merge.bottom + 1:
            width = merge.right - merge.left + 1
            below = heads.grid.texts[heads.first : heads.first + 1]
            if any(meaning(text) for row in below for text in row[merge.left : merge.right + 1]):
                # A second row of heads says what each of the columns is.
                continue
            if width > 1 and not any(
                column in taken
                for taken in heads.columns.values()
                for column in range(merge.left + 1, merge.right + 1)
            ):
                levels = {f"{LEVEL}.{n + 1}": (merge.left + n,) for n in range(width)}
                columns = {f: c for f, c in heads.columns.items() if f != NAME} | levels
                return Heads(heads.grid, heads.first, heads.texts, columns)
    return heads
