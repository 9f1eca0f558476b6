"""Findings as a page: each rule with what breaks it, and what was found at each unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from orgcheck.findings import Finding, Severity, counts, in_order
from orgcheck.language import msg_n, number_words, spoken, tr, tr_n
from orgcheck.organisation import Organisation
from orgcheck.records import dataclass, replace
from orgcheck.reports.formats.html.heading import SIGNS, Fact, Sort
from orgcheck.reports.formats.html.heading import Verdict as Headline
from orgcheck.reports.formats.html.page import Piece, page
from orgcheck.reports.formats.html.structure import Visibility
from orgcheck.reports.formats.html.tree import Anchors, Badge, Remark, Tree, UnitRemarks, tree_of
from orgcheck.reports.judgement import (
    RuleFacts,
    by_severity,
    facts_of,
    own_chain,
    own_fix,
    preface,
    remark_count,
    severity_title,
    severity_word,
    uncertain_words,
    withheld_words,
)
from orgcheck.reports.missing_names import missing_names
from orgcheck.reports.words import capital
from orgcheck.results import CheckResult, Verdict, all_findings, all_waived, all_withheld
from orgcheck.rules.waivers.model import Waived
from orgcheck.version import __version__


def report(checked: Sequence[CheckResult], *, language: str | None = None) -> str:
    """One page of HTML that needs no other file, no network and, to be read, no script.

    Parameters
    ----------
    checked
        Each snapshot and what was found in it; with its structure where that shall be shown.
    language
        Which language's names to use.
    """
    findings, waived = all_findings(checked), all_waived(checked)
    return page(
        "findings.html",
        styles=("report.css",),
        scripts=("report.js",),
        title=_title(checked),
        verdict=_verdict(checked, findings, waived),
        facts=tuple(_facts(checked, findings, waived)),
        severities=_severities(findings),
        number=len(findings),
        snapshots=tuple(
            _snapshot(one, f"s{number}", language) for number, one in enumerate(checked, 1)
        ),
        missing=missing_names(*(one.structure for one in checked)),
        made_by=__version__,
    )


# -- the heading ------------------------------------------------------------------------------


def _title(checked: Sequence[CheckResult]) -> str:
    if len(checked) == 1:
        (one,) = checked
        return " ".join(filter(None, (one.organisation, spoken(one.label or "")))) or one.source
    return tr_n("{number} snapshot", "{number} snapshots", len(checked))


def _verdict(
    checked: Sequence[CheckResult], findings: Sequence[Finding], waived: Sequence[Waived]
) -> Headline:
    found = by_severity(findings, tr("no findings"))
    if waived:
        found = tr("{found}, {number} waived", found=found, number=len(waived))
    if any(one.failed for one in checked):
        return Headline("error", SIGNS[Severity.ERROR], tr("Failed: {found}.", found=found))
    look = "warning" if counts(findings)[Severity.WARNING] else "clear"
    return Headline(look, "\N{CHECK MARK}", tr("Passed: {found}.", found=found))


def _facts(
    checked: Sequence[CheckResult], findings: Sequence[Finding], waived: Sequence[Waived]
) -> Iterator[Fact]:
    totals = counts(findings)
    for severity in Severity:
        if totals[severity] or severity is not Severity.INFO:
            yield Fact(severity_title(severity), number_words(totals[severity]))
    if waived:
        yield Fact(tr("Waived"), number_words(len(waived)))
    if uncertain := sum(one.uncertain or 0 for one in checked):
        yield Fact(tr("Uncertain facts"), number_words(uncertain), uncertain_words(checked))
    if withheld := all_withheld(checked):
        number = number_words(len(withheld))
        yield Fact(tr("Answers withheld"), number, withheld_words(withheld))
    yield Fact(tr("Units"), number_words(sum(one.units or 0 for one in checked)))
    rules = {rule for one in checked for rule in one.rules or ()}
    bare = all(one.rules is None for one in checked)
    yield Fact(tr("Rules"), number_words(len(rules)), tr("integrity alone") if bare else "")


def _severities(findings: Sequence[Finding]) -> list[Sort]:
    return [
        Sort(severity.value, severity_title(severity, number), number)
        for severity, number in counts(findings).items()
        if number
    ]


# -- each snapshot ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Snapshot:
    key: str
    name: str
    source: str
    failed: bool
    unread: bool
    judged: tuple[str, ...]
    rules: tuple[BrokenRule, ...]
    existing: tuple[BrokenRule, ...]
    fixed: tuple[BrokenRule, ...]
    waived: tuple[WaivedView, ...]
    tree: Tree | None
    legend: tuple[Badge, ...]


def _snapshot(checked: CheckResult, key: str, language: str | None) -> _Snapshot:
    organisation = checked.structure
    anchors = Anchors(organisation, f"{key}u") if organisation is not None else None
    link = anchors.get if anchors is not None else lambda _: None
    rules = by_rule(checked.findings, link, prefix=f"{key}f")
    first = checked.review.first if checked.review is not None else Verdict()
    return _Snapshot(
        key=key,
        name=" ".join(filter(None, (checked.organisation, spoken(checked.label or "")))),
        source=checked.source,
        failed=checked.failed,
        unread=checked.units is None,
        judged=preface(checked.review),
        rules=rules,
        existing=by_rule(first.existing, link, prefix=f"{key}x"),
        fixed=by_rule(first.fixed, lambda _: None, prefix=f"{key}m"),
        waived=excused(all_waived([checked])),
        tree=_tree(organisation, anchors, rules, language)
        if organisation is not None and anchors is not None
        else None,
        legend=tuple(_legend(rules)),
    )


def _legend(rules: Sequence[BrokenRule]) -> Iterator[Badge]:
    """The signs of severities that a tree shows."""
    told = {rule.severity for rule in rules for one in rule.found if one.about is not None}
    for severity in Severity:
        if severity.value in told:
            yield Badge(severity.value, SIGNS[severity], severity_word(severity))


def _tree(
    organisation: Organisation,
    anchors: Anchors,
    rules: Sequence[BrokenRule],
    language: str | None,
) -> Tree:
    said = _said(rules)
    sight = Visibility(
        frozenset(said).intersection(organisation.units), lambda _: "", _fold, _WITHOUT
    )

    def called(id: str) -> str:
        return organisation.name_told_apart(id, language)

    return tree_of(
        organisation,
        anchors,
        sight,
        said,
        title=tr("Structure"),
        called=called,
        language=language,
    )


def _said(rules: Sequence[BrokenRule]) -> Mapping[str, UnitRemarks]:
    """What was found at each member: how much of each severity, and every message."""
    found: defaultdict[str, list[tuple[BrokenRule, Remark]]] = defaultdict(list)
    for rule in rules:
        for one in rule.found:
            if one.about is not None:
                remark = Remark((Piece(one.message),), one.anchor, rule.severity)
                found[one.about].append((rule, remark))
    return {
        id: UnitRemarks(
            badges=tuple(_badges([rule for rule, _ in told])),
            remarks=tuple(remark for _, remark in told),
            sorts=tuple(dict.fromkeys(rule.severity for rule, _ in told)),
        )
        for id, told in found.items()
    }


def _badges(rules: Sequence[BrokenRule]) -> Iterator[Badge]:
    for severity in Severity:
        number = sum(rule.severity == severity.value for rule in rules)
        if number:
            yield Badge(severity.value, SIGNS[severity], remark_count(severity, number))


def _fold(_: str, number: int) -> str:
    return tr_n("{number} unit without findings", "{number} units without findings", number)


_WITHOUT = msg_n(
    "{number} post or body without findings", "{number} posts and bodies without findings"
)


# -- the findings of one rule together --------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding; `link` leads to its unit, post or body in the page."""

    anchor: str
    message: str
    chain: str | None
    fix: str | None
    related: tuple[str, ...]
    place: str | None
    link: str | None
    about: str | None


