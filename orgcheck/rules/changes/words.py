"""Events in a few words, for the messages of findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from orgcheck.changes.changeset import Event, EventKind
from orgcheck.snapshot.text import clipped

MOST_NAMED = 5


def several(ids: Iterable[str], number: int | None = None) -> str:
    """Ids in a row, of many the first few; `number` says how many, where not all are given."""
    named = tuple(ids)
    number = len(named) if number is None else number
    words = [clipped(id) for id in named[: MOST_NAMED + 1]]
    if number > MOST_NAMED + 1:
        words = [*words[:MOST_NAMED], f"{number - MOST_NAMED:,} more"]
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def said(event: Event, item: str = "") -> str:
    """An event as the beginning of a sentence; `item` is what its duty or site says."""
    if event.kind in _HELD:
        return f'{_HELD[event.kind]} "{clipped(item)}" is {event.change}'
    return _WORDS[event.kind](event)


def _other(ids: Iterable[str], than: Iterable[str]) -> str:
    known = set(than)
    return several(id for id in ids if id not in known)


def _verb(words: str) -> Callable[[Event], str]:
    return lambda event: f"{several(event.new or event.old)} {words}"


def _were(ids: Sequence[str]) -> str:
    return "is" if len(ids) == 1 else "are"


def _spun_off(event: Event) -> str:
    before = set(event.old)
    begun = [id for id in event.new if id not in before]
    return f"{several(begun)} {_were(begun)} spun off from {several(event.old)}"


def _renamed(event: Event) -> str:
    ids = f", and has another id than {several(event.old)}" if event.old != event.new else ""
    return f"{several(event.new)} is renamed{ids}"


def _standing(event: Event) -> str:
    who = f"the {event.kind} {several(event.new or event.old)}"
    if event.change == "changed":
        return f"{event.field} of {who} changes"
    tie = {"line": "line", "moved": "unit"}.get(event.change or "")
    if tie is None:
        return f"{who} is {event.change}"
    return f"{who} states {'another' if event.edits[0].new else 'no'} {tie}"


def _field(event: Event) -> str:
    field = event.field or ""
    named = f"{field}.{clipped(event.key)}" if event.key else field
    return f"{named} of {several(event.new)} changes"


_HELD = {EventKind.RESPONSIBILITY: "the duty", EventKind.SITE: "the site"}
_WORDS: Mapping[EventKind, Callable[[Event], str]] = {
    EventKind.CREATE: _verb("is created"),
    EventKind.ABOLISH: _verb("is abolished"),
    EventKind.REPLACE: lambda e: f"{several(e.new)} replaces {several(e.old)}",
    EventKind.MERGE: lambda e: f"{several(e.old)} merge into {several(e.new)}",
    EventKind.SPLIT: lambda e: f"{several(e.old)} is split into {several(e.new)}",
    EventKind.ABSORB: lambda e: f"{several(e.new)} absorbs {_other(e.old, e.new)}",
    EventKind.SPIN_OFF: _spun_off,
    EventKind.DISSOLVE: lambda e: f"{several(e.old)} is dissolved into {several(e.new)}",
    EventKind.REORGANISE: lambda e: (
        f"{several(e.old)} {_were(e.old)} reorganised into {several(e.new)}"
    ),
    EventKind.RECODE: lambda e: f"{several(e.old)} has the id {several(e.new)} now",
    EventKind.RENAME: _renamed,
    EventKind.MOVE: _verb("moves to another parent"),
    EventKind.PROMOTE: _verb("moves up"),
    EventKind.DEMOTE: _verb("moves down"),
    EventKind.RETYPE: _verb("is of another kind"),
    EventKind.REPORTING: _verb("states another line or head"),
    EventKind.POST: _standing,
    EventKind.BODY: _standing,
    EventKind.FIGURE: _field,
    EventKind.ATTRIBUTE: _field,
    EventKind.SNAPSHOT: lambda event: f"{event.field} of the snapshot changes",
}
