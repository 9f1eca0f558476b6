"""Events of one sort that happened to many units at once, told in one sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from orgcheck.changes.model import MOVES, Event, EventKind
from orgcheck.counting import counted
from orgcheck.escaping import visible
from orgcheck.reports.names import Names, listed
from orgcheck.reports.sentences import (
    FIELDS,
    MOVED,
    NAMES,
    field_name,
    in_language,
    kind,
    now,
    place_before,
    place_now,
    superiors,
    was,
)

# From how many events that are alike on they are told together, and how many of them by name.
MANY = 5
NAMED = 5
# From how many on events that have nothing but their kind in common are told together.
SCATTERED = 12
# A unit that takes so many along is told of by itself, unless others go the very same way.
HEAVY = 10
ANYWHERE = "anywhere"


class Likeness(NamedTuple):
    """In what events are alike, how many of them make a group, and how they are told."""

    by: str
    what: tuple[object, ...]
    least: int = MANY


class Group(NamedTuple):
    """Events told together, or one told by itself."""

    by: str
    events: Sequence[Event]


def grouped(events: Sequence[Event], names: Names) -> Iterator[Group]:
    """Events that are alike together, the others alone, in the order of the first of each.

    Each is put together with those most like it; only what has too few of these looks for
    others with which it has less in common.
    """
    likenesses = [_likenesses(event, names) for event in events]
    found: dict[int, Group] = {}
    waiting = list(range(len(events)))
    for level in range(max(map(len, likenesses), default=0)):
        alike: defaultdict[Likeness, list[int]] = defaultdict(list)
        for number in waiting:
            if level < len(likenesses[number]):
                alike[likenesses[number][level]].append(number)
        for likeness, numbers in alike.items():
            if len(numbers) >= likeness.least:
                # What is left over comes last.
                place = numbers[-1 if likeness.by == ANYWHERE else 0]
                found[place] = Group(likeness.by, [events[number] for number in numbers])
                waiting = sorted(set(waiting).difference(numbers))
    found.update((number, Group("", [events[number]])) for number in waiting)
    for number in sorted(found):
        yield found[number]


def bulk_sentence(group: Group, names: Names) -> str:
    """What happened to many, with the names of some."""
    return _SENTENCES[group.events[0].kind](group, names)


def _likenesses(event: Event, names: Names) -> Sequence[Likeness]:
    """In what an event may be like others, the most telling first; nothing where it never is."""
    if event.kind in MOVES:
        return _likenesses_of_move(event, names)
    if event.kind in (EventKind.CREATE, EventKind.ABOLISH):
        created = event.kind is EventKind.CREATE
        parent = names.new.parent_of(event.new[0]) if created else names.old.parent_of(event.old[0])
        scattered = Likeness(ANYWHERE, (event.kind,), SCATTERED)
        place = Likeness("place", (event.kind, parent))
        return (place,) if event.carried >= HEAVY else (place, scattered)
    what = _what(event, names)
    return () if what is None else (Likeness("kind", (event.kind, *what)),)


def _likenesses_of_move(event: Event, names: Names) -> Sequence[Likeness]:
    before, after = place_before(event, names), place_now(event, names)
    path = Likeness("path", (event.kind, before, after))
    if event.carried >= HEAVY:
        return (path,)
    return (
        path,
        Likeness("to", ("move", after)),
        Likeness("from", ("move", before)),
        Likeness(ANYWHERE, ("move",), SCATTERED),
    )


def _what(event: Event, names: Names) -> tuple[object, ...] | None:
    """What two events of a kind must share to be told together; None where they never are."""
    match event.kind:
        case EventKind.RENAME | EventKind.RECODE:
            return ()
        case EventKind.RETYPE:
            return (event.edits[0].old, event.edits[0].new)
        case EventKind.RESPONSIBILITY | EventKind.SITE:
            return (event.change, event.old, event.new)
        case EventKind.POST | EventKind.BODY:
            return (event.change, event.field)
        case EventKind.FIGURE | EventKind.ATTRIBUTE:
            return (event.field, event.key)
        case EventKind.REPORTING:
            superiors = (names.old.superior(event.old[0]), names.new.superior(event.new[0]))
            return superiors if {edit.field for edit in event.edits} == {"reports_to"} else None
    return None


def _units(group: Group) -> str:
    further = "further " if group.by == ANYWHERE else ""
    return f"{len(group.events):,} {further}units"


def _some(words: Iterable[str]) -> str:
    return listed(words, most=NAMED)


def _carried(events: Sequence[Event]) -> str:
    carried = sum(event.carried for event in events)
    return f", with {counted(carried, 'unit')} below them" if carried else ""


def _moved(group: Group, names: Names) -> str:
    events = group.events
    verb = MOVED[events[0].kind] if len({event.kind for event in events}) == 1 else "moved"
    froms = {place_before(event, names): None for event in events}
    tos = {place_now(event, names): None for event in events}
    start = next(iter(froms)) if len(froms) == 1 else f"{len(froms):,} places"
    end = next(iter(tos)) if len(tos) == 1 else f"{len(tos):,} places"
    who = _some(now(event, names) for event in events)
    return f"{_units(group)} {verb} from {start} to {end}{_carried(events)}: {who}"


def _created(group: Group, names: Names) -> str:
    events = group.events
    where = _places([names.new.parent_of(event.new[0]) for event in events], names.now)
    who = _some(now(event, names) for event in events)
    return f"{_units(group)} were created {where}{_carried(events)}: {who}"


def _abolished(group: Group, names: Names) -> str:
    events = group.events
    where = _places([names.old.parent_of(event.old[0]) for event in events], names.was)
    who = _some(was(event, names) for event in events)
    many = f"{_units(group)} {where} were abolished without a successor"
    return f"{many}{_carried(events)}: {who}"


def _places(parents: Sequence[str | None], called: Callable[[str], str]) -> str:
    if len(set(parents)) > 1:
        return f"in {len(set(parents)):,} places"
    return f"in {called(parents[0])}" if parents[0] else "at the top"


def _renamed(group: Group, names: Names) -> str:
    pairs = _some(_pair(event, names) for event in group.events)
    return f"{len(group.events):,} units were renamed: {pairs}"


def _pair(event: Event, names: Names) -> str:
    before, after = was(event, names), now(event, names)
    if before != after:
        return f"{before} -> {after}"
    named = [edit for edit in event.edits if edit.field in NAMES]
    return f"{after} ({listed(in_language(edit) for edit in named)})"


def _recoded(group: Group, names: Names) -> str:
    events = group.events
    who = _some(now(event, names) for event in events)
    return f"{len(events):,} units have another id: {who}"


def _retyped(group: Group, names: Names) -> str:
    events = group.events
    edit = events[0].edits[0]
    who = _some(now(event, names) for event in events)
    return f"{len(events):,} units are now {kind(edit.new)} each, before {kind(edit.old)}: {who}"


def _passed(group: Group, names: Names) -> str:
    events = group.events
    first = events[0]
    field = FIELDS[first.kind]
    what = _some(names.item(event.item or "", field) for event in events)
    number = f"{len(events):,} {'duties' if field == 'responsibilities' else 'sites'}"
    if first.change in ("transferred", "handed over"):
        return f"{number} passed from {was(first, names)} to {now(first, names)}: {what}"
    if first.change in ("created", "opened"):
        verb = "took on" if first.change == "created" else "opened"
        return f"{now(first, names)} {verb} {number}: {what}"
    if first.change == "reworded":
        return f"{number} of {now(first, names)} are worded otherwise, now: {what}"
    verb = "gave up" if first.change == "dropped" else "left"
    return f"{was(first, names)} {verb} {number}: {what}"


_STANDING = {
    "created": "were created",
    "ended": "ended",
    "renamed": "were renamed",
    "recoded": "have another id",
    "moved": "belong to another unit now",
    "line": "report to another one now",
    "vacated": "are vacant now",
    "filled": "are filled again",
}


def _stood(group: Group, names: Names) -> str:
    events = group.events
    first = events[0]
    called = was if first.change == "ended" else now
    number = counted(len(events), str(first.kind), "bodies" if first.kind == "body" else None)
    verb = _STANDING.get(first.change or "", f"changed in {field_name(first.field or '')}")
    return f"{number} {verb}: {_some(called(event, names) for event in events)}"


def _differed(group: Group, names: Names) -> str:
    events = group.events
    first = events[0]
    what = visible(first.key) if first.key else field_name(first.field or "")
    who = _some(now(event, names) for event in events)
    return f"{what} changed in {len(events):,} units: {who}"


def _reported(group: Group, names: Names) -> str:
    who = _some(now(event, names) for event in group.events)
    return f"{len(group.events):,} units now report {superiors(group.events[0], names)}: {who}"


_SENTENCES: Mapping[EventKind, Callable[[Group, Names], str]] = {
    EventKind.MOVE: _moved,
    EventKind.PROMOTE: _moved,
    EventKind.DEMOTE: _moved,
    EventKind.CREATE: _created,
    EventKind.ABOLISH: _abolished,
    EventKind.RENAME: _renamed,
    EventKind.RECODE: _recoded,
    EventKind.RETYPE: _retyped,
    EventKind.RESPONSIBILITY: _passed,
    EventKind.SITE: _passed,
    EventKind.POST: _stood,
    EventKind.BODY: _stood,
    EventKind.FIGURE: _differed,
    EventKind.ATTRIBUTE: _differed,
    EventKind.REPORTING: _reported,
}
