"""What a reader must know who reads no further: the change in a few sentences and numbers."""

from __future__ import annotations

from collections.abc import Iterator

from orgcheck.changes.account import counted_kinds
from orgcheck.changes.changeset import Net
from orgcheck.counting import counted, listed
from orgcheck.findings import Severity, counts
from orgcheck.reports.formats.paper.blocks import Block, Item, Items, Section, Table
from orgcheck.reports.formats.paper.case import Case
from orgcheck.reports.numbers import before_and_after
from orgcheck.results import Review


def brief(case: Case) -> Section:
    """The section that stands first."""
    sentences = [*_what(case), *_duties(case), *_measures(case), *_certainty(case)]
    if case.review is not None:
        sentences += _findings(case.review)
    blocks: tuple[Block, ...] = (Items(tuple(map(Item, sentences))), _numbers(case))
    return Section("In brief", blocks)


def _what(case: Case) -> Iterator[str]:
    parts = listed(counted_kinds(case.account))
    yield f"{parts}." if parts else "The structure stays as it is."


def _duties(case: Case) -> Iterator[str]:
    ledger = case.changes.ledger
    if not ledger.responsibilities.before and not ledger.responsibilities.after:
        yield "No duties are recorded."
        return
    dropped, change = case.account.dropped, case.account.changing_owner
    words = counted(dropped, "recorded duty", "recorded duties") or "No recorded duty"
    owner = counted(change, "duty changes", "duties change") or "none changes"
    yield f"{words} {'are' if dropped > 1 else 'is'} dropped, {owner} owner."
    if not ledger.complete:
        yield (
            "The lists of duties do not both claim to be complete: "
            "they do not show that no duty was lost."
        )


def _measures(case: Case) -> Iterator[str]:
    measures = [one.measure for one in case.measures]
    if not measures:
        yield "No measures are stated."
        return
    undecided = sum(measure.decision is None for measure in measures)
    questions = sum(len(measure.open_questions) for measure in measures)
    outside = len(case.outside)
    yield f"{counted(len(measures), 'measure')}."
    if undecided:
        yield f"{counted(undecided, 'measure')} without a stated decision."
    if outside:
        yield f"{counted(outside, 'change')} outside of every measure."
    if questions:
        yield f"{counted(questions, 'open question')}."


def _certainty(case: Case) -> Iterator[str]:
    inferred = case.account.inferred
    if inferred:
        yield (
            f"{counted(inferred, 'change')} inferred from names or from what units share, "
            "not declared by whoever decided."
        )
    elif case.account.events:
        yield "Nothing is inferred: which unit is which rests on ids and declarations."


def _findings(review: Review) -> Iterator[str]:
    totals = counts(review.counted)
    words = [
        counted(totals[Severity.ERROR], "error"),
        counted(totals[Severity.WARNING], "warning"),
        counted(totals[Severity.INFO], "remark"),
    ]
    found = [word for word in words if word]
    yield f"By the rules in force: {listed(found) if found else 'nothing to object to'}."


def _numbers(case: Case) -> Table:
    old, new, ledger = case.old, case.new, case.changes.ledger
    sizes = [
        ("Units", Net(len(old.units), len(new.units))),
        ("Posts", Net(len(old.posts), len(new.posts))),
        ("Bodies", Net(len(old.bodies), len(new.bodies))),
        ("Recorded duties", Net(ledger.responsibilities.before, ledger.responsibilities.after)),
        ("Recorded sites", Net(ledger.sites.before, ledger.sites.after)),
        *sorted(ledger.figures.items()),
    ]
    rows = tuple((name, *before_and_after(net)) for name, net in sizes if net.before or net.after)
    return Table(("", "before", "after", "net"), rows, numbers=True)