@dataclass(frozen=True, slots=True)
class BrokenRule:
    """A rule and what was found to break it; `anchor` is its name in the page."""

    anchor: str
    rule: str
    severity: str
    sign: str
    says: str
    grounds: tuple[tuple[str, str], ...]
    found: tuple[FindingView, ...]

    @property
    def number(self) -> int:
        """How often it is broken."""
        return len(self.found)


@dataclass(frozen=True, slots=True)
class WaivedView:
    """A finding that a waiver excuses, and on what ground."""

    rule: str
    message: str
    ground: str


def excused(waived: Iterable[Waived]) -> tuple[WaivedView, ...]:
    """What waivers excuse, in the order given."""
    return tuple(
        WaivedView(
            one.finding.rule,
            one.finding.message,
            spoken(one.ground),
        )
        for one in waived
    )


def by_rule(
    findings: Iterable[Finding], link: Callable[[str], str | None], *, prefix: str
) -> tuple[BrokenRule, ...]:
    """The findings by severity and rule, in the order of every report.

    `link` gives the place in the page of a unit, post or body; `prefix` begins the names that
    the findings have there themselves.
    """
    groups: dict[tuple[Severity, str], list[FindingView]] = {}
    facts: dict[tuple[Severity, str], RuleFacts] = {}
    for number, finding in enumerate(in_order(findings), 1):
        key = (finding.severity, finding.rule)
        facts.setdefault(key, facts_of(finding))
        groups.setdefault(key, []).append(_found(finding, link, f"{prefix}{number}"))
    return tuple(
        _rule(f"{prefix}-{number}", severity, facts[severity, rule], found)
        for number, ((severity, rule), found) in enumerate(groups.items(), 1)
    )


def _found(finding: Finding, link: Callable[[str], str | None], anchor: str) -> FindingView:
    chain, fix = own_chain(finding), own_fix(finding)
    return FindingView(
        anchor=anchor,
        message=finding.message,
        chain=chain,
        fix=fix,
        related=tuple(f"{one.location}: {one.message}" for one in finding.related),
        place=str(finding.location) if finding.location else None,
        link=link(finding.unit) if finding.unit is not None else None,
        about=finding.unit,
    )


def _rule(
    anchor: str, severity: Severity, facts: RuleFacts, found: Sequence[FindingView]
) -> BrokenRule:
    first = found[0]
    fix = first.fix if all(one.fix == first.fix for one in found) else None
    related = first.related if all(one.related == first.related for one in found) else ()
    # What all have in common is said once.
    found = [
        replace(one, fix=None if fix else one.fix, related=() if related else one.related)
        for one in found
    ]
    grounds = [
        (tr("Why") if facts.why else tr("Basis"), facts.ground),
        (tr("Fix"), capital(fix or facts.fix or "")),
        *((tr("See"), text) for text in related),
    ]
    return BrokenRule(
        anchor=anchor,
        rule=facts.id,
        severity=severity.value,
        sign=SIGNS[severity],
        says=facts.statement,
        grounds=tuple((label, text) for label, text in grounds if text),
        found=tuple(found),
    )
