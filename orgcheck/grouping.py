"""Things by what they have in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


def by_first(pairs: Iterable[tuple[K, V]]) -> defaultdict[K, list[V]]:
    """What stands second in pairs by what stands first, in the order of the pairs.

    Examples
    --------
    >>> dict(by_first([("a", 1), ("b", 2), ("a", 3)]))
    {'a': [1, 3], 'b': [2]}
    """
    groups: defaultdict[K, list[V]] = defaultdict(list)
    for one, other in pairs:
        groups[one].append(other)
    return groups
