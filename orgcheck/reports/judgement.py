"""What reports say of findings, of the rules behind them, and of how a change was judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from orgcheck.counting import first_few, listed
from orgcheck.findings import Finding, Location, Severity, counts
from orgcheck.language import (
    Plural,
    day,
    msg,
    msg_n,
    msg_p,
    number_words,
    spoken,
    tr,
    tr_n,
    tr_p,
)
from orgcheck.records import dataclass
from orgcheck.results import Alteration, CheckResult, Control, Review
from orgcheck.rules.builtin import BUILTIN, ID_REUSED

if TYPE_CHECKING:
    from orgcheck.changes.changeset import ChangeSet, PossibleMatch
    from orgcheck.changes.names import Names
    from orgcheck.rules.structure_rules import Withheld


# What is altered, and how.
_WHAT = {
    ("rule", "added"): msg("rule {name} added"),
    ("rule", "removed"): msg("rule {name} removed"),
    ("rule", "changed"): msg("rule {name} changed"),
    ("rule", "loosened"): msg("rule {name} loosened"),
    ("waiver", "added"): msg("waiver of {name} added"),
    ("waiver", "removed"): msg("waiver of {name} removed"),
    ("waiver", "changed"): msg("waiver of {name} changed"),
    ("waiver", "loosened"): msg("waiver of {name} loosened"),
    ("setting", "added"): msg("configuration: {name} added"),
    ("setting", "removed"): msg("configuration: {name} removed"),
    ("setting", "changed"): msg("configuration: {name} changed"),
    ("setting", "loosened"): msg("configuration: {name} loosened"),
    ("baseline", "added"): msg("baseline: {name} added"),
    ("baseline", "removed"): msg("baseline: {name} removed"),
    ("baseline", "changed"): msg("baseline: {name} changed"),
    ("baseline", "loosened"): msg("baseline: {name} loosened"),
}


def headline(control: Control) -> str:
    """What a change alters of the control, in one sentence; empty where it alters nothing."""
    parts = [
        _some(_RULES, len(control.altered("rule"))),
        _some(_WAIVERS, len(control.altered("waiver"))),
        tr("the configuration") if control.altered("setting") else "",
        tr("the baseline") if control.altered("baseline") else "",
    ]
    altered = ", ".join(part for part in parts if part)
    return tr("This change also alters {items}", items=altered) if altered else ""


_RULES = msg_n("{number} rule", "{number} rules")
_WAIVERS = msg_n("{number} waiver", "{number} waivers")


def _some(plural: Plural, number: int) -> str:
    """How many there are; nothing for none."""
    return tr_n(*plural, number) if number else ""


def standpoint(control: Control) -> str:
    """Where the rules come from, in one sentence; empty where there is nothing to say."""
    if not control.independent:
        return tr(
            "The rules are read where the change is: they are not independent of it. "
            "Compare with a revision (REV:path) to have them from there."
        )
    if control.revision is None:
        return ""
    if not control.revision:
        return tr("Rules, waivers and configuration are those staged.")
    return tr(
        "Rules, waivers and configuration are those of {revision}.", revision=control.revision
    )


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
    detail = f": {spoken(one.detail)}" if one.detail else ""
    place = f" ({one.location})" if one.location is not None else ""
    return f"{tr(_WHAT[one.sort, one.change], name=one.name)}{detail}{place}"


def untold(changes: ChangeSet, findings: Sequence[Finding]) -> Iterator[str]:
    """The ids that name another unit than before, or seem to, of which no finding says so."""
    told = {finding.unit for finding in findings if finding.rule == ID_REUSED.id}
    return (id for id in changes.reused if id not in told)


def reuse_words(changes: ChangeSet, findings: Sequence[Finding], names: Names) -> Iterator[str]:
    """Of each such id, what it named and names, and what to do where that is a doubt only."""
    for id in untold(changes, findings):
        if id in changes.correspondence.parted:
            yield f"{parted_words(id, names)}."
            continue
        yield tr(
            "{id} may name another unit than before: {old}, now {new}, and no unit below both. "
            "If so, give the new one an id of its own.",
            id=id,
            old=names.was(id),
            new=names.now(id),
        )


def parted_words(id: str, names: Names) -> str:
    """That an id names another unit than before, as the newer one says; without a full stop."""
    return tr(
        "{id} is the id of another unit now: before that of {old}, now that of {new}",
        id=id,
        old=names.was(id),
        new=names.now(id),
    )


def own_title(review: Review) -> str:
    """What heads the findings under the rules that the change brings."""
    if review.further:
        return tr("Further, under the rules, waivers and configuration that the change brings:")
    return tr("Under the rules, waivers and configuration that the change brings: nothing further.")


def match_words(match: PossibleMatch, names: Names) -> str:
    """That two units might be one."""
    return tr("{old} may now be {new}", old=names.was(match.old), new=names.now(match.new))


def match_reason(match: PossibleMatch) -> str:
    """Why two units might be one, and who else was in question."""
    because = spoken(match.because)
    if not match.runner_up:
        return because
    return tr("{because}; next best {unit}", because=because, unit=match.runner_up)


# -- what rules say ---------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class RuleFacts:
    """A rule as a report describes it.

    `ground` is why it is there: the basis of a rule of a pack, or the purpose of one that comes
    with the program, which is its `why`. `severity` is the rule's own; for a rule of a pack, the
    gravest that was found.
    """

    id: str
    severity: Severity
    statement: str
    why: bool = False
    ground: str | None = None
    fix: str | None = None

    @property
    def ground_words(self) -> str | None:
        """Why it is there, with what that is called."""
        if not self.ground:
            return None
        if self.why:
            return tr("why: {text}", text=self.ground)
        return tr("basis: {text}", text=self.ground)


def facts_of(finding: Finding) -> RuleFacts:
    """What is known of the rule behind a finding."""
    built_in = BUILTIN.get(finding.rule)
    if built_in is not None:
        return RuleFacts(
            id=finding.rule,
            severity=built_in.severity,
            statement=spoken(built_in.statement),
            why=True,
            ground=spoken(built_in.why),
            fix=spoken(built_in.fix),
        )
    return RuleFacts(
        id=finding.rule,
        severity=finding.severity,
        statement=finding.statement or finding.message,
        ground=finding.basis,
        fix=finding.fix,
    )


def rules_behind(findings: Iterable[Finding]) -> dict[str, RuleFacts]:
    """The rules of findings that stand in the order of reports, by id; the gravest come first."""
    rules: dict[str, RuleFacts] = {}
    for finding in findings:
        if finding.rule not in rules:
            rules[finding.rule] = facts_of(finding)
    return rules


def own_fix(finding: Finding) -> str | None:
    """How to mend this finding, where that is more than how the rule is kept in general."""
    return finding.fix if finding.fix != facts_of(finding).fix else None


def own_chain(finding: Finding) -> str | None:
    """The chain that the finding is about, where its message does not spell it out."""
    chain = " -> ".join(finding.chain)
    return chain if len(finding.chain) > 1 and chain not in finding.message else None


# -- how many findings ------------------------------------------------------------------------


_COUNTED = {
    Severity.ERROR: msg_n("{number} error", "{number} errors"),
    Severity.WARNING: msg_n("{number} warning", "{number} warnings"),
    Severity.INFO: msg_n("{number} remark", "{number} remarks"),
}
_SEVERITIES = {
    Severity.ERROR: msg_p("severity", "error"),
    Severity.WARNING: msg_p("severity", "warning"),
    Severity.INFO: msg_p("severity", "info"),
}


def severity_word(severity: Severity) -> str:
    """A severity as a person calls it."""
    return tr_p("severity", _SEVERITIES[severity])


# Above so many of them, and one.
_TITLES = {
    Severity.ERROR: (msg("Error"), msg("Errors")),
    Severity.WARNING: (msg("Warning"), msg("Warnings")),
    Severity.INFO: (msg("Remark"), msg("Remarks")),
}


def remark_count(severity: Severity, number: int) -> str:
    """So many findings of a severity, in a sentence.

    Examples
    --------
    >>> remark_count(Severity.INFO, 2)
    '2 remarks'
    """
    return tr_n(*_COUNTED[severity], number)


def severity_title(severity: Severity, number: int = 2) -> str:
    """What heads so many findings of a severity.

    Examples
    --------
    >>> severity_title(Severity.ERROR)
    'Errors'
    """
    return tr(_TITLES[severity][number != 1])


def place_words(place: Location | None) -> str:
    """The place of a finding, whether it has one or not."""
    return str(place) if place is not None else tr("(no place)")


def see(place: Location | None, what: str) -> str:
    """Another place, with what stands there."""
    return tr("see {place}: {what}", place=place_words(place), what=what)


def by_severity(findings: Sequence[Finding], none: str) -> str:
    """How many there are of each, the heaviest first; `none` where there are none at all.

    Examples
    --------
    >>> by_severity([], "no findings")
    'no findings'
    """
    totals = counts(findings)
    words = [remark_count(one, number) for one in Severity if (number := totals[one])]
    return listed(words) if findings else none


# -- answers that were not given --------------------------------------------------------------


def day_words(checked: Sequence[CheckResult]) -> Iterator[str]:
    """Of which days registers were asked, and what that leaves open; nothing of other snapshots."""
    slices = [snapshot.slice for snapshot in checked if snapshot.slice is not None]
    if slices:
        yield tr("as of {days}", days=", ".join(dict.fromkeys(day(one.day) for one in slices)))
    if stretches := sum(snapshot.stretches or 0 for snapshot in checked):
        yield tr_n("in {number} stretch of time", "in {number} stretches of time", stretches)
    if uncertain := uncertain_words(checked):
        yield uncertain


def uncertain_words(checked: Sequence[CheckResult]) -> str:
    """How many facts dates leave open that are not known to the day; empty where none is."""
    number = sum(snapshot.uncertain or 0 for snapshot in checked)
    if not number:
        return ""
    if any(snapshot.stretches for snapshot in checked):
        return tr_n(
            "{number} fact uncertain on some days", "{number} facts uncertain on some days", number
        )
    return tr_n(
        "{number} fact uncertain on that day", "{number} facts uncertain on that day", number
    )


def withheld_words(withheld: Sequence[Withheld]) -> str:
    """How many answers were withheld, and because of what; empty where none was."""
    if not withheld:
        return ""
    causes = Counter(map(_cause_words, withheld))
    shown, more = first_few([cause for cause, _ in causes.most_common()])
    words = [
        f"{cause} ({number_words(causes[cause])})" if len(causes) > 1 else cause for cause in shown
    ]
    if more:
        words.append(tr_n("{number} more value", "{number} more values", more))
    return tr_n(
        "{number} answer withheld because of {causes}",
        "{number} answers withheld because of {causes}",
        len(withheld),
        causes=", ".join(words),
    )


def _cause_words(one: Withheld) -> str:
    """Why an answer was withheld, in words."""
    fault = one.because
    if not fault.id:
        words = _UNCERTAIN if one.uncertain else _UNREAD
        return tr_p("because of", words)
    value = tr("the {field} of {member}", field=fault.field, member=fault.id)
    return tr("{value} (uncertain)", value=value) if one.uncertain else value


_UNREAD = msg_p("because of", "what could not be read")
_UNCERTAIN = msg_p("because of", "dates that are not known to the day")
