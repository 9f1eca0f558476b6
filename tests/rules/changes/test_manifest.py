"""The manifest of a reorganisation, held against what happened."""

from __future__ import annotations

from typing import get_args

import pytest

from orgcheck.event_kinds import EventKind
from orgcheck.findings import Finding
from orgcheck.snapshot.model import Expectation
from tests.building import integrity
from tests.rules.changes.changing import found, units

A = "id: a, name: A, parent: top"
B = "id: b, name: B, parent: top"
C = "id: c, name: C, parent: top"
OLD = units(A, B, C)
MERGED = units("id: ab, name: AB, parent: top, replaces: [a, b]", C)


def manifest(*measures: str) -> str:
    items = "".join(f"\n    - {{{measure}}}" for measure in measures)
    return f"reorganisation:\n  title: One house\n  measures:{items or ' []'}\n"


MERGE = "id: M1, statement: A and B merge., expects: [{kind: merge, old: [a, b], new: ab}]"


def about(findings: list[Finding]) -> list[tuple[str, str]]:
    return [
        (finding.rule, finding.message)
        for finding in findings
        if finding.rule in ("CHG006", "CHG007", "CHG008")
    ]


def test_what_happened_as_declared_is_no_finding() -> None:
    assert about(found(OLD, MERGED + manifest(MERGE))) == []


def test_without_a_manifest_nothing_is_held_against_it() -> None:
    assert about(found(OLD, MERGED)) == []


def test_an_event_outside_of_all_measures() -> None:
    new = MERGED.replace("name: C, ", "name: C Z, ") + manifest(MERGE)
    findings = found(OLD, new)

    assert about(findings) == [
        ("CHG006", "c is renamed, which no measure of the reorganisation declares")
    ]
    (finding,) = findings
    assert (finding.unit, str(finding.location)) == ("c", "new.yaml:4:10")
    assert [str(place.location) for place in finding.related] == ["new.yaml:6:10"]


def test_a_measure_unfulfilled_at_its_place() -> None:
    findings = found(OLD, OLD + manifest(MERGE))

    assert about(findings) == [
        ("CHG007", "measure M1 expects the merger of a and b to ab, which did not happen")
    ]
    assert str(findings[0].location) == "new.yaml:9:53"


def test_an_event_that_two_measures_expect() -> None:
    again = MERGE.replace("M1", "M2")

    assert about(found(OLD, MERGED + manifest(MERGE, again))) == [
        ("CHG008", "a and b merge into ab, which the measures M1 and M2 both expect")
    ]


@pytest.mark.parametrize(
    "expects", ["old: [a], new: ab", "old: [a, b, c], new: ab", "old: [a, b], new: c"]
)
def test_more_or_less_than_what_is_declared_is_something_else(expects: str) -> None:
    measure = f"id: M1, statement: s, expects: [{{kind: merge, {expects}}}]"

    assert [rule for rule, _ in about(found(OLD, MERGED + manifest(measure)))] == [
        "CHG006",
        "CHG007",
    ]


@pytest.mark.parametrize("expects", ["old: [a, b]", "new: ab", "old: [b, a], new: [ab]"])
def test_a_side_that_is_left_out_may_be_anything(expects: str) -> None:
    measure = f"id: M1, statement: s, expects: [{{kind: merge, {expects}}}]"

    assert about(found(OLD, MERGED + manifest(measure))) == []


@pytest.mark.parametrize("expects", ["old: a, new: c", "old: [a, c], new: c", "old: a"])
def test_a_unit_that_goes_on_may_stand_on_both_sides_or_on_one(expects: str) -> None:
    measure = f"id: M1, statement: s, expects: [{{kind: absorb, {expects}}}]"

    assert about(found(OLD, units(B, f"{C}, replaces: [a]") + manifest(measure))) == []


