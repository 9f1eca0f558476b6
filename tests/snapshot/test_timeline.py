"""When something is there, by periods of which some meet, overlap or are not known to the day."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from orgcheck.snapshot.timeline import Bound, Span, Timeline
from tests.work import calls

DAYS = st.integers(1, 30)
BOUNDS = st.tuples(DAYS, DAYS).map(lambda days: Bound(min(days), max(days)))
SPANS = st.lists(st.builds(Span, BOUNDS, BOUNDS), max_size=6)


@given(SPANS)
def test_it_is_there_where_one_of_its_periods_is(spans: list[Span]) -> None:
    timeline = Timeline(spans)
    for day in range(32):
        assert timeline.certainly_on(day) == any(span.certainly_on(day) for span in spans)
        assert timeline.possibly_on(day) == any(span.possibly_on(day) for span in spans)


@given(SPANS)
def test_the_days_on_which_it_may_be_there_are_told_once_and_in_order(spans: list[Span]) -> None:
    told = list(Timeline(spans).possible)
    days = [day for begin, end in told for day in range(begin, end)]
    assert days == [day for day in range(32) if any(span.possibly_on(day) for span in spans)]
    assert all(before < after for (_, before), (after, _) in pairwise(told))


def test_the_days_of_many_periods_are_searched() -> None:
    def asked(number: int) -> int:
        days = range(1, 2 * number, 2)
        timeline = Timeline([Span(Bound(day, day), Bound(day + 1, day + 1)) for day in days])
        return calls(lambda: [timeline.certainly_on(day) for day in days])

    assert asked(400) < 4.5 * asked(100)
