"""Trying mutants: which are tried, and which rules see each of them."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate

from orgcheck.findings import Finding
from orgcheck.measures import Measure
from orgcheck.organisation import Organisation
from orgcheck.records import dataclass
from orgcheck.rules.builtin import BY_TIER
from orgcheck.rules.builtin_rule import Tier
from orgcheck.rules.model import Pack
from orgcheck.rules.strength.mistakes import MISTAKES
from orgcheck.rules.strength.mutant import Mistake, Mutant, Ways, mutated
from orgcheck.rules.structure_rules import findings_of

# A mutant costs as much time as the structure has units.
MOST_UNITS = 500_000
MOST_MUTANTS = 5_000
LEAST_MUTANTS = 200

# The part of the golden ratio after the point: its multiples spread evenly, however many.
_GOLDEN = 0.6180339887498949
# How many ways to look at for each mutant of a sample: some of them change nothing.
_PATIENCE = 20


@dataclass(frozen=True)
class Plan:
    """The mutants to try, and how many ways there are for each kind of mistake.

    `ways` count those too that turn out to change nothing, where there are too many to look.
    """

    mutants: tuple[Mutant, ...]
    ways: Mapping[str, int]
    sampled: frozenset[str]
    limit: int


def usual_limit(organisation: Organisation) -> int:
    """The limit where none is given: as many mutants as can be tried in less than a minute."""
    return min(MOST_MUTANTS, max(LEAST_MUTANTS, MOST_UNITS // max(len(organisation.units), 1)))


def plan(organisation: Organisation, limit: int) -> Plan:
    """The mutants of an organisation: at most `limit`, shared fairly among the kinds.

    A kind with few ways to go wrong is tried in all of them; those with more share what is left.
    The sample of a kind depends on nothing but the organisation and the limit: it takes the ways
    at the multiples of the golden ratio, which lie evenly among all of them.
    """
    ways_of = {mistake.id: mistake.ways(organisation) for mistake in MISTAKES.values()}
    ways = {id: sum(number for _, number in each) for id, each in ways_of.items()}
    mutants: list[Mutant] = []
    sampled = set()
    left = limit
    waiting = sorted(MISTAKES.values(), key=lambda mistake: ways[mistake.id])
    for position, mistake in enumerate(waiting):
        quota = left // (len(waiting) - position)
        found = _taken(organisation, mistake, ways_of[mistake.id], quota)
        if ways[mistake.id] > quota:
            sampled.add(mistake.id)
        mutants += found
        left -= len(found)
    order = {id: number for number, id in enumerate(MISTAKES)}
    mutants.sort(key=lambda mutant: order[mutant.kind])
    return Plan(tuple(mutants), {id: n for id, n in ways.items() if n}, frozenset(sampled), limit)


def _taken(organisation: Organisation, mistake: Mistake, ways: Ways, quota: int) -> list[Mutant]:
    ends = list(accumulate(number for _, number in ways))
    total = ends[-1] if ends else 0
    found: list[Mutant] = []
    for index in _spread(total, quota):
        if len(found) == quota:
            break
        slot = bisect_right(ends, index)
        member, number = ways[slot]
        mutant = mistake.make(organisation, member, index - (ends[slot] - number))
        if mutant is not None:
            found.append(mutant)
    return found


def _spread(total: int, quota: int) -> Iterator[int]:
    """All numbers below a total; where a quota is smaller, enough of them, evenly spread."""
    if total <= quota:
        yield from range(total)
        return
    seen: set[int] = set()
    for step in range(min(quota, total) * _PATIENCE):
        index = int((0.5 + step) * _GOLDEN % 1 * total)
        if index not in seen:
            seen.add(index)
            yield index


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
        return {id: (tried[id], seen[id]) for id in MISTAKES if tried[id]}

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
