"""`orgcheck why`: the rules that bind a unit, each with its result, its chain and its basis."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.runs import Run, written

SNAPSHOT = """\
organisation: Agency
bodies: [{id: board, name: Board, type: organ}]
posts: [{id: director, name: Director, unit: agency, reports_to: board}]
units:
  - {id: agency, name: Agency, top: true, head: director}
  - {id: services, name: Services, kind: office, parent: agency, responsibilities: [payroll]}
  - {id: audit, name: Audit, kind: office, parent: services}
  - {id: lost, name: Lost, kind: office, parent: nowhere}
"""
PACK = """\
pack: agency
rules:
  - id: A1
    statement: Audit reports to the Director.
    basis: Charter
    for: {id: audit}
    assert: {reports_directly_to: director}
    fix: Give it the line.
  - id: A2
    statement: Offices are below the agency.
    for: {kind: office}
    assert: {within: agency}
  - id: A3
    statement: There are offices.
    for: {kind: office}
    assert: {count: {min: 1}}
  - id: A4
    statement: One unit pays.
    for: {of: responsibilities, id: payroll}
    assert: {one_owner: true}
  - id: A5
    statement: Services hold all audit.
    for: {id: services}
    assert: {contains_all: {id: audit}}
  - id: A6
    statement: Elsewhere.
    for: {id: services}
    applies_to: {versions: [other]}
    assert: {parent: agency}
  - id: A8
    statement: Services hold nothing but audit.
    for: {id: services}
    assert: {contains_only: {id: audit}}
  - id: A9
    statement: The lost one is called as the agency is.
    for: {id: [agency, lost]}
    assert: {not: {unique: name}}
  - id: B1
    statement: Services share nobody with audit.
    for: {id: services}
    assert: {separate_from: {units: {id: audit}, below: services}}
  - id: B2
    statement: Services hold all audit, or stand at the top.
    for: {id: services}
    assert: {any: [{contains_all: {id: audit}, must_have: name}, {must_have: top}]}
  - id: B3
    statement: The agency holds more than audit.
    for: {id: agency}
    assert: {not: {contains_only: {id: audit}}}
change_rules:
  - id: A7
    statement: Offices stay.
    for: {kind: office}
    on: [abolish]
    assert: {forbidden: true}
"""


@pytest.fixture(autouse=True)
def files(folder: Path) -> None:
    """The snapshot and the pack."""
    written(folder / "agency.yaml", SNAPSHOT)
    written(folder / "rules.yaml", PACK)


def rules_of(run: Run, id: str, *more: str) -> dict[str, dict[str, Any]]:
    """The rules that bind a member, by their ids."""
    arguments = ("why", id, "agency.yaml", "--rules", "rules.yaml", "--format", "json", *more)
    outcome = run(*arguments)
    assert outcome.status == 0, outcome.err
    return {rule["rule"]: rule for rule in json.loads(outcome.out)["rules"]}


def test_every_rule_that_binds_the_unit_has_its_result_and_chain(run: Run) -> None:
    found = rules_of(run, "audit")
    assert {id: (rule["result"], rule["binds"]) for id, rule in found.items()} == {
        "A1": ("fails", "selected"),
        "A2": ("holds", "selected"),
        "A3": ("holds", "selected"),
        "A5": ("holds", "others"),
        "A8": ("not judged", "others"),
        "B1": ("holds", "others"),
        "B2": ("holds", "others"),
        "B3": ("holds", "others"),
    }
    assert found["A1"]["chain"] == ["audit", "services", "director", "board"]
    assert found["A1"]["basis"] == "Charter"
    assert found["A2"]["chain"] == ["audit", "services", "agency"]


def test_a_rule_binds_through_a_duty_and_by_name(run: Run) -> None:
    assert {id: rule["binds"] for id, rule in rules_of(run, "services").items()} == {
        "A2": "selected",
        "A3": "selected",
        "A4": "duty",
        "A5": "selected",
        "A8": "selected",
        "B1": "selected",
        "B2": "selected",
    }
    assert {id: rule["binds"] for id, rule in rules_of(run, "director").items()} == {"A1": "named"}


def test_what_rests_on_a_faulty_value_is_not_judged(run: Run, folder: Path) -> None:
    assert rules_of(run, "lost")["A2"]["result"] == "not judged"
    # Where the lost unit belongs says nothing of its name; one that could not be read may be it.
    assert rules_of(run, "agency")["A9"]["result"] == "fails"
    written(folder / "agency.yaml", SNAPSHOT.replace("name: Lost", "name: [Lost]"))
    assert rules_of(run, "agency")["A9"]["result"] == "not judged"
    outcome = run("why", "lost", "agency.yaml", "--rules", "rules.yaml")
    assert "fails ORG004" in outcome.out


def test_a_waived_finding_is_no_breach(run: Run, folder: Path) -> None:
    written(folder / "orgcheck.toml", 'rules = ["rules.yaml"]\nwaivers = ["waivers.yaml"]\n')
    written(
        folder / "waivers.yaml",
        "waivers:\n  - {rule: A1, unit: audit, reason: Agreed., permanent: true}\n",
    )
    outcome = run("why", "audit", "agency.yaml", "--format", "json")
    results = {rule["rule"]: rule["result"] for rule in json.loads(outcome.out)["rules"]}
    assert results["A1"] == "waived"


def test_the_text_tells_results_chains_basis_and_rules_of_change(run: Run) -> None:
    text = run("why", "audit", "agency.yaml", "--rules", "rules.yaml").out
    assert (
        "chain of command: Audit (audit) -> Services (services) -> Director (director) ->" in text
    )
    assert "8 rules of a pack bind it: 6 hold, 1 fails, 1 not judged" in text
    assert "fails A1 Audit reports to the Director." in text
    assert "basis: Charter" in text
    assert "A7 Offices stay." in text


def test_an_unknown_unit_is_2_with_the_nearest(run: Run) -> None:
    outcome = run("why", "audti", "agency.yaml", "--rules", "rules.yaml")
    assert outcome.status == 2
    assert 'did you mean "audit"?' in outcome.err


def test_a_snapshot_that_cannot_be_read_is_3(run: Run, folder: Path) -> None:
    written(folder / "agency.yaml", "units: [")
    assert run("why", "audit", "agency.yaml").status == 3
