"""Optimal assignment among units that compete for each other."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping
from dataclasses import field

from orgcheck.grouping import by_first
from orgcheck.records import NamedTuple, dataclass

Pair = tuple[str, str]
Weights = Mapping[Pair, float]

# Likenesses are fractions: what differs by less is the same.
NOISE = 1e-9

# Weights are counted in whole parts of this size: sums are exact, so that ties are ties.
_PARTS = 2**40
# So many looks at a pair are given to one group, a few seconds; what takes more is assigned
# greedily.
_PATIENCE = 2_000_000


def best_assignment(weights: Weights) -> set[Pair]:
    """The pairs, no unit in two of them, whose weights add up to the most.

    Solved group by group of units that compete for each other. Units are taken in the order of
    their ids, so that ties come out alike however the units were listed. A group for which that
    would take too long takes its pairs one by one, the heaviest first.

    Parameters
    ----------
    weights
        What speaks for each pair, not below zero; pairs that are not in it are not chosen.

    References
    ----------
    J. Edmonds, R. M. Karp: Theoretical improvements in algorithmic efficiency for network flow
    problems. Journal of the ACM 19 (1972), 248-264: shortest augmenting paths.

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
            continue
        try:
            chosen.update(_optimally(group))
        except _TooLong:
            chosen.update(_greedily(group))
    return chosen


def _groups(weights: Weights) -> Iterator[dict[Pair, float]]:
    """The pairs by connected component."""
    of_old = by_first(weights)
    of_new = by_first((new, old) for old, new in weights)
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


def _optimally(group: Weights) -> Iterator[Pair]:
    """The best pairs of a group.

    Raises
    ------
    _TooLong
        Before the first pair.
    """
    olds = sorted({old for old, _ in group})
    news = sorted({new for _, new in group})
    rows = {old: row for row, old in enumerate(olds)}
    columns = {new: column for column, new in enumerate(news)}
    offers: list[list[tuple[int, int]]] = [[] for _ in olds]
    for old, new in sorted(group):
        offers[rows[old]].append((columns[new], round(group[old, new] * _PARTS)))
    solver = _Solver(offers, [0] * len(olds), [0] * len(news))
    for row in range(len(olds)):
        solver.add(row)
    return ((olds[row], news[column]) for column, row in solver.holders.items())


class _TooLong(Exception):
    """More pairs have been looked at than there is patience for."""


class _End(NamedTuple):
    """Where an augmenting path ends: at a free column, or at a row that goes without one."""

    length: int
    column: int | None
    row: int


@dataclass
class _Solver:
    """An assignment of rows to columns that is optimal for the rows added so far.

    `offers` are the columns of each row, with weights. `gains` and `prices` are the dual
    variables of rows and columns: never below zero, their sum never below the weight of a pair
    and equal to it where the pair is chosen. What is not assigned has the value zero. `holders`
    are the rows by the columns that they are assigned to, `held` the other way round.
    """

    offers: list[list[tuple[int, int]]]
    gains: list[int]
    prices: list[int]
    holders: dict[int, int] = field(default_factory=dict)
    held: dict[int, int] = field(default_factory=dict)
    patience: int = field(default_factory=lambda: _PATIENCE)

    def add(self, row: int) -> None:
        """Make the assignment optimal with one more row."""
        net = (weight - self.prices[column] for column, weight in self.offers[row])
        self.gains[row] = max(0, *net)
        origins: dict[int, int] = {}
        reached: dict[int, int] = {}
        end = self._search(row, origins, reached)
        self.gains[row] -= end.length
        for column, distance in reached.items():
            self.prices[column] += end.length - distance
            self.gains[self.holders[column]] -= end.length - distance
        self._reassign(end, origins)

    def _search(self, row: int, origins: dict[int, int], reached: dict[int, int]) -> _End:
        """Dijkstra's algorithm over what each exchange costs, up to the nearest end.

        `origins` gets the row that each column was seen from, `reached` the distances of the
        columns whose holders were gone through.
        """
        nearest = _End(self.gains[row], None, row)
        seen: dict[int, int] = {}
        # Of equal distances those without a holder come first: the search ends there.
        waiting: list[tuple[int, bool, int]] = []
        distance = 0
        while True:
            self.patience -= len(self.offers[row])
            if self.patience < 0:
                raise _TooLong
            base = distance + self.gains[row]
            for column, weight in self.offers[row]:
                length = base + self.prices[column] - weight
                if length < nearest.length and length < seen.get(column, nearest.length):
                    seen[column] = length
                    origins[column] = row
                    heapq.heappush(waiting, (length, column in self.holders, column))
            while waiting and waiting[0][2] in reached:
                heapq.heappop(waiting)
            if not waiting or waiting[0][0] >= nearest.length:
                return nearest
            distance, held, column = heapq.heappop(waiting)
            if not held:
                return _End(distance, column, origins[column])
            reached[column] = distance
            row = self.holders[column]
            if distance + self.gains[row] < nearest.length:
                nearest = _End(distance + self.gains[row], None, row)

    def _reassign(self, end: _End, origins: Mapping[int, int]) -> None:
        """Exchange columns along the path that was found, from its end back to its start."""
        row, taken = end.row, end.column
        while True:
            freed = self.held.pop(row, None)
            if taken is not None:
                self.holders[taken], self.held[row] = row, taken
            if freed is None:
                return
            row, taken = origins[freed], freed


def _greedily(group: Weights) -> Iterator[Pair]:
    taken_old, taken_new = set[str](), set[str]()
    for old, new in sorted(group, key=lambda pair: (-group[pair], pair)):
        if old not in taken_old and new not in taken_new:
            taken_old.add(old)
            taken_new.add(new)
            yield old, new
