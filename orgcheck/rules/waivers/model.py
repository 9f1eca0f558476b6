"""What a waiver is, and what it excuses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from orgcheck.findings import Finding, Location, Unusable
from orgcheck.numbers import Number

# Rule, unit, fingerprint.
Key = tuple[str, str | None, str | None]


class WaiverError(Unusable):
    """A waiver file that cannot be used, with all that is wrong with it."""


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
    def key(self) -> Key:
        """What it is about: rule, unit and, where it is bound to one, finding."""
        return self.rule, self.unit, self.fingerprint

    @property
    def words(self) -> str:
        """What it is about, in words."""
        finding = f", finding {self.fingerprint}" if self.fingerprint else ""
        return f"{self.rule} for {self.unit or 'the snapshot as a whole'}{finding}"

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
    """A finding that a waiver excuses, and on what ground; `unit` is the one it was granted for."""

    finding: Finding
    unit: str | None = None

    @property
    def key(self) -> Key:
        """The key of the waiver."""
        return self.finding.rule, self.unit, self.fingerprint
