"""What a reorganisation did to each unit, seen from either side: a mark, and a few words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field

from orgcheck.changes.changeset import MOVES, ChangeSet, EntityType, Event, EventKind, Op
from orgcheck.changes.comparison import Comparison
from orgcheck.changes.marks import BECAME, HELD, Mark, add_mark, pairs_of
from orgcheck.changes.touched import Following, following, superiors
from orgcheck.counting import counted
from orgcheck.escaping import escape_controls
from orgcheck.organisation import Organisation
from orgcheck.reports.along import changed_along
from orgcheck.reports.names import Names, listed
from orgcheck.reports.sentences import (
    NAMES,
    field_name,
    field_words,
    in_language,
    kind,
    possible_origin,
    possibly,
    stands,
    stood,
    unlike,
)
from orgcheck.reports.ties import LINE, UNIT, tie_notes, tie_of, tie_of_event
from orgcheck.rules.changes.ground import ChangeGround

# Names of more units than these fill a line.
_NAMED = 4


_STANDING = {
    "created": (Mark.NEW, "created"),
    "ended": (Mark.ENDED, "ended"),
    "recoded": (Mark.CHANGED, "another id"),
    "vacated": (Mark.CHANGED, "vacated"),
    "filled": (Mark.CHANGED, "filled again"),
}


@dataclass(frozen=True, slots=True)
class Note:
    """A few words on a member, and the event that they come from where there is one."""

    text: str
    event: Event | None = None


@dataclass
class Standing:
    """What is to be said of one member on one side."""

    marks: list[Mark] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    kinds: list[EventKind] = field(default_factory=list)
    _said: set[tuple[str, int]] = field(default_factory=set)

    def say(self, mark: Mark, note: Note | None, kind: EventKind | None) -> None:
        """Add a mark, a note and a kind of event, each once."""
        add_mark(self.marks, mark)
        # A unit may have as many notes as it has figures; events are told apart as objects.
        if note is not None and (said := (note.text, id(note.event))) not in self._said:
            self._said.add(said)
            self.notes.append(note)
        if kind is not None and kind not in self.kinds:
            self.kinds.append(kind)


@dataclass(frozen=True)
class Marks:
    """What happened to each member, by its id on either side; what did not change is not there."""

    before: dict[str, Standing] = field(default_factory=dict)
    after: dict[str, Standing] = field(default_factory=dict)

    def of(self, id: str, *, before: bool) -> Standing:
        """What is to be said of a member, to be added to."""
        return (self.before if before else self.after).setdefault(id, Standing())


def going_on(old: Organisation, new: Organisation, changes: ChangeSet) -> Mapping[str, str]:
    """The units that persist: the newer id by the older one."""
    matches = ChangeGround(old, new, changes).comparison.units.matches
    return {old: match.new for old, match in matches.items()}


def marks_of(changes: ChangeSet, names: Names) -> Marks:
    """What the events, and what follows from them, come to for each member."""
    marks = Marks()
    comparison = ChangeGround(names.old, names.new, changes).comparison
    goes_on = {old: match.new for old, match in comparison.units.matches.items()}
    lives_on = frozenset(goes_on.values())
    for event in changes.events:
        for before, id, mark, words in _told(event, names, goes_on, lives_on):
            note = Note(words, event) if words else None
            marks.of(id, before=before).say(mark, note, event.kind)
    _holdings(changes, marks)
    _carried(names, goes_on, lives_on, marks)
    _followers(names, comparison, marks)
    _superiors(names, comparison, marks)
    _on_both_sides(goes_on, marks)
    return marks


# Whether it is the older side, the id there, the mark, and the words that go with it.
_Told = tuple[bool, str, Mark, str]


def _told(
    event: Event, names: Names, goes_on: Mapping[str, str], lives_on: Container[str]
) -> Iterator[_Told]:
    kind = event.kind
    if kind not in (EventKind.POST, EventKind.BODY):
        yield from _along(event)
        yield from _changed_along(event, names)
    if kind in BECAME:
        yield from _succession(event, names, goes_on, lives_on)
    elif kind in (EventKind.POST, EventKind.BODY):
        yield from _standing(event, names)
    elif kind is EventKind.CREATE:
        yield False, event.new[0], Mark.NEW, f"created{possible_origin(event, names)}"
    elif kind is EventKind.ABOLISH:
        words = possibly(event, names) or "abolished without a successor"
        yield True, event.old[0], Mark.ENDED, words
    elif kind not in HELD and kind is not EventKind.SNAPSHOT:
        mark, then, since = _going_on(event, names)
        yield True, event.old[0], mark, then
        yield False, event.new[0], mark, since


def _succession(
    event: Event, names: Names, goes_on: Mapping[str, str], lives_on: Container[str]
) -> Iterator[_Told]:
    became, came = BECAME[event.kind]
    given: defaultdict[str, list[str]] = defaultdict(list)
    taken: defaultdict[str, list[str]] = defaultdict(list)
    for giver, receiver in pairs_of(event, goes_on):
        given[giver].append(names.now(receiver))
        taken[receiver].append(names.was(giver))
    for id in event.old:
        mark = Mark.CHANGED if id in goes_on else Mark.ENDED
        to = given.get(id)
        yield True, id, mark, f"{became} {listed(to, most=_NAMED)}" if to else ""
    for id in event.new:
        mark = Mark.CHANGED if id in lives_on else Mark.NEW
        by = taken.get(id)
        yield False, id, mark, f"{came} {listed(by, most=_NAMED)}" if by else ""


def _going_on(event: Event, names: Names) -> tuple[Mark, str, str]:
    """The mark of a unit that goes on, what is said of it before, and what since."""
    old, new = event.old[0], event.new[0]
    before, since = names.old.units[old], names.new.units[new]
    match event.kind:
        case kind_ if kind_ in MOVES:
            return (
                Mark.MOVED,
                f"now {stands(new, names)}",
                f"was {stood(old, names)}",
            )
        case EventKind.RENAME:
            return Mark.RENAMED, *_renamed(event, names)
        case EventKind.RECODE:
            return Mark.CHANGED, f"id now {escape_controls(new)}", f"id was {escape_controls(old)}"
        case EventKind.RETYPE:
            return Mark.CHANGED, f"now {kind(since.kind)}", f"was {kind(before.kind)}"
        case EventKind.REPORTING:
            return Mark.CHANGED, *_reporting(event, names)
    return _both(Mark.CHANGED, field_words(event, names))


def _renamed(event: Event, names: Names) -> tuple[str, str]:
    """What a renamed member is called now, and was: with its id where that is another too."""
    old, new = event.old[0], event.new[0]
    before, now = names.old.name(old, names.language), names.new.name(new, names.language)
    if before == now:
        words = listed(in_language(edit) for edit in event.own_edits(*NAMES))
        then = since = f"other {words}"
    else:
        then = f"now called {names.now(new)}{unlike(before, now)}"
        since = f"was called {names.was(old)}{unlike(before, now)}"
    if old != new:
        then, since = (
            f"{then}; id now {escape_controls(new)}",
            f"{since}; id was {escape_controls(old)}",
        )
    return then, since


def _reporting(event: Event, names: Names) -> tuple[str, str]:
    """What is said before and since of a unit that states another line or head."""
    old, new = event.old[0], event.new[0]
    notes: list[tuple[str, str]] = []
    if event.own_edits(LINE):
        notes.append(tie_notes(tie_of(LINE, old, new, names), names))
    if event.own_edits("head"):
        before, since = names.old.units[old].head, names.new.units[new].head
        now = f"now headed by {names.now(since) if since else 'nobody'}"
        notes.append((now, f"was headed by {names.was(before) if before else 'nobody'}"))
    if event.own_edits("lines"):
        notes.append(("further lines differ", "further lines differ"))
    then, was = zip(*notes, strict=True)
    return "; ".join(then), "; ".join(was)


def _both(mark: Mark, words: str) -> tuple[Mark, str, str]:
    return mark, words, words


def _standing(event: Event, names: Names) -> Iterator[_Told]:
    if event.change == "renamed":
        then, since = _renamed(event, names)
        yield True, event.old[0], Mark.RENAMED, then
        yield False, event.new[0], Mark.RENAMED, since
        return
    if event.change in ("moved", "line"):
        tie = tie_of_event(event, names)
        then, since = tie_notes(tie, names)
        mark = Mark.MOVED if event.change == "moved" and not tie.same else Mark.CHANGED
        yield True, event.old[0], mark, then
        yield False, event.new[0], mark, since
        return
    mark, words = _STANDING.get(event.change or "", (Mark.CHANGED, ""))
    words = words or field_words(event, names)
    yield from ((True, id, mark, words) for id in event.old)
    yield from ((False, id, mark, words) for id in event.new)


def _along(event: Event) -> Iterator[_Told]:
    """Posts that end and begin with their units."""
    for id in event.wholes(EntityType.POST, Op.REMOVE):
        yield True, id, *_STANDING["ended"]
    for id in event.wholes(EntityType.POST, Op.ADD):
        yield False, id, *_STANDING["created"]


def _changed_along(event: Event, names: Names) -> Iterator[_Told]:
    """Posts and bodies that are called otherwise, or belong or report elsewhere, as others are."""
    for (_, old), fields in changed_along(event).items():
        new = names.recoded.get(old, old)
        notes: list[tuple[str, str]] = []
        if "name" in fields:
            notes.append((f"now called {names.now(new)}", f"was called {names.was(old)}"))
        if "id" in fields:
            notes.append((f"id now {escape_controls(new)}", f"id was {escape_controls(old)}"))
        ties = [tie_of(field, old, new, names) for field in (UNIT, LINE) if field in fields]
        notes += [tie_notes(tie, names) for tie in ties if not tie.same]
        for then, since in notes:
            yield True, old, Mark.FOLLOWS, then
            yield False, new, Mark.FOLLOWS, since


def _holdings(changes: ChangeSet, marks: Marks) -> None:
    """How many duties and sites units gain and lose, other than with a succession."""
    found: defaultdict[tuple[bool, str, EventKind, str], list[Event]] = defaultdict(list)
    for event in changes.events:
        if event.kind in HELD:
            reworded = event.change == "reworded"
            for id in event.old:
                found[True, id, event.kind, "rewords" if reworded else "loses"].append(event)
            for id in event.new:
                found[False, id, event.kind, "rewords" if reworded else "gains"].append(event)
    for (before, id, sort, verb), events in found.items():
        words = f"{verb} {counted(len(events), *HELD[sort])}"
        marks.of(id, before=before).say(Mark.CHANGED, Note(words, events[0]), sort)


def _carried(
    names: Names, goes_on: Mapping[str, str], lives_on: Container[str], marks: Marks
) -> None:
    """Units that end or begin along with the one above them."""
    for id in names.old.units:
        if id not in goes_on:
            marks.of(id, before=True).say(Mark.ENDED, None, None)
    for id in names.new.units:
        if id not in lives_on:
            marks.of(id, before=False).say(Mark.NEW, None, None)


def _followers(names: Names, comparison: Comparison, marks: Marks) -> None:
    """Units that did not change themselves: what they name ended, or has another id."""
    for one in following(comparison, names.changes):
        new = comparison.units.matches[one.unit].new
        then, since = _followed(one, names, comparison)
        marks.of(one.unit, before=True).say(Mark.FOLLOWS, Note(then), None)
        marks.of(new, before=False).say(Mark.FOLLOWS, Note(since), None)


def _followed(one: Following, names: Names, comparison: Comparison) -> tuple[str, str]:
    """What is said before and since of a unit that follows."""
    before = names.was(one.before)
    if one.now is None:
        return f"{before} ended", f"was in {before}, which ended"
    now = names.now(one.now)
    if comparison.renamed.get(one.before) == one.now:
        ids = escape_controls(one.now), escape_controls(one.before)
        return f"the id of {before} is now {ids[0]}", f"the id of {now} was {ids[1]}"
    if one.field == "parent":
        return f"goes along to {now}", f"came along from {before}"
    what = field_name(one.field)
    return f"{what}: now {now}", f"{what}: was {before}"


def _superiors(names: Names, comparison: Comparison, marks: Marks) -> None:
    """Units under another superior of which nothing else says so."""
    for one in superiors(comparison, EntityType.UNIT):
        here = marks.of(one.old, before=True)
        if Mark.FOLLOWS in here.marks or _OF_COMMAND.intersection(here.kinds):
            continue
        then = f"now reports to {names.now(one.now) if one.now else 'nobody'}"
        since = f"reported to {names.was(one.before) if one.before else 'nobody'}"
        here.say(Mark.FOLLOWS, Note(then), None)
        marks.of(one.new, before=False).say(Mark.FOLLOWS, Note(since), None)


def _on_both_sides(goes_on: Mapping[str, str], marks: Marks) -> None:
    """What is said of a unit on one side alone, on the other too: it is the same unit there."""
    for old, new in goes_on.items():
        for here, before in ((marks.before.get(old), True), (marks.after.get(new), False)):
            if here is None:
                continue
            there = marks.of(new if before else old, before=not before)
            if not there.marks:
                there.marks += here.marks
                there.notes += here.notes
                there.kinds += here.kinds


# Events that tell of another superior themselves.
_OF_COMMAND = MOVES | {EventKind.REPORTING}
