"""What boxes and lines look like, so that no difference is told by colour alone; the legend."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from orgcheck.changes.kinds.event_type import SIGNS, Mark, mark_word
from orgcheck.charts.drawing import Box, Drawing, LineType, Sort, kind_label, line_word
from orgcheck.language import msg, msg_p, tr, tr_t
from orgcheck.records import dataclass


class Border(StrEnum):
    """How the border of a box runs."""

    THIN = "thin"
    THICK = "thick"
    ROUND = "round"
    THICK_ROUND = "thick-round"
    DOUBLE = "double"
    NOTE = "note"
    CUT = "cut"
    DASHED = "dashed"


class Pattern(StrEnum):
    """How a line is broken."""

    SOLID = "solid"
    DASHED = "dashed"
    DOTTED = "dotted"


@dataclass(frozen=True)
class Look:
    """The fill, border and text of a box; `name` is its class in formats with classes."""

    name: str
    fill: str
    stroke: str
    text: str
    border: Border


@dataclass(frozen=True)
class Stroke:
    """How a line is drawn. `arrow` says whether it has a head."""

    name: str
    colour: str
    pattern: Pattern
    width: float
    arrow: bool = True


INK = "#1a202c"
PAPER = "#ffffff"
FAINT = "#5b6472"

_TOP = Look("top", "#1f3a5f", "#1f3a5f", "#ffffff", Border.THICK)
_COLOURS = (
    ("#dcebf9", "#245a94", INK),
    ("#fdefcf", "#96600d", INK),
    ("#e2f4e4", "#276b3a", INK),
    ("#f1e8fb", "#5d3ba3", INK),
    ("#dff3f3", "#186a6d", INK),
    ("#fde5e2", "#a83225", INK),
    ("#ecedf0", "#4a5361", INK),
)
# As many borders as are coprime to the colours, so that 42 kinds differ by both together.
_BORDERS = (
    Border.THIN,
    Border.ROUND,
    Border.DOUBLE,
    Border.THICK,
    Border.NOTE,
    Border.THICK_ROUND,
)

NO_KIND = Look("plain", PAPER, "#4a5361", INK, Border.THIN)
POST = Look("post", PAPER, INK, INK, Border.ROUND)
BODY = Look("body", "#f3f1ea", "#55503f", INK, Border.CUT)
FOLDED = Look("folded", PAPER, "#8a93a1", FAINT, Border.DASHED)

OF_MARK = {
    Mark.ENDED: Look("ended", "#f5f5f5", "#9b2c2c", FAINT, Border.DASHED),
    Mark.NEW: Look("new", "#d9f2dd", "#1e6b35", INK, Border.DOUBLE),
    Mark.MOVED: Look("moved", "#dcebf9", "#1f5b9e", INK, Border.THICK),
    Mark.RENAMED: Look("renamed", "#fdefcf", "#8a5a0b", INK, Border.THICK_ROUND),
    Mark.CHANGED: Look("changed", "#f1e8fb", "#5d3ba3", INK, Border.NOTE),
    Mark.FOLLOWS: Look("follows", "#f1f0ec", "#5d594f", INK, Border.THIN),
}
MOVED_AWAY = Look("moved-away", "#f5f5f5", "#1f5b9e", FAINT, Border.DASHED)

MEMBERSHIP = Stroke("membership", "#4a5361", Pattern.SOLID, 1.1, arrow=False)
STROKES = {
    LineType.COMMAND: Stroke("command", "#b3261e", Pattern.SOLID, 1.8),
    LineType.FUNCTIONAL: Stroke("functional", "#5d3ba3", Pattern.DASHED, 1.5),
    LineType.MATRIX: Stroke("matrix", "#96600d", Pattern.DASHED, 1.5),
    LineType.ADVISORY: Stroke("advisory", "#186a6d", Pattern.DOTTED, 1.8),
    LineType.OTHER: Stroke("other", "#4a5361", Pattern.DOTTED, 1.8),
    LineType.SUCCESSION: Stroke("succession", "#1e6b35", Pattern.DASHED, 1.5),
    LineType.MOVE: Stroke("move", "#1f5b9e", Pattern.DASHED, 1.5),
    LineType.SAME: Stroke("same", "#8a93a1", Pattern.SOLID, 1.1, arrow=False),
}


def look_of_kind(kind: str | None, drawing: Drawing) -> Look:
    """How units of a kind look among the kinds of their organisation."""
    if kind is None or kind not in drawing.kinds:
        return NO_KIND
    if kind == drawing.top_kind:
        return _TOP
    number = [other for other in drawing.kinds if other != drawing.top_kind].index(kind)
    colours = _COLOURS[number % len(_COLOURS)]
    return Look(f"kind-{number + 1}", *colours, _BORDERS[number % len(_BORDERS)])


def look(box: Box, drawing: Drawing) -> Look:
    """How a box looks: by what became of it in a picture of a change, else by its kind."""
    if box.sort is Sort.FOLDED:
        return FOLDED
    if box.marks:
        gone = box.ghost and Mark.ENDED not in box.marks
        return MOVED_AWAY if gone else OF_MARK[box.marks[0]]
    if box.sort is Sort.POST:
        return POST
    if box.sort is Sort.BODY:
        return BODY
    return NO_KIND if drawing.change else look_of_kind(box.kind, drawing)


# -- the legend -------------------------------------------------------------------------------


_OTHERS = {
    POST: msg("post"),
    BODY: msg("body"),
}


@dataclass(frozen=True)
class Entry:
    """A look or a stroke, and what it stands for."""

    text: str
    sample: Look | Stroke


def legend_of(drawing: Drawing) -> tuple[Entry, ...]:
    """The entries of a picture's legend; none where all boxes look alike and no line is drawn."""
    entries = (*_looks(drawing), *_strokes(drawing))
    return entries if len(entries) > 1 else ()


def _looks(drawing: Drawing) -> Iterator[Entry]:
    used = {look(box, drawing) for box in drawing.boxes}
    if drawing.change:
        for mark, sample in OF_MARK.items():
            if sample in used:
                yield Entry(f"{SIGNS[mark]} {_lot(mark)}", sample)
        if NO_KIND in used:
            yield Entry(tr("unchanged") if drawing.sides is None else tr("goes on"), NO_KIND)
    else:
        for kind in drawing.kinds:
            if look_of_kind(kind, drawing) in used:
                yield Entry(kind_label(kind), look_of_kind(kind, drawing))
        if NO_KIND in used and any(box.kind for box in drawing.boxes if box.sort is Sort.UNIT):
            yield Entry(tr("no kind"), NO_KIND)
    for sample, text in _OTHERS.items():
        if sample in used:
            yield Entry(tr(text), sample)
    if MOVED_AWAY in used:
        words = tr_t(msg("where it was"), msg_p("present", "where it is so far"))
        yield Entry(words, MOVED_AWAY)


def _lot(mark: Mark) -> str:
    """What a mark stands for; to follow says little by itself."""
    return tr("follows a change elsewhere") if mark is Mark.FOLLOWS else mark_word(mark)


def _strokes(drawing: Drawing) -> Iterator[Entry]:
    used = {line.type for line in drawing.lines}
    for type, stroke in STROKES.items():
        if type in used:
            yield Entry(line_word(type), stroke)
