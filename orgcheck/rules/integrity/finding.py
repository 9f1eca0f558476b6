"""The findings of integrity: all alike in that nothing may soften them."""

from __future__ import annotations

from orgcheck.findings import Finding, Location, Related, Severity
from orgcheck.measures import Measure
from orgcheck.organisation import Member, Organisation


def fault(
    organisation: Organisation,
    rule: str,
    member: Member,
    about: str,
    message: str,
    fix: str,
    *,
    path: tuple[str | int, ...] | None = None,
    value: str | None = None,
    chain: tuple[str, ...] = (),
    related: tuple[Related, ...] = (),
    shared: tuple[str, ...] = (),
    measure: Measure | None = None,
    severity: Severity = Severity.ERROR,
) -> Finding:
    """A finding about a field of a unit, post or body, placed at the value at fault."""
    return Finding(
        rule=rule,
        severity=severity,
        message=message,
        unit=member.id,
        location=organisation.locate(member, *(path if path is not None else (about,))),
        chain=chain,
        related=related,
        fix=fix,
        about=about,
        value=value,
        shared=shared,
        measure=measure,
    )


def header_fault(
    organisation: Organisation, rule: str, path: tuple[str | int, ...], message: str, fix: str
) -> Finding:
    """A finding about a field of the snapshot itself."""
    return Finding(
        rule=rule,
        severity=Severity.ERROR,
        message=message,
        location=organisation.places.locate_header(*path),
        fix=fix,
        about=".".join(map(str, path)),
        value=message,
    )


def related(location: Location | None, message: str) -> tuple[Related, ...]:
    """A related place, where there is a place at all."""
    return (Related(location, message),) if location is not None else ()
