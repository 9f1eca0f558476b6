"""Findings as Markdown for a pull request: the verdict, the findings, and folded the grounds."""

from __future__ import annotations

from collections.abc import Sequence

from orgcheck.counting import more
from orgcheck.findings import Finding, Location, Related, Severity, counts
from orgcheck.language import msg, number_words, spoken, tr, tr_n
from orgcheck.organisation import Organisation
from orgcheck.reports.formats.markdown.writing import (
    NOTHING,
    Markdown,
    code,
    details,
    fitting,
    joined,
    markdown,
    markdown_text,
    with_code,
    written,
)
from orgcheck.reports.formats.text.findings import found_words, severity_count
from orgcheck.reports.judgement import (
    RuleFacts,
    own_chain,
    own_fix,
    preface,
    rules_behind,
    uncertain_words,
    withheld_words,
)
from orgcheck.reports.missing_names import missing_names_text
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

_SNAPSHOT = (
    *(msg("Snapshot"), msg("Verdict"), msg("Errors"), msg("Warnings"), msg("Info")),
    *(msg("Waived"), msg("Units"), msg("Rules")),
)
_SNAPSHOT_RULE = Markdown("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |\n")
_FINDING = (msg("Rule"), msg("Place"), msg("Finding"))
_FINDING_RULE = Markdown("| --- | --- | --- |\n")


def _head(names: Sequence[str], rule: Markdown) -> Markdown:
    """The names of the columns of a table, and the rule beneath them."""
    return markdown("| {} |\n{}", joined((markdown("{}", tr(name)) for name in names), " | "), rule)


def report(checked: Sequence[CheckResult], longest: int = LONGEST) -> str:
    """The verdict on each snapshot, then the findings by severity, then rule by rule the grounds.

    What does not fail the check is folded, and so are the grounds. The text stays below the
    length of a comment, or as long as is said: it is cut at whole rows and whole rules, and says
    how many more there are.
    """
    return written([_with_findings(overview(checked, _preface(checked)), checked, longest)])


def beneath(checked: Sequence[CheckResult], longest: int) -> Markdown:
    """The same beneath an overview of these and others: without the verdicts."""
    return _with_findings(_preface(checked), checked, longest)


def overview(checked: Sequence[CheckResult], preface: Markdown = NOTHING) -> Markdown:
    """The verdict on the whole, and on each snapshot."""
    verdict = _verdict(checked, all_findings(checked), all_waived(checked))
    return markdown("## {}\n\n{}{}", verdict, preface, _snapshots(checked))


