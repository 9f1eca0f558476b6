"""Waivers held against findings: what they excuse."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from orgcheck.findings import Finding
from orgcheck.rules.builtin import BUILTIN
from orgcheck.rules.model import Pack
from orgcheck.rules.waivers.model import Waived, Waiver


@dataclass(frozen=True)
class Settled:
    """The findings that count, and those that waivers excuse."""

    findings: tuple[Finding, ...]
    waived: tuple[Waived, ...] = ()


def settle(
    findings: Sequence[Finding],
    waivers: Sequence[Waiver],
    day: date,
    unwaivable: frozenset[str],
) -> Settled:
    """Set apart the findings that waivers excuse.

    Parameters
    ----------
    findings
        What was found.
    waivers
        The waivers, of which those that have expired excuse nothing.
    day
        The day on which it is judged whether a waiver holds.
    unwaivable
        The ids of the rules that no waiver sets aside.
    """
    if not waivers:
        return Settled(tuple(findings))
    in_force: defaultdict[tuple[str, str | None], list[Waiver]] = defaultdict(list)
    # What was granted for one finding excuses it before what was granted for any.
    for waiver in sorted(waivers, key=lambda waiver: not waiver.bound):
        if waiver.holds(day) and waiver.rule not in unwaivable:
            in_force[waiver.rule, waiver.unit].append(waiver)
    left: list[Finding] = []
    waived: list[Waived] = []
    for finding in findings:
        granted = [
            waiver
            for subject in finding.members or (None,)
            for waiver in in_force.get((finding.rule, subject), ())
        ]
        excuse = next((waiver for waiver in granted if waiver.covers(finding)), None)
        if excuse is None:
            left.append(finding)
        else:
            waived.append(excuse.excusing(finding))
    return Settled(tuple(left), tuple(waived))


def unwaivable_rules(packs: Iterable[Pack]) -> frozenset[str]:
    """The rules that no waiver sets aside: fixed ones, those about waivers, `waivable: false`."""
    built_in = (id for id, rule in BUILTIN.items() if rule.fixed or rule.tier == "waivers")
    own = (rule.id for pack in packs for rule in pack.every_rule if not rule.waivable)
    return frozenset((*built_in, *own))
