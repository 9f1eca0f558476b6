"""A change as a picture: the newer structure, with ghosts where something ended or moved away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from orgcheck.changes.account import Account, counted_kinds
from orgcheck.changes.changeset import ChangeSet, EntityType, Op
from orgcheck.changes.kinds import type_of
from orgcheck.changes.kinds.event_type import HoldingType, Mark, SuccessionType
from orgcheck.changes.marks import Marks, Note, add_mark, marks_of
from orgcheck.changes.names import Names
from orgcheck.charts.drawing import Box, Drawing, Line, LineType, Sort
from orgcheck.charts.posts import PostChanges
from orgcheck.charts.structure import (
    body_box,
    boxes_of,
    kinds_of,
    lines_of,
    post_box,
    seats_of,
    title_of,
)
from orgcheck.language import tr
from orgcheck.organisation import Organisation
from orgcheck.records import dataclass, replace

# The key of a ghost begins so: no id has a space, and no box of the newer structure such a key.
_GHOST = "before: "


def ghost(old: str) -> str:
    """The key of the box that stands where something was."""
    return f"{_GHOST}{old}"


def of_change(
    old: Organisation,
    new: Organisation,
    changes: ChangeSet,
    *,
    language: str | None = None,
    show: Sequence[str] = (),
    names: Callable[..., Names] = Names,
) -> Drawing:
    """The picture of what a reorganisation did, what did not change included.

    New, moved, renamed and changed units stand in the newer structure and say so. An ended unit
    is a ghost below what its parent became; a moved one has a ghost where it was. A post without
    a box of its own is told of in the box of its unit where it changed. `show` is as for
    `of_organisation`, and `names` makes what members are called.
    """
    picture = _Picture(names(old, new, changes, language))
    arrows = list(picture.arrows())
    boxes = _beside_successors([*boxes_of(new, language, show), *picture.ghosts()], arrows)
    title, subtitle = picture.heading()
    return Drawing(
        title=title,
        subtitle=subtitle,
        boxes=tuple(map(picture.marked, boxes)),
        lines=tuple(dict.fromkeys((*lines_of(new), *arrows))),
        kinds=kinds_of(new),
        change=True,
    )


# With more boxes on a side the two structures do not fit a page beside each other.
_MOST_ON_A_SIDE = 24


def before_and_after(
    old: Organisation,
    new: Organisation,
    changes: ChangeSet,
    *,
    language: str | None = None,
    show: Sequence[str] = (),
    names: Callable[..., Names] = Names,
) -> Drawing | None:
    """What changed, from the structure before on the left to that after on the right.

    Units that did not change are counted. None where nothing changed, and where so much did that
    it cannot be taken in; `of_change` has one tree of it. `show` and `names` are as for
    `of_change`.
    """
    from orgcheck.charts.folding import without_unchanged

    picture = _Picture(names(old, new, changes, language))
    after = [picture.marked(box) for box in boxes_of(new, language, show)]
    boxes = [*map(picture.before, boxes_of(old, language, show)), *after]
    title, subtitle = picture.heading()
    whole = Drawing(
        title=title,
        subtitle=subtitle,
        boxes=tuple(box for box in boxes if box.sort is Sort.UNIT or box.marks),
        lines=tuple(dict.fromkeys(picture.ties())),
        change=True,
        sides=(
            tr("Before: {version}", version=old.label),
            tr("After: {version}", version=new.label),
        ),
    )
    drawing = without_unchanged(whole)
    largest = max(len(part.boxes) for _, part in drawing.parts)
    marked = any(box.marks for box in drawing.boxes)
    return drawing if marked and largest <= _MOST_ON_A_SIDE else None


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


def _is_told(note: str, words: Iterable[str]) -> bool:
    """Whether the words on a change say what a note says, such as a figure and its value."""
    name, blank, _ = note.rpartition(" ")
    return any(word == note or (blank and word.startswith(f"{name} ")) for word in words)


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

    def arrows(self, *, beside: bool = False) -> Iterator[Line]:
        """From what was to what is: to whom units handed over, and where they moved.

        Where the two structures stand `beside` each other, each begins in the older one.
        """
        begin = ghost if beside else self._key
        for event in self.names.changes.events:
            event_type = type_of(event.kind)
            if isinstance(event_type, SuccessionType):
                for giver, receiver in event_type.pairs(event, self.names):
                    yield Line(begin(giver), receiver, LineType.SUCCESSION)
            elif event_type.moves_units:
                yield Line(ghost(event.old[0]), event.new[0], LineType.MOVE)

    def ties(self) -> Iterator[Line]:
        """From the structure before to the one after: what handed over, moved or is the same."""
        moved = set()
        for line in self.arrows(beside=True):
            moved.add((line.tail, line.head))
            yield line
        for old, match in self.names.comparison.units.matches.items():
            marked = self._of_box(match.new)[0]
            if marked and (ghost(old), match.new) not in moved:
                yield Line(ghost(old), match.new, LineType.SAME)

    # -- what was -----------------------------------------------------------------------------

    def before(self, box: Box) -> Box:
        """A box of the structure before: what ended says so, and what became of it."""
        parent = None if box.parent is None else ghost(box.parent)
        here = self._marks.of(box.key, before=True)
        ended = Mark.ENDED in here.marks
        words = tuple(dict.fromkeys(note.brief for note in here.notes if note.brief))
        return replace(
            box,
            key=ghost(box.key),
            parent=parent,
            ghost=True,
            marks=(Mark.ENDED,) if ended else (),
            notes=(*(words if ended else ()), *box.notes),
        )

    def ghosts(self) -> Iterator[Box]:
        """What ended, and what stands elsewhere now, parents first."""
        old, language, units = self.names.old, self.names.language, self.names.comparison.units
        seats = seats_of(old)
        for box in boxes_of(old, language):
            gone = box.key not in units.matches or box.key in self._moved
            if box.sort is Sort.UNIT and gone:
                yield self._ghost(box)
        for event in self.names.changes.events:
            for id in event.wholes(EntityType.POST, Op.REMOVE):
                if seats[id] == id:
                    yield self._ghost(post_box(old, old.posts[id], language))
            for id in event.wholes(EntityType.BODY, Op.REMOVE):
                yield self._ghost(body_box(old, old.bodies[id], language))

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
        """A box with its marks, the weightiest first, and the words that go with them.

        That something follows goes without a mark beside a weightier one.
        """
        marks, notes = (
            self._of_ghost(box.key.removeprefix(_GHOST)) if box.ghost else self._of_box(box.key)
        )
        words = dict.fromkeys(note.brief for note in notes if note.brief)
        others = (note for note in box.notes if not _is_told(note, words))
        weighty = [mark for mark in marks if mark is not Mark.FOLLOWS] or marks
        return replace(
            box, marks=tuple(sorted(weighty, key=list(Mark).index)), notes=(*words, *others)
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
        posts = self._posts.get(new, PostChanges())
        old = self.names.comparison.units.old_of(new)
        marks = list(here.marks)
        if posts.are_changed:
            add_mark(marks, Mark.CHANGED)
        elif posts.following:
            add_mark(marks, Mark.FOLLOWS)
        notes = (*here.notes, *posts.notes())
        if old is None:
            return marks, notes
        gave = [
            note
            for note in self._marks.of(old, before=True).notes
            if note.event is not None
            and isinstance(type_of(note.event.kind), (SuccessionType, HoldingType))
        ]
        if gave:
            add_mark(marks, Mark.CHANGED)
        return marks, (*notes, *gave)

    # -- posts in the boxes of their units ----------------------------------------------------

    @cached_property
    def _posts(self) -> Mapping[str, PostChanges]:
        """What is said of posts that have no box of their own, by the key of their unit's box."""
        found: defaultdict[str, PostChanges] = defaultdict(PostChanges)
        old, new = self.names.old, self.names.new
        before, since = seats_of(old), seats_of(new)
        matches = self.names.comparison.matches(EntityType.POST)
        for id in new.posts:
            here = self._marks.of(id, before=False)
            if since[id] != id and here.marks:
                along = Mark.NEW in self._marks.of(since[id], before=False).marks
                found[since[id]].add(self.names.now(id), here, along=along)
        for id in old.posts:
            unit = self.names.comparison.units.new_of(before[id])
            went = id not in matches or since[matches[id].new] != unit
            if before[id] != id and unit is not None and went:
                found[unit].add(self.names.was(id), self._marks.of(id, before=True), along=False)
        return found

    def heading(self) -> tuple[str, str]:
        """The title of the picture, and what is below it.

        A reorganisation that has a title is called by it.
        """
        old, new, language = self.names.old.snapshot, self.names.new.snapshot, self.names.language
        shown = self.names.new.displayed
        events = ", ".join(counted_kinds(Account(self.names.changes))) or tr("no change")
        if old.organisation == new.organisation and old.label and new.label:
            name = shown(new.organisation, language)
            said = {"organisation": name, "old": old.label, "new": new.label}
            versions = tr("{organisation}, from {old} to {new}", **said)
            title = tr("{organisation}: what changes from {old} to {new}", **said)
        else:
            before, after = title_of(self.names.old, language), title_of(self.names.new, language)
            versions = tr("from {old} to {new}", old=before, new=after)
            title = tr("What changes from {old} to {new}", old=before, new=after)
        if new.reorganisation is not None and new.reorganisation != old.reorganisation:
            return shown(new.reorganisation.title, language), f"{versions}: {events}"
        return title, events
