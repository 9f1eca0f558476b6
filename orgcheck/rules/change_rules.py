"""Rules about changes held against a change: findings, and nothing else.

One cause gives one finding: a default rule keeps silent about a unit, a duty or a site of which
a rule of a pack speaks with as much weight, and about everything where most of the newer
snapshot is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from heapq import nsmallest

from orgcheck.changes.changeset import ChangeSet
from orgcheck.changes.holdings import RESPONSIBILITIES, SITES
from orgcheck.changes.topics import Topic
from orgcheck.collector import collector_paused
from orgcheck.findings import Fault, Finding, Related, Severity, in_order
from orgcheck.language import msg, said
from orgcheck.organisation import Organisation
from orgcheck.records import dataclass
from orgcheck.rules.assertions.assertion import MOST_FINDINGS
from orgcheck.rules.builtin import BY_TIER, INCOMPLETE_SNAPSHOT
from orgcheck.rules.builtin_rule import Tier
from orgcheck.rules.changes.case import ChangeFailure, Scene
from orgcheck.rules.changes.defaults import DEFAULTS
from orgcheck.rules.changes.ground import ChangeGround
from orgcheck.rules.changes.verbs import failures_of
from orgcheck.rules.engine import MOST_GUESSED, Telling, empty_selection, finding_of, most_told
from orgcheck.rules.expressions.cost import Effort
from orgcheck.rules.model import ChangeRule, HistoryRule, Pack, RuleHead
from orgcheck.rules.pack_text import Unanswerable
from orgcheck.rules.structure_rules import dangling, faults_of


def ground_of(
    old: Organisation,
    new: Organisation,
    changes: ChangeSet,
    old_findings: Iterable[Finding] = (),
    new_findings: Iterable[Finding] = (),
) -> ChangeGround:
    """A change as rules ask about it.

    Parameters
    ----------
    old, new
        The organisation before and after.
    changes
        What a comparison of them said.
    old_findings, new_findings
        What was found in either: what rests on a value that integrity found to be faulty is not
        judged.
    """
    now = tuple(new_findings)
    lost = tuple(finding for finding in dangling(new, now) if str(finding.value) in old)
    return ChangeGround(old, new, changes, _faults(old, old_findings), _faults(new, now), lost)


def _faults(organisation: Organisation, findings: Iterable[Finding]) -> Collection[Fault]:
    integrity = (f for f in findings if f.rule in BY_TIER[Tier.INTEGRITY])
    return organisation.faults | faults_of(integrity)


def change_findings(
    ground: ChangeGround,
    packs: Sequence[Pack] = (),
    applies: Callable[[str], bool] = lambda _: True,
) -> list[Finding]:
    """Every finding about a change: of the packs' change rules, and of the default ones.

    Parameters
    ----------
    ground
        The change.
    packs
        The rule packs that it is held against; they may give the default rules other severities.
    applies
        Whether a default rule is on.
    """
    with collector_paused():
        own: list[_Told] = []
        for rule in (rule for pack in packs for rule in pack.change_rules):
            if rule.applies_to.covers(ground.new):
                own += _judged(ground, rule, most_told(len(own)))
        spoken = _gravest(own)
        severities = {id: level for pack in packs for id, level in pack.severities.items()}
        default = (
            told
            for told in _defaults(ground, severities, applies)
            if not any(
                topic in spoken and spoken[topic].at_least(told.finding.severity)
                for topic in told.topics
            )
        )
        return [told.finding for told in (*own, *default)]


def in_order_of_weight(findings: Iterable[Finding]) -> list[Finding]:
    """Findings about a change as reports list them: that a snapshot is incomplete comes first."""
    ordered = in_order(findings)
    return sorted(ordered, key=lambda finding: finding.rule != INCOMPLETE_SNAPSHOT.id)


def without_consequences(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Without what the other default rules say where a snapshot looks incomplete.

    Asked of the findings that count: where that one is waived or left out, the others speak.
    """
    if all(finding.rule != INCOMPLETE_SNAPSHOT.id for finding in findings):
        return tuple(findings)
    others = BY_TIER[Tier.CHANGE].keys() - {INCOMPLETE_SNAPSHOT.id}
    return tuple(finding for finding in findings if finding.rule not in others)


def without_dangling(
    findings: Sequence[Finding], ground: ChangeGround | None, on_change: Iterable[Finding]
) -> tuple[Finding, ...]:
    """Without the references that dangle because a snapshot breaks off: it is said how many.

    Parameters
    ----------
    findings
        What was found in the newer snapshot.
    ground
        The change; None where nothing was compared.
    on_change
        What counts of what the rules about the change found: nothing that weighs more than the
        finding of an incomplete snapshot is left out for it.
    """
    incomplete = next((f for f in on_change if f.rule == INCOMPLETE_SNAPSHOT.id), None)
    if ground is None or incomplete is None:
        return tuple(findings)
    folded = {f for f in ground.dangling if incomplete.severity.at_least(f.severity)}
    return tuple(finding for finding in findings if finding not in folded)


