"""What a reorganisation did as a Mermaid flowchart: units before, units after, what leads where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from orgcheck.changes.account import Account
from orgcheck.changes.changeset import MOVES, ChangeSet, Event, EventKind
from orgcheck.changes.marks import HELD, SIGNS, Mark, pairs_of
from orgcheck.counting import counted
from orgcheck.mermaid import mermaid_label
from orgcheck.organisation import Organisation
from orgcheck.reports.bulk import Group, grouped, spread
from orgcheck.reports.marks import going_on
from orgcheck.reports.names import Names, listed
from orgcheck.reports.sentences import (
    possible_origin,
    possibly,
    quoted,
    stands,
    stood,
    what_differs,
)
from orgcheck.results import DiffResult
from orgcheck.snapshot.model import display

# A flowchart with more boxes than these is no picture any more.
MOST_BOXES = 200
# Hosts draw no longer text, and no more than 500 arrows.
LONGEST = 45_000
_MOST_ARROWS = 350
# An event of more units is drawn as one box on either side.
_LARGE = 24
# How much of a name stands in a box.
_NAME = 90
_SOME = 3

_COMPONENTS = {
    EventKind.MERGE: "merged into",
    EventKind.SPLIT: "split into",
    EventKind.REPLACE: "replaced by",
    EventKind.ABSORB: "absorbed by",
    EventKind.DISSOLVE: "dissolved into",
    EventKind.REORGANISE: "passed on to",
    EventKind.SPIN_OFF: "gave rise to",
}
_OF_ONE_UNIT = {
    **dict.fromkeys(MOVES, (Mark.MOVED, "moved")),
    EventKind.RENAME: (Mark.RENAMED, "renamed"),
    EventKind.RETYPE: (Mark.CHANGED, "another kind"),
    EventKind.REPORTING: (Mark.CHANGED, "line or head stated otherwise"),
    EventKind.RECODE: (Mark.CHANGED, "another id"),
    EventKind.FIGURE: (Mark.CHANGED, "another figure"),
    EventKind.ATTRIBUTE: (Mark.CHANGED, "other fields"),
}
# Where a unit is, or to whom it reports, is what these are about.
_OF_PLACE = MOVES | {EventKind.CREATE, EventKind.ABOLISH, EventKind.REPORTING, EventKind.RETYPE}
# What a unit does with a duty or a site that passes to or from nobody else.
_VERBS = {
    "created": "takes on",
    "dropped": "gives up",
    "reworded": "rewords",
    "opened": "opens",
    "closed": "leaves",
}
_PASSED = {
    (EventKind.RESPONSIBILITY, "transferred"): HELD[EventKind.RESPONSIBILITY],
    (EventKind.SITE, "handed over"): HELD[EventKind.SITE],
}
_STYLES = {
    Mark.NEW: "fill:#e6f3e9,stroke:#1c6336,color:#16181d,stroke-width:2px",
    Mark.ENDED: "fill:#fbeae8,stroke:#a1281f,color:#16181d,stroke-dasharray:5 4",
    Mark.MOVED: "fill:#e6eef9,stroke:#1b5296,color:#16181d,stroke-width:3px",
    Mark.RENAMED: "fill:#fbf1db,stroke:#7a4d00,color:#16181d",
    Mark.CHANGED: "fill:#efeafa,stroke:#5a3d9e,color:#16181d,stroke-dasharray:2 3",
}


def report(compared: DiffResult, *, most: int = MOST_BOXES, longest: int = LONGEST) -> str:
    """The flowchart of a change, the weightiest events first.

    It has about `most` boxes and `longest` characters at most. What is left out, and what a
    flowchart cannot tell (figures, posts, other fields), is counted in a last box.
    """
    changes, language = compared.changes, compared.language
    names = Names(compared.old, compared.new, changes, language)
    groups = list(grouped(Account(changes).events, names))
    sides = (_title(compared.old, language), _title(compared.new, language))
    while True:
        text = _flowchart(groups, names, changes, sides, most)
        if len(text) <= longest or most <= 1:
            return text
        most //= 2


def _flowchart(
    groups: Sequence[Group], names: Names, changes: ChangeSet, sides: tuple[str, str], most: int
) -> str:
    picture = _Picture(names, changes)
    left_out = 0
    for group in groups:
        room = len(picture.boxes) < most and len(picture.arrows) < _MOST_ARROWS
        if not (room and picture.draw(group)):
            left_out += len(group.events)
    return "".join(f"{line}\n" for line in _lines(picture, sides, left_out))


def _title(organisation: Organisation, language: str | None) -> str:
    name = display(organisation.snapshot.organisation, language)
    return mermaid_label(f"{name} {organisation.snapshot.label}".strip(), _NAME)


@dataclass
class _Box:
    """A unit or several on one side; `notes` stand below the name."""

    id: str
    name: str
    mark: Mark
    notes: list[str] = field(default_factory=list)

    def note(self, words: str) -> None:
        """Say something below the name, once; nothing where there is nothing to say."""
        if words and words not in self.notes:
            self.notes.append(words)


class _Picture:
    """Boxes on two sides, and arrows from one to the other."""

    def __init__(self, names: Names, changes: ChangeSet) -> None:
        self._names = names
        self._goes_on = going_on(names.old, names.new, changes)
        self._lives_on = frozenset(self._goes_on.values())
        self.boxes: dict[tuple[bool, str], _Box] = {}
        self.arrows: dict[tuple[str, str], Counter[str]] = {}

    def draw(self, group: Group) -> bool:
        """Draw what happened; whether it can be drawn at all."""
        events = group.events
        kind = events[0].kind
        if kind in _COMPONENTS:
            for event in events:
                self._component(event)
        elif (kind, events[0].change) in _PASSED:
            for event in events:
                self._passed(event)
        elif kind in HELD:
            self._held(events)
        elif kind in (EventKind.CREATE, EventKind.ABOLISH) or kind in _OF_ONE_UNIT:
            if len(events) > 1:
                self._many(events)
            else:
                self._one(events[0])
        else:
            return False
        return True

    def _component(self, event: Event) -> None:
        if len(event.old) + len(event.new) > _LARGE:
            self._crowd(event, _COMPONENTS[event.kind])
            return
        for old in event.old:
            if old not in self._goes_on:
                self._unit(old, Mark.ENDED, before=True)
        for new in event.new:
            if new not in self._lives_on:
                self._unit(new, Mark.NEW, before=False)
        for old, new in pairs_of(event, self._goes_on):
            giver = self._unit(old, Mark.CHANGED, before=True)
            receiver = self._unit(new, Mark.CHANGED, before=False)
            self._arrow(giver, receiver, _COMPONENTS[event.kind])
        self._followers(event)

    def _followers(self, event: Event) -> None:
        """How many units merely follow what they were in."""
        counts: Counter[str] = Counter()
        for one in event.consequences:
            if one.field == "parent":
                counts[one.new] += one.count
        for id, number in counts.items():
            verb = "follows" if number == 1 else "follow"
            self._unit(id, Mark.CHANGED, before=False).note(f"{counted(number, 'unit')} {verb}")

    def _passed(self, event: Event) -> None:
        one, many = _PASSED[event.kind, event.change or ""]
        if event.old and event.new and len(event.old) + len(event.new) > _LARGE:
            self._crowd(event, f"{one}|{many}")
            return
        for old in event.old:
            for new in event.new:
                giver = self._unit(old, Mark.CHANGED, before=True)
                receiver = self._unit(new, Mark.CHANGED, before=False)
                self._arrow(giver, receiver, f"{one}|{many}")

    def _held(self, events: Sequence[Event]) -> None:
        """Duties or sites that came to units, left them, or are worded otherwise."""
        counts: Counter[tuple[bool, str, str]] = Counter()
        for event in events:
            ids, before = (event.new, False) if event.new else (event.old, True)
            counts.update((before, id, event.change or "") for id in ids)
        for (before, id, change), number in counts.items():
            words = counted(number, *HELD[events[0].kind])
            self._unit(id, Mark.CHANGED, before=before).note(f"{_VERBS[change]} {words}")

    def _one(self, event: Event) -> None:
        note = f"with {counted(event.carried, 'unit')} below it" if event.carried else ""
        ends = []
        for ids, before in ((event.old, True), (event.new, False)):
            if ids:
                mark, _ = _look(event)
                box = self._unit(ids[0], mark, before=before)
                for words in (self._detail(event, before=before), note, self._doubt(event)):
                    box.note(words)
                ends.append(box)
        self._followers(event)
        self._joined(ends, "ended" if event.old and self._doubt(event) else _look(event)[1])

    def _doubt(self, event: Event) -> str:
        """That a unit which ended or began might be another one."""
        if event.kind is EventKind.ABOLISH:
            return possibly(event, self._names)
        if event.kind is EventKind.CREATE:
            return possible_origin(event, self._names).removeprefix("; ")
        return ""

    def _crowd(self, event: Event, words: str) -> None:
        """An event of more units than can be told apart."""
        before = self._box_of_many(event.old, self._names.was, Mark.CHANGED, before=True)
        after = self._box_of_many(event.new, self._names.now, Mark.CHANGED, before=False)
        self._arrow(before, after, words)

    def _many(self, events: Sequence[Event]) -> None:
        """Units to which the like happened, in one box on either side."""
        mark, words = _look(events[0])
        ends: list[_Box] = []
        for before in (True, False):
            members = [id for event in events for id in (event.old if before else event.new)[:1]]
            if not members:
                continue
            called = partial(
                self._names.was if before else self._names.now,
                with_id=any(_has_another_id(event) for event in events),
            )
            # The same names need not be read twice.
            named = not ends or any(map(_has_another_id, events)) or mark is Mark.RENAMED
            box = self._box_of_many(members, called, mark, before=before, named=named)
            places = [
                self._detail(event, before=before) if event.kind in _OF_PLACE else ""
                for event in events
            ]
            several = len(set(places)) > 1
            box.notes[:0] = [spread(places) if several else places[0]] if all(places) else []
            ends.append(box)
        if any(map(self._doubt, events)):
            ends[0].notes.append("each possibly another one, as the report says")
        if carried := sum(event.carried for event in events):
            ends[0].notes.append(f"with {counted(carried, 'unit')} below them")
        doubtful = events[0].kind is EventKind.ABOLISH and self._doubt(events[0])
        self._joined(ends, "ended" if doubtful else words)

    def _box_of_many(
        self,
        ids: Sequence[str],
        called: Callable[[str], str],
        mark: Mark,
        *,
        before: bool,
        named: bool = True,
    ) -> _Box:
        box = _Box(self._next_id(before), counted(len(ids), "unit"), mark)
        if named:
            box.notes.append(listed(map(called, ids), most=_SOME))
        self.boxes[before, f"many {box.id}"] = box
        return box

    def _joined(self, ends: Sequence[_Box], words: str) -> None:
        """An arrow from one side to the other; what is on one side only says what became of it."""
        if len(ends) == 2:
            self._arrow(ends[0], ends[1], words)
        else:
            ends[0].notes.insert(0, words)

    def _detail(self, event: Event, *, before: bool) -> str:
        """What an event is about on one side: where a unit is, whom it reports to, a figure."""
        names = self._names
        side, called = (names.old, names.was) if before else (names.new, names.now)
        id = (event.old if before else event.new)[0]
        if event.kind is EventKind.REPORTING:
            if all(edit.field == "head" for edit in event.edits):
                head = side.units[id].head
                return f"head: {called(head)}" if head is not None else "no head"
            superior = side.superior(id)
            return f"reports to {called(superior)}" if superior is not None else ""
        if event.kind is EventKind.RETYPE:
            return side.units[id].kind or "no kind"
        if event.kind in (EventKind.RENAME, EventKind.RECODE):
            return f"id: {id}" if _has_another_id(event) else ""
        if event.kind is EventKind.FIGURE:
            amount = event.edits[0].old if before else event.edits[0].new
            return f"{what_differs(event)}: {'none' if amount is None else quoted(amount)}"
        if event.kind is EventKind.ATTRIBUTE:
            return "" if before else f"{what_differs(event)} changed"
        return stood(id, names) if before else stands(id, names)

    def _unit(self, id: str, mark: Mark, *, before: bool) -> _Box:
        box = self.boxes.get((before, id))
        if box is None:
            name = self._names.was(id) if before else self._names.now(id)
            box = self.boxes[before, id] = _Box(self._next_id(before), name, mark)
        elif box.mark is Mark.CHANGED:
            box.mark = mark
        return box

    def _next_id(self, before: bool) -> str:
        return f"{'b' if before else 'a'}{len(self.boxes)}"

    def _arrow(self, tail: _Box, head: _Box, words: str) -> None:
        self.arrows.setdefault((tail.id, head.id), Counter())[words] += 1


def _has_another_id(event: Event) -> bool:
    return event.kind in (EventKind.RENAME, EventKind.RECODE) and event.old != event.new


def _look(event: Event) -> tuple[Mark, str]:
    if event.kind is EventKind.CREATE:
        return Mark.NEW, "created"
    if event.kind is EventKind.ABOLISH:
        return Mark.ENDED, "abolished"
    return _OF_ONE_UNIT[event.kind]


# -- the text ---------------------------------------------------------------------------------


def _lines(picture: _Picture, sides: tuple[str, str], left_out: int) -> Iterator[str]:
    yield "flowchart LR"
    for before, name, title in ((True, "before", sides[0]), (False, "after", sides[1])):
        boxes = [box for (side, _), box in picture.boxes.items() if side is before]
        if boxes:
            yield f'  subgraph {name}["{title}"]'
            yield from (f"    {_box(box)}" for box in boxes)
            yield "  end"
            yield f"  style {name} fill:transparent,stroke:#8a8f98"
    for (tail, head), words in picture.arrows.items():
        yield f'  {tail} -->|"{mermaid_label(_words(words))}"| {head}'
    if left_out:
        yield f'  more["{counted(left_out, "further change")} not drawn"]'
    elif not picture.boxes:
        yield '  none["no change of structure"]'
    used = {box.mark for box in picture.boxes.values()}
    for mark, style in _STYLES.items():
        if mark in used:
            yield f"  classDef {mark} {style}"


def _box(box: _Box) -> str:
    name = f"{SIGNS[box.mark]} {mermaid_label(box.name, _NAME)}"
    notes = (mermaid_label(note, 2 * _NAME) for note in box.notes)
    return f'{box.id}["{"<br/>".join((name, *notes))}"]:::{box.mark}'


def _words(words: Counter[str]) -> str:
    """What an arrow says; duties and sites counted."""
    return ", ".join(
        counted(number, *word.split("|")) if "|" in word else word for word, number in words.items()
    )
