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
        (
            "unit.figures.budget > 1",
            "there is no budget in it; ask 'budget' in unit.figures first",
        ),
        (
            "unit.attributes['top-level'] == 'x'",
            "there is no top-level in it; ask 'top-level' in unit.attributes first",
        ),
        ("unit.head.startsWith('x')", "unit.head is null there; ask unit.head != null first"),
        ("unit.head_post.vacant", "unit.head_post is null there; ask unit.head_post != null first"),
        ("unit.head + 'x' == 'y'", "unit.head is null there; ask unit.head != null first"),
        (
            "unit.head == null && unit.attributes.charter + 1 == 2",
            "it compares or joins values of different types",
        ),
        ("unit.sites[7] == 'x'", "a list has no item of that number"),
        ("1 / unit.depth - 1 / 0 > 1", "it divides by zero"),
        ("unit.attributes.charter + 1 == 2", "it compares or joins values of different types"),
        ("dyn(unit.name)", 'the expression gives the text "Plain", not true or false'),
        ("unit.name.substring(9) == ''", "a text of 5 characters has no part from 9 to 5"),
    ],
)
def test_an_expression_without_an_answer_is_a_finding_that_says_so(
    expression: str, why: str
) -> None:
    (told,) = messages(ORGANISATION, f'{{cel: "{expression}"}}', "{id: a}")
    assert told.startswith(f"R1 cannot be evaluated for a: {why}")


def test_a_parent_that_is_not_there_is_called_null() -> None:
    (told,) = messages(ORGANISATION, "{cel: \"parent.name != ''\"}", "{id: top}")
    assert told == "R1 cannot be evaluated for top: parent is null there; ask parent != null first"


def test_what_has_no_answer_does_not_hold_by_being_denied() -> None:
    (told,) = messages(ORGANISATION, '{not: {cel: "unit.figures.budget > 1"}}', "{id: a}")
    assert told.startswith("R1 cannot be evaluated for a")


def test_a_condition_without_an_answer_is_one_finding_at_the_rule() -> None:
    (finding,) = found(ORGANISATION, rule("{must_have: sites}", "{where: unit.figures.x > 1}"))
    assert (finding.rule, finding.unit) == ("ORG906", None)
    assert finding.message.startswith(
        "R1 cannot be evaluated for 2 of those that it is about, such as top: there is no x in it"
    )


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("unit.id ==", "not a CEL expression: it ends too early"),
        ("unit.top ? true", "not a CEL expression: a ? has no : after it"),
        ("true", "the expression is true for all"),
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
        ("unit.name", "the expression gives a text, not true or false"),
        ("unit.name + 1 == 'x'", "+ stands between unit.name, a text, and 1, a number"),
        ("unit.name.matches('[')", "[ is not a regular expression: missing ]"),
        ("unit.name.matches('a(?=b)')", "is not a regular expression: not supported"),
        ("unit.head == {'id': 'x'}", "unit.head is an id and never equal to a mapping"),
        ("unit.lines.exists(l, l == 'head')", "l is a mapping and never equal to a text"),
        ("'head' in unit.lines", "'head' is a text and never equal to a mapping"),
        ("unit.attributes == 'x'", "unit.attributes is a mapping and never equal to a text"),
        ("unit.depth == '1'", "unit.depth is a number and never equal to a text"),
        ("unit.lines.all(l, l.too == 'x')", 'unknown field of lines "too"'),
        ("unit.children.all(c, c.kind == 'x')", "c is an id and has no field kind"),
        ("unit.child_units.all(c, c.knd == 'x')", 'unknown field of child_units "knd"'),
        ("unit.head.name == 'x'", "unit.head is an id and has no field name"),
        ("unit.id.id.id.id == 1", "unit.id is a text and has no field id"),
        ("unit.size() > 1", "size is for"),
        ("unit.all(k, true)", "all goes over a list or a mapping, and unit is a mapping"),
        ("unit.attributes.startsWith('x')", "startsWith is for a text, and unit.attributes is"),
        ("unit.tags.split(',') == []", "split is for a text, and unit.tags is a list"),
        ("split(unit.name, ',') == []", 'names an unknown function "split"'),
        ("unit.name && true", "unit.name is a text, not true or false"),
        ("unit.name < 3", "< stands between unit.name, a text, and 3, a number"),
        ("unit.name[0] == 'x'", "unit.name is a text, of which [...] gives no part"),
        ("unit.name.substring() == ''", "substring takes 1 to 2 arguments, found 0"),
        ("unit.name.contains()", "contains takes 1 argument, found 0"),
    ],
)
def test_an_expression_is_held_against_what_it_may_mention(expression: str, message: str) -> None:
    told = [
        problem(f'{{cel: "{expression}"}}').message,
        problem("{depth: {max: 1}}", f'{{where: "{expression}"}}').message,
    ]
    assert [words.partition(": ")[0] for words in told] == ["assert.cel", "for.where"]
    assert all(message in words for words in told)


@pytest.mark.parametrize(
    "expression",
    [
        "!" * 1_900 + "true",
        "unit.attributes" + ".id" * 600 + " == 1",
        "true" + " && true" * 240,
        "true ? " + "true : true ? " * 40 + "true : true",
    ],
)
def test_long_chains_of_one_sign_do_no_harm(expression: str) -> None:
    assert len(found(ORGANISATION, rule(f'{{cel: "{expression}"}}', "{id: a}"))) <= 1
