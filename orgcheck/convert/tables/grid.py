"""A sheet as a grid of texts, with what its cells look like where that says something."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from functools import cache, cached_property
from itertools import zip_longest

from orgcheck.convert.refusing import NotRead
from orgcheck.findings import Origin
from orgcheck.language import msg
from orgcheck.patterns import pattern
from orgcheck.records import NamedTuple, dataclass, replace

# A structure of a million units has so many rows; what has more is no list of units.
MOST_ROWS = 1_000_000
MOST_COLUMNS = 500
# What stands for bytes that are no letter in the encoding that they were read in.
LOST = "\ufffd"
# What a text processor puts where a line may end, and the mark of the order of bytes.
_INVISIBLE = dict.fromkeys((0xAD, 0x200B, 0x2060, 0xFEFF))
# The cells of a sheet are held in memory, about a hundred bytes each.
MOST_CELLS = 5_000_000

Spot = tuple[int, int]


class Merge(NamedTuple):
    """A rectangle of cells that are one: rows and columns from 0, both ends within it."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Looks:
    """What a workbook says of cells beside their values: by row and column, from 0."""

    hidden: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    formulas: Mapping[Spot, str] = field(default_factory=dict)
    indents: Mapping[Spot, int] = field(default_factory=dict)
    merges: Sequence[Merge] = ()
    # How many groups a row is within, which can be folded away.
    outline: Mapping[int, int] = field(default_factory=dict)
    # How a number is shown that has zeros before it: `00004200`.
    padded: Mapping[Spot, int] = field(default_factory=dict)
    # Numbers that are shown with an exponent, as 1E5 is that somebody typed for a code.
    exponents: frozenset[Spot] = frozenset()
    comments: frozenset[Spot] = frozenset()
    # Formulas that show an error, and those that no program has calculated yet.
    errors: frozenset[Spot] = frozenset()
    uncalculated: frozenset[Spot] = frozenset()


@dataclass(frozen=True)
class Grid:
    """The cells of a sheet as texts, blank ones empty; rows may differ in length.

    `lengthy` are the cells whose numbers have more digits than a workbook keeps, `fractions` those
    that are numbers with decimals, which a full stop separates; `comma` says that in texts a comma
    does, and never groups thousands. `days` are the cells with a date. `file` holds the sheet, and
    is called the same where it is all of that.
    """

    name: str
    rows: Sequence[Sequence[str]]
    looks: Looks = Looks()
    lengthy: frozenset[Spot] = frozenset()
    fractions: frozenset[Spot] = frozenset()
    days: frozenset[Spot] = frozenset()
    comma: bool = False
    remarks: Sequence[str] = ()
    file: str = ""
    is_hidden: bool = False

    @cached_property
    def texts(self) -> Sequence[Sequence[str]]:
        """The rows without white space around the texts, numbers as they are shown."""
        texts = [[text.strip() for text in row] for row in self.rows]
        for row, column in self.looks.padded:
            if row < len(texts) and column < len(texts[row]):
                texts[row][column] = self.raw(row, column).strip()
        return texts

    @cached_property
    def columns(self) -> Sequence[Sequence[str]]:
        """The same, a column at a time, as long as there are rows."""
        return tuple(zip_longest(*self.texts, fillvalue=""))

    def cell(self, row: int, column: int) -> str:
        """The text of a cell, without white space around it."""
        cells = self.texts[row]
        return cells[column] if column < len(cells) else ""

    def raw(self, row: int, column: int) -> str:
        """The text of a cell as it is, a number shown with zeros before it with these."""
        cells = self.rows[row]
        text = cells[column] if column < len(cells) else ""
        width = self.looks.padded.get((row, column), 0)
        return text.zfill(width) if text.isdecimal() else text

    def place(self, row: int, column: int | None = None) -> Origin:
        """Where a cell or a row is, as a reader finds it: `units!C17`, `units!17`."""
        name = "" if column is None else letters(column)
        return Origin(self.file, None, f"{self._sheet}{name}{row + 1}")

    def without_invisible(self) -> Grid:
        """The same without signs that nobody sees and that part words: blanks of no width."""
        if all(text.isprintable() for row in self.rows for text in row):
            return self
        rows = [
            [text if text.isprintable() else text.translate(_INVISIBLE) for text in row]
            for row in self.rows
        ]
        return replace(self, rows=rows)

    @property
    def garbled(self) -> Iterator[Origin]:
        """The cells in which a letter was lost when bytes were taken for another encoding."""
        for number, row in enumerate(self.rows):
            for column, text in enumerate(row):
                if LOST in text:
                    yield self.place(number, column)

    @cached_property
    def _sheet(self) -> str:
        return "" if self.name == self.file else f"{self.name}!"

    def is_blank(self, row: int) -> bool:
        """Whether a row has nothing in it."""
        return not any(self.texts[row])


@cache
def letters(column: int) -> str:
    """The letters of a column, counted from 0.

    Examples
    --------
    >>> letters(0), letters(25), letters(26), letters(16383)
    ('A', 'Z', 'AA', 'XFD')
    """
    name = ""
    column += 1
    while column:
        column, digit = divmod(column - 1, 26)
        name = chr(ord("A") + digit) + name
    return name


_CELL = pattern(r"([A-Z]{1,3})([0-9]{1,7})")


def spot(reference: str) -> Spot | None:
    """Row and column, from 0, of a reference such as `C17`.

    Examples
    --------
    >>> spot("C17")
    (16, 2)
    """
    match = _CELL.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


def too_large(rows: int, columns: int) -> NotRead | None:
    """Why a sheet of that size is not read; None where it is."""
    if rows > MOST_ROWS:
        message = msg("{file} has {rows} rows, and at most {most} are read")
        return NotRead(message, rows=rows, most=MOST_ROWS)
    if columns > MOST_COLUMNS:
        message = msg("{file} has {columns} columns, and at most {most} are read")
        return NotRead(message, columns=columns, most=MOST_COLUMNS)
    if rows * columns > MOST_CELLS:
        message = msg(
            "{file} has {rows} rows of {columns} columns, and at most {most} cells are read"
        )
        return NotRead(message, rows=rows, columns=columns, most=MOST_CELLS)
    return None
