"""`orgcheck rules test`: rules held against their own examples."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.runs import Run, written

PACK = """\
pack: agency
rules:
  - id: A1
    statement: Audit stands directly below the agency.
    for: {id: audit}
    assert: {parent: agency}
    pass:
      - units:
          - {id: agency, name: Agency, top: true}
          - {id: audit, name: Audit, parent: agency}
    fail:
      - units:
          - {id: agency, name: Agency, top: true}
          - {id: services, name: Services, parent: agency}
          - {id: audit, name: Audit, parent: services}
change_rules:
  - id: A2
    statement: No office is abolished.
    on: [abolish]
    assert: {forbidden: true}
    pass:
      - old: {units: [{id: agency, name: Agency, top: true}]}
        new: {units: [{id: agency, name: Agency, top: true}]}
    fail:
      - old:
          units:
            - {id: agency, name: Agency, top: true}
            - {id: desk, name: Desk, parent: agency}
        new: {units: [{id: agency, name: Agency, top: true}]}
"""


def turned_round(text: str) -> str:
    """The pack with what it accepts and rejects exchanged."""
    text = text.replace("    pass:\n", "    kept:\n").replace("    fail:\n", "    pass:\n")
    return text.replace("    kept:\n", "    fail:\n")


def test_examples_that_agree_are_counted(run: Run, folder: Path) -> None:
    written(folder / "rules.yaml", PACK)
    outcome = run("rules", "test", "rules.yaml", "--strict")
    assert outcome.status == 0
    assert outcome.out == "4 examples, all agree · 2 rules in 1 pack, each shown to fail\n"


def test_an_example_turned_round_fails_at_its_place(run: Run, folder: Path) -> None:
    written(folder / "rules.yaml", turned_round(PACK))
    outcome = run("rules", "test", "rules.yaml")
    assert outcome.status == 1
    assert [line for line in outcome.out.splitlines() if line.startswith("rules.yaml")] == [
        "rules.yaml:12:9 error A1 rejects its pass example 1",
        "rules.yaml:8:9 error A1 accepts its fail example 1",
        "rules.yaml:25:9 error A2 rejects its pass example 1",
        "rules.yaml:22:9 error A2 accepts its fail example 1",
    ]
    assert "audit has the parent services, and its parent must be agency" in outcome.out
    assert "4 of 4 examples disagree · 2 rules in 1 pack, 2 never shown to fail" in outcome.out


def test_a_rule_that_cannot_be_evaluated_for_its_fail_example_is_not_shown_to_fail(
    run: Run, folder: Path
) -> None:
    written(
        folder / "rules.yaml",
        "pack: p\nrules:\n  - id: A1\n    statement: It holds.\n"
        "    assert: {cel: 'unit.figures.n > 0'}\n"
        "    fail: [{units: [{id: a, name: A, top: true}]}]\n",
    )
    outcome = run("rules", "test", "rules.yaml")
    assert "error A1 cannot be evaluated for its fail example 1" in outcome.out
    assert "1 of 1 example disagrees · 1 rule in 1 pack, 1 never shown to fail" in outcome.out


def test_rules_never_shown_to_fail_are_named_and_fail_when_strict(run: Run, folder: Path) -> None:
    written(
        folder / "rules.yaml",
        "pack: p\nrules:\n  - {id: A1, statement: It holds., assert: {must_have: name}}\n",
    )
    outcome = run("rules", "test", "rules.yaml")
    assert outcome.status == 0
    assert "Never shown to fail:\n  rules.yaml:3:6 A1 It holds.\n" in outcome.out
    assert run("rules", "test", "rules.yaml", "--strict").status == 1


def test_the_configured_packs_are_tested_with_their_own_parameters(run: Run, folder: Path) -> None:
    written(
        folder / "orgcheck.toml",
        'rules = ["builtin:good-practice"]\n[parameters.good-practice]\nmax_depth = 1\n',
    )
    assert run("rules", "test", "--strict").status == 0


@pytest.mark.parametrize("arguments", [(), ("--isolated",)])
def test_without_a_pack_there_is_nothing_to_test(run: Run, arguments: tuple[str, ...]) -> None:
    outcome = run("rules", "test", *arguments)
    assert outcome.status == 2
    assert "no rule pack is named" in outcome.err


def test_a_pack_shows_what_integrity_says(run: Run, folder: Path) -> None:
    pack = """\
pack: p
rules:
  - id: ORG002
    pass:
      - units: [{id: a, name: A, top: true}]
    fail:
      - units: [{id: a, name: A, top: true, colour: red}]
  - id: ORG005
    fail:
      - units: [{id: a, name: A, parent: b}, {id: b, name: B, parent: a}]
      - units: [{id: a, name: A, top: true}]
"""
    written(folder / "rules.yaml", pack)
    outcome = run("rules", "test", "rules.yaml")
    assert outcome.status == 1
    assert "rules.yaml:11:9 error ORG005 accepts its fail example 2" in outcome.out
    assert "1 of 4 examples disagrees" in outcome.out
