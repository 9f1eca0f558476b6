"""What the looks of a picture mean: only those that are in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from orgcheck.changes.kinds.event_type import SIGNS
from orgcheck.charts.drawing import Drawing, Sort
from orgcheck.charts.style import (
    BODY,
    FOLDED,
    MOVED_AWAY,
    NO_KIND,
    OF_MARK,
    POST,
    STROKES,
    Look,
    Stroke,
    look,
    look_of_kind,
)

_OTHERS = {
    POST: "post",
    BODY: "body outside of the tree",
    FOLDED: "units not shown one by one",
    MOVED_AWAY: "where it was",
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
                yield Entry(f"{SIGNS[mark]} {mark}", sample)
        if NO_KIND in used:
            yield Entry("unchanged", NO_KIND)
    else:
        for kind in drawing.kinds:
            if look_of_kind(kind, drawing) in used:
                yield Entry(kind, look_of_kind(kind, drawing))
        if NO_KIND in used and any(box.kind for box in drawing.boxes if box.sort is Sort.UNIT):
            yield Entry("no kind", NO_KIND)
    for sample, text in _OTHERS.items():
        if sample in used:
            yield Entry(text, sample)


def _strokes(drawing: Drawing) -> Iterator[Entry]:
    used = {line.type for line in drawing.lines}
    for type, stroke in STROKES.items():
        if type in used:
            yield Entry(type, stroke)
