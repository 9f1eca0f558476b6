"""Doubt is exact: what is told of a snapshot with a faulty value holds whatever the value is.

The oracle is every value that may have been meant: a finding that all of them have is told, and
nothing else is.
"""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from orgcheck.organisation import Organisation
from orgcheck.rules.model import Pack
from orgcheck.rules.structure_rules import Withheld, findings_of
from tests.building import organisation
from tests.rules.ruling import pack, rule

IDS = ("a", "b", "c", "d", "e")
# Beside the verbs, what joins them; the selectors look at what may be faulty too.
DEMANDS = (
    "{reports_directly_to: [a, b]}",
    "{reports_to: b}",
    "{not_reporting_to: b}",
    "{within: b}",
    "{not_within: b}",
    "{parent: [a, b]}",
    "{parent_kind: k}",
    "{child_kinds: k}",
    "{children: {max: 1}}",
    "{children: {min: 1}}",
    "{children: {kind: k, max: 0}}",
    "{span: {max: 1}}",
    "{span: {min: 2}}",
    "{sum: {figure: fte, max: 2}}",
    "{sum: {figure: fte, min: 3}}",
    "{must_have: figures}",
    "{one_of: {kind: k}}",
    "{contains_all: {kind: k}}",
    "{contains_only: {kind: k}}",
    "{contains_all: {any: [{kind: k}, {within: b}]}}",
    "{contains_only: {any: [{kind: k}, {within: b}]}}",
)
SELECTORS = ("{}", "{kind: k}", "{within: b}", "{leaf: true}", "{any: [{kind: l}, {within: b}]}")
WORLDS: dict[str, tuple[Any, list[Any]]] = {
    "parent": ("nobody", [*IDS, None]),
    "reports_to": ("nobody", list(IDS)),
    "kind": (["k"], ["k", "l", None]),
    "figures": (1, [{"fte": 0}, {"fte": 1}, {"fte": 5}, {"fte": -9}, None]),
}


# What compares members with each other may know less than the values allow, and never more.
COMPARED = (
    "{usual: {fields: [figures], least: 2, share: 0.5}}",
    "{usual: {fields: [children], least: 2, share: 0.5}}",
    "{separate_from: {units: {id: b}}}",
    "{depth: {max: 1}}",
    '{cel: "size(unit.children) < 2"}',
)
CONTRARY = tuple(f"{{not: {demand}}}" for demand in DEMANDS)
JOINED = tuple(
    f"{{{word}: [{one}, {other}]}}"
    for one, other in zip(DEMANDS, (*DEMANDS[7:], *DEMANDS[:7]), strict=True)
    for word in ("any", "all")
)
# Of these the answers rest on the faulty value alone, whatever it is: nothing is left to chance.
ALONE = (*DEMANDS, *CONTRARY)


def _rules() -> Pack:
    demands = [*ALONE, *JOINED, *COMPARED, *(f"{{not: {demand}}}" for demand in JOINED)]
    rules = [
        f"  - {{id: R{n}.{m}, statement: s, allow_empty: true, for: {chosen}, assert: {demand}}}"
        for n, demand in enumerate(demands)
        for m, chosen in enumerate(SELECTORS)
    ]
    counted = [
        f"  - {{id: C{m}.{n}, statement: s, for: {chosen}, assert: {{count: {bound}}}}}"
        for m, chosen in enumerate(SELECTORS)
        for n, bound in enumerate(("{max: 1}", "{min: 2}"))
    ]
    return pack("\n".join(["pack: p", "rules:", *rules, *counted]))


RULES = _rules()


@st.composite
def units(draw: st.DrawFn) -> list[dict[str, Any]]:
    """A tree of a few units, some with kinds, figures and lines of their own."""
    made: list[dict[str, Any]] = []
    for number, id in enumerate(IDS):
        unit: dict[str, Any] = {"id": id, "name": id}
        if number == 0:
            unit["top"] = True
        else:
            unit["parent"] = draw(st.sampled_from(IDS[:number]))
        if draw(st.booleans()):
            unit["kind"] = draw(st.sampled_from(["k", "l"]))
        if number and draw(st.integers(0, 3)) == 0:
            unit["reports_to"] = draw(st.sampled_from(IDS[:number]))
        if draw(st.booleans()):
            unit["figures"] = {"fte": draw(st.integers(0, 3))}
        made.append(unit)
    return made


def built(made: list[dict[str, Any]]) -> Organisation:
    return organisation(json.dumps({"organisation": "X", "units": made}))


def told(organisation: Organisation) -> set[tuple[str, str | None]]:
    found = findings_of(organisation, [RULES])
    return {(one.rule, one.unit) for one in found if not one.rule.startswith("ORG")}


def unanswered(organisation: Organisation) -> set[tuple[str, str | None]]:
    answers: list[Withheld] = []
    findings_of(organisation, [RULES], answers)
    return {(one.rule, one.member) for one in answers}


