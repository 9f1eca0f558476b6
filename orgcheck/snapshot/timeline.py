"""When something holds: stretches of days between bounds, of which some are not known to the day.

Days are counted by their ordinals, so that the day after the last one of the calendar is one too.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property

from orgcheck.language import tr
from orgcheck.records import NamedTuple, dataclass
from orgcheck.snapshot.scalars import first_day, last_day

# The first day of a stretch in which nothing changes, and the first one behind it.
Stretch = tuple[int, int | None]
# Before and after every day of the calendar.
_NEVER, _ALWAYS = 0, date.max.toordinal() + 2


class Bound(NamedTuple):
    """The first day of what comes next: on the day `first` at the earliest, `last` at the latest.

    Both are the same where the day is known.
    """

    first: int
    last: int

    @classmethod
    def beginning(cls, day: date | None) -> Bound:
        """Where something begins on a day; without one, it has always been."""
        if day is None:
            return cls(_NEVER, _NEVER)
        return cls(first_day(day).toordinal(), last_day(day).toordinal())

    @classmethod
    def after(cls, day: date | None) -> Bound:
        """Where something has ended whose last day it is; without one, it never ends."""
        if day is None:
            return cls(_ALWAYS, _ALWAYS)
        return cls(first_day(day).toordinal() + 1, last_day(day).toordinal() + 1)

    @property
    def certain(self) -> Bound:
        """The same, told as of the day by which it certainly has come."""
        return Bound(self.last, self.last)

    @property
    def days(self) -> Iterator[int]:
        """The days of the calendar on which what is known changes."""
        return (day for day in dict.fromkeys(self) if _NEVER < day < _ALWAYS - 1)


class Span(NamedTuple):
    """The days from one bound on, up to and without the other."""

    begins: Bound
    ends: Bound

    @classmethod
    def of(cls, first: date | None, last: date | None) -> Span:
        """From the first to the last day, both included."""
        return cls(Bound.beginning(first), Bound.after(last))

    @property
    def certain(self) -> Span:
        """The same, each end told as of the day by which it certainly has come."""
        return Span(self.begins.certain, self.ends.certain)

    def until(self, following: Span | None) -> Span:
        """The same, certain; it ends as another one begins that may follow on it at once."""
        if following is None or not self.may_adjoin(following):
            return self.certain
        return Span(self.begins.certain, following.begins.certain)

    def may_adjoin(self, following: Span) -> bool:
        """Whether there is no day that certainly lies between this one and a later one."""
        return following.begins.first <= self.ends.last

    @property
    def is_empty(self) -> bool:
        """Whether it is certain that there is no such day."""
        return self.ends.last <= self.begins.first

    def meets(self, other: Span) -> bool:
        """Whether it is certain that both have a day in common."""
        begins = max(self.begins.last, other.begins.last)
        return begins < min(self.ends.first, other.ends.first)

    def certainly_on(self, day: int) -> bool:
        """Whether the day certainly belongs to it."""
        return self.begins.last <= day < self.ends.first

    def possibly_on(self, day: int) -> bool:
        """Whether the day may belong to it."""
        return self.begins.first <= day < self.ends.last


EVER = Span.of(None, None)


@dataclass(frozen=True)
class Timeline:
    """When something is there, and the bounds between the stretches in which it is one and another.

    Parameters
    ----------
    spans
        When it is there.
    bounds
        Where one stretch ends and the next one begins, in order; one less than there are stretches.
    """

    spans: Sequence[Span] = (EVER,)
    bounds: Sequence[Bound] = ()

    def certainly_on(self, day: int) -> bool:
        """Whether it certainly is there on a day."""
        return _is_within(self._certain, day)

    def possibly_on(self, day: int) -> bool:
        """Whether it may be there on a day."""
        return _is_within(self._possible, day)

    @property
    def possible(self) -> Iterator[tuple[int, int]]:
        """The days on which it may be there: from the first up to, and without, the second.

        They are in order, and none of them meets another.
        """
        return zip(self._possible[::2], self._possible[1::2], strict=True)

    def stretches_on(self, day: int) -> range:
        """The numbers of the stretches that a day may belong to: one, where that is known."""
        low = bisect_right(self._last, day)
        return range(low, max(low, bisect_right(self._first, day)) + 1)

    @property
    def bounds_there(self) -> Iterator[Bound]:
        """The bounds between stretches that lie within what is there."""
        spans = sorted(self.spans)
        begins = [span.begins.first for span in spans]
        for bound in self.bounds:
            before = bisect_left(begins, bound.last)
            if before and bound.first < spans[before - 1].ends.last:
                yield bound

    def days(self) -> Iterator[int]:
        """The days on which something about it changes, or what is known of it; not in order."""
        turns = {*self._certain, *self._possible}
        yield from (day for day in turns if _NEVER < day < _ALWAYS - 1)
        for bound in self.bounds_there:
            yield from bound.days

    @cached_property
    def _certain(self) -> Sequence[int]:
        return _union((span.begins.last, span.ends.first) for span in self.spans)

    @cached_property
    def _possible(self) -> Sequence[int]:
        return _union((span.begins.first, span.ends.last) for span in self.spans)

    @cached_property
    def _first(self) -> list[int]:
        return sorted(bound.first for bound in self.bounds)

    @cached_property
    def _last(self) -> list[int]:
        return sorted(bound.last for bound in self.bounds)


def _union(stretches: Iterable[tuple[int, int]]) -> Sequence[int]:
    """Where days begin and cease to belong to any of the stretches, in turn and in order."""
    turns: list[int] = []
    for begin, end in sorted(stretches):
        if begin >= end:
            continue
        if turns and begin <= turns[-1]:
            turns[-1] = max(turns[-1], end)
        else:
            turns += begin, end
    return turns


def _is_within(turns: Sequence[int], day: int) -> bool:
    """Whether a day belongs to the stretches whose union was made."""
    return bisect_right(turns, day) % 2 == 1


def take_up(stretches: list[Stretch], further: Stretch) -> None:
    """Take one more stretch, as a part of the last one where it follows on that."""
    begin, end = further
    if stretches and stretches[-1][1] == begin:
        stretches[-1] = (stretches[-1][0], end)
    else:
        stretches.append(further)


def in_words(days: Iterable[Stretch]) -> str:
    """Days in words: from the first on up to, and without, the second; None where it goes on.

    Examples
    --------
    >>> may, june = date(2020, 5, 1).toordinal(), date(2020, 6, 1).toordinal()
    >>> in_words([(may, june)]), in_words([(0, may), (june, None)])
    ('2020-05-01 to 2020-05-31', 'until 2020-04-30, from 2020-06-01 on')
    """
    joined: list[Stretch] = []
    for stretch in days:
        take_up(joined, stretch)
    return ", ".join(_stretch_in_words(begin, end) for begin, end in joined)


def _stretch_in_words(begin: int, end: int | None) -> str:
    if begin <= _NEVER:
        return tr("always") if end is None else tr("until {day}", day=date.fromordinal(end - 1))
    first = date.fromordinal(begin)
    if end is None:
        return tr("from {day} on", day=first)
    if end == begin + 1:
        return tr("on {day}", day=first)
    return tr("{first} to {last}", first=first, last=date.fromordinal(end - 1))
