"""Findings as a template writes them: those of one rule together, so that it is said once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from orgcheck.findings import Finding, Severity, in_order
from orgcheck.reports.rule_facts import RuleFacts, facts_of, own_chain, own_fix
from orgcheck.rules.waivers.model import Waived

SIGNS: Mapping[Severity, str] = {
    Severity.ERROR: "\N{MULTIPLICATION SIGN}",
    Severity.WARNING: "!",
    Severity.INFO: "i",
}


@dataclass(frozen=True, slots=True)
class Found:
    """One finding; `link` leads to its unit, post or body in the page."""

    anchor: str
    message: str
    chain: str | None
    fix: str | None
    related: tuple[str, ...]
    place: str | None
    link: str | None
    about: str | None


@dataclass(frozen=True, slots=True)
class RuleBroken:
    """A rule and what was found to break it."""

    rule: str
    severity: str
    sign: str
    says: str
    grounds: tuple[tuple[str, str], ...]
    found: tuple[Found, ...]

    @property
    def number(self) -> int:
        """How often it is broken."""
        return len(self.found)


@dataclass(frozen=True, slots=True)
class Excused:
    """A finding that a waiver excuses, and on what ground."""

    rule: str
    message: str
    ground: str


def excused(waived: Iterable[Waived]) -> tuple[Excused, ...]:
    """What waivers excuse, in the order given."""
    return tuple(
        Excused(
            one.finding.rule,
            one.finding.message,
            one.ground,
        )
        for one in waived
    )


def by_rule(
    findings: Iterable[Finding], link: Callable[[str], str | None], *, prefix: str
) -> tuple[RuleBroken, ...]:
    """The findings by severity and rule, in the order of every report.

    `link` gives the place in the page of a unit, post or body; `prefix` begins the names that
    the findings have there themselves.
    """
    groups: dict[tuple[Severity, str], list[Found]] = {}
    facts: dict[tuple[Severity, str], RuleFacts] = {}
    for number, finding in enumerate(in_order(findings), 1):
        key = (finding.severity, finding.rule)
        facts.setdefault(key, facts_of(finding))
        groups.setdefault(key, []).append(_found(finding, link, f"{prefix}{number}"))
    return tuple(
        _rule(severity, facts[severity, rule], found) for (severity, rule), found in groups.items()
    )


def _found(finding: Finding, link: Callable[[str], str | None], anchor: str) -> Found:
    chain, fix = own_chain(finding), own_fix(finding)
    return Found(
        anchor=anchor,
        message=finding.message,
        chain=chain,
        fix=fix,
        related=tuple(f"{one.location}: {one.message}" for one in finding.related),
        place=str(finding.location) if finding.location else None,
        link=link(finding.unit) if finding.unit is not None else None,
        about=finding.unit,
    )


def _rule(severity: Severity, facts: RuleFacts, found: Sequence[Found]) -> RuleBroken:
    first = found[0]
    fix = first.fix if all(one.fix == first.fix for one in found) else None
    related = first.related if all(one.related == first.related for one in found) else ()
    # What all have in common is said once.
    found = [
        replace(one, fix=None if fix else one.fix, related=() if related else one.related)
        for one in found
    ]
    grounds = [
        (facts.label.capitalize(), facts.ground),
        ("Fix", fix or facts.fix),
        *(("See", text) for text in related),
    ]
    return RuleBroken(
        rule=facts.id,
        severity=severity.value,
        sign=SIGNS[severity],
        says=facts.statement,
        grounds=tuple((label, text) for label, text in grounds if text),
        found=tuple(found),
    )
