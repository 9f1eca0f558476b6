"""A register held against a policy on every day on which something changes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from orgcheck.findings import Fault, Finding, Location, in_order
from orgcheck.language import said, said_later
from orgcheck.organisation import Organisation
from orgcheck.policy.days import organisation_on, stretches
from orgcheck.policy.examination import Examination, examine
from orgcheck.policy.policy import Policy
from orgcheck.records import replace
from orgcheck.rules.structure_rules import Withheld
from orgcheck.rules.waivers.model import Waived
from orgcheck.snapshot import day_budget
from orgcheck.snapshot.day_budget import DayBudget
from orgcheck.snapshot.register import Register
from orgcheck.snapshot.slicing import Slices
from orgcheck.snapshot.timeline import Stretch, in_words, take_up

# What a finding is known by: its fingerprint and its words, and where it is to be mended.
_Key = tuple[str, str, Location | None]


def examine_all_dates(organisation: Organisation, policy: Policy) -> tuple[Examination, int]:
    """Check what a register says of every day; and in how many stretches of time.

    A finding is told once, with the days on which it holds. What is over by now is held against
    integrity, and against those rules that say for which time they are.
    """
    assert organisation.slice is not None, "registers are asked of many days"
    register = organisation.slice.register
    of_the_past = _bounded(policy)
    slices, found = Slices(register), _Found.of_form(register, policy)
    every = list(stretches(register))
    budget = DayBudget(register, len(every), day_budget.OF_ALL)
    for begin, end in every:
        day = date.fromordinal(begin or (end or policy.day.toordinal() + 1) - 1)
        is_over = end is not None and end <= policy.day.toordinal()
        on_day = organisation_on(slices, day)
        examination = examine(on_day, of_the_past if is_over else policy)
        found.take((begin, end), examination)
        budget.spend(day, [on_day.places], len(examination.found))
    return found.on_all_days(organisation), len(every)


class _Found:
    """What is found on all days, each once with the days on which it holds."""

    def __init__(self) -> None:
        self._found: dict[_Key, Finding] = {}
        self._days: dict[_Key, list[Stretch]] = {}
        self._counted: set[_Key] = set()
        self._waived: dict[_Key, Waived] = {}
        self._withheld: dict[Withheld, None] = {}
        self._open: set[Fault] = set()

    @classmethod
    def of_form(cls, register: Register, policy: Policy) -> _Found:
        """What is wrong with the form of a register, which is so always."""
        begun = cls()
        found = policy.reported(register.findings)
        begun._take(found, *policy.apply_waivers(found))
        return begun

    def take(self, stretch: Stretch, examination: Examination) -> None:
        """Take what is found on the days of a stretch."""
        for key in dict.fromkeys(map(_key, examination.found)):
            if key in self._days or key not in self._found:
                take_up(self._days.setdefault(key, []), stretch)
        self._take(examination.found, examination.findings, examination.waived)
        self._withheld.update(dict.fromkeys(examination.withheld))
        self._open.update(examination.open)

    def _take(
        self, found: Iterable[Finding], counted: Iterable[Finding], waived: Iterable[Waived]
    ) -> None:
        for finding in found:
            self._found.setdefault(_key(finding), finding)
        self._counted.update(map(_key, counted))
        for one in waived:
            self._waived.setdefault(_key(one.finding), one)

    def on_all_days(self, organisation: Organisation) -> Examination:
        """All of it, as what is found in one organisation."""
        told = {key: self._told(key, finding) for key, finding in self._found.items()}
        return Examination(
            organisation,
            tuple(in_order(told.values())),
            tuple(in_order(one for key, one in told.items() if key in self._counted)),
            tuple(replace(one, finding=told[key]) for key, one in self._waived.items()),
            tuple(self._withheld),
            frozenset(self._open),
        )

    def _told(self, key: _Key, finding: Finding) -> Finding:
        """A finding with the days on which it holds; what is wrong with the form has none."""
        days = self._days.get(key)
        if days is None:
            return finding
        message = said(
            "{finding} ({days})",
            finding=finding.message,
            days=said_later(lambda: in_words(days)),
        )
        return replace(finding, message=message)


def _bounded(policy: Policy) -> Policy:
    """The policy with those rules alone that say for which versions or time they are."""
    packs = tuple(
        replace(pack, rules=tuple(rule for rule in pack.rules if rule.applies_to.is_bounded))
        for pack in policy.packs
    )
    return replace(policy, packs=packs)


def _key(finding: Finding) -> _Key:
    return finding.fingerprint, finding.message, finding.location
