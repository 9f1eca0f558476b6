"""Integrity: what must hold for any snapshot to mean anything. Always on, never waived.

Each module holds one family of checks: functions from an organisation to findings. One cause
gives one finding, so a check keeps silent where another one's finding is the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from orgcheck.findings import Finding
from orgcheck.organisation import Organisation
from orgcheck.rules.integrity import (
    cycles,
    duties,
    identity,
    kinds,
    looks,
    places,
    references,
    succession,
    times,
)

Check = Callable[[Organisation], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    identity.unique_ids,
    references.resolved,
    cycles.parents,
    cycles.command,
    places.has_units,
    places.has_place,
    places.has_one_place,
    kinds.in_vocabulary,
    times.in_order,
    succession.makes_sense,
    duties.held_once,
    looks.as_they_are,
)


def check(organisation: Organisation) -> list[Finding]:
    """Every integrity finding of an organisation, those of its reading (ORG002) included."""
    findings = list(organisation.findings)
    for checked in CHECKS:
        findings.extend(checked(organisation))
    return findings
