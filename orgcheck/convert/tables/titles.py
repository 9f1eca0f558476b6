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
from orgcheck.convert.tables.heads import (
    HEAD,
)
from orgcheck.convert.tables.rows import Row
from orgcheck.counting import counted


def titles_of(heads: Heads, rows: Sequence[Row], draft: Draft) -> Mapping[str, str]:
    """What texts among the titles of heads say without the names of persons; empty where no more.

    Such names are told and not read. A text that only looks like a name is one where half the texts
    of its column do.
    """
    column = heads.texts_of(HEAD)
    if not column:
        return {}
    said = {row.number: text for row in rows if not row.is_implied and (text := column[row.number])}
    of_units = frozenset(word for row in rows for word in row.called.split())
    found: dict[str, tuple[str, str]] = {}
    for text in frozenset(said.values()):
        if beside := beside_somebody(text, of_units):
            found[text] = beside
        elif may_be_somebody(text):
            found[text] = ("", text)
    are_usual = 2 * len(found) >= len(frozenset(said.values()))
    titles = {
        text: title for text, (title, name) in found.items() if are_usual or is_somebody(name)
    }
    _remark_on_names(heads, said, titles, draft)
    for number, text in said.items():
        if text in found and text not in titles:
            message = "looks like the name of a person, and was read as the title of a post"
            draft.note(heads.place(number, HEAD), message)
        elif text not in found and may_end_with_somebody(text, of_units):
            message = "may end with the name of a person, and was read as the title of a post"
            draft.note(heads.place(number, HEAD), message)
    return titles


def _remark_on_names(
    heads: Heads, said: Mapping[int, str], titles: Mapping[str, str], draft: Draft
) -> None:
    """Tell how many cells of the titles of heads name persons, in their place and beside them."""
    alone = [number for number, text in said.items() if titles.get(text) == ""]
    beside = [number for number, text in said.items() if titles.get(text)]
    if alone:
        many = len(alone) > 1
        what = (
            "name persons, not posts, and were" if many else "names a person, not a post, and was"
        )
        message = f"{counted(len(alone), 'cell')} of this column {what} not read"
        draft.defect(heads.place(alone[0], HEAD), message, "write the titles of posts here")
    if beside:
        what = "name persons" if len(beside) > 1 else "names a person"
        message = f"{counted(len(beside), 'cell')} of this column {what} beside the title of a post"
        draft.note(heads.place(beside[0], HEAD), f"{message}: the title alone was read")
