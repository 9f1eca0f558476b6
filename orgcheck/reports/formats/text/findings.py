"""Findings as a person reads them in a terminal: the place, the rule, the cause, the mend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from orgcheck.counting import counted
from orgcheck.findings import Finding, Severity, counts
from orgcheck.reports.formats.text.lines import (
    BOLD,
    CYAN,
    RED,
    WIDTH,
    YELLOW,
    Line,
    columns,
    painted,
    wrapped,
    written,
)
from orgcheck.reports.judgement import (
    alteration_words,
    headline,
    own_title,
    standpoint,
    withheld_words,
)
from orgcheck.results import (
    CheckResult,
    Control,
    Review,
    all_findings,
    all_reviews,
    all_waived,
    all_withheld,
    improved,
)
from orgcheck.rules.waivers.model import Waived

_COLOURS = {Severity.ERROR: RED, Severity.WARNING: YELLOW, Severity.INFO: CYAN}
_INDENT = "  "
# Between the basis and the fix where both fit into one line.
_GAP = "     "
# How many findings that do not count are shown unasked.
_SHOWN = 5


def report(
    checked: Sequence[CheckResult],
    *,
    colour: bool = False,
    verbose: bool = False,
    quiet: bool = False,
) -> str:
    """The findings in order, then one line that sums up.

    `verbose` adds the related places and the fingerprint of each finding, and what is waived;
    `quiet` leaves the summary out.
    """
    lines: list[Line] = list(_control(checked))
    further = _further(checked)
    for finding in all_findings(checked):
        if id(finding) not in further:
            lines += _finding(finding, colour, verbose)
    for review in all_reviews(checked):
        for section in _told_apart(review, colour, verbose):
            lines += ["", *section] if lines and lines[-1] else section
    if verbose:
        lines += waived_lines(all_waived(checked))
    if not quiet:
        if lines and lines[-1]:
            lines.append("")
        lines.extend(wrapped(summary(checked), rest=_INDENT))
    return written(lines)


def _control(checked: Sequence[CheckResult]) -> Iterator[str]:
    """By which rules changes are judged, once where it is the same for several snapshots."""
    controls = dict.fromkeys(review.control for review in all_reviews(checked))
    lines = [line for control in controls for line in control_lines(control)]
    yield from lines
    if lines:
        yield ""


def _further(checked: Sequence[CheckResult]) -> frozenset[int]:
    """The findings that count only under the rules that a change brings itself."""
    return frozenset(id(f) for review in all_reviews(checked) for f in review.further)


def _told_apart(review: Review, colour: bool, verbose: bool) -> Iterator[list[Line]]:
    """What counts under the new side's own rules; what was there before; what is mended."""
    if review.own is not None:
        own: list[Line] = [own_title(review)]
        own += [line for finding in review.further for line in _finding(finding, colour, verbose)]
        yield [*own, *lifted_lines(review)]
    first = review.first
    for title, findings in (("There before, not counted", first.existing), ("Fixed", first.fixed)):
        if findings:
            yield list(brief_lines(title, findings, every=verbose))


def _finding(finding: Finding, colour: bool, verbose: bool) -> Iterator[Line]:
    says, *more = _words(finding)
    yield from _headline(finding, says, colour)
    for words in more:
        yield from _indented(words)
    chain = " -> ".join(finding.chain)
    if len(finding.chain) > 1 and chain not in finding.message:
        yield from _indented(chain)
    yield from _ground(finding)
    if verbose:
        for related in finding.related:
            yield from _indented(f"see {related.location}: {related.message}")
        yield from _indented(f"fingerprint: {finding.fingerprint}")


def _words(finding: Finding) -> list[str]:
    """What the rule states and what was found, the more telling first."""
    if finding.statement is None or finding.message.endswith(finding.statement):
        return [finding.message]
    if finding.rule.startswith("ORG"):
        # A finding about a rule: what it states is that rule's statement.
        return [finding.message, finding.statement]
    return [finding.statement, finding.message]


def _headline(finding: Finding, says: str, colour: bool) -> Iterator[Line]:
    place = str(finding.location) if finding.location else "(no place)"
    severity = finding.severity
    first, *more = wrapped(f"{place} {severity} {finding.rule} {says}", rest=_INDENT)
    yield painted(first, (place, BOLD), (severity, _COLOURS[severity])) if colour else first
    yield from more


def _ground(finding: Finding) -> Iterator[str]:
    """Why the rule is there and what to do: side by side where there is room."""
    parts = [
        f"{label}: {text}"
        for label, text in (("basis", finding.basis), ("fix", finding.fix))
        if text
    ]
    together = _INDENT + _GAP.join(parts)
    if parts and columns(together) <= WIDTH:
        yield together
        return
    for part in parts:
        yield from _indented(part, hanging=True)


