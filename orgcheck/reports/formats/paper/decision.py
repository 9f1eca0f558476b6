"""What is put to the vote: in which state it is, in which words, by whom, from when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from orgcheck.counting import in_a_row
from orgcheck.language import day, tr, tr_p
from orgcheck.reports.formats.paper.blocks import Block, Facts, Item, Items, Section, Text
from orgcheck.reports.formats.paper.case import Case
from orgcheck.snapshot.model import Consultation, Decision
from orgcheck.snapshot.words import status_word


def mark(case: Case) -> str:
    """What stands on every page of a paper that nothing is decided by yet."""
    if case.new.snapshot.status == "withdrawn":
        return tr("WITHDRAWN")
    return "" if case.decided else tr("DRAFT, not decided")


def status(case: Case) -> str:
    """How far the decision has come."""
    snapshot = case.new.snapshot
    decision = snapshot.decision or Decision()
    match snapshot.status:
        case "draft":
            return tr("draft, nothing is decided")
        case "proposed":
            return tr("proposed, nothing is decided yet")
        case None if decision.date is not None:
            return tr("decided")
        case None:
            return tr("draft, for the status is not stated")
    return status_word(snapshot.status)


def facts(case: Case) -> Facts:
    """What is stated of the decision; what is not is in the list of what is missing."""
    stated = {
        tr("Status"): status(case),
        tr("Takes effect"): in_a_row([day(one) for one in effective(case)]),
        tr("Decided by") if case.decided else tr("To be decided by"): _row(deciders(case)),
        tr("Decided on"): _row(map(day, dates(case))),
        tr("Reference"): _row(_references(case)),
        tr("Legal basis of the decision"): _row(_bases(case)),
        tr("Presented by"): presenter(case),
        tr("Consulted"): _row(heard(case)),
        tr("Proposal"): (case.manifest and case.manifest.proposal) or "",
        tr("Versions"): tr(
            "{new} in place of {old}",
            new=case.new.snapshot.label,
            old=case.old.snapshot.label,
        ),
    }
    return Facts(tuple((name, words) for name, words in stated.items() if words))


def _row(words: Iterator[str] | list[str]) -> str:
    return "; ".join(dict.fromkeys(words))


# -- what is stated ---------------------------------------------------------------------------


def _decisions(case: Case) -> Iterator[Decision]:
    """The decisions on the whole and on each measure."""
    own = case.new.snapshot.decision
    each = (one.measure.decision for one in case.measures)
    yield from filter(None, (own, *each))


def deciders(case: Case) -> Iterator[str]:
    """Who decides."""
    return (case.office(one.body) for one in _decisions(case) if one.body is not None)


def dates(case: Case) -> list[date]:
    """The days of the decisions, the first one first."""
    found = {one.date for one in _decisions(case) if one.date is not None}
    return sorted(found, key=str)


def _references(case: Case) -> Iterator[str]:
    return (one.reference for one in _decisions(case) if one.reference is not None)


def _bases(case: Case) -> Iterator[str]:
    return (one.basis for one in _decisions(case) if one.basis is not None)


def effective(case: Case) -> list[date]:
    """The days from which it holds: those of the measures, else that of the newer version."""
    whole = case.new.snapshot.valid_from
    days = [one.measure.effective or whole for one in case.measures] or [whole]
    return sorted({one for one in days if one is not None}, key=str)


def presenter(case: Case) -> str:
    """Who presents it; empty where that is not stated."""
    named = case.manifest.presented_by if case.manifest is not None else None
    return case.office(named) if named is not None else ""


def heard(case: Case) -> Iterator[str]:
    """Who was consulted, and how far that has come."""
    for one in case.measures:
        if one.measure.consultation is not None:
            yield consultation(case, one.measure.consultation)


def consultation(case: Case, one: Consultation) -> str:
    """Who was heard on a measure, with the state and the day of it."""
    body = case.office(one.body) if one.body is not None else ""
    state = [one.status or "", day(one.date) if one.date is not None else ""]
    said = ", ".join(filter(None, state))
    return tr("{body} ({state})", body=body, state=said) if body and said else body or said


# -- the words --------------------------------------------------------------------------------


def resolution(case: Case, changes: str) -> Section:
    """The words to be minuted: those of the manifest, else what they come to.

    `changes` says where the paper tells what changes.
    """
    title = tr("Resolution") if case.decided else tr("Proposed resolution")
    return Section(title, tuple(_words(case, changes)))


def _words(case: Case, changes: str) -> Iterator[Block]:
    manifest = case.manifest
    statements = [case.shown(one.measure.statement) for one in case.measures]
    if manifest is not None and manifest.resolution is not None:
        yield Text(case.shown(manifest.resolution))
    elif statements:
        yield Text(_opening(case))
    else:
        yield Text(" ".join((_whole(case, changes), tr("To be confirmed."))))
    if statements:
        yield Items(tuple(map(Item, statements)), numbered=True)


def _opening(case: Case) -> str:
    days = effective(case)
    if len(days) != 1:
        return tr_p(
            "resolution",
            "The structure of {organisation} is changed as follows:",
            organisation=case.organisation,
        )
    return tr_p(
        "resolution",
        "The structure of {organisation} is changed as follows from {day}:",
        organisation=case.organisation,
        day=days[0],
    )


def _whole(case: Case, changes: str) -> str:
    days = effective(case)
    if len(days) != 1:
        return tr_p(
            "resolution",
            "The structure of {organisation} is changed as set out under “{changes}”.",
            organisation=case.organisation,
            changes=changes,
        )
    return tr_p(
        "resolution",
        "The structure of {organisation} is changed from {day} as set out under “{changes}”.",
        organisation=case.organisation,
        changes=changes,
        day=days[0],
    )
