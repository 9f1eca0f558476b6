"""Numbers beyond their bounds across two versions: the same finding, worse, equal or better."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from orgcheck.findings import Finding, Severity
from orgcheck.measures import Bounds, Measure, Number, Trend
from orgcheck.policy.examination import verdict
from orgcheck.results import Verdict

NUMBERS: st.SearchStrategy[Number] = st.integers(0, 30) | st.integers(0, 3000).map(
    lambda cents: Decimal(cents) / 100
)
MOST = Bounds(most=150)
RANGE = Bounds(50, 150)


def finding(value: int, bounds: Bounds = MOST, unit: str = "a") -> Finding:
    measure = Measure(value, bounds)
    return Finding(
        rule="R1",
        severity=Severity.ERROR,
        message=f"has {value}",
        unit=unit,
        about="figures",
        value="headcount",
        measure=measure,
    )


def judged(was: int, now: int, bounds: Bounds = MOST) -> Verdict:
    return verdict([finding(was, bounds)], [finding(now, bounds)])


def test_nearer_to_the_bound_is_the_same_finding_and_improved() -> None:
    found = judged(161, 152)

    assert (found.introduced, found.fixed, found.failed) == ((), (), False)
    assert [one.message for one in found.existing] == ["has 152; improved: 161 to 152, at most 150"]


def test_further_from_the_bound_counts_as_new_and_mends_nothing() -> None:
    found = judged(155, 161)

    assert (found.existing, found.fixed, found.failed) == ((), (), True)
    assert [one.message for one in found.introduced] == ["has 161; worse: 155 to 161, at most 150"]


def test_as_far_as_before_is_there_before_and_nothing_more_is_said() -> None:
    found = judged(155, 155)

    assert [one.message for one in found.existing] == ["has 155"]
    assert not found.failed


def test_the_other_side_of_a_range_is_worse_even_if_nearer() -> None:
    found = judged(10, 151, RANGE)

    assert [one.message for one in found.introduced] == ["has 151; worse: 10 to 151, at most 150"]
    assert found.fixed == ()


def test_below_the_least_fewer_is_worse() -> None:
    assert judged(40, 45, RANGE).existing
    assert judged(45, 40, RANGE).introduced


def test_the_way_back_from_an_improvement_makes_it_worse_again() -> None:
    found = judged(161, 152)

    assert [one.message for one in found.back] == ["has 161; worse: 152 to 161, at most 150"]
    assert found.fixed_back == ()


def test_another_id_makes_nothing_new() -> None:
    before, after = [finding(161, unit="a")], [finding(152, unit="b")]

    found = verdict(before, after, renamed=lambda: {"a": "b"})

    assert (found.introduced, found.fixed) == ((), ())
    assert verdict(before, after).introduced


def test_another_id_of_what_a_value_names_makes_nothing_new() -> None:
    def under(parent: str) -> Finding:
        return Finding(
            rule="R1", severity=Severity.ERROR, message="m", unit="x", about="parent", value=parent
        )

    found = verdict([under("a")], [under("b")], renamed=lambda: {"a": "b"})

    assert (found.introduced, found.fixed) == ((), ())


def test_the_number_is_no_part_of_the_fingerprint() -> None:
    assert finding(155).fingerprint == finding(161).fingerprint


@settings(deadline=None)
@given(NUMBERS, NUMBERS, NUMBERS, NUMBERS)
def test_a_trend_is_by_the_distance_to_the_violated_bound(
    was: Number, now: Number, one: Number, other: Number
) -> None:
    wanted = Bounds(min(one, other), max(one, other))
    there, back = Measure(now, wanted, was).trend, Measure(was, wanted, now).trend
    if wanted.allow(was) or wanted.allow(now):
        return
    if wanted.side(was) != wanted.side(now):
        assert (there, back) == (Trend.WORSE, Trend.WORSE)
    else:
        turned = {Trend.WORSE: Trend.BETTER, Trend.BETTER: Trend.WORSE, Trend.EQUAL: Trend.EQUAL}
        assert there is not None
        assert back is turned[there]
        assert (there is Trend.EQUAL) is (was == now)
