"""Findings told apart by their fingerprints: new, existing, fixed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from orgcheck.findings import Finding, Location, Severity
from orgcheck.policy.examination import verdict
from orgcheck.results import Control, Review


def finding(
    unit: str, severity: Severity = Severity.ERROR, *, line: int = 1, message: str = "m"
) -> Finding:
    place = Location("a.yaml", line, 1, line, 2)
    return Finding(rule="R1", severity=severity, message=message, unit=unit, location=place)


def units(findings: tuple[Finding, ...]) -> list[str | None]:
    return [one.unit for one in findings]


def test_what_was_there_before_does_not_count() -> None:
    judged = verdict([finding("a"), finding("b")], [finding("b"), finding("c")])

    assert units(judged.introduced) == ["c"]
    assert units(judged.existing) == ["b"]
    assert units(judged.fixed) == ["a"]
    assert judged.failed


def test_a_moved_line_and_another_wording_make_nothing_new() -> None:
    judged = verdict([finding("a")], [finding("a", line=9, message="otherwise")])

    assert (judged.introduced, judged.failed) == ((), False)


def test_what_is_new_fails_from_a_severity_on() -> None:
    new = [finding("a", Severity.WARNING)]

    assert not verdict([], new).failed
    assert verdict([], new, fail_on=Severity.WARNING).failed


def test_findings_on_the_change_count_always() -> None:
    judged = verdict([finding("a")], [finding("a")], on_change=[finding("a")])

    assert units(judged.new) == ["a"]


def test_each_fails_a_change_the_first_rules_and_its_own() -> None:
    good, bad = verdict([], []), verdict([], [finding("a")])

    for first, own, failed in ((good, bad, True), (bad, good, True), (good, good, False)):
        assert Review(first=first, own=own, control=Control()).failed is failed
    review = Review(first=bad, own=verdict([], [finding("b")]), control=Control())
    assert units(review.counted) == ["a", "b"]
    assert units(review.further) == ["b"]
    assert units(review.lifted) == ["a"]


@given(st.lists(st.sampled_from("abcd")), st.lists(st.sampled_from("abcd")))
def test_every_finding_is_in_one_group(before: list[str], after: list[str]) -> None:
    judged = verdict([finding(unit) for unit in before], [finding(unit) for unit in after])

    assert len(judged.introduced) + len(judged.existing) == len(after)
    assert {*units(judged.existing), *units(judged.introduced)} == set(after)
    assert set(units(judged.fixed)) == set(before) - set(after)
