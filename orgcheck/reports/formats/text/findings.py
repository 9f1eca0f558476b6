"""Findings as a person reads them in a terminal: the place, the rule, the cause, the mend."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from orgcheck.findings import Finding, Severity, counts
from orgcheck.language import msg_n, number_words, spoken, tr, tr_n
from orgcheck.reports.format import PLAIN, Screen
from orgcheck.reports.formats.text.lines import (
    BOLD,
    CYAN,
    RED,
    YELLOW,
    Fitted,
    Line,
    Paragraph,
    columns,
    heading,
    padded,
    written,
)
from orgcheck.reports.judgement import (
    RuleFacts,
    alteration_words,
    day_words,
    facts_of,
    headline,
    own_chain,
    own_title,
    place_words,
    rules_behind,
    see,
    severity_word,
    standpoint,
    withheld_words,
)
from orgcheck.reports.missing_names import missing_names_text
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

_COUNTED = {
    Severity.ERROR: msg_n("{number} error", "{number} errors"),
    Severity.WARNING: msg_n("{number} warning", "{number} warnings"),
    Severity.INFO: msg_n("{number} info", "{number} info"),
}
_COLOURS = {Severity.ERROR: RED, Severity.WARNING: YELLOW, Severity.INFO: CYAN}
_INDENT = "  "
# Between the basis and the fix where both fit into one line.
_GAP = "     "
# How many places of one rule, and how many findings that do not count, are shown unasked.
_PLACES = 10
_SHOWN = 5


def report(
    checked: Sequence[CheckResult],
    *,
    screen: Screen = PLAIN,
    verbose: bool = False,
    quiet: bool = False,
    statistics: bool = False,
) -> str:
    """The findings, those of one rule together, then one line that sums up.

    `verbose` adds the related places and the fingerprint of each finding, and what is waived;
    `quiet` leaves out what does not fail the check; of `statistics` there are no findings, but a
    table of how many each rule has.
    """
    if statistics:
        sections = [list(_statistics(all_findings(checked)))]
    else:
        sections = [list(_control(checked)), *_told(checked, screen, quiet=quiet, verbose=verbose)]
        if not quiet:
            for review in all_reviews(checked):
                sections += _told_apart(review, verbose=verbose)
    if verbose and not quiet:
        sections.append(list(waived_lines(all_waived(checked))))
    if not quiet and not statistics:
        lacking = missing_names_text(*(one.structure for one in checked))
        sections.append([Paragraph(lacking, rest=_INDENT)] if lacking else [])
    sections.append([Paragraph(summary(checked), rest=_INDENT)])
    told = [lines for lines in sections if lines]
    return written([line for lines in told for line in ("", *lines)][1:], screen)


def _control(checked: Sequence[CheckResult]) -> Iterator[Line]:
    """By which rules changes are judged, once where it is the same for several snapshots."""
    controls = dict.fromkeys(review.control for review in all_reviews(checked))
    for control in controls:
        yield from control_lines(control)


def _told(
    checked: Sequence[CheckResult], screen: Screen, *, quiet: bool, verbose: bool
) -> list[list[Line]]:
    """The findings that count, but for those that do so under the change's own rules alone."""
    further = frozenset(id(f) for review in all_reviews(checked) for f in review.further)
    failing = (
        frozenset(id(f) for one in checked for f in one.findings if one.fails(f)) if quiet else None
    )
    findings = [
        finding
        for finding in all_findings(checked)
        if id(finding) not in further and (failing is None or id(finding) in failing)
    ]
    return blocks(findings, folds=screen.folds, verbose=verbose)


def _told_apart(review: Review, *, verbose: bool) -> Iterator[list[Line]]:
    """What counts under the new side's own rules; what was there before; what is mended."""
    if review.own is not None:
        own = [line for block in blocks(review.further, verbose=verbose) for line in block]
        yield [own_title(review), *own, *lifted_lines(review)]
    first = review.first
    for title, findings in (
        (tr("There before, not counted"), first.existing),
        (tr("Fixed"), first.fixed),
    ):
        if findings:
            yield list(brief_lines(title, findings, every=verbose))


def _statistics(findings: Sequence[Finding]) -> Iterator[Line]:
    """How many findings each rule has, the gravest rules first."""
    counts = Counter((finding.severity, finding.rule) for finding in findings)
    rules = rules_behind(findings)
    severities = {severity: severity_word(severity) for severity in Severity}
    wide = max((columns(number_words(count)) for count in counts.values()), default=0)
    weight = max(map(columns, severities.values()))
    name = max((columns(rule) for _, rule in counts), default=0)
    for (severity, rule), count in counts.items():
        number = number_words(count)
        head = (
            f"{' ' * (wide - columns(number))}{number}  {padded(severities[severity], weight)}  "
            f"{padded(rule, name)}  "
        )
        yield Paragraph(rules[rule].statement, head, " " * columns(head))


# -- findings of one rule ---------------------------------------------------------------------