@pytest.mark.parametrize(
    "expects",
    ["{kind: post, old: head-a}", "{kind: post, new: head-ab}", "{kind: post, old: clerk}"],
    ids=["it ends with its unit", "it begins with its unit", "it follows its unit"],
)
def test_a_post_that_is_expected_to_change_may_do_so_along_with_its_unit(expects: str) -> None:
    old = (
        units(f"{A}, head: head-a", B, C)
        + "posts: [{id: head-a, name: Head of A, unit: a}, {id: clerk, name: Clerk, unit: a}]\n"
    )
    new = MERGED.replace("[a, b]", "[a, b], head: head-ab") + (
        "posts: [{id: head-ab, name: Head of AB, unit: ab}, {id: scribe, name: Clerk, unit: ab}]\n"
    )
    measure = MERGE.replace("}]", f"}}, {expects}]")

    assert about(found(old, new + manifest(measure))) == []
    missing = measure.replace("old: head-a}", "old: b}").replace("head-ab}", "c}")
    missing = missing.replace("old: clerk}", "old: c}")
    assert [rule for rule, _ in about(found(old, new + manifest(missing)))] == ["CHG007"]


EXPECTING = "id: M1, statement: s, expects: [{}]"


def closed(*offices: int, expects: str) -> list[tuple[str, str]]:
    """What is found where of twelve offices some are closed."""
    every = [f"id: o{number}, name: Office {number}, parent: top" for number in range(1, 13)]
    left = [unit for number, unit in enumerate(every, 1) if number not in offices]
    new = units(*left) + manifest(EXPECTING.format(expects))
    rules = ("CHG005", "CHG006", "CHG007", "CHG008")
    findings = [one for one in found(units(*every), new) if one.rule in rules]
    return [(finding.rule, finding.message) for finding in findings]


def test_what_happens_to_an_entry_of_the_register_that_nobody_holds_has_a_place() -> None:
    old = units() + "responsibilities: [{id: d1, name: D1}]\n"
    new = units() + "responsibilities: [{id: d1, name: D2}, {id: d3, name: D3}]\n"
    findings = found(old, new + manifest(EXPECTING.format("{kind: create, new: [u]}")))
    undeclared = [one for one in findings if one.rule == "CHG006"]

    assert undeclared
    assert all(one.location is not None and one.location.line == 3 for one in undeclared)


def test_one_entry_expects_as_many_abolitions_as_it_names_units() -> None:
    several = "{kind: abolish, old: [o3, o4, o5, o6, o7, o8, o9, o10, o11, o12]}"

    assert closed(*range(3, 13), expects=several) == []
    assert closed(*range(4, 13), expects=several) == [
        ("CHG007", "measure M1 expects the abolition of o3, which did not happen")
    ]
    assert closed(*range(2, 13), expects=several) == [
        ("CHG006", "o2 is abolished, which no measure of the reorganisation declares")
    ]


@pytest.mark.parametrize(
    ("expects", "new"),
    [
        (
            "{kind: rename, old: [a, b]}",
            ("id: a, name: AA, parent: top", "id: b, name: BB, parent: top"),
        ),
        (
            "{kind: create, new: [d, e]}",
            (A, B, C, "id: d, name: D, parent: top", "id: e, name: E, parent: top"),
        ),
        (
            "{kind: move, new: [b, c]}",
            (A, "id: b, name: B, parent: a", "id: c, name: C, parent: a"),
        ),
        (
            "{kind: recode, old: [a, b], new: [x, y]}",
            (
                "id: x, name: A, parent: top, previously: [a]",
                "id: y, name: B, parent: top, previously: [b]",
            ),
        ),
    ],
)
def test_so_it_is_of_every_kind_that_is_of_one_unit(expects: str, new: tuple[str, ...]) -> None:
    rest = () if len(new) != 2 else (C,)

    assert about(found(OLD, units(*new, *rest) + manifest(EXPECTING.format(expects)))) == []


def test_ids_on_both_sides_go_together_in_their_order() -> None:
    new = units(
        "id: x, name: A, parent: top, previously: [a]",
        "id: y, name: B, parent: top, previously: [b]",
        C,
    )
    crossed = EXPECTING.format("{kind: recode, old: [a, b], new: [y, x]}")

    assert [rule for rule, _ in about(found(OLD, new + manifest(crossed)))] == [
        "CHG006",
        "CHG006",
        "CHG007",
        "CHG007",
    ]


def test_a_unit_that_ends_or_comes_along_is_expected_too() -> None:
    below = "id: d, name: D, parent: a"
    ends = EXPECTING.format("{kind: abolish, old: [a, d]}")
    comes = EXPECTING.format("{kind: create, new: [a, d]}")

    assert about(found(units(A, B, C, below), units(B, C) + manifest(ends))) == []
    assert about(found(units(B, C), units(A, B, C, below) + manifest(comes))) == []


