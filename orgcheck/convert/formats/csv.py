"""CSV as spreadsheets write it: with commas, semicolons or tabs, in UTF-8 or Windows-1252."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from orgcheck.convert.format import Exported, Format, Given, Imported
from orgcheck.errors import Diagnostic, InvalidSnapshot
from orgcheck.language import said
from orgcheck.patterns import pattern

if TYPE_CHECKING:
    from orgcheck.convert.tables.grid import Grid
    from orgcheck.convert.tables.writing import Value
    from orgcheck.snapshot.model import Snapshot

_SEPARATORS = ";,\t|"
# So many lines show what separates the values.
_LINES = 50
_LONGEST_VALUE = 1_000_000
_LONGEST_ROW = 5_000_000
# What bytes that are not UTF-8 may be in: of two that fit as well, the first.
_ENCODINGS = {
    "cp1252": "Windows-1252",
    "mac_roman": "Mac OS Roman",
    "cp850": "DOS code page 850",
}
# How usual letters are in the languages of which heads are known.
_WEIGHTS = {
    **dict.fromkeys("àâçèêëîïôûùßæøÉÈÀÇÆØ", 1),
    **dict.fromkeys("ÄÖÅÜ", 2),
    **dict.fromkeys("äöåüé", 3),
}
_COMMON = frozenset("\u00a0–—‘’“”„•…€§°·´")
_LINE = pattern(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
_AS_FORMULA = pattern(r'="([^"]*)"')


def read(given: Given) -> Imported:
    """The structure that a CSV file holds."""
    from orgcheck.convert.tables.reading import imported

    return imported(given, [grid_of(given)])


def grid_of(given: Given) -> Grid:
    """The values of a CSV file."""
    from orgcheck.convert.tables.grid import Grid

    text, remarks = _decoded(given.data)
    if "\0" in text:
        raise InvalidSnapshot(
            [Diagnostic(None, said("{file} is no text", file=given.name), said("save it as CSV"))]
        )
    separator = _separator(text)
    csv.field_size_limit(_LONGEST_VALUE)
    _refuse_unclosed(given.name, text, separator)
    rows: list[list[str]] = []
    line = 1
    try:
        for after, row in _rows(given.name, text, separator):
            rows.append([_meant(value) for value in row])
            line = after
    except csv.Error as error:
        message = said(
            "{file}: line {line}: {reason}", file=given.name, line=line, reason=str(error)
        )
        raise InvalidSnapshot([Diagnostic(None, message, said("save it as CSV again"))]) from None
    return Grid(given.name, rows, comma=separator == ";", remarks=remarks, file=given.name)


def _rows(
    name: str, text: str, separator: str, *, strict: bool = False
) -> Iterator[tuple[int, list[str]]]:
    """Each row, and the line after it; a row that would fill memory is refused while it is read."""
    from orgcheck.convert.tables.grid import too_large

    taken = 0

    def lines() -> Iterator[str]:
        nonlocal taken
        for match in _LINE.finditer(text):
            taken += len(match[0])
            if taken > _LONGEST_ROW:
                message = said(
                    "{file}: line {line}: the row has more than {most} characters, and no longer "
                    "one is read",
                    file=name,
                    line=reader.line_num + 1,
                    most=_LONGEST_ROW,
                )
                raise InvalidSnapshot([Diagnostic(None, message, said("save it as CSV again"))])
            yield match[0]

    reader = csv.reader(lines(), delimiter=separator, strict=strict)
    widest = 0
    for number, row in enumerate(reader, start=1):
        taken = 0
        widest = max(widest, len(row))
        if why := too_large(number, widest):
            raise InvalidSnapshot([Diagnostic(None, why.of(name))])
        yield reader.line_num + 1, row


def _refuse_unclosed(name: str, text: str, separator: str) -> None:
    """Stop where a quotation mark opens a value and none closes it: all else would be in it."""
    begun = 1
    try:
        for after, _ in _rows(name, text, separator, strict=True):
            begun = after
    except csv.Error as error:
        # What else is not as it should be has a meaning all the same.
        if "unexpected end of data" in str(error):
            message = said(
                "{file}: line {line}: a quotation mark is opened and never closed",
                file=name,
                line=begun,
            )
            fix = said("close it, or write it twice where it is part of a text")
            raise InvalidSnapshot([Diagnostic(None, message, fix)]) from None


def _decoded(data: bytes) -> tuple[str, list[str]]:
    """The text, and what there is to say of how it was read."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace"), []
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        pass
    # What is no letter in any of them is told by its cell.
    texts = {name: data.decode(codec, "replace") for codec, name in _ENCODINGS.items()}
    name = max(texts, key=lambda name: _likelihood(texts[name]))
    return texts[name], [f"is not UTF-8, and was read as {name}"]


def _likelihood(text: str) -> int:
    """How much of a text is letters of western Europe, less what seldom stands in one."""
    signs = Counter(sign for sign in text if not sign.isascii() and sign not in _COMMON)
    return sum(many * _WEIGHTS.get(sign, -1) for sign, many in signs.items())


def _separator(text: str) -> str:
    """What separates the values: the sign that parts the most lines into as many pieces."""
    from orgcheck.convert.tables.writing import ENTITY

    if text.startswith(f"{ENTITY},"):
        # What was written here says so itself, whatever signs its few values have.
        return ","
    lines = text[:_LONGEST_VALUE].splitlines()[:_LINES]

    def agreement(sign: str) -> tuple[int, int]:
        counts = Counter(line.count(sign) for line in lines if sign in line)
        return (counts.most_common(1)[0][1], sum(counts.values())) if counts else (0, 0)

    return max(_SEPARATORS, key=agreement) if lines else ","


def _meant(value: str) -> str:
    """A value without what keeps a spreadsheet from changing it: an apostrophe, or `="0042"`."""
    from orgcheck.convert.tables.notation import without_apostrophe

    if value[:1] == "'":
        return without_apostrophe(value)
    if value[:2] == '="' and (text := _AS_FORMULA.fullmatch(value)):
        return text[1]
    return value


def write(snapshot: Snapshot) -> Exported:
    """A snapshot as one table: a row a unit, post, body and so on, which the first column tells."""
    from orgcheck.convert.tables.writing import ENTITY, tables_of

    tables, not_written = tables_of(snapshot)
    heads = dict.fromkeys(head for table in tables for head in table.heads)
    rows = ({ENTITY: table.entity, **row} for table in tables for row in table.rows)
    return Exported(csv_text((ENTITY, *heads), rows), not_written)


def csv_text(heads: Sequence[str], rows: Iterable[Mapping[str, Value]]) -> str:
    """Rows below their heads; no text is a formula to a spreadsheet."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(heads)
    writer.writerows([_cell(row.get(head, "")) for head in heads] for row in rows)
    return file.getvalue()


def _cell(value: Value) -> str:
    from orgcheck.convert.tables.notation import number_text, with_apostrophe

    return with_apostrophe(value) if isinstance(value, str) else number_text(value)


FORMAT = Format(
    name="csv",
    what="a table of values with commas, semicolons or tabs",
    endings=(".csv", ".tsv"),
    read=read,
    write=write,
)
