"""Step 6: what looks like the same unit and is not taken for it, for a person to decide.

Listed are pairs that hold much the same while another candidate is as good, and pairs with names
alike. A unit is in one pair at most, by the best assignment, and units whose succession is known
are in none, so that the list stays short.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from orgcheck.changes.changeset import PossibleMatch, Succession
from orgcheck.changes.identity.alike import Alike
from orgcheck.changes.identity.assignment import Pair, best_assignment
from orgcheck.changes.identity.content import Content
from orgcheck.changes.identity.likeness import EQUAL
from orgcheck.changes.identity.members import Members
from orgcheck.changes.identity.names import quoted
from orgcheck.changes.identity.pairing import Pairing
from orgcheck.changes.identity.structure import Structure
from orgcheck.changes.thresholds import Thresholds
from orgcheck.grouping import by_first
from orgcheck.language import said, said_later, spoken
from orgcheck.records import NamedTuple


class _Likely(NamedTuple):
    """How much speaks for a pair, and what."""

    weight: float
    because: Callable[[], str]


def possible_matches(
    pairing: Pairing,
    structure: Structure,
    names: Alike,
    members: Members | None,
    successions: Iterable[Succession],
    thresholds: Thresholds,
) -> tuple[PossibleMatch, ...]:
    """The pairs to show, by old id, each with the line to paste and the runner-up."""
    settled = {(link.old, link.new) for link in successions} | pairing.declared_links
    old_settled, new_settled = {old for old, _ in settled}, {new for _, new in settled}
    likely = {
        pair: found
        for pair, found in (
            *(_alike_by_members(members) if members is not None else ()),
            *_alike_by_name(pairing, names, thresholds),
            *_alike_by_structure(structure, names),
        )
        if pair[0] not in old_settled and pair[1] not in new_settled
    }
    chosen = best_assignment({pair: found.weight for pair, found in likely.items()})
    return tuple(
        PossibleMatch(
            old,
            new,
            because=likely[old, new].because(),
            paste=f"previously: [{old}]",
            runner_up=runner_up,
        )
        for old, new, runner_up in _with_runners_up(sorted(chosen), likely)
    )


def _alike_by_structure(structure: Structure, names: Alike) -> Iterator[tuple[Pair, _Likely]]:
    for old, new, likeness, evidence in structure.near_misses():
        is_disputed = names.is_disputed(old, new)
        yield (old, new), _Likely(1 + likeness, partial(_because_held, evidence, is_disputed))


def _because_held(evidence: Sequence[str], is_disputed: bool) -> str:
    because: str = said_later(lambda: ", ".join(map(spoken, evidence)))
    if is_disputed:
        return said("{because}, though a name says otherwise", because=because)
    return because


def _alike_by_members(members: Members) -> Iterator[tuple[Pair, _Likely]]:
    """Less than a name or a structure says: what either says of a pair stands."""
    for pair in members.possible():
        yield (pair.old, pair.new), _Likely(pair.likeness / 2, partial(_because_joined, pair.words))


def _because_joined(words: str) -> str:
    return said("members only: {words}", words=words)


def _alike_by_name(
    pairing: Pairing, names: Alike, thresholds: Thresholds
) -> Iterator[tuple[Pair, _Likely]]:
    enough = thresholds.possible_likeness
    # Where the place speaks against it, half of what is wanting has to be made up for.
    elsewhere = (1 + enough) / 2
    near = names.nearness.pairs()
    for pair in names.pairs(enough, {pair for pair in near if near[pair].share >= elsewhere}):
        share = pair.overlap.share
        if pair.distance and (share < elsewhere or (pair.retyped and share < EQUAL)):
            continue
        because = partial(_because_named, pair.old, pair.new, pairing, names.content)
        yield (pair.old, pair.new), _Likely(share, because)


def _because_named(old: str, new: str, pairing: Pairing, content: Content) -> str:
    unit, now = pairing.old.units[old], pairing.new.units[new]
    because: str = said("name only: {old} and {new}", old=quoted(unit), new=quoted(now))
    if content.contradicts(old, new):
        return said("{because}, though most of what it held is elsewhere now", because=because)
    if content.is_of_others(old, new):
        return said("{because}, though nobody is a member of both", because=because)
    return because


def _with_runners_up(
    chosen: Iterable[Pair], likely: Mapping[Pair, _Likely]
) -> Iterator[tuple[str, str, str | None]]:
    """The pairs chosen, each with the next best candidate of its old unit."""
    of_old = by_first((old, (-found.weight, new)) for (old, new), found in likely.items())
    for old, new in chosen:
        others = sorted(rival for rival in of_old[old] if rival[1] != new)
        yield old, new, others[0][1] if others else None
