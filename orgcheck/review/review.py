"""A change judged: under the rules that held before it, and under those that it brings."""

from __future__ import annotations

from dataclasses import dataclass

from orgcheck.findings import Finding
from orgcheck.review.control import Control
from orgcheck.review.verdict import Verdict


@dataclass(frozen=True)
class Review:
    """What is said of a change.

    `own` is the verdict under the rules, waivers and settings of the newer side, where these are
    others than those of the first verdict. Either can fail the change: the first so that nobody
    makes the rules by which they are judged, the second so that what comes in is in order too.
    """

    first: Verdict
    control: Control
    own: Verdict | None = None

    @property
    def further(self) -> tuple[Finding, ...]:
        """What counts under the new side's own rules and does not under the first ones."""
        if self.own is None:
            return ()
        counted = frozenset(finding.fingerprint for finding in self.first.new)
        return tuple(f for f in self.own.new if f.fingerprint not in counted)

    @property
    def lifted(self) -> tuple[Finding, ...]:
        """What counts under the first rules and would not be found under the new side's own."""
        if self.own is None:
            return ()
        return tuple(f for f in self.first.new if f.fingerprint not in self.own.present)

    @property
    def counted(self) -> tuple[Finding, ...]:
        """All that counts, under whichever rules."""
        return (*self.first.new, *self.further)

    @property
    def failed(self) -> bool:
        """Whether the change fails."""
        return self.first.failed or (self.own is not None and self.own.failed)
