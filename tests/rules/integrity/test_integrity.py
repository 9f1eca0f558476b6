"""Each integrity rule: what it accepts, what it rejects and where, and when it keeps silent."""

from __future__ import annotations

import pytest

from orgcheck.findings import Severity
from orgcheck.organisation import Organisation
from orgcheck.rules.integrity import check
from orgcheck.rules.structure_rules import faults_of
from orgcheck.snapshot.model import Snapshot
from tests.building import briefly, integrity

TOP = "{id: a, name: A, top: true}"


def rules(text: str) -> list[str]:
    return [finding.rule for finding in integrity(text)]


def only(text: str) -> tuple[str, str | None, int, int]:
    (found,) = briefly(integrity(text))
    return found


# -- ORG003 -----------------------------------------------------------------------------------


def test_an_id_given_twice_is_found_at_the_second_and_names_the_first() -> None:
    text = "units:\n  - {id: a, name: A, top: true}\n  - {id: a, name: B, top: true}\n"
    (found,) = integrity(text)
    assert (found.rule, found.unit) == ("ORG003", "a")
    assert (found.location.line, found.location.column) == (3, 10)  # type: ignore[union-attr]
    assert found.related[0].location.line == 2


def test_ids_are_unique_among_units_posts_and_bodies_together() -> None:
    assert rules(f"""
        units: [{TOP}]
        posts: [{{id: a, name: P}}]
        bodies: [{{id: a, name: B, type: organ}}]
    """) == ["ORG003", "ORG003"]


def test_case_counts_in_ids() -> None:
    assert rules(f"units: [{TOP}, {{id: A, name: B, top: true}}]") == []


def test_the_register_lists_a_duty_once() -> None:
    text = f"units: [{TOP}]\nresponsibilities: [{{id: d, name: D}}, {{id: d, name: E}}]\n"
    assert only(text)[0::2] == ("ORG003", 2)


def test_a_snapshot_that_stands_in_no_file_has_findings_without_places() -> None:
    units = [{"id": "a", "name": name, "top": True, "previously": ["x"]} for name in "AB"]
    post = {"id": "p", "name": "P", "previously": ["x"]}
    duty = {"id": "d", "name": "D", "statutory": True}
    snapshot = Snapshot.model_validate(
        {"organisation": "T", "units": units, "posts": [post], "responsibilities": [duty, duty]}
    )
    findings = check(Organisation(snapshot))
    assert [finding.message for finding in findings if finding.rule == "ORG003"] == [
        "the id a is given again",
        "the register of responsibilities has d again",
    ]
    assert not any(finding.location or finding.related for finding in findings)


# -- ORG004 -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "about", "column"),
    [
        ("parent: x", "parent", 30),
        ("parent: p", "parent", 30),
        ("parent: a, head: x", "head", 39),
        ("parent: a, head: b", "head", 39),
        ("parent: a, reports_to: x", "reports_to", 45),
        ("parent: a, lines: [{to: x}]", "lines", 46),
        ("parent: a, links: [{type: t, to: x}]", "links", 55),
    ],
)
def test_a_reference_to_nothing_or_to_the_wrong_sort_is_found_at_its_value(
    field: str, about: str, column: int
) -> None:
    text = f"units:\n  - {TOP}\n  - {{id: u, name: U, {field}}}\n"
    text += "posts: [{id: p, name: P}]\nbodies: [{id: b, name: B, type: organ}]\n"
    (found,) = integrity(text)
    assert (found.rule, found.unit, found.about) == ("ORG004", "u", about)
    assert found.location is not None
    assert found.location.line == 3
    assert found.location.column == column


def test_posts_bodies_and_the_decision_refer_too() -> None:
    text = f"""
        organisation: T
        decision: {{body: a}}
        units: [{TOP}]
        posts: [{{id: p, name: P, unit: b}}, {{id: q, name: Q, reports_to: x}}]
        bodies: [{{id: b, name: B, type: organ, reports_to: y}}]
    """
    assert rules(text) == ["ORG004"] * 4


def test_the_nearest_id_is_offered() -> None:
    (found,) = integrity(f"units: [{TOP}, {{id: sales, name: S, top: true, reports_to: salse}}]")
    assert found.fix is not None
    assert "did you mean sales?" in found.fix


