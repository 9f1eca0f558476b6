"""What events come down to: the kinds that they are of, and the facts that rules speak of."""

from __future__ import annotations

from orgcheck.changes.changeset import MOVES, Event, EventKind
from orgcheck.changes.holdings import RESPONSIBILITIES, SITES

# A unit that was abolished, a duty that was dropped, a site that was closed; and which.
Topic = tuple[str, str]

_LOST = {
    (EventKind.RESPONSIBILITY, "dropped"): RESPONSIBILITIES,
    (EventKind.SITE, "closed"): SITES,
}


def is_of(event: Event, kind: str) -> bool:
    """Whether an event is of a kind."""
    return event.kind == kind or (kind == EventKind.MOVE and event.kind in MOVES)


def abolished(unit: str) -> frozenset[Topic]:
    """That a unit has ended without a successor."""
    return frozenset([("abolished", unit)])


def lost(field: str, *keys: str) -> frozenset[Topic]:
    """That no unit has some duties or sites any more."""
    return frozenset((field, key) for key in keys)


def topics_of(event: Event) -> frozenset[Topic]:
    """The facts that an event comes down to."""
    if event.kind is EventKind.ABOLISH:
        return abolished(event.old[0])
    field = _LOST.get((event.kind, event.change or ""))
    return lost(field, event.item) if field and event.item else frozenset()
