"""A rule's own tests are run: whether it accepts and rejects what the pack claims."""

from __future__ import annotations

from pathlib import Path

from orgcheck.rules.examples import never_shown_to_fail, run_examples
from orgcheck.rules.packs import read_pack
from orgcheck.snapshot.text import SourceText
from tests.rules.ruling import pack, problems

PACK = """
pack: p
rules:
  - id: A
    statement: Audit reports to the board.
    for: {id: audit}
    assert: {reports_to: board}
    applies_to: {versions: ["2024"]}
    pass:
      - units: [{id: other, name: Other, top: true}]
      - version: "2023"
        units: [{id: audit, name: Audit, top: true}]
    fail:
      - units: [{id: audit, name: Audit, top: true}]
      - units: [{id: other, name: Other, top: true}]
  - {id: B, statement: s, assert: {depth: {max: 3}}}
"""


def test_examples_agree_or_not_and_rules_about_rules_are_off() -> None:
    results = run_examples(pack(PACK))
    assert [(r.rule, r.accepts, r.number, r.agrees) for r in results] == [
        ("A", True, 1, True),
        ("A", True, 2, True),
        ("A", False, 1, True),
        ("A", False, 2, False),
    ]
    assert [(r.location.line, r.location.column) for r in results] == [
        (9, 9),
        (10, 9),
        (13, 9),
        (14, 9),
    ]


def test_an_example_need_not_have_units() -> None:
    text = """
pack: p
rules:
  - id: A
    statement: s
    for: {of: posts}
    assert: {must_have: reports_to}
    allow_empty: true
    pass: [{posts: []}]
    fail: [{posts: [{id: p, name: P}]}]
"""
    assert [result.agrees for result in run_examples(pack(text))] == [True, True]


def test_a_rule_without_a_failing_example_is_never_shown_to_fail() -> None:
    assert [rule.id for rule in never_shown_to_fail(pack(PACK), run_examples(pack(PACK)))] == ["B"]


def test_the_worked_example_agrees_with_all_that_it_claims() -> None:
    path = Path("rules/kela.yaml")
    kela = read_pack(SourceText(str(path), path.read_text(encoding="utf-8")))
    assert [result for result in run_examples(kela) if not result.agrees] == []
    assert never_shown_to_fail(kela, run_examples(kela)) == []


def test_no_example_is_put_together_before_it_is_asked_for() -> None:
    text = Path("rules/kela.yaml").read_text(encoding="utf-8")
    kela = read_pack(SourceText("kela.yaml", text))
    shown = [one for rule in kela.every_rule for one in (*rule.passes, *rule.fails)]

    assert len(shown) > 70
    assert all(not {"organisation", "old", "new"} & vars(one).keys() for one in shown)


def test_of_examples_that_are_wrong_every_fault_is_told_when_the_pack_is_read() -> None:
    levels = "".join(f", {{id: u{n}, name: U, parent: u{n - 1}}}" for n in range(1, 202))
    deep = f"[{{id: u0, name: U, top: true}}{levels}]"

    wrong = problems(
        f"""pack: p
rules:
  - id: A
    statement: Named.
    assert: {{must_have: name}}
    pass:
      - {{units: [{{id: a, name: A, top: maybe}}, {{id: b, name: B, units: [x]}}]}}
      - {{units: , kinds: {{team: }}, posts: [{{id: p, name: P, unitt: a}}]}}
      - x
    fail:
      - {{units: {deep}}}
"""
    )

    assert [(one.location.line, one.message) for one in wrong] == [
        (7, 'A: pass[1]: a: top: expected true or false, found the text "maybe"'),
        (7, 'A: pass[1]: units[1]: expected a mapping, found the text "x"'),
        (8, 'A: pass[2]: p: unknown key "unitt"; did you mean "unit"?'),
        (9, 'A: pass[3]: expected an organisation, found the text "x"'),
        (11, "what is part of u200 is more than 200 levels deep"),
    ]


def test_an_example_that_several_rules_show_is_faulty_once_with_the_name_of_a_rule() -> None:
    wrong = problems(
        """pack: p
rules:
  - id: A
    statement: Named.
    assert: {must_have: name}
    pass:
      - &shown
        units: [{id: a, name: A, top: maybe}]
  - {id: B, statement: Coded., assert: {must_have: acronym}, fail: [*shown]}
"""
    )

    assert [(one.location.line, one.message) for one in wrong] == [
        (8, 'A: pass[1]: a: top: expected true or false, found the text "maybe"')
    ]
