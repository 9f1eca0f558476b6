"""Dates that are known to the day, the month or the year: what a register knows, and no more.

A date known to a year is a span of days. Comparisons say what is certain: of two spans that
overlap, neither is earlier.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date


class PartialDate(date):
    """A date of which the day is not known; as a `date` it is the first day that it may be."""

    @property
    def last(self) -> date:
        """The last day that it may be."""
        raise NotImplementedError

    def __str__(self) -> str:
        return self.isoformat()

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and super().__eq__(other)

    def __hash__(self) -> int:
        return hash(self.isoformat())

    def __lt__(self, other: date) -> bool:
        return last_day(self) < first_day(other)

    def __gt__(self, other: date) -> bool:
        return first_day(self) > last_day(other)

    def __le__(self, other: date) -> bool:
        return self == other or last_day(self) <= first_day(other)

    def __ge__(self, other: date) -> bool:
        return self == other or first_day(self) >= last_day(other)


class Month(PartialDate):
    """A date known to the month.

    Examples
    --------
    >>> print(Month(1920, 6, 1))
    1920-06
    >>> Month(1920, 6, 1) < date(1920, 6, 30), Month(1920, 6, 1) < date(1920, 7, 1)
    (False, True)
    """

    @property
    def last(self) -> date:
        """The last day of the month."""
        return date(self.year, self.month, monthrange(self.year, self.month)[1])

    def isoformat(self) -> str:
        """Year and month."""
        return f"{self.year:04}-{self.month:02}"


class Year(PartialDate):
    """A date known to the year.

    Examples
    --------
    >>> print(Year(1920, 1, 1))
    1920
    >>> Year(1920, 1, 1) == date(1920, 1, 1), Year(1920, 1, 1) < Year(1921, 1, 1)
    (False, True)
    """

    @property
    def last(self) -> date:
        """The last day of the year."""
        return date(self.year, 12, 31)

    def isoformat(self) -> str:
        """The year."""
        return f"{self.year:04}"


def first_day(day: date) -> date:
    """The first day that a date may be."""
    return date(day.year, day.month, day.day)


def last_day(day: date) -> date:
    """The last day that a date may be."""
    return day.last if isinstance(day, PartialDate) else day


def when(day: date) -> str:
    """A date with the word that leads to it.

    Examples
    --------
    >>> when(date(1920, 6, 1)), when(Year(1920, 1, 1))
    ('on 1920-06-01', 'in 1920')
    """
    return f"{'in' if isinstance(day, PartialDate) else 'on'} {day}"
