"""Findings as Markdown for a pull request: the verdict, the findings, and folded the grounds."""

from __future__ import annotations

from collections.abc import Sequence

from orgcheck.counting import counted, is_or_are
from orgcheck.findings import Finding, Location, Related, Severity, counts
from orgcheck.reports.formats.markdown.writing import code, details, fitting, markdown_text
from orgcheck.reports.formats.text.findings import found_words
from orgcheck.reports.judgement import (
    RuleFacts,
    own_chain,
    own_fix,
    preface,
    rules_behind,
    withheld_words,
)
from orgcheck.results import CheckResult, all_findings, all_reviews, all_waived, all_withheld
from orgcheck.rules.waivers.model import Waived

# A comment on a forge holds 65,536 characters; room is left for what others put around it.
LONGEST = 59_000
# Up to where each part may reach: those after it need room too.
_SNAPSHOTS = 10_000
_TABLES = 35_000
_EXCUSED = 45_000
# In the account of a rule, how many of its findings are told one by one.
_MOST_EACH = 25
# How much of one value is shown: a name may be a novel.
_CELL = 300
_PREFACE = 3_000
_SENTENCE = 1_000

_HEAD = (
    "| Snapshot | Verdict | Errors | Warnings | Info | Waived | Units | Rules |\n"
    "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |\n"
)
_COLUMNS = "| Rule | Place | Finding |\n| --- | --- | --- |\n"


def report(checked: Sequence[CheckResult], longest: int = LONGEST) -> str:
    """The verdict on each snapshot, then the findings by severity, then rule by rule the grounds.

    What does not fail the check is folded, and so are the grounds. The text stays below the
    length of a comment, or as long as is said: it is cut at whole rows and whole rules, and says
    how many more there are.
    """
    return _with_findings(overview(checked, preface=_preface(checked)), checked, longest)


def beneath(checked: Sequence[CheckResult], longest: int) -> str:
    """The same beneath an overview of these and others: without the verdicts."""
    return _with_findings(_preface(checked), checked, longest)


def overview(checked: Sequence[CheckResult], preface: str = "") -> str:
    """The verdict on the whole, and on each snapshot."""
    verdict = _verdict(checked, all_findings(checked), all_waived(checked))
    return f"## {verdict}\n\n{preface}{_snapshots(checked)}"


