"""Trying mutants: which rules see each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from orgcheck.findings import Finding
from orgcheck.measures import Measure
from orgcheck.organisation import Organisation
from orgcheck.rules.builtin import BY_TIER
from orgcheck.rules.builtin_rule import Tier
from orgcheck.rules.engine import findings_of
from orgcheck.rules.model import Pack
from orgcheck.rules.strength.mutant import Mutant, mutated
from orgcheck.rules.strength.plan import KINDS, Plan

Key = tuple[str, str | None, str | None, str | None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A mutant, and the rules that see it: none where it survives."""

    mutant: Mutant
    caught_by: tuple[str, ...]


@dataclass(frozen=True)
class Strength:
    """What came of all mutants of a plan, under some rules.

    `faults` counts the findings of integrity in the structure itself: what rests on what they are
    about, no rule judges.
    """

    plan: Plan
    outcomes: tuple[Outcome, ...]
    rules: tuple[str, ...]
    faults: int = 0

    @cached_property
    def caught(self) -> int:
        """How many mutants some rule sees."""
        return sum(bool(outcome.caught_by) for outcome in self.outcomes)

    @property
    def share(self) -> float:
        """The share of the mutants that were tried and that some rule sees, in percent."""
        return 100 * self.caught / len(self.outcomes) if self.outcomes else 100.0

    @cached_property
    def by_kind(self) -> Mapping[str, tuple[int, int]]:
        """For each kind of mistake that was tried, how many mutants, and how many of them seen."""
        tried = Counter(outcome.mutant.kind for outcome in self.outcomes)
        seen = Counter(o.mutant.kind for o in self.outcomes if o.caught_by)
        return {kind.id: (tried[kind.id], seen[kind.id]) for kind in KINDS if tried[kind.id]}

    @cached_property
    def by_rule(self) -> Mapping[str, tuple[int, int]]:
        """For each rule, how many mutants it sees, and how many no other one does.

        Rules of integrity stand there where they see any.
        """
        seen: Counter[str] = Counter()
        alone: Counter[str] = Counter()
        for outcome in self.outcomes:
            seen.update(outcome.caught_by)
            if len(outcome.caught_by) == 1:
                alone.update(outcome.caught_by)
        others = sorted(seen.keys() - set(self.rules))
        return {rule: (seen[rule], alone[rule]) for rule in (*self.rules, *others)}

    @cached_property
    def survivors(self) -> Mapping[str, Mapping[str, tuple[Mutant, ...]]]:
        """By member and kind of mistake, the mutants that no rule sees."""
        groups: dict[str, dict[str, tuple[Mutant, ...]]] = {}
        for outcome in self.outcomes:
            if not outcome.caught_by:
                kinds = groups.setdefault(outcome.mutant.member, {})
                kinds[outcome.mutant.kind] = (
                    *kinds.get(outcome.mutant.kind, ()),
                    outcome.mutant,
                )
        return groups

    @cached_property
    def unprotected(self) -> tuple[str, ...]:
        """The members in which mistakes were tried, none of which any rule sees."""
        seen = {o.mutant.member for o in self.outcomes if o.caught_by}
        return tuple(
            dict.fromkeys(o.mutant.member for o in self.outcomes if o.mutant.member not in seen)
        )


def measured(organisation: Organisation, packs: Sequence[Pack], plan: Plan) -> Iterator[Outcome]:
    """What comes of each mutant of a plan, one after the other."""
    known = {_key(finding, {}): finding.measure for finding in findings_of(organisation, packs)}
    for mutant in plan.mutants:
        found = findings_of(mutated(organisation, mutant), packs)
        new = [finding for finding in found if _is_new(finding, mutant.stands_for, known)]
        yield Outcome(mutant, tuple(sorted({_seen_by(finding) for finding in new})))


def _is_new(
    finding: Finding, stands_for: Mapping[str, str], known: Mapping[Key, Measure | None]
) -> bool:
    """Whether a finding was none without the mutation, or its number was nearer to the bound."""
    key = _key(finding, stands_for)
    if key not in known:
        return True
    was = known[key]
    return finding.measure is not None and was is not None and finding.measure.worse_than(was.value)


def _key(finding: Finding, stands_for: Mapping[str, str]) -> Key:
    """What tells one cause from another; what was added has the causes of its model."""
    unit = finding.unit if not finding.shared else None
    return (
        finding.rule,
        stands_for.get(unit, unit) if unit is not None else None,
        finding.about,
        finding.value,
    )


def _seen_by(finding: Finding) -> str:
    """The rule that a finding speaks for: one that is about a rule speaks for that rule."""
    if finding.rule in BY_TIER[Tier.RULES] and finding.about is not None:
        return finding.about
    return finding.rule
