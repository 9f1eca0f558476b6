"""Optimal assignment among units that compete for each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

Pair = tuple[str, str]
Weights = Mapping[Pair, float]

# The largest matrix that is laid out; what competes in larger groups is assigned greedily.
_CELLS = 4_000_000


def best_assignment(weights: Weights) -> set[Pair]:
    """The pairs, no unit in two of them, whose weights add up to the most.

    Solved group by group of units that compete for each other, by SciPy's shortest augmenting
    path algorithm (Crouse 2016). Units are taken in the order of their ids, so that ties come
    out alike however the units were listed. A group too large for that takes its pairs one by
    one, the heaviest first.

    Examples
    --------
    >>> sorted(best_assignment({("a", "x"): 0.9, ("a", "y"): 0.8, ("b", "x"): 0.8}))
    [('a', 'y'), ('b', 'x')]
    """
    chosen: set[Pair] = set()
    for group in _groups(weights):
        olds = {old for old, _ in group}
        news = {new for _, new in group}
        if len(olds) == 1 or len(news) == 1:
            chosen.add(min(group, key=lambda pair: (-group[pair], pair)))
        elif len(olds) * len(news) > _CELLS:
            chosen.update(_greedily(group))
        else:
            chosen.update(_optimally(group, sorted(olds), sorted(news)))
    return chosen


def _groups(weights: Weights) -> Iterator[dict[Pair, float]]:
    """The pairs by connected component."""
    of_old: defaultdict[str, list[str]] = defaultdict(list)
    of_new: defaultdict[str, list[str]] = defaultdict(list)
    for old, new in weights:
        of_old[old].append(new)
        of_new[new].append(old)
    seen: set[str] = set()
    for start in of_old:
        if start in seen:
            continue
        seen.add(start)
        group: dict[Pair, float] = {}
        waiting = [start]
        while waiting:
            old = waiting.pop()
            for new in of_old[old]:
                group[old, new] = weights[old, new]
                # Whom a new unit competes for is looked up once.
                rivals = [rival for rival in of_new.pop(new, ()) if rival not in seen]
                seen.update(rivals)
                waiting.extend(rivals)
        yield group


def _optimally(group: Weights, olds: list[str], news: list[str]) -> Iterator[Pair]:
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    rows = {old: row for row, old in enumerate(olds)}
    columns = {new: column for column, new in enumerate(news)}
    matrix = np.zeros((len(olds), len(news)))
    for (old, new), weight in group.items():
        matrix[rows[old], columns[new]] = weight
    for row, column in zip(*linear_sum_assignment(matrix, maximize=True), strict=True):
        pair = olds[row], news[column]
        if pair in group:
            yield pair


def _greedily(group: Weights) -> Iterator[Pair]:
    taken_old, taken_new = set[str](), set[str]()
    for old, new in sorted(group, key=lambda pair: (-group[pair], pair)):
        if old not in taken_old and new not in taken_new:
            taken_old.add(old)
            taken_new.add(new)
            yield old, new
