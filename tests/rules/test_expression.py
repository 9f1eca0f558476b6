"""CEL: what an expression may ask, what is refused beforehand, what it cannot answer."""

from __future__ import annotations

import pytest

from tests.rules.ruling import found, messages, problem, rule

ORGANISATION = """
posts:
  - {id: head, name: Head, unit: top, vacant: true}
units:
  - {id: top, name: {fi: Yksi, en: One}, top: true, head: head, acronym: {fi: Y}}
  - id: a
    name: Plain
    parent: top
    kind: unit
    sites: [Oulu, {id: turku, name: Turku}]
    lines: [{to: head, type: matrix}]
    figures: {fte: 3}
    attributes: {charter: true}
    replaces: [{id: old, accepted: 2024-01-01}]
    valid_from: 2020-05-01
"""


@pytest.mark.parametrize(
    "expression",
    [
        "unit.id == 'a' && unit.name == 'Plain' && unit.names == {'und': 'Plain'}",
        "unit.parent == 'top' && unit.kind in ['unit'] && !unit.top",
        "unit.sites == ['Oulu', {'id': 'turku', 'name': 'Turku'}]",
        "unit.lines.exists(line, line.to == 'head' && line.type == 'matrix')",
        "unit.figures.fte > 2 && unit.figures.fte < 3.5",
        "unit.attributes.charter",
        "unit.replaces == ['old'] && unit.valid_from < '2021-01-01'",
        "unit.ancestors == ['top'] && unit.depth == 1",
        "unit.children == [] && unit.descendants.size() == 0",
        "unit.chain == ['a', 'head'] && unit.superior == 'head'",
        "!has(unit.head) && unit.head == null && !has(unit.acronym)",
        "!has(unit.tags) && size(unit.tags) == 0 && !('x' in unit.tags)",
        "has(unit.kind) && has(unit.sites) && has(unit.figures.fte) && !has(unit.figures.x)",
        "'has(unit.head)' == 'has' + '(unit.head)'",
        "has(unit.winding_down) == false",
        "unit.name.matches('^P') && unit.name.startsWith('P')",
    ],
)
def test_a_unit_is_its_fields_and_what_follows_from_them(expression: str) -> None:
    assert messages(ORGANISATION, f'{{cel: "{expression}"}}', "{id: a}") == []


def test_the_display_name_is_the_english_one_and_all_are_there() -> None:
    expression = "unit.name == 'One' && unit.names.fi == 'Yksi' && unit.acronym == 'Y'"
    assert messages(ORGANISATION, f'{{cel: "{expression}"}}', "{id: top}") == []


def test_posts_are_asked_in_the_same_way() -> None:
    expression = "unit.vacant && unit.unit == 'top' && unit.chain == ['head']"
    assert messages(ORGANISATION, f'{{cel: "{expression}"}}', "{of: posts}") == []


@pytest.mark.parametrize(
    ("expression", "why"),
    [
        ("unit.figures.budget > 1", "there is no budget in it; ask has(...) first"),
        ("unit.head.startsWith('x')", "startsWith does not fit a value of that type, or there is"),
        ("unit.sites[7] == 'x'", "a list has no item of that number"),
        ("1 / unit.depth - 1 / 0 > 1", "it divides by zero"),
        ("unit.name", 'the expression gives the text "Plain", not true or false'),
        ("unit.name + 1 == 'x'", "it compares or joins values of different types"),
        ("unit.name.matches('[')", "its regular expression is not one"),
    ],
)
def test_an_expression_without_an_answer_is_a_finding_that_says_so(
    expression: str, why: str
) -> None:
    (told,) = messages(ORGANISATION, f'{{cel: "{expression}"}}', "{id: a}")
    assert told.startswith(f"the rule cannot be evaluated for a: {why}")


def test_what_has_no_answer_does_not_hold_by_being_denied() -> None:
    (told,) = messages(ORGANISATION, '{not: {cel: "unit.figures.budget > 1"}}', "{id: a}")
    assert told.startswith("the rule cannot be evaluated for a")


def test_a_condition_without_an_answer_is_one_finding_at_the_rule() -> None:
    (finding,) = found(ORGANISATION, rule("{must_have: sites}", "{where: unit.figures.x > 1}"))
    assert (finding.rule, finding.unit) == ("R1", None)
    assert finding.message.startswith("the rule cannot be evaluated: there is no x in it")


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("unit.id ==", "not a CEL expression: it ends too early"),
        (
            "unit.id = 'a'",
            "not a CEL expression: = cannot stand there (character 9 of the expression)",
        ),
        ("unit.prent == 'a'", 'names an unknown field of unit "prent"; did you mean "parent"?'),
        ("units.id == 'a'", 'names an unknown variable "units"; did you mean "unit"?'),
        ("x == 1", 'names an unknown variable "x"'),
        ("unit.id.startswith('a')", 'an unknown function "startswith"; did you mean "startsWith"?'),
        ("length(unit.id) > 1", 'names an unknown function "length"'),
        ("'" + "a" * 2_000 + "' == ''", "the expression is longer than 2,000 characters"),
        ("(" * 400 + "true" + ")" * 400, "brackets nested more than 24 deep"),
        ("[1]" + ".map(x, [x, x])" * 4 + " == []", "more than 2 uses of map"),
        ("unit.tags.all(a, " * 4 + "true" + ")" * 4, "loops nested more than 2 deep"),
    ],
)
def test_an_expression_is_held_against_what_it_may_mention(expression: str, message: str) -> None:
    told = [
        problem(f'{{cel: "{expression}"}}').message,
        problem("{depth: {max: 1}}", f'{{where: "{expression}"}}').message,
    ]
    assert [words.partition(": ")[0] for words in told] == ["assert.cel", "for.where"]
    assert all(message in words for words in told)


@pytest.mark.parametrize("expression", ["!" * 1_900 + "true", "unit" + ".id" * 600 + " == 1"])
def test_long_chains_of_one_sign_do_no_harm(expression: str) -> None:
    assert len(found(ORGANISATION, rule(f'{{cel: "{expression}"}}', "{id: a}"))) <= 1
