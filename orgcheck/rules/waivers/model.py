"""What a waiver is, and the findings that it excuses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from orgcheck.errors import Unusable
from orgcheck.findings import Finding, Location
from orgcheck.language import Said, said, said_later, tr
from orgcheck.numbers import Number
from orgcheck.records import dataclass
from orgcheck.rules.builtin import BUILTIN
from orgcheck.rules.builtin_rule import Tier
from orgcheck.rules.model import Pack

# Rule, unit, fingerprint.
Key = tuple[str, str | None, str | None]


class InvalidWaivers(Unusable):
    """A waiver file that cannot be used, with all that is wrong with it.

    Examples
    --------
    >>> import orgcheck
    >>> try:
    ...     orgcheck.check("snapshots/2024.yaml", waivers=["rules/kela.yaml"])
    ... except orgcheck.InvalidWaivers as error:
    ...     print(error.problems[0])
    rules/kela.yaml:...
    """


@dataclass(frozen=True, kw_only=True)
class Grant:
    """On what ground something is excused, by whom and until when.

    `location` is the place of the waiver; one that does not expire is permanent. `fingerprint` is
    that of the finding that was agreed to, and `value` the number that it had, where it had one.
    """

    reason: str
    approved_by: str | None = None
    expires: date | None = None
    reference: str | None = None
    fingerprint: str | None = None
    value: Number | None = None
    location: Location | None = None

    @property
    def bound(self) -> bool:
        """Whether it was granted for one finding, and not for whatever breaks the rule there."""
        return self.fingerprint is not None

    @property
    def ground(self) -> str:
        """The reason, who granted it, until when, and where that is recorded, in one line."""
        return said_later(self._ground)

    def _ground(self) -> str:
        granted = [
            tr("approved by {name}", name=self.approved_by) if self.approved_by else None,
            tr("expires {day}", day=self.expires) if self.expires else tr("permanent"),
            self.reference,
        ]
        return f"{self.reason} ({', '.join(word for word in granted if word)})"


@dataclass(frozen=True, kw_only=True)
class Waiver(Grant):
    """An exception from one rule for one unit; without a unit, for findings that have none."""

    rule: str
    unit: str | None = None

    @property
    def key(self) -> Key:
        """What it is about: rule, unit and, where it is bound to one, finding."""
        return self.rule, self.unit, self.fingerprint

    @property
    def words(self) -> Said:
        """What it is about, in words."""
        named = {
            "rule": self.rule,
            "unit": self.unit or said("the snapshot as a whole"),
        }
        if self.fingerprint:
            return said("{rule} for {unit}, finding {finding}", finding=self.fingerprint, **named)
        return said("{rule} for {unit}", **named)

    def holds(self, day: date) -> bool:
        """Whether it has not expired; the day that it names is the last on which it holds."""
        return self.expires is None or day <= self.expires

    def covers(self, finding: Finding) -> bool:
        """Whether it was granted for a finding of its rule and unit; of a number, up to that."""
        if self.fingerprint not in (None, finding.fingerprint):
            return False
        measure = finding.measure
        return self.value is None or measure is None or not measure.worse_than(self.value)

    def excusing(self, finding: Finding) -> Waived:
        """A finding with the ground on which it is excused."""
        return Waived(
            finding=finding,
            unit=self.unit,
            reason=self.reason,
            approved_by=self.approved_by,
            expires=self.expires,
            reference=self.reference,
            fingerprint=self.fingerprint,
            value=self.value,
            location=self.location,
        )


@dataclass(frozen=True, kw_only=True)
class Waived(Grant):
    """A finding that a waiver excuses, and on what ground; `unit` is the one it was granted for.

    Examples
    --------
    >>> import orgcheck
    >>> (result,) = orgcheck.check("snapshots/2024.yaml", rules=["rules/kela.yaml"])
    >>> result.waived
    ()
    """

    finding: Finding
    unit: str | None = None

    @property
    def key(self) -> Key:
        """The key of the waiver."""
        return self.finding.rule, self.unit, self.fingerprint


@dataclass(frozen=True)
class AppliedWaivers:
    """The findings that count, and those that waivers excuse."""

    findings: tuple[Finding, ...]
    waived: tuple[Waived, ...] = ()


def apply_waivers(
    findings: Sequence[Finding],
    waivers: Sequence[Waiver],
    day: date,
    unwaivable: frozenset[str],
) -> AppliedWaivers:
    """Set apart the findings that waivers excuse.

    Parameters
    ----------
    findings
        What was found.
    waivers
        The waivers, of which those that have expired excuse nothing.
    day
        The day on which it is judged whether a waiver holds.
    unwaivable
        The ids of the rules that no waiver sets aside.
    """
    if not waivers:
        return AppliedWaivers(tuple(findings))
    in_force: defaultdict[tuple[str, str | None], list[Waiver]] = defaultdict(list)
    # What was granted for one finding excuses it before what was granted for any.
    for waiver in sorted(waivers, key=lambda waiver: not waiver.bound):
        if waiver.holds(day) and waiver.rule not in unwaivable:
            in_force[waiver.rule, waiver.unit].append(waiver)
    left: list[Finding] = []
    waived: list[Waived] = []
    for finding in findings:
        granted = [
            waiver
            for subject in finding.members or (None,)
            for waiver in in_force.get((finding.rule, subject), ())
        ]
        excuse = next((waiver for waiver in granted if waiver.covers(finding)), None)
        if excuse is None:
            left.append(finding)
        else:
            waived.append(excuse.excusing(finding))
    return AppliedWaivers(tuple(left), tuple(waived))


def unwaivable_rules(packs: Iterable[Pack]) -> frozenset[str]:
    """The rules that no waiver sets aside: fixed ones, those about waivers, `waivable: false`."""
    built_in = (id for id, rule in BUILTIN.items() if rule.fixed or rule.tier is Tier.WAIVERS)
    own = (rule.id for pack in packs for rule in pack.every_rule if not rule.waivable)
    return frozenset((*built_in, *own))
