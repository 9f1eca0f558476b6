"""What merges, ends and begins: in brief, and by measure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from orgcheck.changes.changeset import Event
from orgcheck.changes.kinds import type_of
from orgcheck.counting import listed
from orgcheck.event_kinds import EventKind
from orgcheck.language import day, msg_n, tr, tr_n
from orgcheck.reports.formats.paper.blocks import (
    Block,
    Facts,
    Item,
    Items,
    Part,
    Section,
    Text,
)
from orgcheck.reports.formats.paper.case import Case, is_new_name
from orgcheck.reports.formats.paper.decision import consultation
from orgcheck.rules.changes.manifest import OpenMeasure, includes, missing
from orgcheck.snapshot.model import Consultation, Decision, Expectation

# So many sentences leave room on the page for what else there is to decide on.
_MOST = 8
# What units merge, end, begin or go elsewhere by; the families of kinds of event.
_FAMILIES = ("successions", "lifecycles", "placement")
# What becomes of a body that is as weighty.
_OF_BODIES = ("created", "ended", "renamed")
_STANDING = (EventKind.POST, EventKind.BODY)
_CALLED_OTHERWISE = {
    EventKind.RENAME: msg_n(
        "1 unit gets another name: {see}", "{number} units get another name: {see}"
    ),
    EventKind.RETYPE: msg_n(
        "1 unit becomes one of another kind: {see}",
        "{number} units become ones of another kind: {see}",
    ),
}


def heading() -> str:
    """What the section is called."""
    return tr("What merges, ends and begins")


def weightiest(events: Iterable[Event]) -> list[Event]:
    """What stands on the first page: another name of the organisation, before all else."""
    weighty = [one for one in events if _is_weighty(one)]
    return sorted(weighty, key=lambda one: not is_new_name(one))


def _is_weighty(event: Event) -> bool:
    if event.kind is EventKind.BODY:
        return event.change in _OF_BODIES
    return event.kind.family in _FAMILIES or is_new_name(event)


def in_brief(case: Case, see: str) -> Section:
    """The weightiest of what happens; the rest is a number, and stands in the annex."""
    weighty = case.told(
        one for one in weightiest(case.account.events) if not _is_in_doubt(case, one)
    )
    items = [*weighty[:_MOST], *_doubts(case)]
    if len(weighty) > _MOST:
        number = len(weighty) - _MOST
        words = tr_n(
            "{number} further change: {see}", "{number} further changes: {see}", number, see=see
        )
        items.append(Item(f"{words}."))
    items += map(Item, _called_otherwise(case, see))
    items += map(Item, _at_other_times(case))
    block = Items(tuple(items)) if items else Text(tr("No unit merges, ends or begins."))
    return Section(heading(), (block,))


def _called_otherwise(case: Case, see: str) -> Iterator[str]:
    """How many units get another name, and how many another kind."""
    for kind, words in _CALLED_OTHERWISE.items():
        if some := [one for one in case.account.events if one.kind is kind]:
            yield f"{tr_n(*words, len(some), see=see)}.{case.doubt(some)}"


def _at_other_times(case: Case) -> Iterator[str]:
    """What registers say otherwise of days to come, and of the past."""
    for later in case.later:
        yield tr_n(
            "From {day} on, 1 further change is decided.",
            "From {day} on, {number} further changes are decided.",
            len(later.compared.account.events),
            day=later.day,
        )
    if case.corrections:
        yield tr_n(
            "The record of the past is corrected in 1 place.",
            "The record of the past is corrected in {number} places.",
            len(case.corrections),
        )


def _is_in_doubt(case: Case, event: Event) -> bool:
    """Whether an end or a beginning is told below, as a unit that may go on."""
    if event.carried or event.kind not in (EventKind.ABOLISH, EventKind.CREATE):
        return False
    told = case.changes.possible_matches[:_MOST]
    return any(event.old == (one.old,) or event.new == (one.new,) for one in told)


def _doubts(case: Case) -> Iterator[Item]:
    """What might be the same unit, and was not taken for it."""
    names = case.names
    for match in case.changes.possible_matches[:_MOST]:
        words = tr(
            "To be confirmed: {old} ends and {new} begins, unless they are one and the same.",
            old=names.was(match.old),
            new=names.now(match.new),
        )
        yield Item(words)


# -- by measure -------------------------------------------------------------------------------


def by_measure(case: Case) -> Section | None:
    """The measures with what happens by them, then what happens outside of all."""
    parts: list[Block] = [
        _measure(case, number, one) for number, one in enumerate(case.measures, start=1)
    ]
    # Where there are no measures, posts and bodies have their own annex.
    rest = [one for one in case.outside if parts or one.kind not in _STANDING]
    outside = _told(case, rest, slight=True)
    if not parts and not outside:
        return None
    if not parts:
        return Section(tr("All changes"), outside) if _more(case, rest) else None
    if outside:
        parts.append(Part(tr("Outside of every measure"), outside))
    return Section(tr("Measures"), tuple(parts))


def _more(case: Case, events: Sequence[Event]) -> bool:
    """Whether more happens than the first page tells."""
    told = [one for one in events if _is_weighty(one)]
    groups = case.told(told, in_full=True)
    return len(told) < len(events) or len(groups) > _MOST or any(group.below for group in groups)


def _measure(case: Case, number: int, one: OpenMeasure) -> Part:
    facts = tuple((name, words) for name, words in _facts(case, one) if words)
    blocks = (Facts(facts),) if facts else ()
    events = case.events_of(one)
    happening: tuple[Items | Text, ...] = _told(case, events) or _told(case, events, slight=True)
    if not happening:
        happening = (Text(_nothing(case, one)),)
    return Part(
        tr(
            "Measure {number}: {statement}",
            number=number,
            statement=case.shown(one.measure.statement),
        ),
        (*blocks, *happening, *_missing(case, one), *_questions(one)),
    )


def _nothing(case: Case, one: OpenMeasure) -> str:
    """Why nothing is told of a measure."""
    if any(includes(one, event) for event in case.everything):
        return tr("It changes codes or people, and this paper names neither.")
    return tr("Nothing has changed by it yet.")


def _facts(case: Case, one: OpenMeasure) -> Iterator[tuple[str, str]]:
    """What a measure states for itself; what it shares with the whole stands on the first page."""
    measure = one.measure
    decision = measure.decision or Decision()
    heard = measure.consultation or Consultation()
    yield tr("Takes effect"), day(measure.effective) if measure.effective else ""
    yield (
        tr("Transition until"),
        day(measure.transition_until) if measure.transition_until else "",
    )
    yield tr("Carried out by"), case.office(measure.owner) if measure.owner else ""
    yield tr("Decided by"), case.office(decision.body) if decision.body else ""
    yield tr("Decided on"), day(decision.date) if decision.date else ""
    yield tr("Reference"), decision.reference or ""
    yield tr("Legal basis of the decision"), decision.basis or ""
    yield tr("Consulted"), consultation(case, heard)


def _told(case: Case, events: Sequence[Event], *, slight: bool = False) -> tuple[Items, ...]:
    items = case.told(events, slight=slight, in_full=True)
    return (Items(items),) if items else ()


def _missing(case: Case, one: OpenMeasure) -> Iterator[Items]:
    """What the measure expects and what did not happen."""
    absent = [expected for _, expected in missing(one.measure, case.everything)]
    if absent:
        yield Items(tuple(Item(_expected(case, expected, one)) for expected in absent))


def _expected(case: Case, expected: Expectation, one: OpenMeasure) -> str:
    names = case.names
    old, new = listed(map(names.was, expected.old)), listed(map(names.now, expected.new))
    who = tr("{old} to {new}", old=old, new=new) if old and new else old or new
    kind = tr_n(*type_of(EventKind(expected.kind)).noun, 1)
    if one.owed:
        return tr("Expected, and not so: {kind} ({who}).", kind=kind, who=who)
    return tr("Expected later: {kind} ({who}).", kind=kind, who=who)


def _questions(one: OpenMeasure) -> Iterator[Items]:
    if one.measure.open_questions:
        yield Items(
            tuple(
                Item(tr("Open: {question}", question=question))
                for question in one.measure.open_questions
            )
        )
