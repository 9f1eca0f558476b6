"""Parameters: thresholds that a pack names once and a project may set."""

from __future__ import annotations

from textwrap import dedent

from orgcheck.rules.model import Pack
from orgcheck.rules.packs import read_pack
from orgcheck.rules.parameters import Value, misfits
from orgcheck.snapshot.text import SourceText
from tests.rules.ruling import found, problems

PACK = """\
pack: p
parameters:
  most: 1
  tags: [red, blue]
  word: Audit
rules:
  - id: R1
    statement: At most $most levels; $word costs 5$ or $.
    for: {tag: $tags}
    assert: {depth: {max: $most}, cel: "unit.depth <= $most", matches: {name: "^$word$"}}
"""
UNITS = """
units:
  - {id: a, name: A, top: true}
  - {id: b, name: Audit, parent: a, tags: [blue]}
  - {id: c, name: Audit, parent: b, tags: [green]}
"""


def read(text: str = PACK, given: dict[str, Value] | None = None) -> Pack:
    """The pack, with parameters that settings give."""
    return read_pack(SourceText("pack.yaml", dedent(text)), given)


def test_a_name_stands_for_its_value_alone_and_within_a_text() -> None:
    pack = read()
    assert pack.rules[0].statement == "At most 1 levels; Audit costs 5$ or $."
    assert pack.rules[0].parameters == (("most", 1), ("tags", ("red", "blue")), ("word", "Audit"))
    assert found(UNITS, pack) == []


def test_settings_take_the_place_of_the_packs_own_values() -> None:
    pack = read(given={"most": 0, "tags": ("green",), "word": "Desk", "other": 1})
    assert pack.parameters == {"most": 0, "tags": ("green",), "word": "Desk"}
    assert sorted(finding.message for finding in found(UNITS, pack)) == [
        "c is 2 levels below the top, not at most 0",
        "c: name is Audit, and must match ^Desk$",
        "this does not hold of c: At most 0 levels; Desk costs 5$ or $.",
    ]


def test_a_value_is_held_against_its_place() -> None:
    told = problems(PACK.replace("most: 1", "most: many"))
    assert (told[0].location.line, told[0].location.column) == (10, 27)
    assert told[0].message.startswith("assert.depth.max: expected a number")


def test_a_name_that_the_pack_does_not_have_is_an_error_with_the_nearest() -> None:
    (told,) = problems(PACK.replace("max: $most", "max: $mots"))
    assert (told.location.line, told.location.column) == (10, 27)
    assert told.message == 'there is no parameter "mots"; did you mean "most"?'


def test_without_parameters_a_dollar_is_a_sign_like_others() -> None:
    text = PACK.replace(PACK[PACK.index("parameters:") : PACK.index("rules:")], "")
    demand = text.replace("max: $most", "max: 1").replace("<= $most", "<= 1")
    (rule,) = read(demand).rules
    assert rule.statement == "At most $most levels; $word costs 5$ or $."


def test_examples_are_no_place_for_names() -> None:
    example = '    pass: [{units: [{id: a, name: "$most", top: true}]}]\n'
    (rule,) = read(PACK + example).rules
    assert rule.passes[0].organisation.name("a") == "$most"


def test_what_settings_give_is_held_against_what_there_is() -> None:
    known: dict[str, Value] = {"most": 1, "tags": ("red",)}
    assert list(misfits(known, {"most": 2, "tags": ("blue", "red")})) == []
    assert list(misfits(known, {"most": "many", "tag": "red"})) == [
        ("most", 'expected a number, found the text "many"', "the pack has 1"),
        ("tag", 'the pack has no such parameter; did you mean "tags"?', None),
    ]


def test_a_rule_that_names_a_parameter_without_a_usable_value_is_no_second_problem() -> None:
    (problem,) = problems(PACK.replace("word: Audit", "word: [{a: b}]"))
    assert problem.message == (
        "parameters.word: expected a scalar or a list of scalars, found a list"
    )


def test_parameters_that_are_no_mapping_are_one_problem() -> None:
    text = PACK.replace("parameters:", "parameters: most tags word").replace("  most: 1\n", "")
    text = text.replace("  tags: [red, blue]\n", "").replace("  word: Audit\n", "")
    (problem,) = problems(text)
    assert problem.message == 'parameters: expected a mapping, found the text "most tags word"'


def test_of_a_long_list_a_statement_tells_the_first_few_and_the_rule_has_all() -> None:
    kinds = [f"k{number:02}" for number in range(25)]
    pack = read(
        "pack: p\n"
        f"parameters: {{kinds: [{', '.join(kinds)}]}}\n"
        "rules: [{id: R1, statement: Only $kinds., assert: {one_of: {kind: $kinds}}}]\n"
    )

    assert pack.rules[0].statement == f"Only [{', '.join(kinds[:20])}, 5 more]."
    last = found("units: [{id: a, name: A, top: true, kind: k24}]", pack)
    assert last == []
