"""Units that go on as another kind of unit."""

from __future__ import annotations

from collections.abc import Iterator

from orgcheck.changes.events.gathering import Gathering, in_order
from orgcheck.changes.model import Event, EventKind, Sort


def events(gathering: Gathering) -> Iterator[Event]:
    """One event for each unit whose kind differs."""
    pool = gathering.pool
    for id in pool.members(Sort.UNIT, "kind"):
        match = gathering.comparison.units.matches[id]
        yield Event(
            kind=EventKind.RETYPE,
            old=(id,),
            new=(match.new,),
            certainty=match.certainty,
            evidence=match.evidence,
            edits=in_order(pool.take_fields(Sort.UNIT, id, "kind")),
        )
