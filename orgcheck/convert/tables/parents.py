"""Parents that a sheet names: by code or by name, as the column mostly does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import field
from functools import cached_property

from orgcheck.convert.discretion import is_somebody
from orgcheck.convert.draft import Draft
from orgcheck.convert.tables.columns import Heads
from orgcheck.convert.tables.heads import HEAD, PARENT, PARENT_NAME
from orgcheck.convert.tables.rows import Row
from orgcheck.convert.tables.stand_ins import is_none
from orgcheck.language import said
from orgcheck.patterns import pattern
from orgcheck.records import dataclass
from orgcheck.snapshot.model import folded
from orgcheck.snapshot.suggestions import nearest
from orgcheck.snapshot.text import clipped

# `4200 Finance`, `4200, Finance`, `Finance (4200)`.
_APART = pattern(r"[\s,;:()\[\]]+")
# `20, 30`, `Sales / IT`, `20 and 30`: what may stand between several.
_BETWEEN = pattern(r"\s*[;,/+&\r\n]\s*|\s(?:and|or|ja|tai|och|eller|und|oder|et|ou)\s")
# What is longer names no units: it is a text of another kind.
_LONGEST = 300
_HALVES = pattern(r"\s*/\s*")
# To look for the nearest of all words takes time; whoever has so many has another problem.
_MOST_OFFERED = 100


@dataclass(frozen=True)
class _Known:
    """The units of a sheet, by what a parent may call them."""

    rows: Sequence[Row]
    titles: Sequence[str] = ()
    # What each row of the sheet is called in further languages.
    names: Sequence[Sequence[str]] = ()
    misses: dict[str, None] = field(default_factory=dict)

    def headed_by(self, text: str, below: Row) -> Row | None:
        """The one whose head a text is, where that is no other's."""
        found = self._by_head.get(folded(text), [])
        return found[0] if len(found) == 1 and found[0] is not below else None

    @cached_property
    def _by_head(self) -> dict[str, list[Row]]:
        found: defaultdict[str, list[Row]] = defaultdict(list)
        for row in self.rows if self.titles else ():
            found[folded(self.titles[row.number])].append(row)
        return found

    @cached_property
    def by_code(self) -> dict[str, Row]:
        return {row.code: row for row in self.rows if row.code}

    @cached_property
    def by_name(self) -> dict[str, list[Row]]:
        found: defaultdict[str, list[Row]] = defaultdict(list)
        for row in self.rows:
            for name in {row.called, *(folded(texts[row.number]) for texts in self.names)}:
                found[name].append(row)
        return found

    @cached_property
    def by_bare_code(self) -> dict[str, list[Row]]:
        """By codes without case, blanks and zeros before them."""
        found: defaultdict[str, list[Row]] = defaultdict(list)
        for row in self.rows:
            if row.code:
                found[_bare(row.code)].append(row)
        return found

    def named(self, text: str) -> list[Row]:
        """Those of that name."""
        return self.by_name.get(folded(text), [])

    def meant(self, text: str) -> Row | None:
        """The one that a text most likely means that is neither a code nor a name."""
        words = [word for word in _APART.split(text) if word]
        for word in (*words[:1], *words[-1:]):
            if word in self.by_code:
                return self.by_code[word]
        for alike in (self.by_bare_code.get(_bare(text), ()), self._by_half.get(folded(text), ())):
            if len(alike) == 1:
                return alike[0]
        return None

    @cached_property
    def _by_half(self) -> dict[str, list[Row]]:
        """By what names say in one language, that are written in two: `Talous / Ekonomi`."""
        found: defaultdict[str, list[Row]] = defaultdict(list)
        for row in self.rows:
            if "/" in row.name:
                for half in _HALVES.split(row.called):
                    found[half].append(row)
        return found

    def several(self, text: str) -> list[Row]:
        """The units that a text names one after the other, each once; none where it is one name."""
        parts = [part for part in _BETWEEN.split(text) if part] if len(text) < _LONGEST else []
        found = [self._one(part) for part in parts] if len(parts) > 1 else []
        return list({id(row): row for row in found if row is not None}.values())

    def _one(self, text: str) -> Row | None:
        if text in self.by_code:
            return self.by_code[text]
        named = self.named(text)
        return named[0] if len(named) == 1 else None

    def nearest(self, text: str) -> str | None:
        """The code or name that is spelt most like a text; not looked for any number of times."""
        self.misses[text] = None
        if len(self.misses) > _MOST_OFFERED or len(text) > _LONGEST:
            return None
        return nearest(text, self._words)

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(self.by_code).union(row.name for row in self.rows)


