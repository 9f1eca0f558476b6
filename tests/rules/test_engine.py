"""The engine: rules about nothing, rules that do not apply, and silence where integrity spoke."""

from __future__ import annotations

import pytest

from orgcheck.rules.structure_rules import evaluate
from tests.building import organisation
from tests.rules.ruling import found, messages, pack, rule, spot

TREE = """
units:
  - {id: top, name: Top, top: true}
  - {id: a, name: A, parent: top, kind: unit}
  - {id: a1, name: A1, parent: a, kind: unit}
  - {id: b, name: B, parent: top, kind: unit}
"""


def test_a_selector_that_matches_nothing_is_a_finding_at_the_rule() -> None:
    (finding,) = found(TREE, rule("{depth: {max: 9}}", "{id: topp}"))
    assert (finding.rule, finding.severity, finding.unit) == ("ORG900", "error", None)
    assert finding.message == (
        "R1 is about units with the id topp, and there are none in snapshot snapshot"
    )
    assert finding.fix is not None
    assert finding.fix.startswith("did you mean top?")
    assert finding.location is not None
    assert (finding.location.file, *spot(finding)) == ("pack.yaml", 3, 5)


@pytest.mark.parametrize(
    "demand",
    [
        "{contains_all: {kind: auditor}}",
        "{contains_only: {kind: auditor}}",
        "{separate_from: {units: {kind: auditor}}}",
        "{any: [{contains_all: {kind: auditor}}, {must_have: sites}]}",
    ],
)
def test_a_demand_about_those_who_are_not_there_is_a_finding_too(demand: str) -> None:
    told = [one for one in found(TREE, rule(demand, "{id: b}")) if one.rule == "ORG900"]

    (finding,) = told
    assert (
        finding.message == "R1 names units of kind auditor, and there are none in snapshot snapshot"
    )
    assert finding.related[0].message == "what it demands"
    allowed = found(TREE, rule(demand, "{id: b}", "    allow_empty: true\n"))
    assert "ORG900" not in [one.rule for one in allowed]


@pytest.mark.parametrize("demand", ["{depth: {max: 9}}", "{within: gone}"])
def test_what_is_found_about_a_rule_names_the_snapshot_of_which_it_is_found(demand: str) -> None:
    about = "{id: gone}" if "depth" in demand else "{id: a}"
    told = [
        found(f'version: "{version}"\n{TREE}', rule(demand, about))[0].message
        for version in ("2023", "2024")
    ]
    assert [words.rpartition(" in ")[2] for words in told] == ["snapshot 2023", "snapshot 2024"]


@pytest.mark.parametrize("demand", ["{count: {max: 0}}", "{not: {count: {min: 1}}}"])
def test_a_count_may_be_of_nothing(demand: str) -> None:
    assert messages(TREE, demand, "{kind: none}") == []


def test_a_rule_may_say_that_it_is_about_nothing() -> None:
    assert found(TREE, rule("{depth: {max: 9}}", "{id: no}", "    allow_empty: true\n")) == []


def test_an_assertion_whose_ids_are_all_unknown_is_a_finding_instead_of_many() -> None:
    (finding,) = found(TREE, rule("{not_within: topp}", "{kind: unit}"))
    assert (finding.rule, finding.unit) == ("ORG901", None)
    assert finding.message == "R1 names topp, which does not exist in snapshot snapshot"
    assert finding.fix == "did you mean top?"
    assert spot(finding) == (3, 5)


@pytest.mark.parametrize(
    "demand",
    [
        "{within: [topp, top]}",
        "{any: [{parent: topp}, {within: top}]}",
        "{any: [{parent: topp}, {must_have: name}]}",
    ],
)
def test_one_known_id_among_those_named_is_enough(demand: str) -> None:
    assert messages(TREE, demand, "{kind: unit}") == []


def test_other_demands_of_a_rule_are_judged_beside_an_unknown_id() -> None:
    told = found(TREE, rule("{within: topp, must_have: sites}", "{id: a}"))
    assert [(f.rule, f.message) for f in told] == [
        ("ORG901", "R1 names topp, which does not exist in snapshot snapshot"),
        ("R1", "a has no sites"),
    ]


