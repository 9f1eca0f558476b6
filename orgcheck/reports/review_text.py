"""By which rules a change was judged, and what it alters of them, as a person reads it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from orgcheck.changes.changeset import ChangeSet
from orgcheck.changes.names import Names
from orgcheck.counting import counted
from orgcheck.findings import Finding
from orgcheck.reports.withheld import withheld_words
from orgcheck.results import Alteration, Control, Review
from orgcheck.rules.builtin import ID_REUSED

# What is altered, before its name.
_WHAT = {
    "rule": "rule ",
    "waiver": "waiver of ",
    "setting": "configuration: ",
    "baseline": "baseline: ",
}


def headline(control: Control) -> str:
    """What a change alters of the control, in one sentence; empty where it alters nothing."""
    parts = [
        counted(len(control.altered("rule")), "rule"),
        counted(len(control.altered("waiver")), "waiver"),
        "the configuration" if control.altered("setting") else "",
        "the baseline" if control.altered("baseline") else "",
    ]
    altered = ", ".join(part for part in parts if part)
    return f"This change also alters {altered}" if altered else ""


def standpoint(control: Control) -> str:
    """Where the rules come from, in one sentence; empty where there is nothing to say."""
    if not control.independent:
        return (
            "The rules are read where the change is: they are not independent of it. "
            "Compare with a revision (REV:path) to have them from there."
        )
    if control.revision is None:
        return ""
    whence = f"those of {control.revision}" if control.revision else "those staged"
    return f"Rules, waivers and configuration are {whence}."


def preface(review: Review | None) -> tuple[str, ...]:
    """What a report in sentences opens with: what is altered of the control, and by name."""
    if review is None:
        return ()
    sentences = []
    if altered := headline(review.control):
        named = "; ".join(alteration_words(one) for one in review.control.alterations)
        sentences.append(f"{altered}: {named}.")
    if whence := standpoint(review.control):
        sentences.append(whence)
    if review.first.withheld:
        sentences.append(f"{withheld_words(review.first.withheld)}.")
    return tuple(sentences)


def alteration_words(one: Alteration) -> str:
    """One thing that is altered, with what of it, and its place."""
    detail = f": {one.detail}" if one.detail else ""
    place = f" ({one.location})" if one.location is not None else ""
    return f"{_WHAT[one.sort]}{one.name} {one.change}{detail}{place}"


def untold(changes: ChangeSet, findings: Sequence[Finding]) -> Iterator[str]:
    """The ids that name another unit than before, of which no finding says so."""
    told = {finding.unit for finding in findings if finding.rule == ID_REUSED.id}
    return (id for id in changes.reused if id not in told)


def reuse_words(changes: ChangeSet, findings: Sequence[Finding], names: Names) -> Iterator[str]:
    """Of each such id, what makes one doubt that it names the same unit, and what to do."""
    for id in untold(changes, findings):
        yield (
            f"{id} may name another unit than before: {names.was(id)}, now "
            f"{names.now(id)}, and no unit below both. If so, give the new one an id of its own."
        )


def own_title(review: Review) -> str:
    """What heads the findings under the rules that the change brings."""
    if review.further:
        return "Further, under the rules, waivers and configuration that the change brings:"
    return "Under the rules, waivers and configuration that the change brings: nothing further."