def _with_findings(text: Markdown, checked: Sequence[CheckResult], longest: int) -> Markdown:
    parts = [text]

    def room(most: int) -> int:
        return most - sum(map(len, parts))

    findings, waived = all_findings(checked), all_waived(checked)
    tables, excused = (part * longest // LONGEST for part in (_TABLES, _EXCUSED))
    failing = {id(finding) for one in checked for finding in one.findings if one.fails(finding)}
    for severity in Severity:
        alike = [finding for finding in findings if finding.severity is severity]
        for fails in (True, False):
            some = [finding for finding in alike if (id(finding) in failing) is fails]
            if some:
                parts.append(_listed(some, severity, room(tables), folded=not fails))
    if waived:
        parts.append(_excused(waived, room(excused)))
    if findings:
        parts.append(_grounds(findings, room(longest)))
    parts.append(missing(*(one.structure for one in checked)))
    return joined(parts)


def missing(*organisations: Organisation | None) -> Markdown:
    """That names are missing in the language of the report, as a note at its end."""
    return missing_note(missing_names_text(*organisations))


def missing_note(words: str) -> Markdown:
    """A sentence on missing names as a note; nothing where there is none."""
    return markdown("\n> {}\n", markdown_text(words, _SENTENCE)) if words else NOTHING


def _verdict(
    checked: Sequence[CheckResult], findings: Sequence[Finding], waived: Sequence[Waived]
) -> str:
    found = found_words(findings, waived)
    if any(snapshot.failed for snapshot in checked):
        return tr("orgcheck failed: {found}", found=found)
    return tr("orgcheck passed: {found}", found=found)


def _preface(checked: Sequence[CheckResult]) -> Markdown:
    """By which rules changes are judged, and what they alter of them; what does not count."""
    reviews = all_reviews(checked)
    sentences = list(dict.fromkeys(words for review in reviews for words in preface(review)))
    if reviews:
        existing = sum(len(review.first.existing) for review in reviews)
        fixed = sum(len(review.first.fixed) for review in reviews)
        sentences.append(
            tr(
                "New findings count; {existing}, {fixed}.",
                existing=tr_n("{number} was there before", "{number} were there before", existing),
                fixed=tr_n("{number} is fixed", "{number} are fixed", fixed),
            )
        )
        better = [f"{f.rule}: {f.message}" for review in reviews for f in review.first.improved]
        if better:
            sentences.append(tr("Improved, not fixed: {findings}.", findings="; ".join(better)))
    if uncertain := uncertain_words(checked):
        sentences.append(f"{uncertain}.")
    withheld = withheld_words(all_withheld(checked))
    if withheld and f"{withheld}." not in sentences:
        sentences.append(f"{withheld}.")
    return joined(markdown("> {}\n\n", markdown_text(words, _PREFACE)) for words in sentences)


def _snapshots(checked: Sequence[CheckResult]) -> Markdown:
    failing_first = sorted(checked, key=lambda snapshot: not snapshot.failed)
    rows = fitting(map(_snapshot, failing_first), _SNAPSHOTS)
    return joined([_head(_SNAPSHOT, _SNAPSHOT_RULE), *rows, _more(len(checked) - len(rows))])


def _snapshot(snapshot: CheckResult) -> Markdown:
    totals = counts(snapshot.findings)
    named = " ".join(filter(None, (snapshot.organisation, spoken(snapshot.label or ""))))
    source = code(snapshot.source, _CELL)
    cells = [
        markdown("{} {}", source, markdown_text(named, _CELL)) if named else source,
        tr("failed") if snapshot.failed else tr("passed"),
        *(number_words(totals[severity]) for severity in Severity),
        number_words(len(snapshot.waived)),
        _units(snapshot),
        _rules(snapshot),
    ]
    return markdown("| {} |\n", joined((markdown("{}", cell) for cell in cells), " | "))


def _units(snapshot: CheckResult) -> str:
    if snapshot.of_change:
        return ""
    return tr("not read") if snapshot.units is None else number_words(snapshot.units)


def _rules(snapshot: CheckResult) -> str:
    if snapshot.units is None:
        return ""
    return tr("integrity alone") if snapshot.rules is None else number_words(len(snapshot.rules))


# -- the findings -----------------------------------------------------------------------------


def _listed(
    findings: Sequence[Finding], severity: Severity, room: int, *, folded: bool
) -> Markdown:
    title = severity_count(severity, len(findings))
    rows = fitting((_row(finding) for finding in findings), room)
    columns = [_head(_FINDING, _FINDING_RULE)] if rows else []
    table = joined([*columns, *rows, _more(len(findings) - len(rows))])
    if folded:
        return details(markdown_text(title), table)
    return markdown("\n### {}\n\n{}", f"{title[:1].upper()}{title[1:]}", table)


def _row(finding: Finding) -> Markdown:
    place = _place(finding.location) if finding.location else NOTHING
    message = markdown_text(finding.message, _CELL)
    return markdown("| {} | {} | {} |\n", code(finding.rule, _CELL), place, message)


def _excused(waived: Sequence[Waived], room: int) -> Markdown:
    rows = fitting((_excuse(one) for one in waived), room)
    text = joined([*rows, _more(len(waived) - len(rows))])
    title = tr_n("{number} waived", "{number} waived", len(waived))
    return details(markdown_text(title), text)


def _excuse(waived: Waived) -> Markdown:
    finding = waived.finding
    ground = markdown_text(spoken(waived.ground), _SENTENCE)
    message = markdown_text(finding.message, _CELL)
    return markdown("- {} {}: {}\n", code(finding.rule, _CELL), message, ground)


# -- the grounds ------------------------------------------------------------------------------


def _grounds(findings: Sequence[Finding], room: int) -> Markdown:
    rules = rules_behind(findings)
    by_rule: dict[str, list[Finding]] = {id: [] for id in rules}
    for finding in findings:
        by_rule[finding.rule].append(finding)
    accounts = (_account(rule, by_rule[id]) for id, rule in rules.items())
    shown = fitting(accounts, room)
    more = len(rules) - len(shown)
    if more:
        left_out = tr_n(
            "Grounds of {number} more rule are left out.",
            "Grounds of {number} more rules are left out.",
            more,
        )
        shown.append(markdown("\n{}\n", left_out))
    return joined(shown)


def _account(rule: RuleFacts, findings: Sequence[Finding]) -> Markdown:
    """What the rule rests on, what its findings share, and what only one of them says."""
    shared = [place for place in findings[0].related if all(place in f.related for f in findings)]
    mend = rule.fix if any(own_fix(finding) is None for finding in findings) else None
    grounds = (rule.ground_words, tr("fix: {text}", text=mend) if mend else None)
    lines = [markdown("{}\n", with_code(text, _SENTENCE)) for text in grounds if text]
    lines += [markdown("{}\n", _see(place)) for place in shared]
    told = [line for finding in findings if (line := _told(finding, shared))]
    lines += told[:_MOST_EACH]
    items = [markdown("- {}", line) for line in lines]
    text = joined([*items, _more(len(told) - _MOST_EACH)])
    statement = with_code(rule.statement, _SENTENCE)
    title = markdown("{} {}", code(rule.id, _CELL), statement)
    return details(title, text) if text else markdown("\n{}\n", title)


def _told(finding: Finding, shared: Sequence[Related]) -> Markdown:
    """What a finding says beyond its row and its rule; nothing where that is all."""
    chain, fix = own_chain(finding), own_fix(finding)
    parts = [
        markdown_text(chain, _SENTENCE) if chain else NOTHING,
        with_code(tr("fix: {text}", text=fix), _SENTENCE) if fix else NOTHING,
        *(_see(place) for place in finding.related if place not in shared),
    ]
    said = joined(filter(None, parts), "; ")
    subject = finding.unit or finding.rule
    where = _place(finding.location) if finding.location else code(subject, _CELL)
    return markdown("{}: {}\n", where, said) if said else NOTHING


def _see(related: Related) -> Markdown:
    message = markdown_text(related.message, _CELL)
    return markdown(
        tr("see {place}: {what}", place="{}", what="{}"), _place(related.location), message
    )


def _place(place: Location) -> Markdown:
    file = markdown_text(place.file, _CELL)
    if place.origin is not None:
        made_of = markdown_text(str(place.origin), _CELL)
        if not place.is_generated:
            return markdown("<code>{}</code>", made_of)
        return markdown(
            "<code>{}</code> (<code>{}:{}:{}</code>)", made_of, file, place.line, place.column
        )
    return markdown("<code>{}:{}:{}</code>", file, place.line, place.column)


def _more(number: int) -> Markdown:
    return markdown("\n{}\n", more(number)) if number > 0 else NOTHING
