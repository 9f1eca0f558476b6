"""ORG007, ORG008 and ORG013: there are units, and each has one place: a parent, or the top."""

from __future__ import annotations

from collections.abc import Iterator

from orgcheck.findings import Finding
from orgcheck.organisation import Fault, Organisation
from orgcheck.rules.integrity.finding import fault, header_fault


def has_units(organisation: Organisation) -> Iterator[Finding]:
    """A finding where there is no unit; silent where one may have been left out on reading."""
    if not organisation.snapshot.units and not organisation.incomplete:
        yield header_fault(
            organisation,
            "ORG013",
            ("units",),
            "the organisation has no units: whatever is asked of its units would hold",
            "add `units:` with at least the unit at the top",
        )


def has_place(organisation: Organisation) -> Iterator[Finding]:
    """A finding for each unit with neither a parent nor `top: true`."""
    for unit in organisation.snapshot.units:
        if unit.parent is None and not unit.top:
            unread = {Fault(unit.id, "parent"), Fault(unit.id, "top")} & organisation.faults
            if not unread:
                yield fault(
                    organisation,
                    "ORG007",
                    unit,
                    "parent",
                    f"{unit.id} has no parent",
                    "name the unit above it with `parent:`, or say `top: true`",
                    path=(),
                )


def has_one_place(organisation: Organisation) -> Iterator[Finding]:
    """A finding for each unit with both a parent and `top: true`.

    A nested unit that names another parent than the one it is nested in is found on reading.
    """
    for unit in organisation.snapshot.units:
        if unit.top and unit.parent is not None:
            yield fault(
                organisation,
                "ORG008",
                unit,
                "top",
                f"{unit.id} says `top: true`, and has the parent {unit.parent}",
                "remove `top: true`, or the parent",
                value=unit.parent,
            )