def _indented(text: str, *, hanging: bool = False) -> list[str]:
    rest = _INDENT * 2 if hanging else _INDENT
    return wrapped(text, first=_INDENT, rest=rest)


def control_lines(control: Control) -> Iterator[str]:
    """What is altered, each by its name; then where the rules come from."""
    if altered := headline(control):
        yield f"{altered}:"
        for one in control.alterations:
            yield from wrapped(alteration_words(one), first=_INDENT, rest=_INDENT * 2)
    if whence := standpoint(control):
        yield from wrapped(whence)


def lifted_lines(review: Review) -> Iterator[str]:
    """What is found under the first rules, and not, or as less weighty, under its own."""
    if not review.lifted:
        return
    names = ", ".join(
        f"{finding.rule} of {finding.unit}" if finding.unit else finding.rule
        for finding in review.lifted
    )
    yield from wrapped(f"They let through: {names}.")


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
        yield from wrapped(words, first=_INDENT, rest=_INDENT * 2)


def waived_lines(waived: Sequence[Waived]) -> Iterator[str]:
    """What waivers excuse, each with the ground and the waiver's place."""
    for one in waived:
        finding = one.finding
        place = finding.location or "(no place)"
        yield from wrapped(f"{place} waived {finding.rule} {finding.message}", rest=_INDENT)
        yield from _indented(one.ground)
        yield from _indented(f"see {one.location}: the waiver")


def summary(checked: Sequence[CheckResult]) -> str:
    """One line: how many findings, of how many units, under how many rules."""
    found = found_words(all_findings(checked), all_waived(checked))
    if reviews := all_reviews(checked):
        existing = sum(len(review.first.existing) for review in reviews)
        fixed = sum(len(review.first.fixed) for review in reviews)
        found = f"new: {found}; existing: {existing:,}; fixed: {fixed:,}"
    withheld = withheld_words(all_withheld(checked))
    return " · ".join(filter(None, (found, _looked_at(checked), withheld)))


def found_words(findings: Sequence[Finding], waived: Sequence[Waived]) -> str:
    """How many findings there are of each severity, and how many more are waived until when."""
    totals = counts(findings)
    words = [
        counted(totals[Severity.ERROR], "error"),
        counted(totals[Severity.WARNING], "warning"),
        f"{totals[Severity.INFO]:,} info" if totals[Severity.INFO] else "",
    ]
    found = ", ".join(word for word in words if word) or "no findings"
    return f"{found}, {waived_words(waived)}" if waived else found


def waived_words(waived: Sequence[Waived]) -> str:
    """How many findings are waived, and until when."""
    ends = [one.expires for one in waived if one.expires is not None]
    if not ends:
        until = "permanent"
    elif len(waived) == 1:
        until = f"expires {ends[0]}"
    else:
        until = f"the first expires {min(ends)}"
    return f"{len(waived):,} waived ({until})"


def _looked_at(checked: Sequence[CheckResult]) -> str:
    checked = [snapshot for snapshot in checked if not snapshot.of_change]
    readable = [snapshot for snapshot in checked if snapshot.units is not None]
    words = []
    if len(checked) > 1:
        words.append(counted(len(checked), "snapshot"))
    if readable:
        units = sum(snapshot.units or 0 for snapshot in readable)
        words.append(counted(units, "unit") or "no units")
        words += _days(readable)
        words.append(_rules_in_force(readable))
    if unread := [snapshot.source for snapshot in checked if snapshot.units is None]:
        words.append(f"nothing else of {', '.join(unread)} could be checked")
    return ", ".join(words)


def _days(checked: Sequence[CheckResult]) -> Iterator[str]:
    """Of which days registers were asked, and what that leaves open."""
    slices = [snapshot.slice for snapshot in checked if snapshot.slice is not None]
    if slices:
        yield f"as of {', '.join(dict.fromkeys(str(one.day) for one in slices))}"
    if days := sum(snapshot.stretches or 0 for snapshot in checked):
        yield f"in {counted(days, 'stretch', 'stretches')} of time"
    if uncertain := sum(one.uncertain for one in slices):
        yield f"{counted(uncertain, 'fact')} uncertain on that day"


def _rules_in_force(checked: Sequence[CheckResult]) -> str:
    rules = {rule for snapshot in checked for rule in snapshot.rules or ()}
    bare = [snapshot.source for snapshot in checked if snapshot.rules is None]
    if len(bare) == len(checked):
        return "integrity alone: no rule pack is configured"
    words = counted(len(rules), "rule") or "no rule in force"
    return f"{words} (integrity alone for {', '.join(bare)})" if bare else words
