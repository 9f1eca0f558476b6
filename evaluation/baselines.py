"""What a simpler comparison would find: likeness of names alone, children in common alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from orgcheck.changes.changeset import Certainty, Match
from orgcheck.changes.identity.assignment import Pair, best_assignment
from orgcheck.changes.identity.declared import Identification, declared
from orgcheck.organisation import Organisation
from orgcheck.snapshot.model import display

# The thresholds at which each does best on renamed ministries and renames told in gazettes.
NAMES_ALIKE = 0.5
CHILDREN_SHARED = 0.4


def by_names(old: Organisation, new: Organisation) -> Identification:
    """Left-over units of one kind whose names are alike, best assigned."""
    from rapidfuzz.fuzz import token_sort_ratio

    known = declared(old, new)
    ended = {id: old.units[id] for id in old.units.keys() - known.matches.keys()}
    begun = {id: unit for id, unit in new.units.items() if known.old_of(id) is None}
    weights = {
        (one, other): token_sort_ratio(display(unit.name).lower(), display(now.name).lower()) / 100
        for one, unit in ended.items()
        for other, now in begun.items()
        if unit.kind == now.kind
    }
    return _joined(known, {pair: w for pair, w in weights.items() if w >= NAMES_ALIKE})


def by_children(old: Organisation, new: Organisation) -> Identification:
    """Left-over units with children of the same ids, best assigned by their Jaccard index."""
    known = declared(old, new)
    weights: dict[Pair, float] = {}
    for one in old.units.keys() - known.matches.keys():
        children = set(old.children_of(one))
        for other, shared in Counter(map(new.parent_of, children)).items():
            if other is not None and known.old_of(other) is None:
                weights[one, other] = shared / len(children.union(new.children_of(other)))
    return _joined(known, {pair: w for pair, w in weights.items() if w >= CHILDREN_SHARED})


def _joined(known: Identification, weights: Mapping[Pair, float]) -> Identification:
    pairs = {pair: Match(*pair, Certainty.STRUCTURE) for pair in best_assignment(weights)}
    return Identification({**known.matches, **{match.old: match for match in pairs.values()}})
