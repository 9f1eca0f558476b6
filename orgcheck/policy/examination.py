"""A snapshot held against a policy, and what was found told apart: new, there before, mended."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence

from orgcheck.findings import Fault, Finding, Severity, in_order
from orgcheck.language import said
from orgcheck.measures import Trend
from orgcheck.organisation import Organisation
from orgcheck.policy.policy import Policy
from orgcheck.records import dataclass, replace
from orgcheck.results import Verdict
from orgcheck.rules.structure_rules import Withheld, findings_of
from orgcheck.rules.waivers.findings import Examined, Run, findings_about
from orgcheck.rules.waivers.model import Waived


@dataclass(frozen=True)
class Examination:
    """What was found in a snapshot: `found` is all of it, `findings` what no waiver excuses.

    `withheld` are the answers of rules that pass through faulty values, and `open` the facts that
    the days of a register leave open.
    """

    organisation: Organisation
    found: tuple[Finding, ...]
    findings: tuple[Finding, ...]
    waived: tuple[Waived, ...]
    withheld: tuple[Withheld, ...] = ()
    open: frozenset[Fault] = frozenset()


def examine(organisation: Organisation, policy: Policy) -> Examination:
    """Check a snapshot for integrity and against the rules of its policy."""
    withheld: list[Withheld] = []
    found = policy.reported(findings_of(organisation, policy.in_force, withheld))
    findings, waived = policy.apply_waivers(found)
    left_open = organisation.slice.open if organisation.slice is not None else frozenset[Fault]()
    return Examination(organisation, found, findings, waived, tuple(withheld), left_open)


def about_waivers(
    policy: Policy,
    examinations: Sequence[Examination],
    waived: Sequence[Waived],
    *,
    before: Sequence[Examination] = (),
    compared: bool = False,
    complete: bool = True,
) -> tuple[Finding, ...]:
    """The findings about the policy's waivers, given all that a run looked at.

    Parameters
    ----------
    policy
        The policy whose waivers they are.
    examinations
        The snapshots that were held against it.
    waived
        All that its waivers excused.
    before
        The older snapshot of a comparison.
    compared
        Whether the rules about changes were asked too.
    complete
        Whether every snapshot could be read.
    """
    if not policy.waivers:
        return ()
    run = Run(
        packs=policy.packs,
        applies=policy.applies,
        examined=[Examined(one.organisation, one.found) for one in examinations],
        before=[Examined(one.organisation, one.found) for one in before],
        waived=waived,
        compared=compared,
        complete=complete,
    )
    return policy.reported(findings_about(policy.waivers, policy.day, run))


# -- told apart -------------------------------------------------------------------------------


def verdict(
    before: Sequence[Finding],
    after: Sequence[Finding],
    *,
    known: Sequence[Finding] = (),
    renamed: Callable[[], Mapping[str, str]] = dict,
    on_change: Sequence[Finding] = (),
    waived: Sequence[Waived] = (),
    found_before: Sequence[Finding] = (),
    withheld: Sequence[Withheld] = (),
    fail_on: Severity = Severity.ERROR,
) -> Verdict:
    """Tell findings apart by their fingerprints, each group in the order of reports.

    Parameters
    ----------
    before, after
        What was found before and is found now.
    known
        No findings of before, and yet nothing new where they are found now.
    renamed
        Asked where it matters: the newer ids of members that had another one, by the older.
    on_change, waived, withheld, fail_on
        See `Verdict`.
    found_before
        All that was found before, waived or not. A waiver that is bound to no finding excuses
        what stands there: what it would excuse beyond that counts, as newly waived.
    """
    excused, claimed = _excused(waived, found_before, renamed)
    after = (*after, *claimed)
    pairs = _Pairs.of((*before, *known), after, renamed)
    now = [pairs.now(finding) for finding in after]
    back_again = {newer: older for older, newer in pairs.names.items()}
    reverse = _Pairs.of(after, before, lambda: back_again)
    silent = {(one.rule, one.member) for one in withheld}
    return Verdict(
        on_change=tuple(on_change),
        introduced=tuple(in_order(f for f in now if pairs.is_new(f))),
        existing=tuple(in_order(f for f in now if not pairs.is_new(f))),
        fixed=tuple(in_order(f for f in before if pairs.is_gone(f) and not pairs.is_in(f, silent))),
        back=tuple(in_order(f for f in map(reverse.now, before) if reverse.is_new(f))),
        fixed_back=tuple(in_order(f for f in after if reverse.is_gone(f))),
        waived=tuple(sorted(excused, key=lambda one: one.finding.order)),
        withheld=tuple(withheld),
        fail_on=fail_on,
    )


def _excused(
    waived: Sequence[Waived], before: Sequence[Finding], renamed: Callable[[], Mapping[str, str]]
) -> tuple[list[Waived], list[Finding]]:
    """What waivers excuse in a review, and what a waiver without a finding claims beyond that."""
    loose = [one.finding for one in waived if not one.bound]
    if not loose:
        return list(waived), []
    pairs = _Pairs.of(before, loose, renamed)
    excused: list[Waived] = []
    claimed: list[Finding] = []
    for one in waived:
        if one.bound or not pairs.is_new(pairs.now(one.finding)):
            excused.append(one)
        else:
            claimed.append(_newly_waived(one))
    return excused, claimed


def _newly_waived(one: Waived) -> Finding:
    message = (
        said(
            "{finding}; newly waived: the waiver at {place} names no finding, and excuses only "
            "what was there before",
            finding=one.finding.message,
            place=str(one.location),
        )
        if one.location
        else said(
            "{finding}; newly waived: the waiver names no finding, and excuses only what was there "
            "before",
            finding=one.finding.message,
        )
    )
    return replace(one.finding, message=message)


@dataclass(frozen=True)
class _Pairs:
    """Which findings of before are found now.

    `names` are the newer ids of members that had another one, `before` the findings of before by
    the fingerprint that they have now, and `present` the fingerprints of now.
    """

    names: Mapping[str, str]
    before: Mapping[str, Sequence[Finding]]
    present: frozenset[str]

    @classmethod
    def of(
        cls,
        before: Sequence[Finding],
        after: Sequence[Finding],
        renamed: Callable[[], Mapping[str, str]],
    ) -> _Pairs:
        was = {finding.fingerprint for finding in before}
        present = frozenset(finding.fingerprint for finding in after)
        # Another id can only be why a finding is missing on one side and new on the other.
        names = renamed() if was - present and present - was else {}
        by_fingerprint: defaultdict[str, list[Finding]] = defaultdict(list)
        for finding in before:
            by_fingerprint[finding.fingerprint_under(names)].append(finding)
        return cls(names, by_fingerprint, present)

    def now(self, finding: Finding) -> Finding:
        """A finding of now, which says what became of the number that it is about."""
        measure = finding.measure
        earlier = [
            one.measure.value
            for one in self.before.get(finding.fingerprint, ())
            if one.measure is not None
        ]
        if measure is None or not earlier:
            return finding
        was = next((number for number in earlier if not measure.worse_than(number)), earlier[0])
        measure = replace(measure, was=was)
        if not measure.words:
            return replace(finding, measure=measure)
        message = said("{finding}; {became}", finding=finding.message, became=measure.words)
        return replace(finding, measure=measure, message=message)

    def is_new(self, finding: Finding) -> bool:
        """Whether a finding was none before, or its number was nearer to the bound."""
        if finding.fingerprint not in self.before:
            return True
        return finding.measure is not None and finding.measure.trend is Trend.WORSE

    def is_gone(self, finding: Finding) -> bool:
        """Whether a finding of before is none now."""
        return finding.fingerprint_under(self.names) not in self.present

    def is_in(self, finding: Finding, silent: Collection[tuple[str, str | None]]) -> bool:
        """Whether nobody knows what became of a finding: the answer is one of those withheld."""
        unit = finding.unit
        return (finding.rule, self.names.get(unit, unit) if unit is not None else None) in silent
