"""What a report on findings is made from: each snapshot that was checked, and what was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from orgcheck.findings import Finding, in_order


@dataclass(frozen=True, kw_only=True)
class Checked:
    """One snapshot, what it was checked against and what was found.

    `source` is what the user named. Of a snapshot that could not be read the rest is None.
    `rules` are the ids of the policy rules in force; None where no pack was named at all.
    """

    source: str
    findings: tuple[Finding, ...]
    organisation: str | None = None
    version: str | None = None
    units: int | None = None
    rules: tuple[str, ...] | None = None


def all_findings(checked: Sequence[Checked]) -> list[Finding]:
    """The findings of all snapshots, in the order of every report."""
    return in_order(finding for snapshot in checked for finding in snapshot.findings)
