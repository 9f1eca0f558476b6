"""What stands before names in one column with them: marks that indent, codes of units."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from orgcheck.convert.tables.heads import ID, NAME, PARENT, PARENT_NAME
from orgcheck.patterns import pattern
from orgcheck.records import NamedTuple, dataclass

# `- Finance`, `-- Payroll`, `• • Payroll`, `..Payroll`; a name may begin with a single full stop.
_DASHES = "-–—"
_BULLETS = "•·>»›→▪▫◦‣●○■□►▶"
# The branches of a tree that is drawn: `│   ├── Payroll`.
_BRANCHES = "│├└╰─┬┌"
_MARKS = pattern(
    rf"(?:(?:[{_DASHES}{_BULLETS}…{_BRANCHES}]|\.(?=\.)|(?<=\.)\.)[ \t\u00a0]*)+(?=[^\W_])"
)
# A mark indents as far as so many blanks.
_STEP = 8
_CODE = r"[0-9][\w./-]*|[^\W\d_]{1,4}[-./]?[0-9][\w./-]*"
# `4200 Finance`, `4200 - Finance`, `4200: Finance`; and `Finance (4200)`.
_BEFORE = pattern(rf"({_CODE})[:)]?(?:[ \t\u00a0]+[-–—:|])?[ \t\u00a0]+(\S.*)")
_BEHIND = pattern(rf"(\S.*?)[ \t\u00a0]?[(\[]({_CODE})[)\]]")
# What is longer is no code and a name.
_LONGEST = 300
# `1st`, `3e`: what says which of several a unit is belongs to its name.
_ORDINAL = pattern(r"[0-9]+(?:st|nd|rd|th|e|er|ère|ème)", re.IGNORECASE)
# Of ten names in a column of codes and names, one may do without a code.
_MOST_WITHOUT = 0.1


class Label(NamedTuple):
    """A cell of a column of names: how many blanks its marks stand for, its code, its name."""

    depth: int
    code: str
    name: str


@dataclass(frozen=True)
class Labels:
    """The cells of a column of names taken apart, and whether these have marks and codes."""

    rows: Sequence[Label]
    marked: bool
    coded: bool
    by_text: Mapping[str, Label]

    def texts(self, said: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
        """Of the columns of a sheet, by their fields, those that read otherwise by this."""
        names: dict[str, Sequence[str]] = {NAME: [row.name for row in self.rows]}
        if not self.coded:
            return names
        codes = {ID: [row.code for row in self.rows]}
        above = {
            field: [self._code_in(text) for text in said[field]]
            for field in (PARENT, PARENT_NAME)
            if field in said
        }
        return {**names, **codes, **above}

    def _code_in(self, text: str) -> str:
        """The code in a parent that is called as in the column of names; else the text itself."""
        label = self.by_text.get(text)
        return label.code if label is not None and label.code else text


def labels_of(texts: Sequence[str], *, with_codes: bool) -> Labels | None:
    """The cells of a column of names taken apart; None where nothing stands before the names.

    A mark before one name alone says nothing. Codes are looked for where `with_codes`: all names
    but a few have one, no two the same, and they do not merely count the rows.

    Examples
    --------
    >>> labels_of(["1 Office", "- 12 Law", "- 13 Money"], with_codes=True).rows[1]
    Label(depth=8, code='12', name='Law')
    """
    marks = [_MARKS.match(text) for text in texts]
    marked = sum(mark is not None for mark in marks) > 1
    depths = _depths([mark[0] if marked and mark else "" for mark in marks])
    bare = [
        text[mark.end() :] if marked and mark else text
        for text, mark in zip(texts, marks, strict=True)
    ]
    parted = [_parted(text) for text in bare] if with_codes else []
    coded = _are_codes([code for code, _ in parted if code], sum(map(bool, bare)))
    if not marked and not coded:
        return None
    said = parted if coded else [("", text) for text in bare]
    rows = [Label(depth, *one) for depth, one in zip(depths, said, strict=True)]
    return Labels(rows, marked, coded, dict(zip(texts, rows, strict=True)))


def _depths(marks: Sequence[str]) -> list[int]:
    """How far marks indent: by their number, or by their kinds where each name has but one.

    A text processor has a sign of its own for each level. One that comes later is deeper.
    """
    kinds = dict.fromkeys(_kind(mark) for mark in marks if mark)
    if len(kinds) > 1 and all(len(kind) == 1 and kind not in _BRANCHES for kind in kinds):
        ranks = {kind: _STEP * rank for rank, kind in enumerate(kinds, start=1)}
        return [ranks[_kind(mark)] if mark else 0 for mark in marks]
    return [_depth(mark) for mark in marks]


def _kind(marks: str) -> str:
    """The signs of marks; dashes are one sign, whatever their length."""
    signs = "".join(marks.split())
    return "".join(_DASHES[0] if sign in _DASHES else sign for sign in signs)


def _depth(marks: str) -> int:
    """How far marks indent: by their number, two full stops for one; a drawing by its width."""
    if any(sign in _BRANCHES for sign in marks):
        return len(marks)
    signs = sum(sign in _DASHES + _BULLETS for sign in marks)
    return _STEP * (signs + marks.count(".") // 2 + marks.count("…"))


def _parted(text: str) -> tuple[str, str]:
    """The code of a cell and the name; no code where none stands there."""
    if len(text) > _LONGEST:
        return "", text
    if match := _BEFORE.fullmatch(text):
        code, name = match[1].rstrip("./-"), match[2]
    elif match := _BEHIND.fullmatch(text):
        code, name = match[2], match[1]
    else:
        return "", text
    is_name = any(sign.isalpha() for sign in name) and not _ORDINAL.fullmatch(code)
    return (code, name) if is_name else ("", text)


def _are_codes(codes: Sequence[str], names: int) -> bool:
    """Whether what stands before names is what units are called by, and no mere count of them."""
    if len(codes) < 2 or len(set(codes)) < len(codes) or names - len(codes) > _MOST_WITHOUT * names:
        return False
    numbers = [int(code) for code in codes if code.isdecimal() and len(code) < 10]
    return numbers != list(range(1, len(codes) + 1))
