"""Rules over all versions: the life of each unit, whatever ids it has."""

from __future__ import annotations

from textwrap import indent

import pytest

from orgcheck.descent.ruled import ruled, run_history_examples
from orgcheck.findings import Finding
from orgcheck.rules.packs import InvalidPack
from tests.descent.histories import history
from tests.rules.ruling import pack

TOP = "units:\n- {id: top, name: Agency, top: true}\n"


def found(rule: str, versions: dict[str, str]) -> tuple[Finding, ...]:
    """What a rule finds in versions, each with the lines of its units below the top."""
    text = f"pack: p\nchange_rules:\n- {{id: H1, statement: S., over: all, {rule}}}\n"
    return ruled(history({day: TOP + units for day, units in versions.items()}), [pack(text)])


def unit(id: str, name: str, more: str = "") -> str:
    return f"- {{id: {id}, name: {name}, parent: top{more}}}\n"


TWICE = "on: rename, assert: {at_most: {events: 1, within: 1 year}}"
EVER = "on: rename, assert: {at_most: {events: 1}}"
STAYS = "on: abolish, assert: {stays_ended: true}"


@pytest.mark.parametrize(
    ("last", "rule", "number"),
    [
        ("2022-12-31", TWICE, 1),
        ("2023-01-01", TWICE, 0),
        ("2023-01-01", EVER, 1),
        # Known to the year: surely within a year of the first it is not.
        ("2022-07", TWICE, 1),
        ("2023", TWICE, 0),
    ],
)
def test_two_events_are_within_a_time_only_where_they_surely_are(
    last: str, rule: str, number: int
) -> None:
    versions = {
        "2021-01-01": unit("a", "Roads"),
        "2022-01-01": unit("a", "Road Works"),
        last: unit("a", "Road Office"),
    }
    assert len(found(rule, versions)) == number


def test_a_unit_is_followed_through_its_ids_and_each_event_is_placed() -> None:
    (finding,) = found(
        TWICE,
        {
            "2021-01-01": unit("a", "Roads"),
            "2021-03-01": unit("a", "Road Works"),
            "2021-05-01": unit("b", "Road Works", ", previously: [a]"),
            "2021-07-01": unit("b", "Road Office"),
        },
    )
    assert finding.message == (
        "b: 2 such events within 1 year, at most 1 allowed: "
        "2021-03-01: a is renamed; 2021-07-01: b is renamed"
    )
    assert (finding.unit, finding.chain) == ("b", ("a", "b"))
    assert finding.location is not None
    assert [finding.location.file, *(one.location.file for one in finding.related[:1])] == [
        "2021-07-01.yaml",
        "2021-03-01.yaml",
    ]


def test_what_happens_too_often_twice_is_two_findings() -> None:
    names = ("Roads", "Road Works", "Road Office", "Road Bureau", "Road House")
    days = ("2020-01-01", "2021-01-01", "2021-06-01", "2024-01-01", "2024-06-01")
    versions = {day: unit("a", name) for day, name in zip(days, names, strict=True)}
    first, second = found(TWICE, versions)
    assert first.fingerprint != second.fingerprint


def test_a_rule_with_a_time_cannot_be_evaluated_where_a_version_has_no_day() -> None:
    versions = {"v1": unit("a", "Roads"), "v2": unit("a", "Ways"), "v3": unit("a", "Streets")}
    (finding,) = found(TWICE, versions)
    assert finding.rule == "ORG906"
    assert "v2 does not say from which day on it holds" in finding.message
    assert len(found(EVER, versions)) == 1


@pytest.mark.parametrize(
    ("again", "number"),
    [("", 1), (", revives: true", 1), (", revives: false", 0)],
)
def test_a_unit_that_ended_comes_back_unless_it_says_that_it_is_another(
    again: str, number: int
) -> None:
    versions = {
        "2021": unit("a", "Archive"),
        "2022": "",
        "2023": "",
        "2024": unit("a", "Archive", again),
    }
    findings = found(STAYS, versions)
    assert [(one.unit, "2022" in one.message, "2024" in one.message) for one in findings] == [
        ("a", True, True)
    ] * number


def test_a_unit_that_one_version_leaves_out_did_not_end() -> None:
    versions = {"2021": unit("a", "Archive"), "2022": "", "2023": unit("a", "Archive")}
    assert found(STAYS, versions) == ()


def test_an_id_that_another_known_unit_takes_is_no_return() -> None:
    versions = {
        "2021": unit("a", "Archive") + unit("b", "Roads"),
        "2022": unit("b", "Roads"),
        "2023": unit("b", "Roads"),
        "2024": unit("a", "Roads", ", previously: [b]"),
    }
    assert found(STAYS, versions) == ()


def test_a_rule_that_selects_no_unit_of_any_version_says_nothing() -> None:
    versions = {"2021": unit("roads", "Roads", ", kind: team"), "2022": unit("roads", "Ways")}
    assert found(f"for: {{kind: team}}, {EVER}", versions) == ()
    (empty,) = found(f"for: {{id: raods}}, {EVER}", versions)
    assert (empty.rule, empty.fix) == (
        "ORG900",
        "did you mean roads? Else mend the rule, or say `allow_empty: true` where that may be",
    )
    assert empty.message == "H1 is about units with the id raods, and there are none in any version"
    for silent in ("allow_empty: true, ", "applies_to: {from: 2023-01-01}, "):
        assert found(f"for: {{id: raods}}, {silent}{EVER}", versions) == ()


def test_a_rule_is_about_the_units_that_it_selects_before_the_event() -> None:
    kinds = {"2021": "team", "2022": "team", "2023": "office"}
    versions = {year: unit("a", f"Roads {year}", f", kind: {kind}") for year, kind in kinds.items()}
    assert len(found(f"for: {{kind: team}}, {EVER}", versions)) == 1
    assert found(f"for: {{kind: office}}, {EVER}", versions) == ()


def test_a_history_of_one_version_is_no_example() -> None:
    example = indent("fail: [{versions: [{units: [{id: a, name: A, top: true}]}]}]", "  ")
    text = f"pack: p\nchange_rules:\n- id: H1\n  statement: S.\n  over: all\n  {STAYS}\n"
    text = text.replace(STAYS, "assert: {stays_ended: true}")
    with pytest.raises(InvalidPack, match="at least two versions"):
        pack(f"{text}{example}\n")


def test_an_example_that_disagrees_is_told() -> None:
    one = "{units: [{id: a, name: A, top: true}]}"
    text = (
        "pack: p\nchange_rules:\n- id: H1\n  statement: S.\n  over: all\n"
        f"  assert: {{stays_ended: true}}\n  fail: [{{versions: [{one}, {one}]}}]\n"
    )
    (result,) = run_history_examples(pack(text))
    assert not result.agrees
