"""The rules about changes that are always on in a comparison: CHG001 to CHG008."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from orgcheck.changes.holdings import RESPONSIBILITIES, SITES
from orgcheck.changes.kinds import type_of
from orgcheck.event_kinds import EventKind
from orgcheck.findings import Severity
from orgcheck.language import Said, asked_language, said, said_later, said_n
from orgcheck.organisation import Organisation
from orgcheck.records import dataclass
from orgcheck.rules.builtin import (
    CLAIMED_TWICE,
    ID_REUSED,
    INCOMPLETE_SNAPSHOT,
    NO_SUCCESSOR,
    RESPONSIBILITY_DROPPED,
    SITE_CLOSED,
    UNDECLARED_EVENT,
    UNFULFILLED_MEASURE,
)
from orgcheck.rules.builtin_rule import BuiltInRule
from orgcheck.rules.changes.case import ChangeFailure
from orgcheck.rules.changes.ground import ChangeGround
from orgcheck.rules.changes.manifest import (
    claimed_twice,
    is_expected,
    undeclared,
    unfulfilled,
)
from orgcheck.rules.changes.verbs.kept import loss

# From how many units on a snapshot of which most, or the last, are gone looks cut off.
MOST_GONE_FROM = 5
# Fewer than one unit that came for so many that went is few.
GONE_FOR_EACH_NEW = 4


@dataclass(frozen=True)
class Judged:
    """A failure and how much it weighs."""

    failure: ChangeFailure
    severity: Severity


def _duty_dropped(ground: ChangeGround) -> Iterator[Judged]:
    complete = ground.changes.ledger.complete
    for key, holders in ground.lost(RESPONSIBILITIES).items():
        entry = ground.old.register.get(key) or ground.new.register.get(key)
        grave = complete or (entry is not None and entry.statutory)
        severity = Severity.ERROR if grave else RESPONSIBILITY_DROPPED.severity
        yield Judged(loss(ground, RESPONSIBILITIES, key, holders[0]), severity)


def _abolished(ground: ChangeGround) -> Iterator[Judged]:
    if ground.new.incomplete:
        return
    for event in ground.changes.events:
        if event.kind is EventKind.ABOLISH:
            (unit,) = event.old
            message = _ended(
                ground.old.mention(unit),
                event.carried,
                ground.candidates(ground.units_of(event)[0], of=unit),
            )
            failure = ChangeFailure(
                message=message,
                about="successor",
                unit=unit,
                location=ground.place(unit),
                topics=type_of(event.kind).topics(event),
            )
            yield Judged(failure, NO_SUCCESSOR.severity)


def _ended(unit: str, below: int, candidates: str) -> Said:
    if candidates and below:
        return said(
            "{unit} ended, with {number} below it; {candidates}",
            unit=unit,
            number=below,
            candidates=candidates,
        )
    if candidates:
        return said("{unit} ended; {candidates}", unit=unit, candidates=candidates)
    if below:
        return said(
            "{unit} is abolished, with {number} below it, and no unit succeeds it",
            unit=unit,
            number=below,
        )
    return said("{unit} is abolished, and no unit succeeds it", unit=unit)


def _site_closed(ground: ChangeGround) -> Iterator[Judged]:
    for key, holders in ground.lost(SITES).items():
        yield Judged(loss(ground, SITES, key, holders[0]), SITE_CLOSED.severity)


def _reused(ground: ChangeGround) -> Iterator[Judged]:
    for id in ground.changes.reused:
        was, now = _name(ground.old, id), _name(ground.new, id)
        if id in ground.changes.correspondence.parted:
            message = said(
                "{id} was the id of {was}, and is now that of another unit, {now}",
                id=id,
                was=was,
                now=now,
            )
        else:
            message = said(
                "{id} was the id of {was}, and is now that of {now}", id=id, was=was, now=now
            )
        failure = ChangeFailure(
            message=message,
            about="id",
            value=str(now),
            unit=id,
            location=ground.new.locate(ground.new.units[id], "id"),
        )
        yield Judged(failure, ID_REUSED.severity)


def _name(organisation: Organisation, id: str) -> Said:
    """What a unit is called, beside its id."""
    return said_later(lambda: organisation.name(id, asked_language()))


def _incomplete(ground: ChangeGround) -> Iterator[Judged]:
    """Most units are gone and few came, or all that stood after one place; no measure says so."""
    events = [
        event
        for event in ground.changes.events
        if event.kind in (EventKind.ABOLISH, EventKind.CREATE)
    ]
    open_ones = [event for event in events if not is_expected(ground, event)]
    ended = [event for event in open_ones if event.kind is EventKind.ABOLISH]
    gone = {unit for event in ended for unit in ground.units_of(event)[0]}
    came = sum(1 + event.carried for event in open_ones if event.kind is EventKind.CREATE)
    if len(gone) < MOST_GONE_FROM:
        return
    before = len(ground.old.units)
    most = 2 * len(gone) > before and came * GONE_FOR_EACH_NEW < len(gone)
    last = None if came or len(ended) == 1 else _last_before(tuple(ground.old.units), gone)
    if not most and last is None:
        return
    named = {"gone": len(gone), "before": before}
    message = (
        said(
            "this looks like an incomplete snapshot: {gone} of {before} units are gone, and {came} "
            "came",
            came=came,
            **named,
        )
        if last is None
        else said(
            "this looks like an incomplete snapshot: {gone} of {before} units are gone, all that "
            "stood after {last}",
            last=ground.old.mention(last),
            **named,
        )
    )
    if len(open_ones) < len(events):
        message = said("{loss}, beside what its measures declare", loss=message)
    if ground.dangling:
        message = said_n(
            "{loss}; {number} reference to what is missing",
            "{loss}; {number} references to what is missing",
            len(ground.dangling),
            loss=message,
        )
    place = ground.new.places.locate_header("organisation")
    failure = ChangeFailure(message=message, about="units", location=place)
    yield Judged(failure, INCOMPLETE_SNAPSHOT.severity)


def _last_before(order: Sequence[str], gone: Collection[str]) -> str | None:
    """The unit after which all that is gone stood, where nothing else did."""
    kept = len(order) - len(gone)
    return order[kept - 1] if kept and all(unit in gone for unit in order[kept:]) else None


def _undeclared(ground: ChangeGround) -> Iterator[Judged]:
    for event, failure in undeclared(ground):
        slight = type_of(event.kind).slight
        yield Judged(failure, Severity.WARNING if slight else UNDECLARED_EVENT.severity)


def _unfulfilled(ground: ChangeGround) -> Iterator[Judged]:
    for failure in unfulfilled(ground):
        yield Judged(failure, UNFULFILLED_MEASURE.severity)


def _claimed_twice(ground: ChangeGround) -> Iterator[Judged]:
    for failure in claimed_twice(ground):
        yield Judged(failure, CLAIMED_TWICE.severity)


DEFAULTS: Mapping[BuiltInRule, Callable[[ChangeGround], Iterator[Judged]]] = {
    RESPONSIBILITY_DROPPED: _duty_dropped,
    NO_SUCCESSOR: _abolished,
    SITE_CLOSED: _site_closed,
    ID_REUSED: _reused,
    INCOMPLETE_SNAPSHOT: _incomplete,
    UNDECLARED_EVENT: _undeclared,
    UNFULFILLED_MEASURE: _unfulfilled,
    CLAIMED_TWICE: _claimed_twice,
}
