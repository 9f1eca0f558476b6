"""Findings about waivers themselves: unused, expired, soon to expire, of what none sets aside."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property

from orgcheck.findings import Finding
from orgcheck.language import Said, msg, said
from orgcheck.organisation import Organisation
from orgcheck.records import dataclass
from orgcheck.rules.builtin import (
    BUILTIN,
    BY_TIER,
    EXPIRED_WAIVER,
    EXPIRING_WAIVER,
    FORBIDDEN_WAIVER,
    UNUSED_WAIVER,
)
from orgcheck.rules.builtin_rule import BuiltInRule, Tier
from orgcheck.rules.doubt import Ground, ground_of
from orgcheck.rules.indexes import population
from orgcheck.rules.model import AnyRule, ChangeRule, HistoryRule, Pack, Rule
from orgcheck.rules.structure_rules import faults_of, withheld_answers
from orgcheck.rules.waivers.model import Key, Waived, Waiver, unwaivable_rules
from orgcheck.snapshot.suggestions import nearest

# Waivers are warned about from this many days before their last one.
NOTICE = timedelta(days=30)


@dataclass(frozen=True)
class Examined:
    """A snapshot that was checked, and all that was found in it, what is waived included."""

    organisation: Organisation
    findings: Sequence[Finding]

    @cached_property
    def ground(self) -> Ground:
        """The organisation with what is in doubt there."""
        of_integrity = BY_TIER[Tier.INTEGRITY]
        integrity = [finding for finding in self.findings if finding.rule in of_integrity]
        return ground_of(self.organisation, self.organisation.faults | faults_of(integrity))


@dataclass(frozen=True)
class Run:
    """What one run looked at, so that it can be said which waivers it had no use for.

    Parameters
    ----------
    packs
        The rule packs, whichever of their rules were chosen.
    applies
        Whether a rule was among those chosen.
    examined
        The snapshots; of a comparison the newer one.
    before
        The older snapshot of a comparison: a rule about changes may speak of its units.
    waived
        What the waivers excused.
    compared
        Whether the rules about changes were asked.
    over_all
        Whether the rules over all versions were asked.
    complete
        Whether every snapshot could be read.
    """

    packs: Sequence[Pack]
    applies: Callable[[str], bool]
    examined: Sequence[Examined]
    before: Sequence[Examined] = ()
    waived: Sequence[Waived] = ()
    compared: bool = False
    over_all: bool = False
    complete: bool = True

    @cached_property
    def rules(self) -> Mapping[str, AnyRule]:
        """The rules of the packs by id."""
        return {rule.id: rule for pack in self.packs for rule in pack.every_rule}

    @cached_property
    def used(self) -> Collection[Key]:
        """What the waivers that were used are about."""
        return {one.key for one in self.waived}

    @cached_property
    def found(self) -> Collection[str]:
        """The fingerprints of all that was found."""
        return {finding.fingerprint for one in self.examined for finding in one.findings}


def findings_about(waivers: Sequence[Waiver], day: date, run: Run) -> list[Finding]:
    """The findings about waivers, at most one for each, at its place.

    Parameters
    ----------
    waivers
        The waivers.
    day
        The day on which it is judged whether they hold.
    run
        What was looked at. A waiver whose rule was not asked, or whose answer rests on a faulty
        value, is not called unused.
    """
    unwaivable = unwaivable_rules(run.packs)
    found = (_finding(waiver, day, run, unwaivable) for waiver in waivers)
    return [finding for finding in found if finding is not None]


def _finding(waiver: Waiver, day: date, run: Run, unwaivable: frozenset[str]) -> Finding | None:
    if waiver.rule in unwaivable:
        return _about(waiver, FORBIDDEN_WAIVER, said("{rule} may not be waived", rule=waiver.rule))
    if not waiver.holds(day):
        message = said(
            "the waiver of {waived} expired on {day}", waived=waiver.words, day=waiver.expires
        )
        return _about(waiver, EXPIRED_WAIVER, message)
    if waiver.key not in run.used and (unused := _unused(waiver, run)):
        return unused
    if waiver.expires is not None and waiver.expires - day <= NOTICE:
        message = said(
            "the waiver of {waived} expires on {day}", waived=waiver.words, day=waiver.expires
        )
        return _about(waiver, EXPIRING_WAIVER, message)
    return None


def _unused(waiver: Waiver, run: Run) -> Finding | None:
    """Why nothing needs a waiver; None where that cannot be said."""
    rule = run.rules.get(waiver.rule)
    if rule is None and waiver.rule not in BUILTIN:
        near = nearest(waiver.rule, [*run.rules, *BUILTIN])
        message = said("the waiver of {waived} is for a rule that no pack has", waived=waiver.words)
        fix = _meant(near, msg("remove it, or correct the rule"))
        return _about(waiver, UNUSED_WAIVER, message, fix)
    if not run.complete or not run.applies(waiver.rule) or not _was_asked(waiver, run):
        return None
    looked_at = [*run.examined, *(run.before if _is_about_changes(waiver, run) else ())]
    if waiver.unit is not None and all(_is_gone(waiver.unit, one) for one in looked_at):
        offered = (one.organisation.offers().meant(waiver.unit) for one in looked_at)
        near = next((id for id in offered if id is not None), None)
        message = said("the waiver of {waived} is for a unit that is gone", waived=waiver.words)
        fix = _meant(near, msg("remove it, or correct the unit"))
        return _about(waiver, UNUSED_WAIVER, message, fix)
    if waiver.fingerprint in run.found:
        return None  # what it was granted for has got worse: that finding counts itself
    message = (
        said(
            "the waiver of {waived} is unused: what it was granted for is found no more",
            waived=waiver.words,
        )
        if waiver.bound
        else said(
            "the waiver of {waived} is unused: nothing there breaks the rule", waived=waiver.words
        )
    )
    return _about(waiver, UNUSED_WAIVER, message)


def _was_asked(waiver: Waiver, run: Run) -> bool:
    """Whether the run can tell that nothing breaks the rule."""
    if _is_about_changes(waiver, run):
        return run.compared
    rule = run.rules.get(waiver.rule)
    if isinstance(rule, HistoryRule):
        return run.over_all
    if not isinstance(rule, Rule):
        return waiver.rule in BY_TIER[Tier.RULES]
    covered = [one for one in run.examined if rule.applies_to.covers(one.organisation)]
    return bool(covered) and not any(_in_doubt(waiver, rule, one.ground) for one in covered)


def _is_about_changes(waiver: Waiver, run: Run) -> bool:
    return waiver.rule in BY_TIER[Tier.CHANGE] or isinstance(run.rules.get(waiver.rule), ChangeRule)


def _in_doubt(waiver: Waiver, rule: Rule, ground: Ground) -> bool:
    if waiver.unit is None:
        return ground.doubt is not None
    silent = (one.member for one in withheld_answers(ground, rule))
    return ground.organisation.incomplete or waiver.unit in silent


def _is_gone(unit: str, examined: Examined) -> bool:
    organisation = examined.organisation
    if unit in organisation.possible:
        return False
    return unit not in organisation and unit not in population(organisation, "responsibilities")


def _meant(near: str | None, otherwise: str) -> Said:
    return said("did you mean {near}? Else remove it", near=near) if near else said(otherwise)


def _about(waiver: Waiver, rule: BuiltInRule, message: str, fix: str | None = None) -> Finding:
    return Finding(
        rule=rule.id,
        severity=rule.severity,
        message=message,
        unit=waiver.unit,
        location=waiver.location,
        fix=fix or rule.fix,
        about=waiver.rule,
        value=str(waiver.expires) if rule in (EXPIRED_WAIVER, EXPIRING_WAIVER) else None,
    )
