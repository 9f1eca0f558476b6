"""Custom rules: what a function finds, and what becomes of one that is missing or fails."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Iterable, Mapping
from importlib.metadata import EntryPoint, EntryPoints
from typing import Any

import pytest

from orgcheck.findings import Finding, Location, Related, Severity
from orgcheck.organisation import Organisation
from tests.rules.ruling import found, problem, rule

AGENCY = """
units:
  - {id: agency, name: Agency, top: true}
  - {id: audit, name: Audit, kind: office, parent: agency}
  - {id: desk, name: Desk, parent: agency}
"""


def everyone(organisation: Organisation, parameters: Mapping[str, Any]) -> Iterable[Finding]:
    """Something wrong with every unit, and with the whole."""
    for id in (*organisation.units, None):
        message = f"{id or 'all'}: {parameters.get('say', 'wrong')}"
        yield Finding(rule="x", severity=Severity.INFO, message=message, unit=id, about="name")


def parameters_as_they_come(_: Organisation, parameters: Mapping[str, Any]) -> Iterable[Finding]:
    """What the pack gives, as it arrives."""
    yield Finding(rule="x", severity=Severity.INFO, message=repr(dict(parameters)))


def raises(_: Organisation, parameters: Mapping[str, Any]) -> Iterable[Finding]:
    """A defect in somebody's function."""
    raise KeyError(parameters["missing"])


def ends(_: Organisation, __: Mapping[str, Any]) -> Iterable[Finding]:
    """A function that would end the program."""
    raise SystemExit(0)


def no_finding(_: Organisation, __: Mapping[str, Any]) -> Any:
    """Something else than findings."""
    return ["wrong"]


def elsewhere(_: Organisation, __: Mapping[str, Any]) -> Iterable[Finding]:
    """A unit that is not there."""
    return [Finding(rule="x", severity=Severity.INFO, message="m", unit="nobody")]


def in_full(_: Organisation, __: Mapping[str, Any]) -> Iterable[Finding]:
    """A finding that says all that one can."""
    there = Location("other.yaml", 1, 2, 3, 4)
    yield Finding(
        rule="x",
        severity=Severity.INFO,
        message="m",
        unit="desk",
        value="v",
        chain=("desk", "agency"),
        fix="Mend it so.",
        location=there,
        related=(Related(there, "and here"),),
    )


@pytest.fixture(autouse=True)
def offered(monkeypatch: pytest.MonkeyPatch) -> None:
    """The functions of this file as an installed package would offer them."""
    names = ("everyone", "parameters_as_they_come", "raises", "ends", "no_finding")
    names += ("elsewhere", "in_full")
    points = [EntryPoint(n, f"{__name__}:{n}", "orgcheck.rules") for n in names]
    points.append(EntryPoint("broken", "no_such_module_anywhere:f", "orgcheck.rules"))
    points.append(EntryPoint("text", f"{__name__}:AGENCY", "orgcheck.rules"))
    points += [EntryPoint("twice", value, "orgcheck.rules") for value in ("a:f", "b:f")]
    installed = importlib.metadata.entry_points

    def entry_points(**asked: str) -> EntryPoints:
        return EntryPoints(points) if asked == {"group": "orgcheck.rules"} else installed(**asked)

    monkeypatch.setattr("importlib.metadata.entry_points", entry_points)


def test_the_packs_rule_names_and_weighs_what_the_function_finds() -> None:
    (about_all, *rest) = sorted(
        found(AGENCY, rule("{custom: everyone}", more="    fix: Mend it.\n")),
        key=lambda finding: finding.unit or "",
    )
    assert about_all.unit is None
    assert [finding.unit for finding in rest] == ["agency", "audit", "desk"]
    assert {(f.rule, f.severity, f.statement, f.fix) for f in rest} == {
        ("R1", Severity.ERROR, "It holds.", "Mend it.")
    }
    assert rest[0].location is not None
    assert rest[0].location.file == "snapshot.yaml"


def test_what_a_function_says_beside_the_message_is_kept() -> None:
    (finding,) = found(AGENCY, rule("{custom: in_full}", more="    fix: Mend it.\n"))
    assert (finding.about, finding.value) == ("custom", "v")
    assert (finding.chain, finding.fix) == (("desk", "agency"), "Mend it so.")
    assert str(finding.location) == "other.yaml:1:2"
    assert [there.message for there in finding.related] == ["and here", "the rule"]


