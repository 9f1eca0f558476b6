"""Each measure of the manifest: who decides what, on what ground, and what it comes to."""

from __future__ import annotations

from collections.abc import Iterator

from orgcheck.counting import listed
from orgcheck.reports.formats.paper.blocks import (
    NOT_STATED,
    Block,
    Facts,
    Item,
    Items,
    Part,
    Section,
    Text,
)
from orgcheck.reports.formats.paper.case import Case
from orgcheck.reports.formats.paper.versions import stated
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