def test_an_id_that_differs_in_digits_is_not_offered() -> None:
    (found,) = integrity(
        "units: [{id: u001, name: A, top: true}, {id: u002, name: B, parent: u003}]"
    )
    assert found.fix is not None
    assert "did you mean" not in found.fix


def test_a_hundred_mistakes_of_one_sort_are_not_looked_up_one_by_one() -> None:
    lines = "".join(f"  - {{id: u{n}, name: U, parent: to{'p' * n}}}\n" for n in range(2, 102))
    findings = integrity(f"units:\n  - {{id: top, name: Top, top: true}}\n{lines}")
    assert len(findings) == 100
    offered = ["did you mean" in (finding.fix or "") for finding in findings]
    assert offered[0]
    assert not any(offered[50:])


def test_every_sort_may_be_reported_to() -> None:
    assert (
        rules(f"""
        units:
          - {TOP}
          - {{id: u, name: U, parent: a, reports_to: b}}
          - {{id: v, name: V, parent: a, reports_to: p}}
          - {{id: w, name: W, parent: a, reports_to: u}}
        posts: [{{id: p, name: P, unit: a}}]
        bodies: [{{id: b, name: B, type: organ}}]
    """)
        == []
    )


# -- ORG005, ORG006 ---------------------------------------------------------------------------


def test_a_unit_that_is_its_own_parent() -> None:
    (found,) = integrity("units: [{id: a, name: A, parent: a}]")
    assert (found.rule, found.message) == ("ORG005", "a is its own parent")


def test_a_longer_cycle_prints_its_path_once_and_says_nothing_of_what_hangs_below() -> None:
    (found,) = integrity("""
        units:
          - {id: top, name: T, top: true}
          - {id: a, name: A, parent: c}
          - {id: b, name: B, parent: a}
          - {id: c, name: C, parent: b}
          - {id: below, name: D, parent: c}
    """)
    assert found.message == "parents form a cycle: a -> c -> b -> a"
    assert found.chain == ("a", "c", "b", "a")


def test_a_cycle_of_command_is_found_where_it_is_stated() -> None:
    (found,) = integrity("""
        units:
          - {id: a, name: A, top: true}
          - {id: b, name: B, parent: a, reports_to: c}
          - {id: c, name: C, parent: b}
    """)
    assert (found.rule, found.unit, found.about) == ("ORG006", "b", "reports_to")
    assert found.message == "lines of command form a cycle: b -> c -> b"


def test_reporting_to_itself() -> None:
    (found,) = integrity("units: [{id: a, name: A, top: true, reports_to: a}]")
    assert (found.rule, found.message) == ("ORG006", "a reports to itself")


def test_a_cycle_of_command_that_a_cycle_of_parents_causes_is_not_told_again() -> None:
    assert rules("""
        units:
          - {id: a, name: A, parent: b, head: p}
          - {id: b, name: B, parent: a, head: q}
        posts: [{id: p, name: P, unit: a}, {id: q, name: Q, unit: b}]
    """) == ["ORG005"]


# -- ORG007, ORG008 ---------------------------------------------------------------------------


def test_a_unit_without_parent_is_found_at_its_id() -> None:
    assert only("units:\n  - name: A\n    id: a\n") == ("ORG007", "a", 3, 9)


def test_a_parent_that_does_not_exist_is_not_also_an_orphan() -> None:
    assert rules("units: [{id: a, name: A, parent: x}]") == ["ORG004"]


def test_a_misspelt_parent_is_not_also_an_orphan() -> None:
    assert rules(f"units: [{TOP}, {{id: b, name: B, parrent: a}}]") == ["ORG002"]


def test_a_parent_and_top_exclude_each_other() -> None:
    found = only(f"units:\n  - {TOP}\n  - {{id: b, name: B, parent: a, top: true}}\n")
    assert found == ("ORG008", "b", 3, 38)


def test_a_nested_unit_that_says_top_has_two_places() -> None:
    text = (
        "units:\n  - id: a\n    name: A\n    top: true\n    units: [{id: b, name: B, top: true}]\n"
    )
    assert only(text) == ("ORG008", "b", 5, 35)