def test_a_custom_rule_may_be_what_must_not_hold_and_is_not_judged_where_any_value_is_faulty() -> (
    None
):
    forbidden = rule("{not: {custom: in_full}}")
    assert sorted(finding.message for finding in found(AGENCY, forbidden)) == [
        "agency must not satisfy the custom rule in_full",
        "audit must not satisfy the custom rule in_full",
    ]
    headless = AGENCY + "  - {id: lab, name: Lab, parent: agency, head: nobody}\n"
    assert found(headless, forbidden) == []


def test_a_selector_keeps_those_that_it_selects_and_what_is_about_the_whole() -> None:
    findings = found(AGENCY, rule("{custom: everyone}", "{kind: office}"))
    assert sorted(finding.message for finding in findings) == ["all: wrong", "audit: wrong"]


def test_parameters_reach_the_function_as_plain_values() -> None:
    demand = (
        "{custom: {rule: parameters_as_they_come, parameters: "
        '{a: 1, b: 1.5, c: true, d: text, e: [x, 2], f: {g: "3"}, h: null}}}'
    )
    (finding,) = found(AGENCY, rule(demand))
    assert finding.message == (
        "{'a': 1, 'b': 1.5, 'c': True, 'd': 'text', 'e': ['x', 2], 'f': {'g': '3'}, 'h': None}"
    )


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("raises", "the custom rule raises failed: KeyError: 'missing', at test_custom.py:"),
        ("ends", "the custom rule ends failed: SystemExit: 0, at test_custom.py:"),
        ("no_finding", "the custom rule no_finding gives a str, not a Finding"),
        ("elsewhere", "the custom rule elsewhere tells of nobody, which the organisation does not"),
    ],
)
def test_a_function_that_fails_is_a_finding_at_the_rule(name: str, why: str) -> None:
    (finding,) = found(AGENCY, rule(f"{{custom: {name}}}"))
    assert (finding.rule, finding.unit) == ("ORG906", None)
    assert finding.message.startswith(f"R1 cannot be evaluated: {why}")
    assert finding.location is not None
    assert finding.location.file == "pack.yaml"


def test_nothing_is_said_about_what_integrity_has_found_faulty() -> None:
    headless = AGENCY + "  - {id: lab, name: Lab, parent: agency, head: nobody}\n"
    units = [finding.unit for finding in found(headless, rule("{custom: everyone}"))]
    assert units == ["agency", "audit", "desk"]
    # A unit whose place is unknown may belong below any other one.
    lost = AGENCY + "  - {id: lab, name: Lab, parent: nowhere}\n"
    assert found(lost, rule("{custom: everyone}")) == []
    assert found(lost, rule("{custom: raises}")) == []


@pytest.mark.parametrize(
    ("demand", "message", "fix"),
    [
        (
            "{custom: everyon}",
            'assert.custom: no installed package has a custom rule "everyon"; '
            'did you mean "everyone"?',
            "install the package that has it",
        ),
        (
            "{custom: broken}",
            'assert.custom: the custom rule "broken" (no_such_module_anywhere:f) cannot be '
            "loaded: ModuleNotFoundError",
            "mend its package",
        ),
        ("{custom: text}", 'assert.custom: the custom rule "text"', "mend its package"),
        (
            "{custom: twice}",
            'assert.custom: several packages have a custom rule "twice": a:f, b:f',
            "remove one of them",
        ),
        ("{custom: {parameters: {a: 1}}}", 'assert.custom: "rule" is missing', "add `rule:`"),
        (
            "{custom: {rule: everyone, parameters: {a: 1, members}}}",
            "assert.custom.parameters.members: expected a text, a number, or true or false, "
            "found nothing",
            "",
        ),
    ],
)
def test_one_that_cannot_be_had_is_an_error_of_the_pack(
    demand: str, message: str, fix: str
) -> None:
    wrong = problem(demand)
    assert wrong.message.startswith(message)
    assert (wrong.fix or "").startswith(fix)
