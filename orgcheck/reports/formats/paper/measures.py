"""Each measure of the manifest, who decides it and on what ground; and the figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from orgcheck.changes.account import before_and_after
from orgcheck.changes.changeset import Event
from orgcheck.changes.kinds import type_of
from orgcheck.changes.ledger import net_figures
from orgcheck.counting import listed
from orgcheck.reports.formats.paper.blocks import (
    NOT_STATED,
    Block,
    Facts,
    Item,
    Items,
    Part,
    Section,
    Table,
    Text,
    stated,
)
from orgcheck.reports.formats.paper.case import Case
from orgcheck.rules.changes.manifest import OpenMeasure, missing
from orgcheck.snapshot.model import Consultation, Decision, Expectation, display


def measures(case: Case) -> Section:
    """The measures with what happens by them, then what happens outside of all."""
    parts: list[Block] = [_measure(case, one) for one in case.measures]
    if not parts:
        parts.append(Text("The newer version states no measures. What changes is listed below."))
    parts += _earlier(case)
    if case.outside:
        title = "Outside of every measure" if case.measures else "What changes"
        parts.append(Part(title, (case.told(case.outside),)))
    return Section("Measures", tuple(parts))


def _measure(case: Case, one: OpenMeasure) -> Part:
    measure = one.measure
    events = case.events_of(one)
    changes = case.told(events) if events else Text("Nothing has changed by it yet.")
    statement = display(measure.statement, case.language)
    return Part(
        f"{measure.id}: {statement}",
        (
            Facts(tuple(_facts(case, one))),
            changes,
            *_missing(case, one),
            *_questions(measure.open_questions),
        ),
    )


def _facts(case: Case, one: OpenMeasure) -> Iterator[tuple[str, str]]:
    measure = one.measure
    decision = measure.decision or Decision()
    consultation = measure.consultation or Consultation()
    known = case.new.member(decision.body or "")
    body = display(known.name, case.language) if known is not None else decision.body
    yield "Effective", stated(measure.effective)
    yield "Transition until", stated(measure.transition_until)
    yield "Carried out by", stated(measure.owner)
    yield "Decided by", stated(body)
    yield "Decided on", stated(decision.date)
    yield "Reference", stated(decision.reference)
    yield "Basis", stated(decision.basis)
    heard = [stated(part) for part in (consultation.status, consultation.date) if part is not None]
    consulted = stated(consultation.body)
    yield "Consultation", f"{consulted}: {', '.join(heard)}" if heard else consulted


def _missing(case: Case, one: OpenMeasure) -> Iterator[Items]:
    """What the measure expects and what did not happen."""
    absent = [expected for _, expected in missing(one.measure, case.changes.events)]
    if absent:
        due = "and is due" if one.owed else "not due yet"
        yield Items(
            tuple(Item(f"Expected, {due}: {_expected(case, expected)}.") for expected in absent)
        )


def _expected(case: Case, expected: Expectation) -> str:
    names = case.names
    sides = [
        listed(map(called, ids))
        for called, ids in ((names.was, expected.old), (names.now, expected.new))
        if ids
    ]
    return f"{expected.kind} {' to '.join(sides)}"


def _questions(questions: tuple[str, ...]) -> Iterator[Items | Facts]:
    if questions:
        yield Items(tuple(Item(f"Open question: {question}") for question in questions))
    else:
        yield Facts((("Open questions", NOT_STATED),))


def _earlier(case: Case) -> Iterator[Text]:
    """The measures that the older snapshot has seen carried out already."""
    manifest = case.new.snapshot.reorganisation
    opened = {one.measure.id for one in case.measures}
    past = [m.id for m in manifest.measures if m.id not in opened] if manifest else []
    if past:
        yield Text(f"Of earlier changes, and no matter of this one: {listed(past)}.")


# -- figures ----------------------------------------------------------------------------------


def figures(case: Case) -> Section:
    """A row for each figure of each measure, then the sums over the whole organisation."""
    totals = case.changes.ledger.figures
    if not totals:
        return Section("Figures", (Text("No figures are recorded."),))
    rows = [
        *(row for one in case.measures for row in _rows(case, one.measure.id, case.events_of(one))),
        *(_rows(case, "outside of every measure", case.outside) if case.measures else ()),
        *(("whole organisation", name, *before_and_after(net)) for name, net in totals.items()),
    ]
    note = Text("Of the units that a measure touches; a unit that two measures touch is in both.")
    table = Table(("Measure", "figure", "before", "after", "net"), tuple(rows), numbers=True)
    return Section("Figures", (table, note) if case.measures else (table,))


def _rows(case: Case, measure: str, events: Iterable[Event]) -> Iterator[tuple[str, ...]]:
    """The figures of the units that some events touch, each unit once."""
    before: dict[str, None] = {}
    after: dict[str, None] = {}
    for event in events:
        # What passes between units leaves their own figures as they are.
        if type_of(event.kind).holding is not None:
            continue
        old, new = case.ground.units_of(event)
        before.update(dict.fromkeys((*old, *event.old)))
        after.update(dict.fromkeys((*new, *event.new)))
    old_units = [case.old.units[id] for id in before if id in case.old.units]
    new_units = [case.new.units[id] for id in after if id in case.new.units]
    for name, net in net_figures(old_units, new_units).items():
        yield measure, name, *before_and_after(net)