def test_a_nested_unit_may_repeat_its_parent_and_name_no_other() -> None:
    text = """
        units:
          - id: a
            name: A
            top: true
            units: [{{id: b, name: B, parent: {parent}}}]
          - {{id: c, name: C, top: true}}
    """
    assert rules(text.format(parent="a")) == []
    assert rules(text.format(parent="c")) == ["ORG008"]


# -- ORG009 -----------------------------------------------------------------------------------

KINDS = """
        organisation: T
        kinds: {org: {top: true}, dept: {parents: [org]}, team: {parents: [dept, team]}, free: {}}
        units:
          - {id: a, name: A, kind: org, top: true}
          - {id: d, name: D, kind: dept, parent: a}
"""


@pytest.mark.parametrize(
    ("unit", "about"),
    [
        ("{id: x, name: X, parent: a}", "kind"),
        ("{id: x, name: X, kind: depts, parent: a}", "kind"),
        ("{id: x, name: X, kind: team, parent: a}", "parent"),
        ("{id: x, name: X, kind: org, parent: a}", "parent"),
        ("{id: x, name: X, kind: team, top: true}", "top"),
    ],
)
def test_a_kind_outside_the_vocabulary_or_out_of_place(unit: str, about: str) -> None:
    (found,) = integrity(f"{KINDS}          - {unit}\n")
    assert (found.rule, found.unit, found.about) == ("ORG009", "x", about)


@pytest.mark.parametrize(
    "unit",
    [
        "{id: x, name: X, kind: team, parent: d}",
        "{id: x, name: X, kind: free, parent: d}",
        "{id: x, name: X, kind: free, top: true}",
    ],
)
def test_a_kind_in_its_place(unit: str) -> None:
    assert rules(f"{KINDS}          - {unit}\n") == []


def test_without_vocabulary_every_kind_is_welcome() -> None:
    assert rules("units: [{id: a, name: A, top: true, kind: anything}]") == []


def test_the_vocabulary_names_its_own_words() -> None:
    (found,) = integrity("""
organisation: T
kinds:
  org: {top: true}
  dept: {parents: [orgs]}
units: [{id: a, name: A, top: true, kind: org}]
""")
    assert (found.rule, found.fix) == ("ORG009", "did you mean org?")
    assert found.location is not None
    assert (found.location.line, found.location.column) == (5, 20)


# -- ORG010 -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bounds", "about"),
    [
        ("valid_from: 2024-05-02, valid_to: 2024-05-01", "valid_to"),
        ("valid_from: 2026-01-01", "valid_from"),
        ("valid_to: 2022-12-31", "valid_to"),
        ("valid_from: 2024-07-01", "valid_from"),
    ],
)
def test_times_that_cannot_be(bounds: str, about: str) -> None:
    (found,) = integrity(f"""
        organisation: T
        valid_from: 2023-01-01
        valid_to: 2025-12-31
        units:
          - {{id: a, name: A, top: true, valid_to: 2024-06-30}}
          - {{id: b, name: B, parent: a, {bounds}}}
    """)
    assert (found.rule, found.unit, found.about) == ("ORG010", "b", about)


def test_times_that_meet_on_one_day() -> None:
    assert (
        rules("""
        units:
          - {id: a, name: A, top: true, valid_to: 2024-06-30}
          - {id: b, name: B, parent: a, valid_from: 2024-06-30}
    """)
        == []
    )


def test_a_snapshot_that_ends_before_it_begins() -> None:
    text = f"organisation: T\nvalid_from: 2024-01-02\nvalid_to: 2024-01-01\nunits: [{TOP}]\n"
    assert only(text) == ("ORG010", None, 3, 11)


@pytest.mark.parametrize(
    ("parent", "unit", "words"),
    [
        ("valid_to: 1920", "valid_from: 1920-06-01", None),
        ("valid_to: 1920-06", "valid_from: 1920", None),
        ("valid_to: 1920", "valid_from: 1920", None),
        (
            "valid_to: 1920",
            "valid_from: 1921",
            "b begins in 1921, after its parent a ended in",
        ),
        ("valid_to: 1920-06", "valid_from: 1920-07-01", "b begins on 1920-07-01, after its parent"),
        ("valid_from: 1921-01-01", "valid_to: 1920", "b ends in 1920, before its parent a begins"),
        ("top: true", "valid_from: 1920-06, valid_to: 1920", None),
        ("top: true", "valid_from: 1920-06, valid_to: 1920-05", "b ends in 1920-05, before it"),
    ],
)
def test_of_dates_that_are_known_to_a_month_or_a_year_only_what_is_certain_is_said(
    parent: str, unit: str, words: str | None
) -> None:
    top = parent if parent == "top: true" else f"top: true, {parent}"
    found = integrity(f"units: [{{id: a, name: A, {top}}}, {{id: b, name: B, parent: a, {unit}}}]")
    assert [one.rule for one in found] == (["ORG010"] if words else [])
    assert words is None or found[0].message.startswith(words)


