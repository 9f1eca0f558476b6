"""Units whose members changed: one event a unit, whoever came and went."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from orgcheck.changes.changeset import Edit, EntityType, Event, Op, Turnover
from orgcheck.changes.kinds.context import EventContext, event_of
from orgcheck.changes.kinds.event_type import Folding, Mark, Row, UnitType, below_top
from orgcheck.changes.kinds.words import Group, alike_in, now, several, some
from orgcheck.changes.names import Names
from orgcheck.counting import counted
from orgcheck.event_kinds import EventKind

MEMBERS = "members"
HOLDERS = "holders"


def detect(context: EventContext) -> Iterator[Event]:
    """One event for each unit of which members came or went."""
    pool = context.pool
    for id in pool.members(EntityType.UNIT, MEMBERS):
        match = context.comparison.units.matches[id]
        edits = pool.take_fields(EntityType.UNIT, id, MEMBERS)
        yield event_of(EventKind.MEMBERSHIP, match, edits, people=turnover(edits))


def turnover(edits: Iterable[Edit]) -> Turnover:
    """How many people came and went by some edits."""
    ops = [edit.op for edit in edits]
    return Turnover(joined=ops.count(Op.ADD), left=ops.count(Op.REMOVE))


def turnover_words(people: Turnover | None) -> str:
    """How many came and went.

    Examples
    --------
    >>> turnover_words(Turnover(joined=3, left=2))
    '3 joined, 2 left'
    """
    if people is None:
        return ""
    words = {"joined": people.joined, "left": people.left}
    return ", ".join(f"{number:,} {verb}" for verb, number in words.items() if number)


def _many(group: Group, names: Names) -> str:
    events = group.events
    people = [event.people for event in events if event.people is not None]
    total = Turnover(sum(one.joined for one in people), sum(one.left for one in people))
    who = some(events, lambda event: f"{now(event, names)} ({turnover_words(event.people)})")
    return f"members of {len(events):,} units changed ({turnover_words(total)} in all): {who}"


def _notes(event: Event, _: Names) -> tuple[str, str]:
    words = turnover_words(event.people)
    return words, words


def _state(event: Event, names: Names, before: bool) -> str:
    unit = names.old.units[event.old[0]] if before else names.new.units[event.new[0]]
    return counted(len(unit.members), "member") or "no members"


TYPES = (
    UnitType(
        kind=EventKind.MEMBERSHIP,
        noun=("change of members", "changes of members"),
        row=Row("people joined it or left it: one event for a unit, whoever they are", "it", "it"),
        example=below_top(
            "{id: b, name: B, members: [p1, p2]}", "{id: b, name: B, members: [p2, p3, p4]}"
        ),
        detect=detect,
        inverse=EventKind.MEMBERSHIP,
        sentence=lambda event, names: f"{now(event, names)}: {turnover_words(event.people)}",
        phrase=lambda event, _: f"members of {several(event.new)} change",
        folding=Folding(alike_in(lambda event, names: ()), _many),
        of_people=True,
        slight=True,
        mark=Mark.CHANGED,
        verb="other members",
        notes=_notes,
        state=_state,
    ),
)
