"""Units whose members changed: one event a unit, whoever came and went."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from orgcheck.changes.changeset import Edit, EntityType, Event, Op, Turnover
from orgcheck.changes.kinds.context import EventContext, event_of
from orgcheck.changes.kinds.event_type import Folding, Mark, Row, UnitType, below_top
from orgcheck.changes.kinds.words import Group, alike_in, now, now_in, some
from orgcheck.changes.names import Names
from orgcheck.changes.topics import several
from orgcheck.event_kinds import EventKind
from orgcheck.language import msg_n, msg_p, tr, tr_n

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
    joined = tr_n("{number} joined", "{number} joined", people.joined)
    left = tr_n("{number} left", "{number} left", people.left)
    numbers = ((people.joined, joined), (people.left, left))
    return ", ".join(words for number, words in numbers if number)


def _sentence(event: Event, names: Names) -> str:
    return f"{now_in('who', event.new, names)}: {turnover_words(event.people)}"


def _many(group: Group, names: Names) -> str:
    events = group.events
    people = [event.people for event in events if event.people is not None]
    total = Turnover(sum(one.joined for one in people), sum(one.left for one in people))
    who = some(events, lambda event: f"{now(event, names)} ({turnover_words(event.people)})")
    words = tr_n(
        "members of {number} unit changed ({turnover} in all)",
        "members of {number} units changed ({turnover} in all)",
        len(events),
        turnover=turnover_words(total),
    )
    return f"{words}: {who}"


def _notes(event: Event, _: Names) -> tuple[str, str]:
    words = turnover_words(event.people)
    return words, words


def _state(event: Event, names: Names, before: bool) -> str:
    unit = names.old.units[event.old[0]] if before else names.new.units[event.new[0]]
    number = len(unit.members)
    return tr_n("{number} member", "{number} members", number) if number else tr("no members")


TYPES = (
    UnitType(
        kind=EventKind.MEMBERSHIP,
        noun=msg_n("change of members", "changes of members"),
        counted=msg_n("{number} change of members", "{number} changes of members"),
        row=Row("people joined it or left it: one event for a unit, whoever they are", "it", "it"),
        example=below_top(
            "{id: b, name: B, members: [p1, p2]}", "{id: b, name: B, members: [p2, p3, p4]}"
        ),
        detect=detect,
        inverse=EventKind.MEMBERSHIP,
        sentence=_sentence,
        phrase=lambda event, _: tr("members of {unit} change", unit=several(event.new)),
        folding=Folding(alike_in(lambda event, names: ()), _many),
        of_people=True,
        slight=True,
        mark=Mark.CHANGED,
        verb=msg_p("event", "other members"),
        notes=_notes,
        state=_state,
    ),
)
