"""What a report on findings is made from: each snapshot that was checked, and what was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from orgcheck.findings import Finding, Severity, in_order
from orgcheck.organisation import Organisation
from orgcheck.review.review import Review
from orgcheck.rules.engine import Withheld
from orgcheck.rules.waivers.model import Waived

__all__ = ["Checked", "Waived", "all_findings", "all_reviews", "all_waived", "all_withheld"]


@dataclass(frozen=True, kw_only=True)
class Checked:
    """One snapshot, what it was checked against and what was found.

    `source` is what the user named. Of a snapshot that could not be read the rest is None.
    `rules` are the ids of the policy rules in force; None where no pack was named at all.
    `fail_on` is the severity from which on a finding fails the check; `waived` stand beside the
    findings and fail nothing. `withheld` are the answers that rules did not give. `structure` is
    for reports that show what stands around a finding. Where the snapshot was held against an
    older one, `against` names that one, `review` tells the findings apart, and `findings` are
    those that count. `of_change` says that they are about a change as a whole, and about no one
    snapshot of it.
    """

    source: str
    findings: tuple[Finding, ...]
    organisation: str | None = None
    version: str | None = None
    units: int | None = None
    rules: tuple[str, ...] | None = None
    fail_on: Severity = Severity.ERROR
    waived: tuple[Waived, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    structure: Organisation | None = field(default=None, repr=False, compare=False)
    against: str | None = None
    review: Review | None = None
    of_change: bool = False

    def fails(self, finding: Finding) -> bool:
        """Whether a finding weighs enough to fail the check."""
        return finding.severity.at_least(self.fail_on)

    @property
    def failed(self) -> bool:
        """Whether any finding does; where rules changed too, under either of them."""
        if self.review is not None:
            return self.review.failed
        return any(self.fails(finding) for finding in self.findings)


def all_findings(checked: Sequence[Checked]) -> list[Finding]:
    """The findings of all snapshots, in the order of every report."""
    return in_order(finding for snapshot in checked for finding in snapshot.findings)


def all_waived(checked: Sequence[Checked]) -> list[Waived]:
    """The waived findings of all snapshots, in the order of every report."""
    waived = (waived for snapshot in checked for waived in snapshot.waived)
    return sorted(waived, key=lambda waived: waived.finding.order)


def all_withheld(checked: Sequence[Checked]) -> list[Withheld]:
    """The answers that were withheld of all snapshots."""
    return [withheld for snapshot in checked for withheld in snapshot.withheld]


def all_reviews(checked: Sequence[Checked]) -> list[Review]:
    """The reviews of the snapshots that were held against older ones."""
    return [snapshot.review for snapshot in checked if snapshot.review is not None]