def _with_findings(text: str, checked: Sequence[CheckResult], longest: int) -> str:
    findings, waived = all_findings(checked), all_waived(checked)
    tables, excused = (part * longest // LONGEST for part in (_TABLES, _EXCUSED))
    failing = {id(finding) for one in checked for finding in one.findings if one.fails(finding)}
    for severity in Severity:
        alike = [finding for finding in findings if finding.severity is severity]
        for fails in (True, False):
            some = [finding for finding in alike if (id(finding) in failing) is fails]
            if some:
                text += _listed(some, severity, tables - len(text), folded=not fails)
    if waived:
        text += _excused(waived, excused - len(text))
    if findings:
        text += _grounds(findings, longest - len(text))
    return text


def _verdict(
    checked: Sequence[CheckResult], findings: Sequence[Finding], waived: Sequence[Waived]
) -> str:
    failed = "failed" if any(snapshot.failed for snapshot in checked) else "passed"
    return f"orgcheck {failed}: {found_words(findings, waived)}"


def _preface(checked: Sequence[CheckResult]) -> str:
    """By which rules changes are judged, and what they alter of them; what does not count."""
    reviews = all_reviews(checked)
    sentences = list(dict.fromkeys(words for review in reviews for words in preface(review)))
    if reviews:
        existing = sum(len(review.first.existing) for review in reviews)
        fixed = sum(len(review.first.fixed) for review in reviews)
        sentences.append(
            f"New findings count; {existing:,} {'was' if existing == 1 else 'were'} there before, "
            f"{fixed:,} {is_or_are(fixed)} fixed."
        )
        better = [f"{f.rule}: {f.message}" for review in reviews for f in review.first.improved]
        sentences += [f"Improved, not fixed: {'; '.join(better)}."] if better else []
    withheld = withheld_words(all_withheld(checked))
    if withheld and f"{withheld}." not in sentences:
        sentences.append(f"{withheld}.")
    return "".join(f"> {markdown_text(words, _PREFACE)}\n\n" for words in sentences)


def _snapshots(checked: Sequence[CheckResult]) -> str:
    failing_first = sorted(checked, key=lambda snapshot: not snapshot.failed)
    rows = fitting(map(_snapshot, failing_first), _SNAPSHOTS)
    return _HEAD + "".join(rows) + _more(len(checked) - len(rows))


def _snapshot(snapshot: CheckResult) -> str:
    totals = counts(snapshot.findings)
    named = " ".join(filter(None, (snapshot.organisation, snapshot.version)))
    cells = [
        f"{code(snapshot.source, _CELL)} {markdown_text(named, _CELL)}".rstrip(),
        "failed" if snapshot.failed else "passed",
        *(f"{totals[severity]:,}" for severity in Severity),
        f"{len(snapshot.waived):,}",
        _units(snapshot),
        _rules(snapshot),
    ]
    return f"| {' | '.join(cells)} |\n"


def _units(snapshot: CheckResult) -> str:
    if snapshot.of_change:
        return ""
    return "not read" if snapshot.units is None else f"{snapshot.units:,}"


def _rules(snapshot: CheckResult) -> str:
    if snapshot.units is None:
        return ""
    return "integrity alone" if snapshot.rules is None else f"{len(snapshot.rules):,}"


# -- the findings -----------------------------------------------------------------------------


def _listed(findings: Sequence[Finding], severity: Severity, room: int, *, folded: bool) -> str:
    nouns = {Severity.ERROR: "error", Severity.WARNING: "warning"}
    title = counted(
        len(findings), nouns.get(severity, "info"), None if severity in nouns else "info"
    )
    rows = fitting((_row(finding) for finding in findings), room)
    table = (_COLUMNS if rows else "") + "".join(rows) + _more(len(findings) - len(rows))
    return details(title, table) if folded else f"\n### {title[:1].upper()}{title[1:]}\n\n{table}"


def _row(finding: Finding) -> str:
    place = _place(finding.location) if finding.location else ""
    return f"| {code(finding.rule, _CELL)} | {place} | {markdown_text(finding.message, _CELL)} |\n"


def _excused(waived: Sequence[Waived], room: int) -> str:
    rows = fitting((_excuse(one) for one in waived), room)
    text = "".join(rows) + _more(len(waived) - len(rows))
    return details(f"{len(waived):,} waived", text)


def _excuse(waived: Waived) -> str:
    finding = waived.finding
    ground = markdown_text(waived.ground, _SENTENCE)
    return f"- {code(finding.rule, _CELL)} {markdown_text(finding.message, _CELL)}: {ground}\n"


# -- the grounds ------------------------------------------------------------------------------


def _grounds(findings: Sequence[Finding], room: int) -> str:
    rules = rules_behind(findings)
    by_rule: dict[str, list[Finding]] = {id: [] for id in rules}
    for finding in findings:
        by_rule[finding.rule].append(finding)
    accounts = (_account(rule, by_rule[id]) for id, rule in rules.items())
    shown = fitting(accounts, room)
    more = len(rules) - len(shown)
    return "".join(shown) + (
        f"\nGrounds of {counted(more, 'more rule')} are left out.\n" if more else ""
    )


def _account(rule: RuleFacts, findings: Sequence[Finding]) -> str:
    """What the rule rests on, what its findings share, and what only one of them says."""
    shared = [place for place in findings[0].related if all(place in f.related for f in findings)]
    mend = rule.fix if any(own_fix(finding) is None for finding in findings) else None
    lines = [
        f"{label}: {markdown_text(text, _SENTENCE)}\n"
        for label, text in ((rule.label, rule.ground), ("fix", mend))
        if text
    ]
    lines += [f"{_see(place)}\n" for place in shared]
    told = [line for finding in findings if (line := _told(finding, shared))]
    lines += told[:_MOST_EACH]
    text = "".join(f"- {line}" for line in lines) + _more(len(told) - _MOST_EACH)
    title = f"{code(rule.id, _CELL)} {markdown_text(rule.statement, _SENTENCE)}"
    return details(title, text) if text else f"\n{title}\n"


def _told(finding: Finding, shared: Sequence[Related]) -> str:
    """What a finding says beyond its row and its rule; nothing where that is all."""
    chain, fix = own_chain(finding), own_fix(finding)
    parts = [
        markdown_text(chain, _SENTENCE) if chain else "",
        f"fix: {markdown_text(fix, _SENTENCE)}" if fix else "",
        *(_see(place) for place in finding.related if place not in shared),
    ]
    said = "; ".join(filter(None, parts))
    subject = finding.unit or finding.rule
    where = _place(finding.location) if finding.location else code(subject, _CELL)
    return f"{where}: {said}\n" if said else ""


def _see(related: Related) -> str:
    return f"see {_place(related.location)}: {markdown_text(related.message, _CELL)}"


def _place(place: Location) -> str:
    file = markdown_text(place.file, _CELL)
    return f"<code>{file}:{place.line}:{place.column}</code>"


def _more(number: int) -> str:
    return f"\n{number:,} more\n" if number > 0 else ""
