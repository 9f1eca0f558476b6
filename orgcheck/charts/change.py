"""A change as a picture: the newer structure, with ghosts where something ended or moved away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from orgcheck.changes.account import Account, counted_kinds
from orgcheck.changes.changeset import ChangeSet, EntityType, Op
from orgcheck.changes.kinds import type_of
from orgcheck.changes.kinds.event_type import HoldingType, Mark, SuccessionType
from orgcheck.changes.marks import Marks, Note, add_mark, marks_of
from orgcheck.changes.names import Names
from orgcheck.charts.drawing import Box, Drawing, Line, LineType, Sort
from orgcheck.charts.structure import (
    body_box,
    boxes_of,
    kinds_of,
    lines_of,
    post_box,
    title_of,
)
from orgcheck.organisation import Organisation
from orgcheck.records import dataclass

# The key of a ghost begins so: no id has a space, and no box of the newer structure such a key.
_GHOST = "before: "


def ghost(old: str) -> str:
    """The key of the box that stands where something was."""
    return f"{_GHOST}{old}"


def of_change(
    old: Organisation, new: Organisation, changes: ChangeSet, *, language: str | None = None
) -> Drawing:
    """The picture of what a reorganisation did, what did not change included.

    New, moved, renamed and changed units stand in the newer structure and say so. An ended unit
    is a ghost below what its parent became; a moved one has a ghost where it was.
    """
    picture = _Picture(Names(old, new, changes, language))
    arrows = list(picture.arrows())
    boxes = _beside_successors([*boxes_of(new, language), *picture.ghosts()], arrows)
    return Drawing(
        title=f"{title_of(old, language)} → {picture.newer_title()}",
        subtitle=", ".join(counted_kinds(Account(changes))) or "no change",
        boxes=tuple(map(picture.marked, boxes)),
        lines=tuple(dict.fromkeys((*lines_of(new), *arrows))),
        kinds=kinds_of(new),
        change=True,
    )


def _beside_successors(boxes: list[Box], arrows: Sequence[Line]) -> list[Box]:
    """Ghosts right after what took over from them, where both are part of the same unit."""
    heads = {line.tail: line.head for line in reversed(arrows)}
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


@dataclass(frozen=True)
class _Picture:
    """The two structures of a change in one picture: where each box is, and what it says."""

    names: Names

    @cached_property
    def _marks(self) -> Marks:
        return marks_of(self.names)

    def _key(self, old: str) -> str:
        """The box of an older unit: its own in the newer structure, else its ghost."""
        return self.names.comparison.units.new_of(old) or ghost(old)

    def arrows(self) -> Iterator[Line]:
        """From what was to what is: to whom units handed over, and where they moved."""
        for event in self.names.changes.events:
            event_type = type_of(event.kind)
            if isinstance(event_type, SuccessionType):
                for giver, receiver in event_type.pairs(event, self.names):
                    yield Line(self._key(giver), receiver, LineType.SUCCESSION)
            elif event_type.moves_units:
                yield Line(ghost(event.old[0]), event.new[0], LineType.MOVE)

    # -- what was -----------------------------------------------------------------------------

    def ghosts(self) -> Iterator[Box]:
        """What ended, and what stands elsewhere now, parents first."""
        old, language, units = self.names.old, self.names.language, self.names.comparison.units
        for box in boxes_of(old, language):
            gone = box.key not in units.matches or box.key in self._moved
            if box.sort is Sort.UNIT and gone:
                yield self._ghost(box)
        for event in self.names.changes.events:
            for id in event.wholes(EntityType.POST, Op.REMOVE):
                yield self._ghost(post_box(old, old.posts[id], language))
            for id in event.wholes(EntityType.BODY, Op.REMOVE):
                yield self._ghost(body_box(old.bodies[id], language))

    @cached_property
    def _moved(self) -> frozenset[str]:
        """The units with another parent, by their older ids."""
        events = self.names.changes.events
        return frozenset(event.old[0] for event in events if type_of(event.kind).moves_units)

    def _ghost(self, box: Box) -> Box:
        parent = self._key(box.parent) if box.parent is not None else None
        return replace(box, key=ghost(box.key), parent=parent, ghost=True)

    # -- what a box says ----------------------------------------------------------------------

    def marked(self, box: Box) -> Box:
        """A box with its marks, the weightiest first, and the words that go with them."""
        marks, notes = (
            self._of_ghost(box.key.removeprefix(_GHOST)) if box.ghost else self._of_box(box.key)
        )
        words = dict.fromkeys(note.brief for note in notes if note.brief)
        return replace(
            box, marks=tuple(sorted(marks, key=list(Mark).index)), notes=(*words, *box.notes)
        )

    def _of_ghost(self, old: str) -> tuple[Iterable[Mark], Iterable[Note]]:
        """All of what ended; of a unit that goes on, where it is now."""
        here = self._marks.of(old, before=True)
        if old not in self._moved:
            return here.marks, here.notes
        notes = (n for n in here.notes if n.event is not None and type_of(n.event.kind).moves_units)
        return (Mark.MOVED,), notes

    def _of_box(self, new: str) -> tuple[Iterable[Mark], Iterable[Note]]:
        """What is said since; and what a unit gave away, which is said of it before."""
        here = self._marks.of(new, before=False)
        old = self.names.comparison.units.old_of(new)
        if old is None:
            return here.marks, here.notes
        marks = list(here.marks)
        gave = [
            note
            for note in self._marks.of(old, before=True).notes
            if note.event is not None
            and isinstance(type_of(note.event.kind), (SuccessionType, HoldingType))
        ]
        if gave:
            add_mark(marks, Mark.CHANGED)
        return marks, (*here.notes, *gave)

    def newer_title(self) -> str:
        """The newer version; with the organisation's name where that differs too."""
        old, new = self.names.old, self.names.new
        label = new.snapshot.label
        same = old.snapshot.organisation == new.snapshot.organisation
        return label if same and label else title_of(new, self.names.language)
