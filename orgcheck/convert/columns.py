"""The map of a source: what its columns are, and which ids were made for its rows.

The first import writes it, a person may change it, and the next import asks it first.
"""

from __future__ import annotations

from orgcheck.errors import Diagnostic, Unreadable, Unusable
from orgcheck.language import said
from orgcheck.snapshot.form import check
from orgcheck.snapshot.model import NOTHING, Id, Part, Text
from orgcheck.snapshot.reader import read
from orgcheck.snapshot.sources import texts_of
from orgcheck.snapshot.text import SourceText
from orgcheck.snapshot.writing import on_one_line, scalar


class MadeId(Part):
    """The id that was made for a row, and by what the row is known again."""

    id: Id
    name: Text
    parent: Text | None = None
    code: Text | None = None


class ColumnMap(Part):
    """What each column is, by its head, and the ids that were made; `-` for a column left out."""

    sheet: Text | None = None
    columns: dict[Text, Text] = NOTHING
    ids: tuple[MadeId, ...] = ()


class InvalidMap(Unusable):
    """A map of columns that cannot be used."""


def read_map(text: SourceText) -> ColumnMap:
    """The map that a file holds.

    Raises
    ------
    InvalidMap
        Where it is no YAML, or does not fit; with all that is wrong.
    """
    try:
        document = read(text)
    except Unreadable as unreadable:
        raise InvalidMap(unreadable.problems) from None
    found, problems = check(ColumnMap, document, document.root)
    if found is None:
        raise InvalidMap(problems)
    return found


def map_at(name: str) -> ColumnMap:
    """The map that a file, `-` or REV:path holds.

    Raises
    ------
    InvalidMap
        As `read_map` does, or where it is a folder of several files.
    OrgcheckError
        Where it names nothing.
    """
    texts = texts_of(name).texts
    if len(texts) != 1:
        raise InvalidMap(
            [
                Diagnostic(
                    None, said("{file} is a folder, not a map", file=name), said("name one file")
                )
            ]
        )
    return read_map(texts[0])


def map_text(map: ColumnMap) -> str:
    """The map as YAML."""
    lines = ["# How `orgcheck import --map` read each column, and the ids that it made."]
    if map.sheet is not None:
        lines.append(f"sheet: {scalar(map.sheet)}")
    if map.columns:
        lines.append("columns:")
        lines += [f"  {scalar(head)}: {scalar(field)}" for head, field in map.columns.items()]
    if map.ids:
        lines.append("ids:")
        lines += [f"  - {on_one_line(made.model_dump(exclude_none=True))}" for made in map.ids]
    return "\n".join(lines) + "\n"