# -- ORG011 -----------------------------------------------------------------------------------


@pytest.mark.parametrize("field", ["replaces", "previously", "split_from"])
def test_no_unit_succeeds_itself(field: str) -> None:
    (found,) = integrity(f"units: [{{id: a, name: A, top: true, {field}: [a]}}]")
    assert (found.rule, found.about) == ("ORG011", field)


@pytest.mark.parametrize("field", ["replaces", "previously"])
def test_what_is_succeeded_is_gone(field: str) -> None:
    text = f"units: [{TOP}, {{id: b, name: B, parent: a, {field}: [x, a]}}]"
    (found,) = integrity(text)
    assert (found.rule, found.value) == ("ORG011", "a")


def test_what_is_succeeded_may_wind_down() -> None:
    assert (
        rules("""
        units:
          - {id: a, name: A, top: true}
          - {id: b, name: B, parent: a, winding_down: true}
          - {id: c, name: C, parent: a, replaces: [b]}
    """)
        == []
    )


@pytest.mark.parametrize("field", ["replaces", "previously"])
def test_what_is_succeeded_may_have_left_its_id_to_another_unit(field: str) -> None:
    other = "{id: b, name: B, parent: a, revives: false}"
    assert rules(f"units: [{TOP}, {other}, {{id: c, name: C, parent: a, {field}: [b]}}]") == []


def test_a_unit_split_from_one_that_goes_on() -> None:
    assert rules(f"units: [{TOP}, {{id: b, name: B, parent: a, split_from: [a]}}]") == []


def test_no_two_units_were_previously_the_same() -> None:
    (found,) = integrity(f"""
        units:
          - {TOP}
          - {{id: b, name: B, parent: a, previously: [x]}}
          - {{id: c, name: C, parent: a, previously: [x]}}
    """)
    assert (found.rule, found.unit) == ("ORG011", "c")


def test_units_that_wind_down_do_not_replace_each_other() -> None:
    (found,) = integrity(f"""
        units:
          - {TOP}
          - {{id: b, name: B, parent: a, winding_down: true, replaces: [c]}}
          - {{id: c, name: C, parent: a, winding_down: true, replaces: [b]}}
    """)
    assert found.message == "units replace each other in a circle: b -> c -> b"


# -- ORG012 -----------------------------------------------------------------------------------

STATUTORY = """
        organisation: T
        responsibilities_complete: {complete}
        responsibilities: [{{id: d, name: D, statutory: true}}, {{id: e, name: E}}]
        units:
          - {{id: a, name: A, top: true, responsibilities: {first}}}
          - {{id: b, name: B, parent: a, responsibilities: {second}}}
"""


@pytest.mark.parametrize(("complete", "severity"), [("true", "error"), ("false", "warning")])
@pytest.mark.parametrize(("first", "second"), [("[]", "[e]"), ("[d]", "[d]")])
def test_a_statutory_duty_of_no_unit_or_of_two(
    complete: str, severity: str, first: str, second: str
) -> None:
    (found,) = integrity(STATUTORY.format(complete=complete, first=first, second=second))
    assert (found.rule, found.severity, found.value) == ("ORG012", severity, "d")


def test_a_statutory_duty_of_one_unit() -> None:
    assert rules(STATUTORY.format(complete="true", first="[d, d]", second="[e]")) == []


def test_a_list_that_could_not_be_read_may_hold_the_duty() -> None:
    assert rules(STATUTORY.format(complete="true", first="[]", second="d")) == ["ORG002"]


# -- ORG013 -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("organisation: T\n", 1, 15),
        ("organisation: T\nunits: []\n", 2, 8),
        ("organisation: T\nunits:\nposts: [{id: p, name: P}]\n", 2, 7),
    ],
)
def test_an_organisation_has_units(text: str, line: int, column: int) -> None:
    assert only(text) == ("ORG013", None, line, column)