def _bare(code: str) -> str:
    return "".join(code.casefold().split()).lstrip("0")


def by_parents(heads: Heads, rows: Sequence[Row], draft: Draft) -> None:
    """Give each unit the parent that its row names; one without is a top."""
    known = _Known(rows, heads.texts_of(HEAD), tuple(map(heads.texts_of, heads.names)))
    columns = [texts for field in (PARENT, PARENT_NAME) if (texts := heads.texts_of(field))]
    found = [next(filter(None, (column[row.number] for column in columns)), "") for row in rows]
    nones = frozenset(filter(is_none, frozenset(found))) - known.by_code.keys()
    texts = ["" if text in nones and not known.named(text) else text for text in found]
    others = [text for text in texts if text and text not in known.by_code]
    by_name = sum(bool(known.named(text)) for text in others)
    names_are_usual = by_name > len(texts) - texts.count("") - len(others)
    looks = heads.grid.looks
    unknown = looks.errors | looks.uncalculated
    for row, text in zip(rows, texts, strict=True):
        if not text and (row.number, heads.column(PARENT)) in unknown:
            row.is_parent_unread = True
        elif not text:
            row.is_top = True
        elif text in known.by_code and text != row.code:
            row.parent = known.by_code[text]
            _compare_names(heads, row, draft)
        elif text == row.code or (text not in known.by_code and folded(text) == row.called):
            row.is_top = True
            draft.note(
                heads.place(row.number, PARENT), said("names itself as parent, and is a top")
            )
        else:
            _find(heads, row, text, known, draft, names_are_usual=names_are_usual)
    _remark_on_circles(heads, rows, draft)
    _remark_on_blocks(heads, rows, texts, draft)
    note_tops(heads, rows, draft)


def note_tops(heads: Heads, rows: Sequence[Row], draft: Draft) -> None:
    """Say which units have no parent, where that is more than one."""
    tops = [row for row in rows if row.is_top]
    if len(tops) > 1:
        numbers = ", ".join(str(row.number + 1) for row in tops[:5])
        message = said(
            "{number} units have no parent, each is a top: rows {rows}",
            number=len(tops),
            rows=numbers + (", ..." if len(tops) > 5 else ""),
        )
        draft.note(heads.grid.name, message)


def _remark_on_circles(heads: Heads, rows: Sequence[Row], draft: Draft) -> None:
    """Tell each line of parents that comes back to where it began, once."""
    known: set[int] = set()
    for row in rows:
        path: dict[int, Row] = {}
        above: Row | None = row
        while above is not None and id(above) not in known and id(above) not in path:
            path[id(above)] = above
            above = above.parent
        if above is not None and id(above) in path:
            line = list(path.values())
            circle = line[line.index(above) :]
            numbers = ", ".join(str(one.number + 1) for one in circle[:5])
            numbers += ", ..." if len(circle) > 5 else ""
            message = said("is below itself, by the parents of rows {rows}", rows=numbers)
            fix = said("correct one of these parents")
            draft.defect(heads.place(above.number, PARENT), message, fix)
        known.update(path)


def _remark_on_blocks(
    heads: Heads, rows: Sequence[Row], parents: Sequence[str], draft: Draft
) -> None:
    """Ask of rows apart from the others that name no parent whether they are another table."""
    blocks: list[list[int]] = []
    last = -1
    for index, row in enumerate(rows):
        if last < 0 or any(heads.grid.is_blank(n) for n in range(last + 1, row.number)):
            blocks.append([])
        blocks[-1].append(index)
        last = row.number
    connected = _connected(rows, blocks)
    for number, block in enumerate(blocks[1:], start=1):
        begin, end = rows[block[0]].number, rows[block[-1]].number
        message = said(
            "rows {first} to {last} stand apart and name no parent: another table?",
            first=str(begin + 1),
            last=str(end + 1),
        )
        if any(parents[index] for index in block):
            if number in connected or not _is_below_heads(heads, begin):
                continue
            message = said(
                "rows {first} to {last} have heads of their own: another table?",
                first=str(begin + 1),
                last=str(end + 1),
            )
        if len(block) > 1:
            fix = said(
                "put another table on a sheet of its own, or write the parents of these units"
            )
            draft.defect(heads.grid.place(begin), message, fix)


