"""A change as a picture: the newer structure, with ghosts where something ended or moved away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from orgcheck.changes.account import Account
from orgcheck.changes.changeset import ChangeSet, EntityType, Op
from orgcheck.changes.kinds import counted_kinds
from orgcheck.charts.drawing import Box, Drawing, Sort
from orgcheck.charts.sides import Sides, ghost
from orgcheck.charts.structure import (
    body_box,
    boxes_of,
    kinds_of,
    lines_of,
    post_box,
    title_of,
)
from orgcheck.charts.telling import Telling, told
from orgcheck.escaping import escape_controls
from orgcheck.organisation import Organisation


def of_change(
    old: Organisation, new: Organisation, changes: ChangeSet, *, language: str | None = None
) -> Drawing:
    """The picture of what a reorganisation did, what did not change included.

    New, moved, renamed and changed units stand in the newer structure and say so. An ended unit
    is a ghost below what its parent became; a moved one has a ghost where it was.
    """
    sides = Sides(old, new, changes, language)
    telling = told(sides)
    boxes = _beside_successors([*boxes_of(new, language), *_ghosts(sides)], telling)
    return Drawing(
        title=f"{title_of(old, language)} → {_newer_title(sides)}",
        subtitle=_summary(changes),
        boxes=tuple(_marked(box, telling) for box in boxes),
        lines=tuple(dict.fromkeys((*lines_of(new), *telling.arrows))),
        kinds=kinds_of(new),
        change=True,
    )


def _beside_successors(boxes: list[Box], telling: Telling) -> list[Box]:
    """Ghosts right after what took over from them, where both are part of the same unit."""
    heads = {line.tail: line.head for line in reversed(telling.arrows)}
    parents = {box.key: box.parent for box in boxes}
    beside: defaultdict[str, list[Box]] = defaultdict(list)
    for box in boxes:
        head = heads.get(box.key)
        if box.ghost and head is not None and parents.get(head) == box.parent:
            beside[head].append(box)
    set_aside = {box.key for some in beside.values() for box in some}
    return [
        placed for box in boxes if box.key not in set_aside for placed in (box, *beside[box.key])
    ]


def _marked(box: Box, telling: Telling) -> Box:
    marks = tuple(telling.marks.get(box.key, ()))
    notes = (*telling.notes.get(box.key, ()), *box.notes)
    return replace(box, marks=marks, notes=notes)


def _ghosts(sides: Sides) -> Iterator[Box]:
    """What ended, and what stands elsewhere now, parents first."""
    for box in boxes_of(sides.old, sides.language):
        gone = box.key not in sides.new_ids or box.key in sides.moved
        if box.sort is Sort.UNIT and gone:
            yield _ghost(sides, box)
    for event in sides.changes.events:
        for id in event.wholes(EntityType.POST, Op.REMOVE):
            yield _ghost(sides, post_box(sides.old, sides.old.posts[id], sides.language))
        for id in event.wholes(EntityType.BODY, Op.REMOVE):
            yield _ghost(sides, body_box(sides.old.bodies[id], sides.language))


def _ghost(sides: Sides, box: Box) -> Box:
    parent = sides.key(box.parent) if box.parent is not None else None
    return replace(box, key=ghost(box.key), parent=parent, ghost=True)


def _newer_title(sides: Sides) -> str:
    """The newer version; with the organisation's name where that differs too."""
    same = sides.old.snapshot.organisation == sides.new.snapshot.organisation
    label = escape_controls(sides.new.snapshot.label)
    return label if same and label else title_of(sides.new, sides.language)


def _summary(changes: ChangeSet) -> str:
    return ", ".join(counted_kinds(Account(changes))) or "no change"