@pytest.mark.parametrize("units", ["units: x", "unit: []", "teams: []", "units: [{name: A}]"])
def test_units_that_could_not_be_read_are_not_called_missing(units: str) -> None:
    assert set(rules(f"organisation: T\n{units}\n")) == {"ORG002"}


# -- ORG014 -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ("bank", "b\u0430nk", "it has U+0430 CYRILLIC SMALL LETTER A, and the other U+0061 LATIN"),
        ("caf\u00e9", "cafe\u0301", "it has U+0065 LATIN SMALL LETTER E U+0301 COMBINING ACUTE"),
        ("HR", "\uff28R", "it has U+FF28 FULLWIDTH LATIN CAPITAL LETTER H"),
    ],
)
def test_ids_that_look_alike_are_told_with_their_code_points(
    one: str, other: str, words: str
) -> None:
    (found,) = integrity(f"""
        units:
          - {{id: {one}, name: A, top: true}}
          - {{id: {other}, name: B, parent: {one}}}
    """)
    assert (found.rule, found.severity, found.unit) == ("ORG014", Severity.WARNING, other)
    assert words in found.message
    assert found.shared == tuple(sorted((one, other)))


def test_ids_that_look_different_or_stand_in_different_lists_are_not_told() -> None:
    assert (
        rules(f"""
        units: [{TOP}, {{id: банк, name: B, parent: a}}, {{id: bánk, name: C, parent: a}}]
        responsibilities: [{{id: а, name: D}}, {{id: банк, name: E}}]
    """)
        == []
    )


@pytest.mark.parametrize(
    ("name", "inner"),
    [("“Trade”", "Trade"), ("„Trade“", "Trade"), ("«Trade»", "Trade"), ("{en: ’Trade’}", "Trade")],
)
def test_quotes_that_yaml_does_not_know_are_told_where_they_become_part_of_a_name(
    name: str, inner: str
) -> None:
    (found,) = integrity(f"units: [{{id: a, name: {name}, top: true}}]")
    assert (found.rule, found.severity) == ("ORG014", Severity.WARNING)
    assert found.fix is not None
    assert found.fix.startswith(f"write {inner}, or ")


@pytest.mark.parametrize(
    "name", ['"“Trade”"', "'«Trade»'", "“Trade” and “Law”", "Office “Trade”", "Children’s’"]
)
def test_quotes_that_are_meant_are_not(name: str) -> None:
    assert rules(f"units: [{{id: a, name: {name}, top: true}}]") == []


def test_what_only_looks_odd_switches_no_rule_off() -> None:
    (found,) = integrity("units: [{id: a, name: “Trade”, top: true}]")
    assert faults_of([found]) == frozenset()


def test_an_id_given_again_names_the_first_in_the_text() -> None:
    text = """
        units:
          - {id: a, name: A, top: true}
        posts:
          - {id: a, name: P}
        bodies:
          - {id: a, name: B, type: organ}
    """
    found = [one for one in integrity(text) if one.rule == "ORG003"]
    assert [(one.location.line, one.message) for one in found if one.location is not None] == [
        (4, "the id a is given again; first at snapshot.yaml:2:10"),
        (6, "the id a is given again; first at snapshot.yaml:2:10"),
    ]


@pytest.mark.parametrize(
    ("listed", "fix"),
    [
        ("Duty one", 'a lists "Duty one", the name of r1: write r1 there'),
        ("plikt ett", 'a lists "plikt ett", the name of r1: write r1 there'),
        ("R1", 'a lists "R1", the id in another spelling of r1: write r1 there'),
        ("other", "name r1 among the `responsibilities` of the one unit that answers for it"),
    ],
)
def test_a_duty_that_is_held_by_its_name_is_answered_with_its_id(listed: str, fix: str) -> None:
    text = f"""
        responsibilities: [{{id: r1, name: {{en: Duty one, sv: Plikt ett}}, statutory: true}}]
        units: [{{id: a, name: A, top: true, responsibilities: [{listed}]}}]
    """
    assert [one.fix for one in integrity(text) if one.rule == "ORG012"] == [fix]
