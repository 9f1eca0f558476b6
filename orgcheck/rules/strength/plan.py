"""Which mutants are tried: all of them, or above a limit a sample that is the same every time."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from orgcheck.organisation import Organisation
from orgcheck.rules.strength import lines, lives, places, values
from orgcheck.rules.strength.mutant import Kind, Mutant

KINDS: tuple[Kind, ...] = (
    places.MOVED,
    places.TOP,
    lines.REPORTING,
    lines.HEAD,
    values.LINE,
    lives.REMOVED,
    lives.ADDED,
    values.RENAMED,
    values.LANGUAGE,
    values.RETYPED,
    values.DUTY,
    values.REPEATED,
    values.SITE,
    values.LINK,
    values.TAG,
    values.FIGURE,
    values.ATTRIBUTE,
)
WORDS: Mapping[str, str] = {kind.id: kind.words for kind in KINDS}

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
    options = {kind.id: list(kind.options(organisation)) for kind in KINDS}
    ways = {id: sum(number for _, number in found) for id, found in options.items()}
    mutants: list[Mutant] = []
    sampled = set()
    left = limit
    waiting = sorted(KINDS, key=lambda kind: ways[kind.id])
    for position, kind in enumerate(waiting):
        quota = left // (len(waiting) - position)
        found = _taken(organisation, kind, options[kind.id], quota)
        if ways[kind.id] > quota:
            sampled.add(kind.id)
        mutants += found
        left -= len(found)
    order = {kind.id: number for number, kind in enumerate(KINDS)}
    mutants.sort(key=lambda mutant: order[mutant.kind])
    return Plan(tuple(mutants), {id: n for id, n in ways.items() if n}, frozenset(sampled), limit)


def _taken(
    organisation: Organisation, kind: Kind, options: Sequence[tuple[str, int]], quota: int
) -> list[Mutant]:
    ends = list(accumulate(number for _, number in options))
    total = ends[-1] if ends else 0
    found: list[Mutant] = []
    for index in _spread(total, quota):
        if len(found) == quota:
            break
        slot = bisect_right(ends, index)
        member, number = options[slot]
        mutant = kind.make(organisation, member, index - (ends[slot] - number))
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
