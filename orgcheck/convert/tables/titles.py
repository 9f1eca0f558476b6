"""The titles of heads of units, without the names of persons that stand among them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from orgcheck.convert.discretion import (
    beside_somebody,
    is_somebody,
    may_be_somebody,
    may_end_with_somebody,
)
from orgcheck.convert.draft import Draft
from orgcheck.convert.tables.columns import Heads
from orgcheck.convert.tables.heads import HEAD
from orgcheck.convert.tables.rows import Row
from orgcheck.language import said, said_n


def titles_of(heads: Heads, rows: Sequence[Row], draft: Draft) -> Mapping[str, str]:
    """What texts among the titles of heads say without the names of persons; empty where no more.

    Such names are told and not read. A text that only looks like a name is one where half the texts
    of its column do.
    """
    column = heads.texts_of(HEAD)
    if not column:
        return {}
    texts = {
        row.number: text for row in rows if not row.is_implied and (text := column[row.number])
    }
    of_units = frozenset(word for row in rows for word in row.called.split())
    found: dict[str, tuple[str, str]] = {}
    for text in frozenset(texts.values()):
        if beside := beside_somebody(text, of_units):
            found[text] = beside
        elif may_be_somebody(text):
            found[text] = ("", text)
    are_usual = 2 * len(found) >= len(frozenset(texts.values()))
    titles = {
        text: title for text, (title, name) in found.items() if are_usual or is_somebody(name)
    }
    _remark_on_names(heads, texts, titles, draft)
    for number, text in texts.items():
        if text in found and text not in titles:
            message = said("looks like the name of a person, and was read as the title of a post")
            draft.note(heads.place(number, HEAD), message)
        elif text not in found and may_end_with_somebody(text, of_units):
            message = said("may end with the name of a person, and was read as the title of a post")
            draft.note(heads.place(number, HEAD), message)
    return titles


def _remark_on_names(
    heads: Heads, texts: Mapping[int, str], titles: Mapping[str, str], draft: Draft
) -> None:
    """Tell how many cells of the titles of heads name persons, in their place and beside them."""
    alone = [number for number, text in texts.items() if titles.get(text) == ""]
    beside = [number for number, text in texts.items() if titles.get(text)]
    if alone:
        message = said_n(
            "{number} cell of this column names a person, not a post, and was not read",
            "{number} cells of this column name persons, not posts, and were not read",
            len(alone),
        )
        draft.defect(heads.place(alone[0], HEAD), message, said("write the titles of posts here"))
    if beside:
        message = said_n(
            "{number} cell of this column names a person beside the title of a post: the title "
            "alone was read",
            "{number} cells of this column name persons beside the title of a post: the title "
            "alone was read",
            len(beside),
        )
        draft.note(heads.place(beside[0], HEAD), message)
