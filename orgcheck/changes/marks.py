"""What became of a unit, as reports and pictures mark it, and the words that they share."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from orgcheck.changes.changeset import Event, EventKind


class Mark(StrEnum):
    """What became of a unit; the weightiest first.

    A unit that follows did not change itself: what it was in or names ended or has another id, or
    whom it reports to is another.
    """

    ENDED = "ended"
    NEW = "new"
    MOVED = "moved"
    RENAMED = "renamed"
    CHANGED = "changed"
    FOLLOWS = "follows"


# A sign before the words, for who cannot tell the colours apart.
SIGNS: Mapping[Mark, str] = {
    Mark.NEW: "+",
    Mark.ENDED: "\N{MULTIPLICATION SIGN}",
    Mark.MOVED: "\N{RIGHTWARDS ARROW}",
    Mark.RENAMED: "\N{ALMOST EQUAL TO}",
    Mark.CHANGED: "\N{INCREMENT}",
    Mark.FOLLOWS: "\N{RIGHTWARDS ARROW WITH HOOK}",
}

# What is said of a unit that gave, and of one that took over, by what happened.
BECAME = {
    EventKind.MERGE: ("merged into", "merged from"),
    EventKind.SPLIT: ("split into", "split from"),
    EventKind.REPLACE: ("replaced by", "replaces"),
    EventKind.ABSORB: ("absorbed by", "absorbs"),
    EventKind.DISSOLVE: ("dissolved into", "takes over from"),
    EventKind.REORGANISE: ("passed on to", "takes over from"),
    EventKind.SPIN_OFF: ("gives rise to", "carved out of"),
}
# What passes between units one by one: what one of it is called, and several.
HELD = {EventKind.RESPONSIBILITY: ("duty", "duties"), EventKind.SITE: ("site", "sites")}


def add_mark(marks: list[Mark], mark: Mark) -> None:
    """Add a mark, once; that something changed goes without saying beside a weightier mark."""
    if mark not in marks:
        marks.append(mark)
    if any(one not in (Mark.CHANGED, Mark.FOLLOWS) for one in marks) and Mark.CHANGED in marks:
        marks.remove(Mark.CHANGED)


def pairs_of(event: Event, goes_on: Mapping[str, str]) -> list[tuple[str, str]]:
    """Who gave to whom: as the flows say, else every unit that ended to every other one.

    `goes_on` has the newer id of each unit that persists, by the older one.
    """
    if event.flows:
        return [(flow.giver, flow.receiver) for flow in event.flows]
    givers = [id for id in event.old if id not in goes_on] or list(event.old)
    kept = {goes_on[id] for id in givers if id in goes_on}
    return [(old, new) for old in givers for new in event.new if new not in kept]
