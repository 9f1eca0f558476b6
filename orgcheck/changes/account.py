"""What a change comes to in numbers: counted here alone, so that every report says the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

from orgcheck.changes.changeset import ChangeSet, Event, Items, Net
from orgcheck.changes.kinds import type_of
from orgcheck.counting import in_a_row, signed
from orgcheck.event_kinds import EventKind
from orgcheck.language import msg_p, number_words, own_term, tr, tr_n
from orgcheck.language.collation import alphabetical
from orgcheck.records import dataclass


@dataclass(frozen=True)
class Account:
    """The events of a change that reports tell, and how many there are of what."""

    changes: ChangeSet

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The events but for another version: every report has that in its title."""
        return tuple(event for event in self.changes.events if not _is_version(event))

    @cached_property
    def kinds(self) -> Mapping[EventKind, int]:
        """How many events there are of each kind that there are any of, the weightiest first."""
        counts = dict.fromkeys(EventKind, 0)
        for event in self.events:
            counts[event.kind] += 1
        return {kind: count for kind, count in counts.items() if count}

    @property
    def inferred(self) -> int:
        """How many events rest on names or on what units share, and were declared by nobody."""
        return sum(
            event.certainty is not None and event.certainty.inferred for event in self.events
        )

    @property
    def dropped(self) -> int:
        """How many recorded duties nobody holds any more."""
        return self.changes.ledger.responsibilities.dropped

    @property
    def changing_owner(self) -> int:
        """How many duties are held on, and by none of those who held them before."""
        return len(self.changes.ledger.responsibilities.items.changing_owner)


def _is_version(event: Event) -> bool:
    return event.kind is EventKind.SNAPSHOT and event.field == "version"


def counted_kinds(account: Account) -> Iterator[str]:
    """How many events there are of each kind, the weightiest first.

    Where they stand for more than their own number, that is said with it: the units that come
    or go with others, and the new ids of units that are renamed as well.
    """
    events: defaultdict[EventKind, list[Event]] = defaultdict(list)
    for event in account.events:
        events[event.kind].append(event)
    for kind, number in account.kinds.items():
        event_type = type_of(kind)
        yield tr_n(*event_type.counted, number) + event_type.remark(events[kind])


# What the columns of the tallies of duties and sites are called, and those of figures.
TALLY_HEADS = (
    msg_p("ledger", "before"),
    msg_p("ledger", "kept"),
    msg_p("ledger", "transferred"),
    msg_p("ledger", "dropped"),
    msg_p("ledger", "created"),
    msg_p("ledger", "after"),
)
FIGURE_HEADS = (msg_p("ledger", "before"), msg_p("ledger", "after"), msg_p("ledger", "net"))


def summary_words(account: Account) -> Iterator[str]:
    """What happened, counted, and what became of duties where any were recorded: sentences.

    There are none where nothing happened.
    """
    kinds = list(counted_kinds(account))
    if not kinds:
        return
    yield f"{in_a_row(kinds)}."
    if not account.changes.ledger.responsibilities.before:
        return
    if account.dropped:
        yield tr_n(
            "1 recorded duty is dropped.",
            "{number} recorded duties are dropped.",
            account.dropped,
        )
    else:
        yield tr("No recorded duty is dropped.")
    if account.changing_owner:
        yield tr_n("1 duty changes owner.", "{number} duties change owner.", account.changing_owner)


def units_words(changes: ChangeSet) -> str:
    """How many units there were, and are."""
    before, now = changes.old.units, changes.new.units
    if not before:
        return tr("no units before, {number} now", number=now)
    return tr_n(
        "{number} unit before, {now} now", "{number} units before, {now} now", before, now=now
    )


def owner_words(duties: Items) -> str:
    """How many duties change owner, and how many of them to a successor; nothing for none.

    Examples
    --------
    >>> owner_words(Items(transferred=("audit",), inherited=("advice", "policy")))
    '3 duties change owner: 2 went to a successor of who held them, 1 to another unit'
    """
    number, inherited = len(duties.changing_owner), len(duties.inherited)
    if not number:
        return ""
    ways = []
    if inherited:
        ways.append(
            tr_n(
                "{number} went to a successor of who held it",
                "{number} went to a successor of who held them",
                inherited,
            )
        )
    if transferred := len(duties.transferred):
        went = tr_n("{number} went to another unit", "{number} went to another unit", transferred)
        further = tr_n("{number} to another unit", "{number} to another unit", transferred)
        ways.append(further if inherited else went)
    return tr_n(
        "{number} duty changes owner: {ways}",
        "{number} duties change owner: {ways}",
        number,
        ways=", ".join(ways),
    )


def figures_of(figures: Mapping[str, Net]) -> list[tuple[str, Net]]:
    """Figures by what they are called, in the order of the alphabet."""
    called = {own_term(name): net for name, net in figures.items()}
    if len(called) < len(figures):
        # Where two are called the same, their words tell them apart.
        called = dict(figures)
    return [(name, called[name]) for name in alphabetical(called)]


def before_and_after(net: Net) -> tuple[str, str, str]:
    """A figure before and after, and what came less what went."""
    return number_words(net.before), number_words(net.after), signed(net.net)