def blocks(
    findings: Iterable[Finding], *, folds: bool = False, verbose: bool = False
) -> list[list[Line]]:
    """The findings of each rule together, in the order of the first of each.

    Parameters
    ----------
    findings
        In the order of reports.
    folds
        Whether of many places the first few are shown alone.
    verbose
        Whether each has its related places and its fingerprint; nothing is folded then.
    """
    by_rule: defaultdict[tuple[str, Severity, str | None], list[Finding]] = defaultdict(list)
    for finding in findings:
        by_rule[finding.rule, finding.severity, finding.statement].append(finding)
    return [
        list(_single(alike[0], verbose) if len(alike) == 1 else _block(alike, folds, verbose))
        for alike in by_rule.values()
    ]


def _single(finding: Finding, verbose: bool) -> Iterator[Line]:
    says, *more = _words(finding)
    yield _headline(finding, says)
    yield from map(_indented, more)
    yield from _chain(finding)
    yield from _ground(finding.basis, finding.fix)
    yield from _details(finding, verbose)


def _block(findings: Sequence[Finding], folds: bool, verbose: bool) -> Iterator[Line]:
    """What the rule states, why and how it is mended once, then a line for each place."""
    facts = facts_of(findings[0])
    fixes = {finding.fix for finding in findings}
    bases = {finding.basis for finding in findings}
    yield _rule_head(facts)
    yield from _ground(
        findings[0].basis if len(bases) == 1 else None, findings[0].fix if len(fixes) == 1 else None
    )
    shown = findings if verbose or not folds or len(findings) <= _PLACES else findings[:_PLACES]
    for finding in shown:
        yield _headline(finding, finding.message)
        yield from _chain(finding)
        yield from _ground(
            finding.basis if len(bases) > 1 else None, finding.fix if len(fixes) > 1 else None
        )
        yield from _details(finding, verbose)
    if len(shown) < len(findings):
        left = len(findings) - len(shown)
        yield _INDENT + tr("and {number} more (--verbose)", number=left)


def finding_lines(finding: Finding) -> Iterator[Line]:
    """A finding where the rule need not be told: what is wrong, and the mend."""
    yield _headline(finding, finding.message)
    yield from _chain(finding)
    yield from _ground(None, finding.fix)


def marked_block(facts: RuleFacts, number: int) -> list[Line]:
    """A rule whose findings stand at the events that they are about."""
    where = tr_n(
        "{number} finding, marked above with what happened (--verbose tells it)",
        "{number} findings, marked above with what happened (--verbose tells each)",
        number,
    )
    return [_rule_head(facts), *_ground(None, facts.fix), _indented(where)]


def _rule_head(facts: RuleFacts) -> Paragraph:
    """What heads the findings of a rule: its severity, its id and what it states."""
    severity = severity_word(facts.severity)
    return Paragraph(
        f"{severity} {facts.id} {facts.statement}",
        rest=_INDENT,
        paint=((severity, _COLOURS[facts.severity]), (facts.id, BOLD)),
    )


def _words(finding: Finding) -> list[str]:
    """What the rule states and what was found, the more telling first."""
    if finding.statement is None or finding.message.endswith(finding.statement):
        return [finding.message]
    if finding.rule.startswith("ORG"):
        # A finding about a rule: what it states is that rule's statement.
        return [finding.message, finding.statement]
    return [finding.statement, finding.message]


def _headline(finding: Finding, says: str) -> Paragraph:
    place = place_words(finding.location)
    severity = severity_word(finding.severity)
    return Paragraph(
        f"{place} {severity} {finding.rule} {says}",
        rest=_INDENT,
        paint=((place, BOLD), (severity, _COLOURS[finding.severity])),
    )


def _chain(finding: Finding) -> Iterator[Line]:
    if (chain := own_chain(finding)) is not None:
        yield _indented(chain)


def _details(finding: Finding, verbose: bool) -> Iterator[Line]:
    if verbose:
        for related in finding.related:
            yield _indented(see(related.location, related.message))
        yield _indented(tr("fingerprint: {fingerprint}", fingerprint=finding.fingerprint))


def _ground(basis: str | None, fix: str | None) -> Iterator[Line]:
    """Why the rule is there and what to do: side by side where there is room."""
    parts = [tr("basis: {text}", text=basis)] if basis else []
    parts += [tr("fix: {text}", text=fix)] if fix else []
    if parts:
        yield Fitted(partial(_beside, parts))


def _beside(parts: Sequence[str], width: int) -> Iterator[str]:
    together = _INDENT + _GAP.join(parts)
    if columns(together) <= width:
        yield together
        return
    for part in parts:
        yield from Paragraph(part, _INDENT, _INDENT * 2).broken(width)


def _indented(text: str) -> Paragraph:
    return Paragraph(text, _INDENT, _INDENT)


