"""The measures that the newer snapshot declares, held against what happened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import zip_longest
from typing import TYPE_CHECKING

from orgcheck.changes.changeset import EntityType, Event
from orgcheck.changes.kinds import is_of, type_of
from orgcheck.changes.topics import several
from orgcheck.event_kinds import EventKind
from orgcheck.findings import Location, Related
from orgcheck.language import Said, said, said_later, tr_n
from orgcheck.records import dataclass
from orgcheck.rules.changes.case import ChangeFailure
from orgcheck.snapshot.model import Expectation, Measure, Snapshot

if TYPE_CHECKING:
    from orgcheck.rules.changes.ground import ChangeGround

# What every new version says of itself, whatever it declares.
_OF_VERSIONS = frozenset(
    (
        *("version", "valid_from", "valid_to", "status", "decision", "source", "languages"),
        "reorganisation",
    )
)


@dataclass(frozen=True)
class OpenMeasure:
    """A measure that this change may carry out, and its number in the manifest."""

    index: int
    measure: Measure
    owed: bool


def open_measures(ground: ChangeGround) -> tuple[OpenMeasure, ...]:
    """The measures of the newer snapshot that the older one has not seen carried out.

    A manifest stays in later snapshots as history: a measure that the older snapshot declares
    too, and that was due there, is no matter of this change.
    """
    manifest = ground.new.snapshot.reorganisation
    if manifest is None:
        return ()
    past = _past(ground.old.snapshot)
    return tuple(
        OpenMeasure(index, measure, _is_owed(measure, ground.new.snapshot.valid_from))
        for index, measure in enumerate(manifest.measures)
        if past.get(measure.id) != measure.expects
    )


def _past(old: Snapshot) -> Mapping[str, tuple[Expectation, ...]]:
    """What the measures expect that were due in the older snapshot."""
    if old.reorganisation is None:
        return {}
    return {
        measure.id: measure.expects
        for measure in old.reorganisation.measures
        if _is_owed(measure, old.valid_from)
    }


def _is_owed(measure: Measure, day: date | None) -> bool:
    """Whether a snapshot that is valid from a day has to show the measure carried out."""
    if day is None:
        return True
    if measure.transition_until is not None:
        return day > measure.transition_until
    return measure.effective is None or day >= measure.effective


# -- what happened outside of all measures ----------------------------------------------------


def undeclared(ground: ChangeGround) -> Iterator[tuple[Event, ChangeFailure]]:
    """The events that belong to no measure, where there are measures at all."""
    measures = open_measures(ground)
    if not measures:
        return
    for event in ground.changes.events:
        if not needs_a_measure(event) or any(includes(one, event) for one in measures):
            continue
        message = said(
            "{event}, which no measure of the reorganisation declares", event=ground.said(event)
        )
        yield event, _of_event(ground, event, message, "measures", event.fingerprint)


def claimed_twice(ground: ChangeGround) -> Iterator[ChangeFailure]:
    """The events that several measures expect."""
    measures = open_measures(ground)
    for event in ground.changes.events if len(measures) > 1 else ():
        claims = [one.measure.id for one in measures if expected_by(one.measure, event)]
        if len(claims) > 1:
            message = said(
                "{event}, which the measures {measures} both expect",
                event=ground.said(event),
                measures=_several(claims),
            )
            yield _of_event(ground, event, message, "measures", event.fingerprint)


def needs_a_measure(event: Event) -> bool:
    """Whether an event is more than what every new version says of itself."""
    of_snapshot = type_of(event.kind).entity_type is EntityType.SNAPSHOT
    return not of_snapshot or event.field not in _OF_VERSIONS


def includes(one: OpenMeasure, event: Event) -> bool:
    """Whether a measure declares an event, or brings it along without saying so."""
    return expected_by(one.measure, event) or (
        type_of(event.kind).slight and _names(one.measure).issuperset((*event.old, *event.new))
    )


def _names(measure: Measure) -> frozenset[str]:
    return frozenset(id for one in measure.expects for id in (*one.old, *one.new))


def expected_by(measure: Measure, event: Event) -> bool:
    """Whether a measure declares an event."""
    return any(_meets(event, one) for expected in measure.expects for one in each_of(expected))


def is_expected(ground: ChangeGround, event: Event) -> bool:
    """Whether a measure that this change may carry out declares an event."""
    return any(expected_by(one.measure, event) for one in open_measures(ground))


def each_of(expected: Expectation) -> tuple[Expectation, ...]:
    """An expectation of several events of one member each, as one for each of them.

    "Abolish a, b and c" are three abolitions. Ids on both sides go together in their order.
    """
    old, new = expected.old, expected.new
    several = len(old) > 1 or len(new) > 1
    if (
        not several
        or not type_of(EventKind(expected.kind)).of_one
        or (old and new and len(old) != len(new))
    ):
        return (expected,)
    pairs = zip_longest(old, new)
    return tuple(
        expected.model_copy(
            update={"old": () if one is None else (one,), "new": () if two is None else (two,)}
        )
        for one, two in pairs
    )


def _meets(event: Event, expected: Expectation) -> bool:
    """Whether an event is the one that is expected.

    A side that the expectation leaves out may be anything. Units that go on stand on both sides
    of an event; the expectation may leave them out on either.
    """
    if not is_of(event, expected.kind):
        return False
    going_on = set(event.old) & set(event.new)
    return all(
        not wanted or set(ids) - going_on <= set(wanted) <= set(ids)
        for ids, wanted in ((event.old, expected.old), (event.new, expected.new))
    )


# -- what did not happen ----------------------------------------------------------------------


def missing(measure: Measure, events: Sequence[Event]) -> Iterator[tuple[int, Expectation]]:
    """What a measure expects and is not among the events, with its number in the list."""
    for number, expected in enumerate(measure.expects):
        for one in each_of(expected):
            if not any(_meets(event, one) or _carries(event, one) for event in events):
                yield number, one


def unfulfilled(ground: ChangeGround) -> Iterator[ChangeFailure]:
    """The events that measures expect, that are due, and that did not take place."""
    for one in open_measures(ground):
        if not one.owed:
            continue
        for number, expected in missing(one.measure, ground.changes.events):
            message = _not_met(ground, one.measure, expected)
            yield ChangeFailure(
                message=message,
                about=one.measure.id,
                value=f"{expected.kind} {' '.join(expected.old)} -> {' '.join(expected.new)}",
                location=_place(ground, one.index, "expects", number),
            )


def _several(ids: Sequence[str]) -> Said:
    return said_later(lambda: several(ids))


def _not_met(ground: ChangeGround, measure: Measure, expected: Expectation) -> Said:
    old = list(map(ground.old.mention, expected.old))
    new = list(map(ground.new.mention, expected.new))
    named = {
        "measure": measure.id,
        "kind": said_later(lambda: tr_n(*type_of(EventKind(expected.kind)).noun, 1)),
        "old": _several(old),
        "new": _several(new),
    }
    if expected.old and expected.new:
        return said(
            "measure {measure} expects the {kind} of {old} to {new}, which did not happen", **named
        )
    named["ids"] = _several((*old, *new))
    return said("measure {measure} expects the {kind} of {ids}, which did not happen", **named)


def _carries(event: Event, expected: Expectation) -> bool:
    """Whether whoever is expected to come, go or change did so along with a unit."""
    old, new = type_of(EventKind(expected.kind)).along(event)
    return old.issuperset(expected.old) and new.issuperset(expected.new)


# -- places -----------------------------------------------------------------------------------


def _of_event(
    ground: ChangeGround, event: Event, message: str, about: str, value: str
) -> ChangeFailure:
    old, new = ground.units_of(event)
    manifest = ground.new.places.locate_header("reorganisation", "title")
    return ChangeFailure(
        message=message,
        about=about,
        value=value,
        unit=ground.now(old[0]) if old else new[0] if new else None,
        location=ground.place_of(event),
        others=(Related(manifest, said("the manifest")),) if manifest is not None else (),
        topics=type_of(event.kind).topics(event),
    )


def _place(ground: ChangeGround, index: int, *path: str | int) -> Location | None:
    return ground.new.places.locate_header("reorganisation", "measures", index, *path)
