"""The whole paper; what stands first in it, what the rules object to, the two versions."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from orgcheck.changes.account import before_and_after, counted_kinds
from orgcheck.changes.changeset import Net
from orgcheck.counting import counted, listed
from orgcheck.findings import Finding, Severity, counts
from orgcheck.organisation import Organisation
from orgcheck.reports.formats.paper.blocks import (
    NOT_STATED,
    Block,
    Item,
    Items,
    Paper,
    Section,
    Table,
    Text,
    stated,
)
from orgcheck.reports.formats.paper.case import Case
from orgcheck.reports.formats.paper.duties import duties
from orgcheck.reports.formats.paper.measures import figures, measures
from orgcheck.reports.formats.paper.posts import command, posts
from orgcheck.reports.formats.paper.structure import outlines
from orgcheck.reports.judgement import preface
from orgcheck.results import DiffResult, Review
from orgcheck.snapshot.model import Decision, display
from orgcheck.version import __version__


def paper(compared: DiffResult, pictures: tuple[str, str] | None = None) -> Paper:
    """What a board or a works council has to know, and nothing that it must look up elsewhere."""
    case = Case.of(compared)
    old, new = case.old.snapshot, case.new.snapshot
    manifest = new.reorganisation
    title = "Change of the structure"
    if manifest is not None:
        title = display(manifest.title, case.language)
    proposal = manifest.proposal if manifest is not None else None
    sections = [
        brief(case),
        measures(case),
        duties(case),
        command(case),
        figures(case),
        posts(case),
        *_judged(case.review),
        versions(case),
        *_unsure(case),
        outlines(case, pictures),
    ]
    return Paper(
        names=case.names,
        title=title,
        organisation=display(new.organisation, case.language),
        versions=f"{old.label} → {new.label}",
        proposal=proposal if proposal is not None else NOT_STATED,
        sections=tuple(sections),
        made_by=f"orgcheck {__version__}",
    )


def _judged(review: Review | None) -> list[Section]:
    """What the rules in force object to; nothing where no rules were asked."""
    if review is None:
        return []
    found = [_finding(finding) for finding in review.counted]
    excused = [
        Item(f"Excused: {one.finding.message}", (one.ground,)) for one in review.first.waived
    ]
    judged = Items((*found, *excused)) if found or excused else Text("Nothing.")
    control = tuple(map(Text, preface(review)))
    return [Section("What the rules object to", (*control, judged))]


def _finding(finding: Finding) -> Item:
    says = finding.statement if finding.statement is not None else finding.message
    below = [finding.message] if says != finding.message else []
    below += [f"basis: {finding.basis}"] if finding.basis else []
    return Item(
        f"{finding.severity.capitalize()}: {says}",
        tuple(below),
    )


def _unsure(case: Case) -> list[Section]:
    """What might be the same unit, and was not taken for it."""
    matches = case.changes.possible_matches
    if not matches:
        return []
    items = tuple(
        Item(
            f"{case.names.was(match.old)} may now be {case.names.now(match.new)}",
            (match.because,),
        )
        for match in matches
    )
    note = Text("Not applied: told here as one unit that ended and another that began.")
    return [Section("What could not be told for certain", (note, Items(items)))]


# -- in brief ---------------------------------------------------------------------------------


def brief(case: Case) -> Section:
    """The section that stands first."""
    sentences = [
        *_what(case),
        *_duties_in_brief(case),
        *_measures_in_brief(case),
        *_certainty(case),
    ]
    if case.review is not None:
        sentences += _findings_in_brief(case.review)
    blocks: tuple[Block, ...] = (Items(tuple(map(Item, sentences))), _numbers(case))
    return Section("In brief", blocks)


def _what(case: Case) -> Iterator[str]:
    parts = listed(counted_kinds(case.account))
    yield f"{parts}." if parts else "The structure stays as it is."


def _duties_in_brief(case: Case) -> Iterator[str]:
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


def _measures_in_brief(case: Case) -> Iterator[str]:
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


def _findings_in_brief(review: Review) -> Iterator[str]:
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


# -- the two versions -------------------------------------------------------------------------


def versions(case: Case) -> Section:
    """Both side by side; what one does not state is said to be not stated."""
    before, after = (dict(_stated_facts(side, case.language)) for side in (case.old, case.new))
    rows = tuple((name, before[name], after[name]) for name in before)
    return Section(
        "The two versions",
        (
            Table(("", "before", "after"), rows),
            Table(("File", "SHA-256 of its text"), tuple(_hashes(case)))
            if any(_hashes(case))
            else Text("No file was read."),
        ),
    )


def _stated_facts(organisation: Organisation, language: str | None) -> Iterator[tuple[str, str]]:
    snapshot = organisation.snapshot
    decision = snapshot.decision or Decision()
    facts = {
        "Version": snapshot.label or None,
        "Status": snapshot.status,
        "Valid from": snapshot.valid_from,
        "Valid to": snapshot.valid_to,
        "Decided by": decision.body and organisation.name(decision.body, language),
        "Decided on": decision.date,
        "Reference": decision.reference,
        "Basis": decision.basis,
        "Source": "; ".join(snapshot.source) or None,
    }
    for name, value in facts.items():
        yield name, stated(value)


def _hashes(case: Case) -> Iterator[tuple[str, str]]:
    for side in (case.old, case.new):
        for text in side.places.texts:
            digest = hashlib.sha256(text.text.encode("utf-8", "surrogatepass")).hexdigest()
            yield text.name, digest
