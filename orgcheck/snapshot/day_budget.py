"""How much work the days of a register may make: each of them is an organisation to be judged.

So the work is days times what the register holds, and a text of which every row is of another day
would make it grow with the square of its length.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from orgcheck.errors import Diagnostic, InvalidSnapshot
from orgcheck.language import said, said_n
from orgcheck.records import NamedTuple
from orgcheck.snapshot.model import LISTS
from orgcheck.snapshot.register import Register
from orgcheck.snapshot.text import MappingNode, Places

# A value that is looked at on a day is one step. What is told of a day, an event or a finding,
# takes as long as so many values: it is worked out, worded and held against other days.
_TOLD = 20


class Limit(NamedTuple):
    """So many steps, and so many days whatever they take, which is in proportion to the text."""

    steps: int
    days: int


# Of a comparison, for the days to come: about half a minute.
TO_COME = Limit(6_000_000, 20)
# Of a check of all dates and of a history, which are asked for all days, the past as well.
OF_ALL = Limit(20_000_000, 200)
# Of a merge, which holds what it makes of every day in memory, some kilobytes a step.
MERGED = Limit(1_500_000, 20)

# What stands in a mapping beside what it says of a day: members within it, and other times.
_BESIDE = frozenset((*LISTS, "earlier", "later", "valid"))


class DayBudget:
    """The work that is left for the days of a register.

    Parameters
    ----------
    register
        The register that is at fault where there is too much.
    days
        How many days are to be judged.
    limit
        What they may take.
    """

    def __init__(self, register: Register, days: int, limit: Limit) -> None:
        self._register = register
        self._days = days
        self._judged = 0
        self._left, self._at_least = limit
        # By the identity of a mapping, which the register keeps.
        self._sizes: dict[int, int] = {}

    def spend(self, day: date, looked_at: Iterable[Places], told: int = 0) -> None:
        """Take off what a day took: the snapshots that were looked at, and how much was told.

        Raises
        ------
        InvalidSnapshot
            Where more days follow, and no work is left for them (ORG001).
        """
        self._judged += 1
        self._left -= told * _TOLD + sum(map(self._size, looked_at))
        if self._left < 0 and self._at_least <= self._judged < self._days:
            raise InvalidSnapshot([self._refusal(day)])

    def _size(self, places: Places) -> int:
        """The number of values of a snapshot."""
        return sum(map(self._own_size, places.mappings))

    def _own_size(self, node: MappingNode) -> int:
        known = self._sizes.get(id(node))
        if known is None:
            own = (value for key, value in node.items() if key not in _BESIDE)
            known = self._sizes[id(node)] = 1 + sum(map(_values, own))
        return known

    def _refusal(self, day: date) -> Diagnostic:
        header = self._register.header
        return Diagnostic(
            header.document.locate(header.node, ("register",)),
            said_n(
                "something changes on {number} day, which a register of this size has too many of "
                "to judge: the limit was reached on {day}",
                "something changes on {number} days, too many to judge for a register of this "
                "size: the limit was reached on {day}",
                self._days,
                day=day,
            ),
            said(
                "let changes begin on fewer days, or ask about single days: {file}@{day}",
                file=header.document.source.name,
                # As an argument, which is written the same in every language.
                day=day.isoformat(),
            ),
        )


def _values(value: Any) -> int:
    """The number of values that a value is made of, itself among them."""
    if isinstance(value, dict):
        return 1 + sum(map(_values, value.values()))
    return 1 + sum(map(_values, value)) if isinstance(value, list) else 1