def meant(made: list[dict[str, Any]], at: int, field: str, value: Any) -> Organisation | None:
    """The organisation with a value that may have been meant; None where it makes no sense."""
    other = deepcopy(made)
    other[at].pop(field, None)
    if value is not None:
        other[at][field] = value
    elif field == "parent":
        other[at]["top"] = True
    whole = built(other)
    return None if whole.parent_cycles or whole.command_cycles else whole


UNDER_A = [
    {"id": "a", "name": "a", "top": True},
    *({"id": id, "name": id, "parent": "a"} for id in IDS[1:]),
]


@settings(max_examples=15, deadline=None)
# What a unit holds, it holds whether it has to or not.
@example(UNDER_A, "kind", 1)
@given(units(), st.sampled_from(sorted(WORLDS)), st.integers(1, len(IDS) - 1))
def test_what_is_told_holds_whatever_was_meant(
    made: list[dict[str, Any]], field: str, at: int
) -> None:
    wrong, values = WORLDS[field]
    faulty = deepcopy(made)
    faulty[at][field] = wrong
    worlds = [whole for value in values if (whole := meant(made, at, field, value)) is not None]

    certain = set.intersection(*map(told, worlds))
    found = told(built(faulty))

    assert found <= certain
    # And of whom nothing is told it holds, whatever was meant, unless it is said not to be known.
    assert set.union(*map(told, worlds)) <= found | unanswered(built(faulty))
    if field in ("kind", "figures"):
        alone = {f"R{n}.{m}" for n in range(len(ALONE)) for m in range(len(SELECTORS))}
        assert {one for one in certain - found if one[0] in alone} == set()


MINISTRY = """
units:
  - {id: ministry, name: Ministry, kind: ministry, top: true}
  - {id: agency, name: Agency, kind: agency, parent: ministry}
  - {id: works, name: Works, kind: office, parent: agency}
  - {id: ports, name: Ports, kind: office, parent: agency}
"""
UNHELD = "responsibilities: [{id: D1, name: Duty, statutory: true}]\n"


def withheld(text: str, demand: str, selector: str = "{}") -> list[tuple[str | None, str]]:
    answers: list[Withheld] = []
    findings_of(organisation(text), [rule(demand, selector)], answers)
    return [(one.member, f"{one.because.field} of {one.because.id}") for one in answers]


@pytest.mark.parametrize("demand", [f"{{not: {demand}}}" for demand in DEMANDS])
def test_a_duty_that_nobody_holds_switches_no_rule_off(demand: str) -> None:
    asked = rule(demand)
    before = findings_of(organisation(MINISTRY), [asked])

    after = findings_of(organisation(MINISTRY + UNHELD), [asked])

    assert [one.fingerprint for one in after if one.rule == "R1"] == [
        one.fingerprint for one in before if one.rule == "R1"
    ]
    assert withheld(MINISTRY + UNHELD, demand) == []


@pytest.mark.parametrize(
    "demand",
    [
        "{children: {max: 0}}",
        "{span: {max: 0}}",
        "{contains_only: {id: works}}",
        "{child_kinds: office}",
        "{sum: {figure: n, max: 1}}",
        "{unique_among_siblings: name}",
        "{usual: {fields: [children], least: 1}}",
    ],
)
def test_what_nothing_speaks_against_is_not_known_either(demand: str) -> None:
    text = MINISTRY + "  - {id: lost, name: Lost, parent: nobody, figures: {n: 3}}\n"

    (answer,) = withheld(text, demand, "{id: works}")
    assert answer == ("works", "parent of lost")


def test_who_falls_short_for_sure_has_an_answer() -> None:
    text = MINISTRY + "  - {id: lost, name: Lost, parent: nobody}\n"

    assert withheld(text, "{contains_only: {id: audit}}", "{id: agency}") == []


def test_a_parent_of_a_kind_that_could_not_be_read_withholds_two_answers_alone() -> None:
    text = MINISTRY.replace("kind: agency", "kind: [agency]")

    assert withheld(text, "{parent_kind: ministry}", "{kind: office}") == [
        ("agency", "kind of agency"),
        ("works", "kind of agency"),
        ("ports", "kind of agency"),
    ]


def test_what_is_found_before_the_faulty_value_is_told() -> None:
    text = MINISTRY.replace("parent: ministry", "parent: nobody")

    assert withheld(text, "{within: agency}", "{kind: office}") == []
    assert withheld(text, "{within: ministry}", "{id: works}") == [("works", "parent of agency")]


def test_more_than_allowed_is_too_many_whatever_else_belongs_there() -> None:
    text = MINISTRY + "  - {id: lost, name: Lost, parent: nobody}\n"

    assert withheld(text, "{children: {max: 1}}", "{id: agency}") == []
    assert withheld(text, "{children: {min: 3}}", "{id: agency}") == [("agency", "parent of lost")]
    assert withheld(text, "{children: {min: 9}}", "{id: agency}") == []


def test_a_branch_is_known_below_a_unit_whose_own_place_is_not() -> None:
    text = MINISTRY.replace("parent: ministry", "parent: nobody")

    found = findings_of(organisation(text), [rule("{contains_only: {id: works}}", "{id: agency}")])

    assert [one.value for one in found if one.rule == "R1"] == ["ports agency"]
