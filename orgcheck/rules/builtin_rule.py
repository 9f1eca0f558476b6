"""What a rule that comes with the program is, and what one of integrity is besides."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import Enum

from orgcheck.docstrings import cleandoc
from orgcheck.findings import Finding, Location, Related, Severity
from orgcheck.measures import Measure
from orgcheck.organisation import Member, Organisation
from orgcheck.records import dataclass

Check = Callable[[Organisation], Iterator[Finding]]


class Tier(Enum):
    """What a rule is about, and with it where it is checked."""

    INTEGRITY = "a snapshot"
    RULES = "the rules of packs"
    WAIVERS = "waivers"
    REVIEW = "a change of a repository"
    CHANGE = "a change from one snapshot to another"
    HISTORY = "many versions of one organisation"


@dataclass(frozen=True, kw_only=True)
class BuiltInRule:
    """A rule that comes with the program.

    `severity` is what a finding of it weighs, unless the check has a reason to say otherwise.
    """

    id: str
    tier: Tier
    severity: Severity = Severity.ERROR
    statement: str
    why: str
    fix: str

    @property
    def fixed(self) -> bool:
        """Whether nothing waives, ignores or softens the rule."""
        return self.tier in (Tier.INTEGRITY, Tier.REVIEW)


@dataclass(frozen=True, kw_only=True)
class IntegrityRule(BuiltInRule):
    """A rule about the integrity of a snapshot.

    `passes` and `fails` are the texts of two snapshots: one that the rule accepts, and the same
    one with a fault that it finds. `check` gives the findings about an organisation; it is left
    out where the reader of snapshots finds what breaks the rule.
    """

    tier: Tier = Tier.INTEGRITY
    passes: str
    fails: str
    check: Check | None = None

    def fault(
        self,
        organisation: Organisation,
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
    ) -> Finding:
        """A finding about a field of a unit, post or body, placed at the value at fault."""
        return Finding(
            rule=self.id,
            severity=self.severity,
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
        self, organisation: Organisation, path: tuple[str | int, ...], message: str, fix: str
    ) -> Finding:
        """A finding about a field of the snapshot itself."""
        return Finding(
            rule=self.id,
            severity=self.severity,
            message=message,
            location=organisation.places.locate_header(*path),
            fix=fix,
            about=".".join(map(str, path)),
            value=message,
        )


def related(location: Location | None, message: str) -> tuple[Related, ...]:
    """A related place, where there is a place at all."""
    return (Related(location, message),) if location is not None else ()


def example(
    units: str = "", *, header: str = "", top: str = "{id: agency, name: Agency, top: true}"
) -> str:
    """The text of a small snapshot: a unit at the top, and the units that are given.

    Examples
    --------
    >>> print(example("- {id: service, name: Service, parent: agency}"), end="")
    organisation: Example Agency
    units:
      - {id: agency, name: Agency, top: true}
      - {id: service, name: Service, parent: agency}
    """
    listed = f"- {top}\n{cleandoc(units)}".rstrip().replace("\n", "\n  ")
    above = f"{cleandoc(header)}\n" if header else ""
    return f"organisation: Example Agency\n{above}units:\n  {listed}\n"
