"""By which rules a change was judged, and what it alters of them, as a person reads it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from orgcheck.changes.changeset import ChangeSet
from orgcheck.counting import counted
from orgcheck.escaping import escape_controls
from orgcheck.findings import Finding
from orgcheck.reports.names import Names
from orgcheck.reports.withheld import withheld_words
from orgcheck.reports.wrapping import wrapped
from orgcheck.results import Alteration, Control, Review, improved
from orgcheck.rules.builtin import ID_REUSED

_INDENT = "  "
# The rule whose finding says the same as a caution about an id.
# What is altered, before its name.
_WHAT = {
    "rule": "rule ",
    "waiver": "waiver of ",
    "setting": "configuration: ",
    "baseline": "baseline: ",
}
# How many findings that do not count are shown unasked.
_SHOWN = 5


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
    whence = f"those of {escape_controls(control.revision)}" if control.revision else "those staged"
    return f"Rules, waivers and configuration are {whence}."


def control_lines(control: Control) -> Iterator[str]:
    """What is altered, each by its name; then where the rules come from."""
    if altered := headline(control):
        yield f"{altered}:"
        for one in control.alterations:
            yield from wrapped(alteration_words(one), first=_INDENT, rest=_INDENT * 2)
    if whence := standpoint(control):
        yield from wrapped(whence)


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
    detail = f": {escape_controls(one.detail)}" if one.detail else ""
    place = f" ({escape_controls(str(one.location))})" if one.location is not None else ""
    return f"{_WHAT[one.sort]}{escape_controls(one.name)} {one.change}{detail}{place}"


def untold(changes: ChangeSet, findings: Sequence[Finding]) -> Iterator[str]:
    """The ids that name another unit than before, of which no finding says so."""
    told = {finding.unit for finding in findings if finding.rule == ID_REUSED.id}
    return (id for id in changes.reused if id not in told)


def reuse_words(changes: ChangeSet, findings: Sequence[Finding], names: Names) -> Iterator[str]:
    """Of each such id, what makes one doubt that it names the same unit, and what to do."""
    for id in untold(changes, findings):
        yield (
            f"{escape_controls(id)} may name another unit than before: {names.was(id)}, now "
            f"{names.now(id)}, and no unit below both. If so, give the new one an id of its own."
        )


def own_title(review: Review) -> str:
    """What heads the findings under the rules that the change brings."""
    if review.further:
        return "Further, under the rules, waivers and configuration that the change brings:"
    return "Under the rules, waivers and configuration that the change brings: nothing further."


def lifted_lines(review: Review) -> Iterator[str]:
    """What is found under the first rules, and not, or as less weighty, under its own."""
    if not review.lifted:
        return
    names = ", ".join(
        f"{finding.rule} of {finding.unit}" if finding.unit else finding.rule
        for finding in review.lifted
    )
    yield from wrapped(escape_controls(f"They let through: {names}."))


def brief_lines(title: str, findings: Sequence[Finding], *, every: bool) -> Iterator[str]:
    """Findings that do not count, a line each.

    Of many only what got better is shown, unless all are asked for.
    """
    if not findings:
        return
    shown = findings if len(findings) <= _SHOWN or every else improved(findings)
    more = "" if len(shown) == len(findings) else "; --verbose shows them"
    yield f"{title}: {len(findings):,}{more}"
    for finding in shown:
        place = f"{finding.location} " if finding.location else ""
        words = f"{place}{finding.severity} {finding.rule} {finding.message}"
        yield from wrapped(escape_controls(words), first=_INDENT, rest=_INDENT * 2)
