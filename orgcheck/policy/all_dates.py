"""A register held against a policy on every day on which something changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from orgcheck.findings import Finding, in_order
from orgcheck.language import said, said_later
from orgcheck.organisation import Organisation
from orgcheck.policy.examination import Examination, examine
from orgcheck.policy.policy import Policy
from orgcheck.rules.waivers.model import Waived
from orgcheck.snapshot.register import Register
from orgcheck.snapshot.slicing import sliced
from orgcheck.snapshot.timeline import Stretch, in_words


def organisation_on(register: Register, day: date) -> Organisation:
    """What a register says of a day."""
    return Organisation.of(sliced(register, day))


def examine_all_dates(organisation: Organisation, policy: Policy) -> tuple[Examination, int]:
    """Check what a register says of every day; and in how many stretches of time.

    A finding is told once, with the days on which it holds. What is over by now is held against
    integrity, and against those rules that say for which time they are.
    """
    assert organisation.slice is not None, "registers are asked of many days"
    register = organisation.slice.register
    of_the_past = _bounded(policy)
    found: dict[tuple[str, str], list[tuple[Stretch, Finding]]] = defaultdict(list)
    counted: set[tuple[str, str]] = set()
    examinations = []
    for begin, end in stretches(register):
        day = date.fromordinal(begin or (end or policy.day.toordinal() + 1) - 1)
        on_day = organisation_on(register, day)
        is_over = end is not None and end <= policy.day.toordinal()
        examination = examine(on_day, of_the_past if is_over else policy)
        examinations.append(examination)
        counted.update(map(_key, examination.findings))
        for finding in examination.found:
            found[_key(finding)].append(((begin, end), finding))
    of_form = set(map(_key, register.findings))
    told = {key: _told(key, stretched, of_form) for key, stretched in found.items()}
    return Examination(
        organisation,
        tuple(in_order(told.values())),
        tuple(in_order(one for key, one in told.items() if key in counted)),
        tuple(_waived(examinations, told)),
        tuple(dict.fromkeys(one for each in examinations for one in each.withheld)),
    ), len(examinations)


def stretches(register: Register) -> Iterator[Stretch]:
    """The stretches of days in which nothing changes.

    From the day on from which on the register says that it holds; else from the first that has any
    unit on.
    """
    days = [day.toordinal() for day in register.days]
    if first := register.first_day:
        days = [first.toordinal(), *(day for day in days if day > first.toordinal())]
    elif not days:
        yield 0, None
        return
    elif days[0] > 1 and sliced(register, date.fromordinal(days[0] - 1)).snapshot.units:
        yield 0, days[0]
    for number, day in enumerate(days):
        yield day, days[number + 1] if number + 1 < len(days) else None


def _bounded(policy: Policy) -> Policy:
    """The policy with those rules alone that say for which versions or time they are."""
    packs = tuple(
        replace(pack, rules=tuple(rule for rule in pack.rules if rule.applies_to.is_bounded))
        for pack in policy.packs
    )
    return replace(policy, packs=packs)


def _key(finding: Finding) -> tuple[str, str]:
    return finding.fingerprint, finding.message


def _told(
    key: tuple[str, str], found: Sequence[tuple[Stretch, Finding]], of_form: set[tuple[str, str]]
) -> Finding:
    """A finding with the days on which it holds; what is wrong with the form is so always."""
    finding = found[0][1]
    if key in of_form:
        return finding
    stretches = [days for days, _ in found]
    message = said(
        "{finding} ({days})",
        finding=finding.message,
        days=said_later(lambda: in_words(stretches)),
    )
    return replace(finding, message=message)


def _waived(
    examinations: Sequence[Examination], told: dict[tuple[str, str], Finding]
) -> Iterator[Waived]:
    seen: set[tuple[str, str]] = set()
    for waived in (one for each in examinations for one in each.waived):
        if (key := _key(waived.finding)) not in seen:
            seen.add(key)
            yield replace(waived, finding=told[key])
