"""Change rules as a whole: what they apply to, when they say nothing, their own examples."""

from __future__ import annotations

from pathlib import Path

import pytest

from orgcheck.rules import engine
from orgcheck.rules.change_rules import change_findings, empty_selections
from orgcheck.rules.examples import never_shown_to_fail, run_examples
from orgcheck.rules.expressions import cost
from orgcheck.rules.packs import read_pack
from orgcheck.snapshot.text import SourceText
from tests.rules.changes.changing import change_pack, found, ground, messages, units
from tests.rules.ruling import pack

A = "id: a, name: A, parent: top"
B = "id: b, name: B, parent: top"


def test_a_rule_applies_to_the_newer_snapshot() -> None:
    rule = pack(
        "pack: p\nchange_rules:\n  - {id: R1, statement: s, applies_to: {versions: ['2']}, "
        "on: abolish, assert: {forbidden: true}}"
    )
    old, new = "version: '1'\n" + units(A, B), "version: '2'\n" + units(A)

    assert len(messages(old, new, rule)) == 1
    assert messages(new.replace("'2'", "'2'"), "version: '3'\n" + units(), rule) == []


def test_a_finding_has_what_its_rule_says_and_where_it_stands() -> None:
    rule = pack(
        "pack: p\nchange_rules:\n  - {id: R1, statement: Kept., basis: Act 1, fix: Keep it., "
        "severity: warning, assert: {requires_successor: true}}"
    )
    (finding,) = [f for f in found(units(A, B), units(A), [rule]) if f.rule == "R1"]

    assert (finding.statement, finding.basis, finding.fix) == ("Kept.", "Act 1", "Keep it.")
    assert (finding.severity, finding.unit) == ("warning", "b")
    assert str(finding.location) == "old.yaml:4:10"
    assert [str(place.location) for place in finding.related] == ["pack.yaml:3:6"]


def test_findings_name_a_unit_by_the_id_that_it_has_now() -> None:
    rule = change_pack("{unchanged: [kind]}")
    new = units("id: z, name: A, parent: top, previously: [a], kind: team")

    assert [f.unit for f in found(units(A), new, [rule])] == ["z"]


class TestEmptySelection:
    def test_a_selector_that_matches_nothing_on_either_side_is_a_finding(self) -> None:
        rule = change_pack("{requires_successor: true}", selector="{id: aa}")
        (finding,) = empty_selections(ground(units(A), units(A)), [rule])

        assert (finding.rule, str(finding.location)) == ("ORG900", "pack.yaml:3:5")
        assert (
            finding.message
            == "R1 is about units with the id aa, and there are none in either snapshot"
        )

    def test_a_unit_on_one_side_is_enough(self) -> None:
        rule = change_pack("{requires_successor: true}", selector="{id: a}")

        assert empty_selections(ground(units(A), units(B)), [rule]) == []
        assert empty_selections(ground(units(B), units(A)), [rule]) == []

    def test_rules_about_creations_and_those_that_allow_it_are_left_out(self) -> None:
        about = change_pack("{forbidden: true}", on="create", selector="{kind: staff}")
        allowed = pack(
            "pack: p\nchange_rules:\n  - {id: R1, statement: s, for: {kind: staff}, "
            "allow_empty: true, assert: {unchanged: [kind]}}"
        )

        assert empty_selections(ground(units(A), units(A)), [about, allowed]) == []


PACK = """
pack: p
change_rules:
  - id: A
    statement: No duty is dropped.
    assert: {responsibilities_kept: true}
    applies_to: {versions: ["2024"]}
    pass:
      - old: {units: [{id: a, name: A, top: true, responsibilities: [x]}]}
        new: {version: "2023", units: [{id: a, name: A, top: true}]}
    fail:
      - old: {units: [{id: a, name: A, top: true, responsibilities: [x]}]}
        new: {units: [{id: a, name: A, top: true}]}
      - old: {units: [{id: a, name: A, top: true}]}
        new: {units: [{id: a, name: A, top: true}]}
  - {id: B, statement: s, on: move, assert: {forbidden: true}}
"""


def test_examples_agree_or_not_at_their_place() -> None:
    results = run_examples(pack(PACK))

    assert [(r.rule, r.accepts, r.number, r.agrees, r.location.line) for r in results] == [
        ("A", True, 1, True, 8),
        ("A", False, 1, True, 11),
        ("A", False, 2, False, 13),
    ]
    assert [rule.id for rule in never_shown_to_fail(pack(PACK), run_examples(pack(PACK)))] == ["B"]


def test_the_worked_example_agrees_with_all_that_it_claims() -> None:
    path = Path("rules/kela.yaml")
    kela = read_pack(SourceText(str(path), path.read_text(encoding="utf-8")))

    assert [result for result in run_examples(kela) if not result.agrees] == []
    assert {"KELA101", "KELA102", "KELA103"} <= {r.rule for r in run_examples(kela)}
    assert never_shown_to_fail(kela, run_examples(kela)) == []


@pytest.mark.parametrize("where", [False, True])
def test_an_expression_that_takes_too_long_is_one_message(
    where: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cost, "MOST_STEPS", 50)
    expression = "old.all(o, old.all(p, o.id != p.id || true))"
    if where:
        rule = change_pack("{forbidden: true}", where=expression)
    else:
        rule = change_pack(f'{{cel: "{expression}"}}')
    (message,) = messages(units(A, B), units(A), rule)

    assert "it takes more than 50 steps" in message
    assert message.startswith("R1 cannot be evaluated")


def test_what_is_found_beyond_the_most_of_all_rules_is_counted_rule_by_rule(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(engine, "MOST_OF_ALL_RULES", 4)
    monkeypatch.setattr(engine, "LEAST_FINDINGS", 1)
    demand = "statement: s, assert: {forbidden: true}, on: [create]"
    rules = "".join(f"  - {{id: R{n}, {demand}}}\n" for n in range(3))
    names = [f"id: u{n}, name: U{n}, parent: top" for n in range(3)]
    change = ground(units(), units(*names))
    told = change_findings(change, [pack(f"pack: p\nchange_rules:\n{rules}")], lambda _: False)

    assert [(one.rule, one.measure and one.measure.value) for one in told] == [
        *[("R0", None)] * 3,
        *[("R1", None), ("R1", 2)],
        *[("R2", None), ("R2", 2)],
    ]
