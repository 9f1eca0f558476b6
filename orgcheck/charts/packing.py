"""Things that stand beside each other, in rows of about equal width."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

# Between two things in a row, in points.
BESIDE = 22.0


class Item(NamedTuple):
    """What stands in a row: one branch, or columns of units."""

    keys: tuple[str, ...]
    columns: tuple[tuple[str, ...], ...]
    width: float
    height: float


def rows_of(items: list[Item], limit: float) -> list[list[Item]]:
    """Items in as few rows as the limit allows, of about equal width."""
    number = len(_filled(items, limit))
    if number == 1:
        return [items]
    low, high = max(item.width for item in items), limit
    while high - low > 1:
        middle = (low + high) / 2
        if len(_filled(items, middle)) <= number:
            high = middle
        else:
            low = middle
    return _filled(items, max(high, low))


def _filled(items: Iterable[Item], limit: float) -> list[list[Item]]:
    rows: list[list[Item]] = []
    used = math.inf
    for item in items:
        if used + item.width > limit:
            rows.append([])
            used = 0.0
        rows[-1].append(item)
        used += item.width + BESIDE
    return rows
