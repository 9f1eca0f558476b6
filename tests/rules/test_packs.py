"""Rule packs: what they say is read, and all that is wrong is told at once, with its place."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgcheck.findings import Severity
from orgcheck.rules.model import Basis, InvalidPack
from orgcheck.rules.packs import read_pack, read_packs
from orgcheck.snapshot.text import SourceText
from tests.rules.ruling import pack, problems

FULL = """
pack: kela
title: Structural rules
rules:
  - id: K1
    statement: Audit reports to the board.
    basis: {text: Act 1, url: https://example.org/act}
    owner: Audit
    severity: warning
    for: {id: audit}
    assert: {reports_to: board}
    fix: Let it.
    applies_to: {versions: [2024], from: 2024-01-01, to: 2024-12-31}
    waivable: false
    allow_empty: true
    pass:
      - {units: [{id: audit, name: Audit, top: true}]}
    fail:
      - units: [{id: audit, name: Audit, top: true}]
      - {organisation: X, units: []}
change_rules:
  - id: K2
    statement: Nothing ends unnoticed.
    on: [abolish, merge]
    for: {kind: unit}
    where: size(change.old) > 0
    assert: {requires_successor: {duties: all}, unchanged: [name, reports_to], max_share: 0.2}
  - {id: CHG002, severity: error}
"""


def test_everything_that_a_rule_says_is_read() -> None:
    (rule,) = pack(FULL).rules
    assert (rule.id, rule.statement, rule.owner) == ("K1", "Audit reports to the board.", "Audit")
    assert rule.basis == Basis("Act 1", "https://example.org/act")
    assert (rule.severity, rule.fix) == (Severity.WARNING, "Let it.")
    assert rule.applies_to.versions == ("2024",)
    assert (rule.applies_to.first, rule.applies_to.last) == (date(2024, 1, 1), date(2024, 12, 31))
    assert (rule.waivable, rule.allow_empty) == (False, True)
    assert (len(rule.passes), len(rule.fails)) == (1, 2)
    assert (rule.location.line, rule.location.column) == (4, 5)
    assert rule.selector_location is not None
    assert (rule.selector_location.line, rule.assertion_location.line) == (9, 10)


def test_a_change_rule_is_read_and_a_built_in_one_gets_its_severity() -> None:
    kela = pack(FULL)
    (rule,) = kela.change_rules
    assert rule.on == ("abolish", "merge")
    assert rule.where is not None
    assert [(demand.verb.name, demand.argument) for demand in rule.demands] == [
        ("requires_successor", "all"),
        ("unchanged", ("name", "reports_to")),
        ("max_share", 0.2),
    ]
    assert kela.severities == {"CHG002": Severity.ERROR}


def test_what_is_left_out_has_its_default() -> None:
    (rule,) = pack("pack: p\nrules: [{id: A, statement: s, assert: {count: {max: 9}}}]").rules
    assert (rule.severity, rule.waivable, rule.allow_empty) == (Severity.ERROR, True, False)
    assert (rule.selector.of, rule.selector.criteria) == ("units", ())
    assert (rule.basis, rule.passes, rule.fails) == (None, (), ())


def test_all_problems_of_a_pack_come_at_once_in_the_order_of_the_text() -> None:
    told = problems("""
        pack: p
        rules:
          - id: A
            statment: s
            severity: high
            for: {knd: a}
            assert: {reprots_to: x}
          - id: A
            statement: s
            assert: {matches: {name: '['}, cel: "unit.nme == 'x'"}
          - id: ORG001
            statement: s
            waivable: perhaps
          - just a text
        chnge_rules: []
        """)
    assert [(p.location.line, p.location.column, p.message.partition(";")[0]) for p in told] == [
        (3, 5, '"statement" is missing'),
        (4, 5, 'unknown key "statment"'),
        (5, 15, 'severity: expected one of error, warning, info, found the text "high"'),
        (6, 11, 'for: unknown key of a selector "knd"'),
        (7, 14, 'assert: unknown verb "reprots_to"'),
        (8, 9, "id: a second rule A"),
        (10, 30, "assert.matches.name: [ is not a regular expression: missing ]: ["),
        (10, 41, 'assert.cel: the expression names an unknown field of unit "nme"'),
        (11, 5, '"assert" is missing'),
        (11, 9, "id: ORG001 is kept for the rules that are built in"),
        (13, 15, 'waivable: expected true or false, found the text "perhaps"'),
        (14, 5, 'expected a mapping, found the text "just a text"'),
        (15, 1, 'unknown key "chnge_rules"'),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[]", "this is not a rule pack: expected a mapping, found a list"),
        ("", "the file is empty"),
        ("pack: [", "not valid YAML"),
        ("pack: p", '"rules" is missing'),
        ("rules: [{id: a, statement: s, assert: {count: {max: 1}}}]", '"pack" is missing'),
        ("pack: p\nrules: []", "rules: the pack has no rule"),
        ("pack: p\nchange_rules: []", "change_rules: the pack has no rule"),
        ("pack: p\nrules: []\nchange_rules: []", "rules: the pack has no rule"),
        ("pack: p\nrules: {}", "rules: expected a list, found a mapping"),
        ("pack: p\nrules: [{id: a b, statement: s, assert: {depth: {max: 1}}}]", "id: the text"),
        (
            "pack: p\nrules: [{id: a, statement: s, basis: [], assert: {depth: {max: 1}}}]",
            "basis: expected a text, or a mapping of text and url, found a list",
        ),
        (
            "pack: p\nrules: [{id: a, statement: s, assert: {depth: {max: 1}}, applies_to: {}}]",
            "applies_to: is empty",
        ),
        (
            "pack: p\nrules: [{id: a, statement: s, assert: {depth: {max: 1}}, "
            "applies_to: {from: 2024-02-30}}]",
            "applies_to.from: expected a date such as 2024-01-31",
        ),
        (
            "pack: p\nrules: [{id: a, statement: s, assert: {depth: {max: 1}}, pass: [x]}]",
            "a: pass[1]: expected an organisation",
        ),
        (
            "pack: p\nrules: [{id: a, statement: s, assert: {depth: {max: 1}}, "
            "fail: [{units: [{id: a, nme: b}]}]}]",
            'a: fail[1]: a: unknown key "nme"; did you mean "name"?',
        ),
        (
            "pack: p\nchange_rules: [{id: a, statement: s, assert: {declared: true}, on: [merg]}]",
            "on[1]: expected one of ",
        ),
        (
            "pack: p\nchange_rules: [{id: a, statement: s, assert: {unchanged: [nme]}}]",
            'assert.unchanged[1]: units have no field "nme"; did you mean "name"?',
        ),
        (
            "pack: p\nchange_rules: [{id: a, statement: s, assert: {max_share: 20}}]",
            "assert.max_share: expected a share from 0 to 1, found 20",
        ),
        (
            "pack: p\nchange_rules: "
            "[{id: a, statement: s, assert: {requires_successor: {dutes: all}}}]",
            'assert.requires_successor: unknown key "dutes"',
        ),
        (
            "pack: p\nchange_rules: [{id: a, statement: s, assert: {declared: true}, pass: [{}]}]",
            'a: pass[1]: "old" is missing',
        ),
        (
            "pack: p\nchange_rules: [{id: CHG002, severity: info, fix: s}]",
            "unknown key for a built-in rule",
        ),
    ],
)
def test_a_pack_that_is_none_says_why(text: str, message: str) -> None:
    assert problems(text)[0].message.startswith(message)


def test_two_packs_have_no_rule_of_one_id() -> None:
    text = "pack: p\nrules: [{id: A, statement: s, assert: {depth: {max: 1}}}]"
    with pytest.raises(InvalidPack) as caught:
        read_packs([SourceText("one.yaml", text), SourceText("two.yaml", text)])
    (problem,) = caught.value.problems
    assert problem.message == "another pack has a rule A too, at one.yaml:2:10"
    assert problem.location.file == "two.yaml"


def _is_whole_or_refused(text: str, rules: int) -> None:
    """A pack has every rule that its text has, or it is refused: none is lost without a word."""
    try:
        read = read_pack(SourceText("any.yaml", text))
    except InvalidPack:
        return
    assert (len(read.rules), len(read.change_rules)) == (rules, rules)


@given(st.text(max_size=200))
def test_any_text_is_a_pack_or_refused(text: str) -> None:
    _is_whole_or_refused(text, 0)


_WORDS = st.sampled_from(
    [
        *("for", "assert", "id", "kind", "name", "has", "where", "any", "all", "not", "count"),
        *("cel", "matches", "unique", "of", "pass", "units", "sum", "separate_from", "on", "max"),
        *("a", "1", "true", "2024-01-01", "[a", "posts", "unit.id", "{}", "[]", "~", "within"),
    ]
)
_VALUES = st.recursive(
    _WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_WORDS, inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(_VALUES, _VALUES)
def test_any_values_in_a_rule_are_a_pack_or_refused(chosen: object, demand: object) -> None:
    rule = {"id": "A", "statement": "s", "for": chosen, "assert": demand}
    written = json.dumps({"pack": "p", "rules": [rule], "change_rules": [{**rule, "id": "B"}]})
    _is_whole_or_refused(written, 1)
    _is_whole_or_refused(written.replace('"', " "), 1)


@pytest.mark.parametrize(
    ("text", "message", "fix"),
    [
        ("pack: p\nrules:\n- {id: R1, statement: s, assert: }\n", "assert", "what must hold"),
        ("pack: p\nrules:\n- {id: R1, statement: , assert: {must_have: name}}\n", "statement", ""),
    ],
)
def test_a_key_without_a_value_is_not_called_missing(text: str, message: str, fix: str) -> None:
    (found,) = problems(text)
    assert f'"{message}" has no value' in found.message
    assert found.fix is not None
    assert found.fix.startswith(f"write it after `{message}:`")
    assert fix in found.fix
