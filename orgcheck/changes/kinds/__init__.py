"""Everything that there is to say of each kind of event, as records; a module for each family.

`EventKind` is the register: a line there names the kind and the module here that holds its
record. Reports, pictures, rules, the inversion and the documentation ask the records, and keep no
table of kinds of their own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from orgcheck.event_kinds import EventKind
from orgcheck.language import current, tr_n

if TYPE_CHECKING:
    from orgcheck.changes.changeset import Event
    from orgcheck.changes.kinds.context import EventContext
    from orgcheck.changes.kinds.event_type import EventType
    from orgcheck.changes.kinds.words import Group, Likeness
    from orgcheck.changes.names import Names


def kind_word(kind: str) -> str:
    """A kind of event: in English the word by which rules know it, too.

    Examples
    --------
    >>> kind_word("merge")
    'merge'
    """
    return kind if current() is None else tr_n(*type_of(EventKind(kind)).noun, 1)


@cache
def type_of(kind: EventKind) -> EventType:
    """The record of a kind."""
    # Imported when first asked for: a rule that names a kind takes the record of that one alone.
    types: Sequence[EventType] = import_module(f"{__name__}.{kind.family}").TYPES
    return next(one for one in types if one.kind is kind)


@cache
def event_types() -> Mapping[EventKind, EventType]:
    """The record of each kind, the weightiest first."""
    return {kind: type_of(kind) for kind in EventKind}


def is_of(event: Event, kind: str) -> bool:
    """Whether an event is of a kind: a move up or down the line of parents is a move too."""
    return kind in (event.kind, type_of(event.kind).heading)


def events_of(context: EventContext) -> tuple[Event, ...]:
    """Everything that happened, in the order of weight.

    In that order too each kind claims the differences that it tells of: what belongs to units
    that hand over, begin or end is told there, and fields are told of last.
    """
    detections = dict.fromkeys(one.detect for one in event_types().values())
    events = [event for detect in detections for event in detect(context)]
    return tuple(sorted(events, key=lambda event: event.order))


# -- told -------------------------------------------------------------------------------------


def sentence(event: Event, names: Names) -> str:
    """What happened, in one sentence without a full stop."""
    return type_of(event.kind).sentence(event, names)


def sentence_of_many(group: Group, names: Names) -> str:
    """What happened to many, with the names of some."""
    folding = type_of(group.events[0].kind).folding
    assert folding is not None, "only what may be folded is grouped"
    return folding.sentence(group, names)


def is_by_line(group: Group) -> bool:
    """Whether each of several events told together has a line of its own."""
    from orgcheck.changes.kinds.words import ALL

    folding = type_of(group.events[0].kind).folding
    return folding is not None and folding.by_line and 1 < len(group.events) <= ALL


def title_of_many(group: Group, names: Names) -> str:
    """What happened to many, as the head of a list of them."""
    return sentence_of_many(group, names).partition(": ")[0]


def grouped(events: Sequence[Event], names: Names) -> Iterator[Group]:
    """Events that are alike together, the others alone, in the order of the first of each.

    Each is put together with those most like it; only what has too few of these looks for
    others with which it has less in common.
    """
    # Rules ask for records before there is an event to be told.
    from orgcheck.changes.kinds.words import ANYWHERE, Group

    foldings = (type_of(event.kind).folding for event in events)
    likenesses = [
        folding.likenesses(event, names) if folding is not None else ()
        for event, folding in zip(events, foldings, strict=True)
    ]
    found: dict[int, Group] = {}
    waiting = list(range(len(events)))
    for level in range(max(map(len, likenesses), default=0)):
        alike: defaultdict[Likeness, list[int]] = defaultdict(list)
        for number in waiting:
            if level < len(likenesses[number]):
                alike[likenesses[number][level]].append(number)
        taken: set[int] = set()
        for likeness, numbers in alike.items():
            if len(numbers) >= likeness.least:
                # What is left over comes last.
                place = numbers[-1 if likeness.by == ANYWHERE else 0]
                found[place] = Group(likeness.by, [events[number] for number in numbers])
                taken.update(numbers)
        waiting = [number for number in waiting if number not in taken]
    found.update((number, Group("", [events[number]])) for number in waiting)
    for number in sorted(found):
        yield found[number]
