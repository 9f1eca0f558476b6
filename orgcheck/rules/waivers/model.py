"""What a waiver is, and what it excuses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from orgcheck.findings import Finding, Location, Unusable


class WaiverError(Unusable):
    """A waiver file that cannot be used, with all that is wrong with it."""


@dataclass(frozen=True, kw_only=True)
class Grant:
    """On what ground something is excused, by whom and until when.

    `location` is the place of the waiver; one that does not expire is permanent.
    """

    reason: str
    approved_by: str | None = None
    expires: date | None = None
    reference: str | None = None
    location: Location | None = None

    @property
    def ground(self) -> str:
        """The reason, who granted it, until when, and where that is recorded, in one line."""
        granted = [
            f"approved by {self.approved_by}" if self.approved_by else None,
            f"expires {self.expires}" if self.expires else "permanent",
            self.reference,
        ]
        return f"{self.reason} ({', '.join(word for word in granted if word)})"


@dataclass(frozen=True, kw_only=True)
class Waiver(Grant):
    """An exception from one rule for one unit; without a unit, for findings that have none."""

    rule: str
    unit: str | None = None

    @property
    def key(self) -> tuple[str, str | None]:
        """What it is about: the rule and the unit of the findings that it excuses."""
        return self.rule, self.unit

    @property
    def words(self) -> str:
        """What it is about, in words."""
        return f"{self.rule} for {self.unit or 'the snapshot as a whole'}"

    def holds(self, day: date) -> bool:
        """Whether it has not expired; the day that it names is the last on which it holds."""
        return self.expires is None or day <= self.expires

    def excusing(self, finding: Finding) -> Waived:
        """A finding with the ground on which it is excused."""
        return Waived(
            finding=finding,
            reason=self.reason,
            approved_by=self.approved_by,
            expires=self.expires,
            reference=self.reference,
            location=self.location,
        )


@dataclass(frozen=True, kw_only=True)
class Waived(Grant):
    """A finding that a waiver excuses, and on what ground."""

    finding: Finding