def test_figures_and_other_fields_of_units_that_it_names_belong_to_a_measure() -> None:
    move = "id: M1, statement: s, expects: [{kind: move, old: c}]"
    new = units(A, B, "id: c, name: C, parent: a, figures: {fte: 3}, tags: [x]")

    assert about(found(OLD, new + manifest(move))) == []
    elsewhere = new.replace("name: B, parent: top", "name: B, parent: top, figures: {fte: 3}")
    (finding,) = found(OLD, elsewhere + manifest(move))
    assert (finding.rule, finding.severity, finding.unit) == ("CHG006", "warning", "b")


def test_what_a_new_version_says_of_itself_needs_no_measure() -> None:
    header = "version: '2'\nvalid_from: 2025-01-01\nstatus: approved\nsource: minutes\n"

    assert about(found(OLD, header + MERGED + manifest(MERGE))) == []


class TestHistory:
    def test_a_measure_that_the_older_snapshot_declared_is_past(self) -> None:
        declared = MERGED + manifest(MERGE)

        assert about(found(declared, declared.replace("name: C, ", "name: Z, "))) == []

    def test_a_measure_that_is_added_to_past_ones_is_not(self) -> None:
        rename = "id: M2, statement: s, expects: [{kind: rename, old: c}]"
        old = MERGED + manifest(MERGE)

        assert about(found(old, MERGED + manifest(MERGE, rename))) == [
            ("CHG007", "measure M2 expects the rename of c, which did not happen")
        ]

    def test_what_else_it_says_may_be_completed_later(self) -> None:
        heard = f"{MERGE}, consultation: {{body: staff council, status: concluded}}"

        assert about(found(MERGED + manifest(MERGE), MERGED + manifest(heard))) == []


class TestWhenItIsDue:
    OLD = "valid_from: 2025-01-01\n" + OLD

    @pytest.mark.parametrize(
        ("when", "day", "owed"),
        [
            ("effective: 2026-01-01", "2025-06-01", False),
            ("effective: 2026-01-01", "2026-01-01", True),
            ("transition_until: 2026-06-30", "2026-06-30", False),
            ("transition_until: 2026-06-30", "2026-07-01", True),
        ],
    )
    def test_a_measure_is_owed_from_its_day_on(self, when: str, day: str, owed: bool) -> None:
        new = f"valid_from: {day}\n{OLD}{manifest(f'{MERGE}, {when}')}"

        assert [rule for rule, _ in about(found(self.OLD, new))] == (["CHG007"] if owed else [])

    def test_what_was_not_due_in_the_older_snapshot_is_still_open(self) -> None:
        measure = manifest(f"{MERGE}, effective: 2026-01-01")
        new = f"valid_from: 2026-01-01\n{OLD}{measure}"

        assert [rule for rule, _ in about(found(self.OLD + measure, new))] == ["CHG007"]


class TestForm:
    def test_the_kinds_are_those_of_events_save_what_the_snapshot_says_of_itself(self) -> None:
        kinds = get_args(Expectation.model_fields["kind"].annotation)

        assert set(kinds) == {str(kind) for kind in EventKind} - {"snapshot"}

    @pytest.mark.parametrize(
        ("measures", "message"),
        [
            (
                ["id: M1, statement: s, expects: [{kind: merge}]"],
                'reorganisation.measures[1].expects[1]: says neither "old" nor "new": whom it is '
                "about",
            ),
            (
                ["id: M1, statement: s", "id: M1, statement: s"],
                "reorganisation.measures: two measures have the id M1",
            ),
            (["id: M1"], 'reorganisation.measures[1]: "statement" is missing'),
        ],
    )
    def test_errors_have_their_place(self, measures: list[str], message: str) -> None:
        (finding,) = integrity(OLD + manifest(*measures))

        assert finding.rule == "ORG002"
        assert finding.message in (message, message.rpartition(": ")[2])

    def test_the_body_that_decided_exists(self) -> None:
        (finding,) = integrity(OLD + manifest("id: M1, statement: s, decision: {body: board}"))

        assert finding.rule == "ORG004"
        assert str(finding.location) == "snapshot.yaml:9:47"
