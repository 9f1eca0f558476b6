"""ORG007 and ORG008: every unit has one place: a parent, or the top."""

from __future__ import annotations

from collections.abc import Iterator

from orgcheck.findings import Finding
from orgcheck.organisation import Fault, Organisation
from orgcheck.rules.integrity.finding import fault


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
