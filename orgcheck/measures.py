"""Numbers that a rule bounds: how far beyond its bounds one is, and whether it got worse."""

from __future__ import annotations

from enum import StrEnum

from orgcheck.language import Said, said, said_n
from orgcheck.numbers import Number
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
    def words(self) -> Said:
        """What they ask.

        Examples
        --------
        >>> Bounds(4, 4).words, Bounds(1, 3).words
        ('exactly 4', 'at least 1 and at most 3')
        """
        least, most = self.least, self.most
        if least is not None and least == most:
            return said("exactly {number}", number=least)
        if least is not None and most is not None:
            return said("at least {least} and at most {most}", least=least, most=most)
        if least is not None:
            return said("at least {number}", number=least)
        return said("at most {number}", number=most) if most is not None else said("any number")

    def of_what(self, message: tuple[str, str], **named: object) -> Said:
        """What they ask, in a message about one or several of what they count: as `bounds`.

        Which of the two it is says the number that stands last.

        Examples
        --------
        >>> from orgcheck.language import msg_n
        >>> Bounds(1, 3).of_what(msg_n("have {bounds} child", "have {bounds} children"))
        'have at least 1 and at most 3 children'
        """
        last = self.least if self.most is None else self.most
        return said_n(*message, 1 if last == 1 else 2, bounds=self.words, **named)


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
        named = {"was": self.was, "now": self.value, "bounds": self.violated.words}
        if trend is Trend.WORSE:
            return said("worse: {was} to {now}, {bounds}", **named)
        return said("improved: {was} to {now}, {bounds}", **named)
