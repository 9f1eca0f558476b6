"""What a change breaks, leaves and mends under one set of rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from orgcheck.findings import Finding, Severity, in_order
from orgcheck.rules.waivers.model import Waived


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """Findings told apart by their fingerprints: what a change is judged by, and what not.

    Parameters
    ----------
    on_change
        What the rules about changes found.
    introduced
        The findings about the newer snapshot, or the waivers, that were none before.
    existing
        Those that were found before too.
    fixed
        Those that are found no more.
    waived
        What waivers excuse.
    fail_on
        The severity from which on a finding fails the check.
    """

    on_change: tuple[Finding, ...] = ()
    introduced: tuple[Finding, ...] = ()
    existing: tuple[Finding, ...] = ()
    fixed: tuple[Finding, ...] = ()
    waived: tuple[Waived, ...] = ()
    fail_on: Severity = Severity.ERROR

    @property
    def new(self) -> tuple[Finding, ...]:
        """All that counts."""
        return (*self.on_change, *self.introduced)

    @property
    def failed(self) -> bool:
        """Whether any of it weighs enough to fail the check."""
        return any(finding.severity.at_least(self.fail_on) for finding in self.new)

    @cached_property
    def present(self) -> frozenset[str]:
        """The fingerprints of all that is found now, whether it counts or not."""
        return frozenset(finding.fingerprint for finding in (*self.new, *self.existing))


def verdict(
    before: Sequence[Finding],
    after: Sequence[Finding],
    *,
    known: Sequence[Finding] = (),
    on_change: Sequence[Finding] = (),
    waived: Sequence[Waived] = (),
    fail_on: Severity = Severity.ERROR,
) -> Verdict:
    """Tell findings apart by their fingerprints, each group in the order of reports.

    `known` are no findings of before, and yet nothing new where they are found now.
    """
    was, now = _fingerprints((*before, *known)), _fingerprints(after)
    return Verdict(
        on_change=tuple(on_change),
        introduced=tuple(in_order(f for f in after if f.fingerprint not in was)),
        existing=tuple(in_order(f for f in after if f.fingerprint in was)),
        fixed=tuple(in_order(f for f in before if f.fingerprint not in now)),
        waived=tuple(sorted(waived, key=lambda one: one.finding.order)),
        fail_on=fail_on,
    )


def _fingerprints(findings: Iterable[Finding]) -> frozenset[str]:
    return frozenset(finding.fingerprint for finding in findings)
