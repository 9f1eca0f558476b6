"""Numbers that a rule bounds: how far beyond its bounds one is, and whether it got worse."""

from __future__ import annotations

from enum import StrEnum

from orgcheck.numbers import Number, written
from orgcheck.records import dataclass


class Trend(StrEnum):
    """What became of a number that was beyond its bounds in an older version too."""

    WORSE = "worse"
    EQUAL = "equal"
    BETTER = "better"


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the most that a number may be."""

    least: Number | None = None
    most: Number | None = None

    def allow(self, number: Number) -> bool:
        """Whether a number is within them."""
        return self.side(number) == 0

    def side(self, number: Number) -> int:
        """On which side of them a number is: 1 above the most, -1 below the least, 0 within."""
        if self.most is not None and number > self.most:
            return 1
        return -1 if self.least is not None and number < self.least else 0

    @property
    def words(self) -> str:
        """What they ask.

        Examples
        --------
        >>> Bounds(4, 4).words, Bounds(1, 3).words
        ('exactly 4', 'at least 1 and at most 3')
        """
        if self.least is not None and self.least == self.most:
            return f"exactly {written(self.least)}"
        least = f"at least {written(self.least)}" if self.least is not None else None
        most = f"at most {written(self.most)}" if self.most is not None else None
        return " and ".join(part for part in (least, most) if part)

    def words_of(self, one: str, many: str) -> str:
        """What they ask, with what they count: by the number that stands last.

        Examples
        --------
        >>> Bounds(1, 1).words_of("child", "children"), Bounds(1, 3).words_of("child", "children")
        ('exactly 1 child', 'at least 1 and at most 3 children')
        """
        last = self.least if self.most is None else self.most
        return f"{self.words} {one if last == 1 else many}"


@dataclass(frozen=True, slots=True)
class Measure:
    """A number beyond its bounds; `was` is what it was in an older version, where it was too.

    Examples
    --------
    >>> measure = Measure(152, Bounds(most=150), was=155)
    >>> measure.trend, measure.words
    (<Trend.BETTER: 'better'>, 'improved: 155 to 152, at most 150')
    """

    value: Number
    bounds: Bounds
    was: Number | None = None

    @property
    def violated(self) -> Bounds:
        """The bound that the number is beyond, alone, unless the bounds ask for one number."""
        least, most = self.bounds.least, self.bounds.most
        if least == most:
            return self.bounds
        return Bounds(most=most) if self.bounds.side(self.value) > 0 else Bounds(least=least)

    def worse_than(self, number: Number) -> bool:
        """Whether it is further beyond than another number, which may be within the bounds."""
        side = self.bounds.side(self.value)
        return self.bounds.side(number) != side or (self.value - number) * side > 0

    @property
    def trend(self) -> Trend | None:
        """What became of it; None without an older version. Beyond the other bound is worse."""
        if self.was is None:
            return None
        if self.worse_than(self.was):
            return Trend.WORSE
        return Trend.EQUAL if self.value == self.was else Trend.BETTER

    @property
    def words(self) -> str:
        """What became of it, and which bound it is beyond; empty where nothing did."""
        trend = self.trend
        if self.was is None or trend is None or trend is Trend.EQUAL:
            return ""
        word = "worse" if trend is Trend.WORSE else "improved"
        return f"{word}: {written(self.was)} to {written(self.value)}, {self.violated.words}"
