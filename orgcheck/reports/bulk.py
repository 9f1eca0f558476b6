"""Events of one sort that happened to many units at once, told in one sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from orgcheck.changes.model import Event, EventKind
from orgcheck.reports.escaping import visible
from orgcheck.reports.names import Names, listed
from orgcheck.reports.sentences import (
    FIELDS,
    MOVES,
    field_name,
    kind,
    now,
    place_before,
    place_now,
    was,
)
from orgcheck.reports.wrapping import counted

# From how many alike on events are told together, and how many of them by name.
MANY = 5
NAMED = 5

Key = tuple[object, ...]


def grouped(events: Iterable[Event], names: Names) -> Iterator[Sequence[Event]]:
    """Events that are alike together, the others alone, in the order of the first of each."""
    groups: dict[Key, list[Event]] = {}
    for number, event in enumerate(events):
        alike = _alike(event, names)
        groups.setdefault((event.kind, *alike) if alike is not None else (number,), []).append(
            event
        )
    for group in groups.values():
        if len(group) >= MANY:
            yield group
        else:
            yield from ([event] for event in group)


def bulk_sentence(events: Sequence[Event], names: Names) -> str:
    """What happened to many, with the names of some."""
    return _SENTENCES[events[0].kind](events, names)


def _alike(event: Event, names: Names) -> Key | None:
    """What two events of a kind must share to be told together; None where they never are."""
    match event.kind:
        case EventKind.MOVE | EventKind.PROMOTE | EventKind.DEMOTE:
            return (place_before(event, names), place_now(event, names))
        case EventKind.CREATE:
            return (names.new.parent_of(event.new[0]),)
        case EventKind.ABOLISH:
            return (names.old.parent_of(event.old[0]),)
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


def _some(words: Iterable[str]) -> str:
    return listed(words, most=NAMED)


def _carried(events: Sequence[Event]) -> str:
    carried = sum(event.carried for event in events)
    return f", with {counted(carried, 'unit')} below them" if carried else ""


def _moved(events: Sequence[Event], names: Names) -> str:
    first = events[0]
    path = f"from {place_before(first, names)} to {place_now(first, names)}"
    who = _some(now(event, names) for event in events)
    return f"{len(events):,} units {MOVES[first.kind]} {path}{_carried(events)}: {who}"


def _created(events: Sequence[Event], names: Names) -> str:
    parent = names.new.parent_of(events[0].new[0])
    where = f" in {names.now(parent)}" if parent else " outside any other"
    who = _some(now(event, names) for event in events)
    return f"{len(events):,} units were created{where}{_carried(events)}: {who}"


def _abolished(events: Sequence[Event], names: Names) -> str:
    parent = names.old.parent_of(events[0].old[0])
    where = f" in {names.was(parent)}" if parent else " outside any other"
    who = _some(was(event, names) for event in events)
    many = f"{len(events):,} units{where} were abolished without a successor"
    return f"{many}{_carried(events)}: {who}"


def _renamed(events: Sequence[Event], names: Names) -> str:
    pairs = _some(f"{was(event, names)} -> {now(event, names)}" for event in events)
    return f"{len(events):,} units were renamed: {pairs}"


def _recoded(events: Sequence[Event], names: Names) -> str:
    who = _some(now(event, names) for event in events)
    return f"{len(events):,} units have another id: {who}"


def _retyped(events: Sequence[Event], names: Names) -> str:
    edit = events[0].edits[0]
    who = _some(now(event, names) for event in events)
    return f"{len(events):,} units are now {kind(edit.new)} each, and were {kind(edit.old)}: {who}"


def _passed(events: Sequence[Event], names: Names) -> str:
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
    "moved": "belong to another unit",
    "line": "report to someone else",
    "vacated": "are vacant",
    "filled": "are filled again",
}


def _stood(events: Sequence[Event], names: Names) -> str:
    first = events[0]
    called = was if first.change == "ended" else now
    number = counted(len(events), str(first.kind), "bodies" if first.kind == "body" else None)
    verb = _STANDING.get(first.change or "", f"changed in {field_name(first.field or '')}")
    return f"{number} {verb}: {_some(called(event, names) for event in events)}"


def _differed(events: Sequence[Event], names: Names) -> str:
    first = events[0]
    what = visible(first.key) if first.key else field_name(first.field or "")
    who = _some(now(event, names) for event in events)
    return f"{what} changed in {len(events):,} units: {who}"


def _reported(events: Sequence[Event], names: Names) -> str:
    before = names.old.superior(events[0].old[0])
    after = names.new.superior(events[0].new[0])
    to = names.now(after) if after else "nobody"
    did = names.was(before) if before else "nobody"
    who = _some(now(event, names) for event in events)
    return f"{len(events):,} units report to {to}, and did to {did}: {who}"


_SENTENCES: Mapping[EventKind, Callable[[Sequence[Event], Names], str]] = {
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
