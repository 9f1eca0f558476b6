"""What a reorganisation did as a Mermaid flowchart: units before, units after, what leads where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import field
from functools import partial

from orgcheck.changes.account import Account
from orgcheck.changes.changeset import Event
from orgcheck.changes.kinds import grouped, type_of
from orgcheck.changes.kinds.event_type import (
    SIGNS,
    HoldingType,
    Mark,
    SuccessionType,
    UnitType,
)
from orgcheck.changes.kinds.words import Group, spread
from orgcheck.changes.names import Names
from orgcheck.counting import listed
from orgcheck.escaping import IN_MERMAID, mermaid_label, without_commands
from orgcheck.language import Plural, tr, tr_n, tr_p
from orgcheck.organisation import Organisation
from orgcheck.records import dataclass
from orgcheck.results import DiffResult

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
        text = _flowchart(groups, names, sides, most)
        if len(text) <= longest or most <= 1:
            return text
        most //= 2


def _flowchart(groups: Sequence[Group], names: Names, sides: tuple[str, str], most: int) -> str:
    picture = _Picture(names)
    left_out = 0
    for group in groups:
        room = len(picture.boxes) < most and len(picture.arrows) < _MOST_ARROWS
        if not (room and picture.draw(group)):
            left_out += len(group.events)
    text = "".join(f"{line}\n" for line in _lines(picture, sides, left_out))
    return without_commands(text, IN_MERMAID)


def _title(organisation: Organisation, language: str | None) -> str:
    name = organisation.title(language)
    return mermaid_label(f"{name} {organisation.snapshot.label}".strip(), _NAME)


@dataclass
class _Box:
    """A unit or several on one side; `notes` stand below the name."""

    id: str
    name: str
    mark: Mark
    # A dict, since there may be thousands of them: each is there once, in the order of its first.
    notes: dict[str, None] = field(default_factory=dict)

    def note(self, words: str) -> None:
        """Say something below the name, once; nothing where there is nothing to say."""
        if words:
            self.notes.setdefault(words)

    def open_with(self, words: str) -> None:
        """Say something before all else."""
        self.notes = {words: None, **self.notes}


class _Picture:
    """Boxes on two sides, and arrows from one to the other."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self.boxes: dict[tuple[bool, str], _Box] = {}
        self.arrows: dict[tuple[str, str], Counter[str | Plural]] = {}

    def draw(self, group: Group) -> bool:
        """Draw what happened; whether it can be drawn at all."""
        events = group.events
        match type_of(events[0].kind):
            case SuccessionType() as kind:
                for event in events:
                    self._component(event, kind)
            case HoldingType() as kind if events[0].change == kind.passed:
                for event in events:
                    self._passed(event, kind)
            case HoldingType() as kind:
                self._held(events, kind)
            case UnitType() as kind if len(events) == 1:
                self._one(events[0], kind)
            case UnitType() as kind:
                self._many(events, kind)
            case _:
                return False
        return True

    def _component(self, event: Event, kind: SuccessionType) -> None:
        if len(event.old) + len(event.new) > _LARGE:
            self._crowd(event, tr_p("became", kind.became))
            return
        units = self._names.comparison.units
        for old in event.old:
            if old not in units.matches:
                self._unit(old, Mark.ENDED, before=True)
        for new in event.new:
            if new not in units.by_new:
                self._unit(new, Mark.NEW, before=False)
        for old, new in kind.pairs(event, self._names):
            giver = self._unit(old, Mark.CHANGED, before=True)
            receiver = self._unit(new, Mark.CHANGED, before=False)
            self._arrow(giver, receiver, tr_p("became", kind.became))
        self._followers(event)

    def _followers(self, event: Event) -> None:
        """How many units merely follow what they were in."""
        counts: Counter[str] = Counter()
        for one in event.consequences:
            if one.field == "parent":
                counts[one.new] += one.count
        for id, number in counts.items():
            words = tr_n("{number} unit follows", "{number} units follow", number)
            self._unit(id, Mark.CHANGED, before=False).note(words)

    def _passed(self, event: Event, kind: HoldingType) -> None:
        if event.old and event.new and len(event.old) + len(event.new) > _LARGE:
            self._crowd(event, kind.item)
            return
        for old in event.old:
            for new in event.new:
                giver = self._unit(old, Mark.CHANGED, before=True)
                receiver = self._unit(new, Mark.CHANGED, before=False)
                self._arrow(giver, receiver, kind.item)

    def _held(self, events: Sequence[Event], kind: HoldingType) -> None:
        """Duties or sites that came to units, left them, or are worded otherwise."""
        counts: Counter[tuple[bool, str, Plural]] = Counter()
        for event in events:
            ids, before = (event.new, False) if event.new else (event.old, True)
            counts.update((before, id, kind.numbered(event, before=before)) for id in ids)
        for (before, id, numbered), number in counts.items():
            self._unit(id, Mark.CHANGED, before=before).note(tr_n(*numbered, number))

    def _one(self, event: Event, kind: UnitType) -> None:
        note = ""
        if event.carried:
            note = tr_n(
                "with {number} unit below it", "with {number} units below it", event.carried
            )
        doubt = kind.doubt(event, self._names)
        ends = []
        for ids, before in ((event.old, True), (event.new, False)):
            if ids:
                box = self._unit(ids[0], kind.mark, before=before)
                for words in (kind.state(event, self._names, before), note, doubt):
                    box.note(words)
                ends.append(box)
        self._followers(event)
        self._joined(ends, _verb(kind, ended=bool(event.old and doubt)))

    def _crowd(self, event: Event, words: str | Plural) -> None:
        """An event of more units than can be told apart."""
        before = self._box_of_many(event.old, self._names.was, Mark.CHANGED, before=True)
        after = self._box_of_many(event.new, self._names.now, Mark.CHANGED, before=False)
        self._arrow(before, after, words)

    def _many(self, events: Sequence[Event], kind: UnitType) -> None:
        """Units to which the like happened, in one box on either side."""
        with_id = kind.identifies and any(event.old != event.new for event in events)
        ends: list[_Box] = []
        for before in (True, False):
            members = [id for event in events for id in (event.old if before else event.new)[:1]]
            if not members:
                continue
            called = partial(self._names.was if before else self._names.now, with_id=with_id)
            # The same names need not be read twice.
            named = not ends or with_id or kind.mark is Mark.RENAMED
            box = self._box_of_many(members, called, kind.mark, before=before, named=named)
            if kind.shares_state:
                states = [kind.state(event, self._names, before) for event in events]
                several = len(set(states)) > 1
                if all(states):
                    box.open_with(spread(states) if several else states[0])
            ends.append(box)
        doubts = [kind.doubt(event, self._names) for event in events]
        if any(doubts):
            ends[0].note(tr("each possibly another one, as the report says"))
        if carried := sum(event.carried for event in events):
            ends[0].note(
                tr_n("with {number} unit below them", "with {number} units below them", carried)
            )
        self._joined(ends, _verb(kind, ended=bool(events[0].old and doubts[0])))

    def _box_of_many(
        self,
        ids: Sequence[str],
        called: Callable[[str], str],
        mark: Mark,
        *,
        before: bool,
        named: bool = True,
    ) -> _Box:
        number = tr_n("{number} unit", "{number} units", len(ids))
        box = _Box(self._next_id(before), number, mark)
        if named:
            box.note(listed(map(called, ids), most=_SOME))
        self.boxes[before, f"many {box.id}"] = box
        return box

    def _joined(self, ends: Sequence[_Box], words: str) -> None:
        """An arrow from one side to the other; what is on one side only says what became of it."""
        if len(ends) == 2:
            self._arrow(ends[0], ends[1], words)
        else:
            ends[0].open_with(words)

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

    def _arrow(self, tail: _Box, head: _Box, words: str | Plural) -> None:
        self.arrows.setdefault((tail.id, head.id), Counter())[words] += 1


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
        more = tr_n(
            "{number} further change not drawn", "{number} further changes not drawn", left_out
        )
        yield f'  more["{mermaid_label(more)}"]'
    elif not picture.boxes:
        nothing = mermaid_label(tr("no change of structure"))
        yield f'  none["{nothing}"]'
    used = {box.mark for box in picture.boxes.values()}
    for mark, style in _STYLES.items():
        if mark in used:
            yield f"  classDef {mark} {style}"


def _box(box: _Box) -> str:
    name = f"{SIGNS[box.mark]} {mermaid_label(box.name, _NAME)}"
    notes = (mermaid_label(note, 2 * _NAME) for note in box.notes)
    return f'{box.id}["{"<br/>".join((name, *notes))}"]:::{box.mark}'


def _words(words: Counter[str | Plural]) -> str:
    """What an arrow says; duties and sites counted."""
    return ", ".join(
        word if isinstance(word, str) else tr_n(*word, number) for word, number in words.items()
    )


def _verb(kind: UnitType, *, ended: bool) -> str:
    """What happened to a unit; of one that may be another, only that it ended."""
    return tr_p("event", "ended") if ended else tr_p("event", kind.verb)
