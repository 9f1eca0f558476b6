"""A picture before it has places or colours: boxes, what they are part of, and lines between them.

Every format draws the same model, so that what is shown is decided once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property

from orgcheck.changes.kinds.event_type import Mark, mark_word
from orgcheck.escaping import escape_controls
from orgcheck.language import kind_term, msg, msg_p, own_term, tr, tr_t
from orgcheck.records import dataclass, replace
from orgcheck.snapshot.words import body_type_word


class Sort(StrEnum):
    """What a box stands for."""

    UNIT = "unit"
    POST = "post"
    BODY = "body"
    FOLDED = "folded"  # units that are not shown one by one


class LineType(StrEnum):
    """What a line beside membership says."""

    COMMAND = "line of command"
    FUNCTIONAL = "functional line"
    MATRIX = "matrix line"
    ADVISORY = "advisory line"
    OTHER = "other line"
    SUCCESSION = "taken over by"
    MOVE = "moved to"
    SAME = "the same unit"


# Further lines, by the word that a snapshot has for each.
FURTHER: Mapping[LineType, str] = {
    LineType.FUNCTIONAL: "functional",
    LineType.MATRIX: "matrix",
    LineType.ADVISORY: "advisory",
    LineType.OTHER: "other",
}
# The same in the language of a report.
LINE_WORDS: Mapping[LineType, str] = {
    LineType.COMMAND: msg("line of command"),
    LineType.FUNCTIONAL: msg("functional line"),
    LineType.MATRIX: msg("matrix line"),
    LineType.ADVISORY: msg("advisory line"),
    LineType.OTHER: msg("other line"),
    LineType.SUCCESSION: msg("taken over by"),
    LineType.SAME: msg("the same unit"),
}


def line_word(type: LineType) -> str:
    """What a line says, in the organisation's own term where it has one."""
    if type is LineType.MOVE:
        return tr_t(msg("moved to"), msg_p("present", "moves to"))
    words = tr(LINE_WORDS[type])
    return escape_controls(own_term(FURTHER[type], words)) if type in FURTHER else words


def kind_label(kind: str) -> str:
    """What a kind of unit is called in a picture."""
    return escape_controls(kind_term(kind))


def sort_label(box: Box) -> str | None:
    """What sort of unit, post or body a box stands for."""
    match box.sort:
        case Sort.POST:
            return tr("post")
        case Sort.BODY if box.kind is not None:
            return escape_controls(body_type_word(box.kind))
    return kind_label(box.kind) if box.kind is not None else None


@dataclass(frozen=True, kw_only=True)
class Box:
    """One box of a picture.

    `key` is unique in the picture: the id of what the box stands for, or words with a space,
    which no id has. `lang` is the language of the name, where it is stated in one. `parent` is the
    key of the box that it is part of. `stands_for` is the number of units that a box is for. A
    ghost stands where something was. In its texts, what nobody sees is an escape.
    """

    key: str
    sort: Sort
    name: str
    lang: str | None = None
    kind: str | None = None
    parent: str | None = None
    notes: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    stands_for: int = 1
    ghost: bool = False

    def __post_init__(self) -> None:
        _escape(self, "name", "kind", "notes")

    @property
    def text(self) -> str:
        """All that the box says, in one line."""
        marks = map(mark_word, self.marks)
        return " · ".join((*marks, self.name, *self.notes))


@dataclass(frozen=True)
class Line:
    """A line from one box to another, beside membership."""

    tail: str
    head: str
    type: LineType


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """A picture: boxes in the order of the text, parents before their children, and lines.

    `kinds` are those of the whole organisation, so that a kind looks the same in every picture
    of it; `top_kind` is that of its only top, where no other unit has it. `change` says that the
    picture is of a change, where marks matter and kinds do not. With `sides`, the titles of two
    structures, the ghosts are the older one and stand beside the newer one. The `remark` is of
    names that are not in the language asked for. In all of its texts, what nobody sees is escaped.
    """

    title: str
    subtitle: str
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...] = ()
    kinds: tuple[str, ...] = ()
    top_kind: str | None = None
    change: bool = False
    sides: tuple[str, str] | None = None
    remark: str = ""

    def __post_init__(self) -> None:
        _escape(self, "title", "subtitle", "kinds", "top_kind", "sides", "remark")
        # Where two members have one id, a walk from box to box might come back to where it began.
        first: dict[str, Box] = {}
        for box in self.boxes:
            first.setdefault(box.key, box)
        if len(first) < len(self.boxes):
            object.__setattr__(self, "boxes", tuple(first.values()))

    @cached_property
    def box(self) -> Mapping[str, Box]:
        """The boxes by key."""
        return {box.key: box for box in self.boxes}

    @cached_property
    def tops(self) -> tuple[Box, ...]:
        """The units that are part of no other one in the picture."""
        return tuple(box for box in self.boxes if box.parent is None and _in_tree(box))

    @property
    def parts(self) -> tuple[tuple[str, Drawing], ...]:
        """The two structures that stand beside each other, each with its title; or the whole."""
        if self.sides is None:
            return (("", self),)
        parts = zip(self.sides, (True, False), strict=True)
        return tuple(
            (title, replace(self, sides=None, boxes=self._on_side(older), lines=()))
            for title, older in parts
        )

    @property
    def apart(self) -> tuple[tuple[str, str], ...]:
        """Which box is to stand before which, so that the two structures read as before and after.

        It is for tools that place the boxes themselves, and which would put one structure above
        the other: the deepest box of the older one, and each top of the newer one.
        """
        if self.sides is None:
            return ()
        (_, older), (_, newer) = self.parts
        levels: dict[str, int] = {}
        for box in older.boxes:
            levels[box.key] = levels.get(box.parent or "", 0) + 1
        if not levels:
            return ()
        deepest = max(levels, key=levels.__getitem__)
        return tuple((deepest, box.key) for box in newer.boxes if box.parent is None)

    def _on_side(self, older: bool) -> tuple[Box, ...]:
        tops = {box.key: box.ghost for box in self.boxes}
        for box in self.boxes:
            if box.parent is not None:
                tops[box.key] = tops[box.parent]
        return tuple(box for box in self.boxes if tops[box.key] is older)

    @cached_property
    def outside(self) -> tuple[Box, ...]:
        """What stands outside of the tree of units: bodies, and posts of no unit."""
        return tuple(box for box in self.boxes if box.parent is None and not _in_tree(box))

    def units_below(self, key: str) -> tuple[Box, ...]:
        """The units of the picture that are part of a unit."""
        return tuple(box for box in self._parts.get(key, ()) if _in_tree(box))

    def posts_of(self, key: str) -> tuple[Box, ...]:
        """The posts of a unit that have boxes of their own."""
        return tuple(box for box in self._parts.get(key, ()) if not _in_tree(box))

    @cached_property
    def _parts(self) -> Mapping[str, list[Box]]:
        parts: defaultdict[str, list[Box]] = defaultdict(list)
        for box in self.boxes:
            if box.parent is not None:
                parts[box.parent].append(box)
        return parts


def _escape(made: Box | Drawing, *fields: str) -> None:
    """Write what nobody sees in some fields as escapes: in no picture are there other texts."""
    for field in fields:
        value = getattr(made, field)
        if isinstance(value, str):
            object.__setattr__(made, field, escape_controls(value))
        elif value:
            object.__setattr__(made, field, tuple(map(escape_controls, value)))


def _in_tree(box: Box) -> bool:
    return box.sort in (Sort.UNIT, Sort.FOLDED)