def _is_below_heads(heads: Heads, row: int) -> bool:
    """Whether what stands right above a row says nothing but what the heads say."""
    above = heads.grid.texts[row - 1]
    return any(above) and all(text.casefold() in heads.words for text in above if text)


def _connected(rows: Sequence[Row], blocks: Sequence[Sequence[int]]) -> Set[int]:
    """The blocks of which a unit is below one of another block, or above."""
    block_of = {id(rows[index]): number for number, block in enumerate(blocks) for index in block}
    found: set[int] = set()
    for row in rows:
        if (
            row.parent is not None
            and len(pair := {block_of[id(row)], block_of[id(row.parent)]}) > 1
        ):
            found |= pair
    return found


def _find(
    heads: Heads, row: Row, text: str, known: _Known, draft: Draft, *, names_are_usual: bool
) -> None:
    column = PARENT if heads.cell(row.number, PARENT) else PARENT_NAME
    place, shown = heads.place(row.number, column), clipped(text)
    named = known.named(text)
    if len(named) > 1:
        where = ", ".join(str(one.number + 1) for one in named[:5])
        fix = said("write the code of the one that is meant")
        draft.defect(
            place,
            said('parent "{text}" is the name of several: rows {rows}', text=shown, rows=where),
            fix,
        )
        row.is_parent_unread = True
    elif named:
        row.parent = named[0]
        if not names_are_usual and column == PARENT and named[0].code:
            code = clipped(named[0].code)
            message = said('parent "{text}" is a name; {meant} meant?', text=shown, meant=code)
            draft.defect(place, message, said("write {meant}, as which it was read", meant=code))
    elif len(several := known.several(text)) > 1:
        row.parent = several[0]
        them = [clipped(one.code or one.name) for one in several]
        message = said(
            'parent "{text}" names several: {words}; {read} was read',
            text=shown,
            words=", ".join(them),
            read=them[0],
        )
        fix = said("name the one that the unit is part of: it may have lines to the others")
        draft.defect(place, message, fix)
    elif (meant := known.meant(text)) is not None:
        row.parent = meant
        is_name = " " in text.strip() or folded(text) in _HALVES.split(meant.called)
        called = clipped(meant.code or meant.name)
        message = (
            said('parent "{text}" is a name; {meant} meant?', text=shown, meant=called)
            if is_name
            else said('parent "{text}" is no code here; {meant} meant?', text=shown, meant=called)
        )
        draft.defect(place, message, said("write {meant}, as which it was read", meant=called))
    elif column == PARENT and len(by_name := known.named(heads.cell(row.number, PARENT_NAME))) == 1:
        row.parent = by_name[0]
        called = clipped(by_name[0].code or by_name[0].name)
        message = said(
            'parent "{text}" is not in this sheet; {meant} meant, as its name says?',
            text=shown,
            meant=called,
        )
        draft.defect(place, message, said("write {meant}, as which it was read", meant=called))
    elif (headed := known.headed_by(text, row)) is not None:
        row.parent = headed
        called = clipped(headed.code or headed.name)
        message = said("parent is who heads a unit; {meant} meant?", meant=called)
        draft.defect(place, message, said("write {meant}, as which it was read", meant=called))
    else:
        fix = said("write the code or the name of a unit of this sheet")
        draft.defect(place, _unknown(text, known.nearest(text)), fix)
        row.is_parent_unread = True


def _unknown(text: str, near: str | None) -> str:
    """That no unit is what a cell names as parent; a person is not named."""
    shown = said("(the name of a person)") if is_somebody(text) else clipped(text)
    if not near:
        return said('parent "{text}" is not in this sheet', text=shown)
    return said(
        'parent "{text}" is not in this sheet; did you mean "{near}"?',
        text=shown,
        near=clipped(near),
    )


def _compare_names(heads: Heads, row: Row, draft: Draft) -> None:
    """Say where the code and the name of a parent are of two units."""
    name = heads.cell(row.number, PARENT_NAME)
    if name and row.parent is not None and folded(name) != row.parent.called:
        message = said(
            'parent is "{name}" by name, and "{other}" by code; it was read by code',
            name=clipped(name),
            other=clipped(row.parent.name),
        )
        draft.defect(
            heads.place(row.number, PARENT_NAME), message, said("correct the code or the name")
        )