@pytest.mark.parametrize(
    ("scope", "applies"),
    [
        ("{versions: ['2024']}", True),
        ("{versions: 2024}", True),
        ("{versions: ['2023', '2022']}", False),
        ("{from: 2024-01-01}", True),
        ("{from: 2024-07-01, to: 2024-07-01}", True),
        ("{from: 2024-07-02}", False),
        ("{to: 2024-06-30}", False),
        ("{versions: ['2024'], to: 2024-06-30}", False),
    ],
)
def test_a_rule_applies_by_label_and_by_day(scope: str, applies: bool) -> None:
    text = TREE + "version: '2024'\nvalid_from: 2024-07-01\n"
    for selector, demand in (("{id: a}", "{must_have: sites}"), ("{id: no}", "{within: no}")):
        told = found(text, rule(demand, selector, f"    applies_to: {scope}\n"))
        assert bool(told) is applies


def test_a_rule_for_a_period_leaves_out_a_snapshot_without_a_day() -> None:
    assert (
        found(TREE, rule("{must_have: sites}", more="    applies_to: {from: 2000-01-01}\n")) == []
    )


def test_a_label_is_the_name_of_the_file_where_the_text_states_none() -> None:
    scope = "    applies_to: {versions: snapshot}\n"
    assert len(found(TREE, rule("{must_have: sites}", "{id: a}", scope))) == 1


# -- one cause, one finding -------------------------------------------------------------------

DANGLING = """
posts:
  - {id: boss, name: Boss, unit: top}
units:
  - {id: top, name: Top, top: true, head: boss}
  - {id: lost, name: Lost, parent: nowhere, kind: [], sites: [Oulu]}
  - {id: below, name: Below, parent: lost, kind: unit}
  - {id: led, name: Led, parent: nowhere, reports_to: boss}
  - {id: fine, name: Fine, parent: top, kind: unit}
  - {id: finer, name: Finer, parent: fine, kind: unit}
"""


@pytest.mark.parametrize(
    ("demand", "selector", "told"),
    [
        # The parent decides: silent about the lost unit and those below it, loud about others.
        ("{within: fine}", "{id: [lost, below, fine]}", ["fine"]),
        ("{parent: fine}", "{id: [lost, below, fine]}", ["below", "fine"]),
        ("{depth: {max: 0}}", "{id: [lost, below, fine]}", ["fine"]),
        ("{reports_to: fine}", "{id: [lost, below, led, fine]}", ["led", "fine"]),
        ("{reports_directly_to: fine}", "{id: [lost, led]}", ["led"]),
        # What the selection rests on counts too.
        ("{must_have: sites}", "{within: fine}", ["finer"]),
        ("{must_have: tags}", "{kind: unit}", ["below", "fine", "finer"]),
        ("{must_have: kind}", "{id: [lost, led]}", ["led"]),
        # The faulty value is not what the demand is about.
        ("{must_have: tags}", "{id: [lost]}", ["lost"]),
        # The lost unit may belong below any other.
        ("{children: {min: 3}}", "{id: fine}", []),
        ("{children: {min: 9}}", "{id: [fine, lost]}", ["lost", "fine"]),
        ("{must_have: sites}", "{leaf: true}", []),
        ("{sum: {figure: fte, min: 1}}", "{id: fine}", ["fine"]),
        ("{cel: size(unit.children) > 9}", "{id: fine}", []),
        # Who is above whom in a pair is known, or not.
        ("{contains_all: {kind: unit}}", "{id: fine}", []),
        ("{contains_only: {kind: other}}", "{id: top}", ["top", "top"]),
        ("{span: {max: 0}}", "{id: top}", ["top"]),
        ("{span: {max: 3}}", "{id: top}", []),
        # A count needs to know of everyone.
        ("{count: {max: 0}}", "{has: sites}", [None]),
        ("{count: {max: 0}}", "{kind: unit}", [None]),
        ("{count: {max: 0}}", "{within: fine}", [None]),
        ("{count: {max: 1}}", "{within: fine}", []),
    ],
)
def test_rules_are_silent_about_what_rests_on_a_faulty_value(
    demand: str, selector: str, told: list[str | None]
) -> None:
    assert [f.unit for f in found(DANGLING, rule(demand, selector))] == told


def test_a_selector_may_be_empty_because_of_a_fault() -> None:
    assert found(DANGLING, rule("{must_have: name}", "{parent: led, leaf: true}")) == []


def test_an_id_that_integrity_reports_as_missing_is_not_reported_again() -> None:
    assert found(DANGLING, rule("{not_within: nowhere}", "{id: fine}")) == []


def test_a_faulty_head_puts_those_in_doubt_who_report_through_it() -> None:
    text = """
    units:
      - {id: top, name: Top, top: true, head: nobody}
      - {id: a, name: A, parent: top}
      - {id: b, name: B, parent: top, reports_to: a}
      - {id: c, name: C, top: true, reports_to: top}
    """
    told = found(text, rule("{reports_directly_to: c}", "{id: [top, a, b, c]}"))
    assert [finding.unit for finding in told] == ["top", "b", "c"]