def control_lines(control: Control) -> Iterator[Line]:
    """What is altered, each by its name; then where the rules come from."""
    if altered := headline(control):
        yield f"{altered}:"
        for one in control.alterations:
            yield Paragraph(alteration_words(one), first=_INDENT, rest=_INDENT * 2)
    if whence := standpoint(control):
        yield Paragraph(whence)


def lifted_lines(review: Review) -> Iterator[Line]:
    """What is found under the first rules, and not, or as less weighty, under its own."""
    if not review.lifted:
        return
    names = ", ".join(
        tr("{rule} of {unit}", rule=finding.rule, unit=finding.unit)
        if finding.unit
        else finding.rule
        for finding in review.lifted
    )
    yield Paragraph(tr("They let through: {names}.", names=names))


def brief_lines(title: str, findings: Sequence[Finding], *, every: bool) -> Iterator[Line]:
    """Findings that do not count, a line each.

    Of many only what got better is shown, unless all are asked for.
    """
    if not findings:
        return
    shown = findings if len(findings) <= _SHOWN or every else improved(findings)
    number = len(findings)
    yield heading(
        tr("{title}: {number}", title=title, number=number)
        if len(shown) == number
        else tr("{title}: {number}; --verbose shows them", title=title, number=number)
    )
    for finding in shown:
        place = f"{finding.location} " if finding.location else ""
        words = f"{place}{severity_word(finding.severity)} {finding.rule} {finding.message}"
        yield Paragraph(words, first=_INDENT, rest=_INDENT * 2)


def waived_lines(waived: Sequence[Waived]) -> Iterator[Line]:
    """What waivers excuse, each with the ground and the waiver's place."""
    for one in waived:
        finding = one.finding
        words = tr(
            "{place} waived {rule} {message}",
            place=place_words(finding.location),
            rule=finding.rule,
            message=finding.message,
        )
        yield Paragraph(words, rest=_INDENT)
        yield _indented(spoken(one.ground))
        yield _indented(see(one.location, tr("the waiver")))


def summary(checked: Sequence[CheckResult]) -> str:
    """One line: how many findings, of how many units, under how many rules."""
    found = found_words(all_findings(checked), all_waived(checked))
    if reviews := all_reviews(checked):
        existing = sum(len(review.first.existing) for review in reviews)
        fixed = sum(len(review.first.fixed) for review in reviews)
        found = tr(
            "new: {new}; existing: {existing}; fixed: {fixed}",
            new=found,
            existing=existing,
            fixed=fixed,
        )
    withheld = withheld_words(all_withheld(checked))
    return " · ".join(filter(None, (found, _looked_at(checked), withheld)))


def found_words(findings: Sequence[Finding], waived: Sequence[Waived]) -> str:
    """How many findings there are of each severity, and how many more are waived until when."""
    totals = counts(findings)
    words = [severity_count(severity, number) for severity, number in totals.items() if number]
    found = ", ".join(words) or tr("no findings")
    return f"{found}, {waived_words(waived)}" if waived else found


def severity_count(severity: Severity, number: int) -> str:
    """So many findings of a severity.

    Examples
    --------
    >>> severity_count(Severity.INFO, 2)
    '2 info'
    """
    return tr_n(*_COUNTED[severity], number)


def waived_words(waived: Sequence[Waived]) -> str:
    """How many findings are waived, and until when."""
    ends = [one.expires for one in waived if one.expires is not None]
    number = len(waived)
    if not ends:
        return tr_n("{number} waived (permanent)", "{number} waived (permanent)", number)
    if number == 1:
        return tr("{number} waived (expires {day})", number=number, day=ends[0])
    return tr("{number} waived (the first expires {day})", number=number, day=min(ends))


def _looked_at(checked: Sequence[CheckResult]) -> str:
    checked = [snapshot for snapshot in checked if not snapshot.of_change]
    readable = [snapshot for snapshot in checked if snapshot.units is not None]
    words = []
    if len(checked) > 1:
        words.append(tr_n("{number} snapshot", "{number} snapshots", len(checked)))
    if readable:
        units = sum(snapshot.units or 0 for snapshot in readable)
        words.append(tr_n("{number} unit", "{number} units", units) if units else tr("no units"))
        words += day_words(readable)
        words.append(_rules_in_force(readable))
    if unread := [snapshot.source for snapshot in checked if snapshot.units is None]:
        words.append(tr("nothing else of {files} could be checked", files=", ".join(unread)))
    return ", ".join(words)


def _rules_in_force(checked: Sequence[CheckResult]) -> str:
    rules = {rule for snapshot in checked for rule in snapshot.rules or ()}
    bare = [snapshot.source for snapshot in checked if snapshot.rules is None]
    if len(bare) == len(checked):
        return tr("integrity alone: no rule pack is configured")
    words = tr_n("{number} rule", "{number} rules", len(rules)) if rules else tr("no rule in force")
    if not bare:
        return words
    return tr("{rules} (integrity alone for {files})", rules=words, files=", ".join(bare))