@dataclass(frozen=True)
class _Told:
    """A finding with the facts that it speaks of."""

    finding: Finding
    topics: frozenset[Topic]


def _gravest(told: Iterable[_Told]) -> Mapping[Topic, Severity]:
    gravest: dict[Topic, Severity] = {}
    for one in told:
        for topic in one.topics:
            known = gravest.get(topic)
            if known is None or one.finding.severity.at_least(known):
                gravest[topic] = one.finding.severity
    return gravest


# -- rules of packs ---------------------------------------------------------------------------


def rule_findings(ground: ChangeGround, rule: ChangeRule) -> Iterator[Finding]:
    """The findings of one change rule, whatever it says of the snapshots that it applies to."""
    return (told.finding for told in _judged(ground, rule))


def _judged(ground: ChangeGround, rule: ChangeRule, most: int = MOST_FINDINGS) -> Iterator[_Told]:
    """What a rule finds: of each failure, and of its expressions that have no answer."""
    telling = Telling(rule, partial(_told, rule), lambda f: (f.message, f.location), most)
    try:
        yield from telling.of(_failures(ground, rule))
    except Unanswerable as why:
        telling.unanswered(why)
    yield from (_Told(finding, frozenset()) for finding in telling.rest())


def _failures(ground: ChangeGround, rule: ChangeRule) -> Iterator[ChangeFailure]:
    """All that falls short of a rule; of a duty or site, whoever held it, once."""
    effort = Effort(len(ground.changes.events))
    scene = Scene(ground, rule.selector, rule.on, rule.where, rule.statement, effort)
    once: set[tuple[str, str | None]] = set()
    for demand in rule.demands:
        for failure in failures_of(scene, demand):
            key = (failure.about, failure.value)
            if failure.about not in (RESPONSIBILITIES, SITES) or key not in once:
                once.add(key)
                yield failure


def _told(rule: RuleHead, failure: ChangeFailure) -> _Told:
    return _Told(finding_of_change(rule, failure), failure.topics)


def finding_of_change(rule: RuleHead, failure: ChangeFailure) -> Finding:
    """What falls short of a rule about changes, as a finding of it."""
    related = failure.others
    if failure.location is not None:
        related = (*related, Related(rule.location, said("the rule")))
    return finding_of(
        rule,
        failure.message,
        unit=failure.unit,
        location=failure.location or rule.location,
        chain=failure.chain,
        related=related,
        about=failure.about,
        value=failure.value,
        measure=failure.measure,
    )


def empty_selections(ground: ChangeGround, packs: Iterable[Pack]) -> list[Finding]:
    """The change rules whose selector matches no unit of either snapshot: they say nothing.

    A rule about creations alone is left out: that there is no such unit is what it is for.
    """
    if ground.old.incomplete:
        return []
    sides = ground.old, ground.new
    return [
        about_nothing(rule, _IN_NEITHER, sides)
        for pack in packs
        for rule in pack.change_rules
        if rule.applies_to.covers(ground.new) and is_about_nothing(rule, sides)
    ]


_IN_NEITHER = msg("{rule} is about {selected}, and there are none in either snapshot")


def is_about_nothing(rule: ChangeRule | HistoryRule, versions: Iterable[Organisation]) -> bool:
    """Whether a rule selects units, and none of any version, where there should be some."""
    if not rule.selector.criteria or rule.allow_empty or rule.on == ("create",):
        return False
    return not any(_selects(rule, one) for one in versions)


def _selects(rule: ChangeRule | HistoryRule, organisation: Organisation) -> bool:
    try:
        return bool(rule.selector.members(organisation))
    except Unanswerable:
        # That it has no answer is told where the rule is asked.
        return True


def about_nothing(
    rule: ChangeRule | HistoryRule, message: str, versions: Iterable[Organisation]
) -> Finding:
    """That a rule is about no unit of any version; `message` says it of rule and selection."""
    known = [version.offers("units") for version in versions]
    meant = (
        offers.meant(id) for id in nsmallest(MOST_GUESSED, rule.selector.ids) for offers in known
    )
    near = next((id for id in meant if id is not None), None)
    words, there = rule.selector.words, rule.selector_location
    message = said(message, rule=rule.id, selected=words)
    place = Related(there, said("what it selects")) if there is not None else None
    return empty_selection(rule, message, words, near, place)


# -- default rules ----------------------------------------------------------------------------


def _defaults(
    ground: ChangeGround, severities: Mapping[str, Severity], applies: Callable[[str], bool]
) -> Iterator[_Told]:
    for rule, judge in DEFAULTS.items():
        if not applies(rule.id):
            continue
        for judged in judge(ground):
            failure = judged.failure
            finding = Finding(
                rule=rule.id,
                severity=severities.get(rule.id, judged.severity),
                message=failure.message,
                unit=failure.unit,
                location=failure.location,
                chain=failure.chain,
                related=failure.others,
                fix=rule.fix,
                about=failure.about,
                value=failure.value,
            )
            yield _Told(finding, failure.topics)