def test_both_units_of_a_duplicate_id_are_left_alone() -> None:
    text = TREE + "  - {id: b, name: Another, parent: a}\n"
    told = found(text, rule("{must_have: sites}", "{kind: unit}"))
    assert [finding.unit for finding in told] == ["a", "a1"]
    assert found(text, rule("{must_have: sites}", "{id: b}")) == []


def test_a_cycle_of_parents_silences_all_of_it_and_what_is_below() -> None:
    text = (
        TREE
        + """\
  - {id: x, name: X, parent: y}
  - {id: y, name: Y, parent: x}
  - {id: z, name: Z, parent: y}
"""
    )
    told = found(text, rule("{within: b}", "{id: [x, y, z, a]}"))
    assert [finding.unit for finding in told] == ["a"]


def test_a_kind_in_the_wrong_place_silences_rules_about_that_place_alone() -> None:
    text = """
    kinds: {org: {top: true}, dept: {parents: [org]}, team: {parents: [dept]}}
    units:
      - {id: top, name: Top, kind: org, top: true}
      - {id: d, name: D, kind: dept, parent: top}
      - {id: t, name: T, kind: team, parent: top}
      - {id: u, name: U, kind: team, parent: d}
    """
    told = found(
        text,
        rule("{parent: t}", "{id: [t, u]}"),
    )
    assert [finding.unit for finding in told] == ["u"]
    assert messages(text, "{children: {max: 0}}", "{id: d}") != []
    assert messages(text, "{children: {max: 1}}", "{id: top}") == []
    assert messages(text, "{children: {max: 0}}", "{id: top}") != []


def test_a_part_that_could_not_be_read_leaves_counts_open() -> None:
    text = TREE + "  - {name: Nameless, parent: a, kind: unit}\n"
    assert found(text, rule("{count: {exactly: 9}}", "{kind: unit}")) == []
    assert found(text, rule("{must_have: name}", "{id: a9}")) == []
    assert messages(text, "{must_have: sites}", "{id: a}") == ["a has no sites"]


def test_a_statutory_duty_with_two_holders_is_told_once() -> None:
    text = """
    units:
      - {id: a, name: A, top: true, responsibilities: [d, e]}
      - {id: b, name: B, parent: a, responsibilities: [d, e]}
    responsibilities:
      - {id: d, name: D, statutory: true}
      - {id: e, name: E}
    """
    told = found(text, rule("{one_owner: true}", "{of: responsibilities}"))
    assert [finding.unit for finding in told] == ["e"]


@pytest.mark.parametrize(
    ("demand", "message"),
    [
        ("{one_owner: true}", "2 units hold Audit of IT: a and b"),
        ("{must_have: basis}", "Audit of IT has no basis"),
        ("{not: {must_have: name}}", "Audit of IT must not have name"),
        ("{matches: {name: ^x}}", "Audit of IT: name is Audit of IT, and must match ^x"),
        ("{cel: unit.name == 'x'}", "this does not hold of Audit of IT: It holds."),
    ],
)
def test_a_duty_without_an_id_is_called_as_it_is_written(demand: str, message: str) -> None:
    text = """
    units:
      - {id: a, name: A, top: true, responsibilities: [Audit of IT]}
      - {id: b, name: B, parent: a, responsibilities: [Audit of IT]}
    """
    assert messages(text, demand, "{of: responsibilities}") == [message]


def test_several_packs_are_held_against_one_snapshot() -> None:
    second = pack("pack: q\nrules: [{id: Q, statement: s, for: {id: b}, assert: {parent: a}}]")
    told = found(TREE, rule("{parent: a}", "{id: b}"), second)
    assert [finding.rule for finding in told] == ["R1", "Q"]


def test_a_circle_of_parents_that_nobody_has_asked_about_has_levels_too() -> None:
    text = """
    units:
      - {id: top, name: Top, top: true}
      - {id: a, name: A, parent: b}
      - {id: b, name: B, parent: a}
    """
    findings = evaluate(organisation(text), [rule("{depth: {max: 0}}")])
    assert sorted(finding.message for finding in findings) == [
        "a is 1 level below the top, not at most 0",
        "b is 1 level below the top, not at most 0",
    ]


def test_a_unit_in_no_place_is_told_of_where_nobody_has_asked_about_its_place() -> None:
    lost = organisation("units: [{id: a, name: A, top: true}, {id: b, name: B}]")
    (finding,) = evaluate(lost, [rule("{parent: a}", "{id: b}")])
    assert finding.message == "b has no parent, and its parent must be a"
    assert finding.about == "parent"
