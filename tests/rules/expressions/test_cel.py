"""What expressions call, of whom they speak, and in what words their findings are told."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from orgcheck.rules.expressions.functions import FUNCTIONS, METHODS
from orgcheck.rules.expressions.language import ANY, LOOPS, Sort, Type, tokens_of
from orgcheck.rules.facts import _reader, member_record
from orgcheck.rules.indexes import population
from tests.building import organisation
from tests.rules.ruling import found, messages, problem, rule

PAGE = (Path(__file__).parents[3] / "docs/expressions.md").read_text(encoding="utf-8")
ROWS = [
    [part.strip() for part in line.strip("|").split(" | ")]
    for line in PAGE.partition("| function | example |")[2].splitlines()
    if line.startswith("| `")
]
SHOWN = """
units:
  - id: audit
    name: Internal Audit
    top: true
    tags: [b, a]
    sites: [Oulu, Turku]
    figures: {fte: 2.5, posts: 3}
    attributes: {code: " A-12 ", top-level: true}
    valid_from: 2024-03-01
"""


@pytest.mark.parametrize("example", [row[1].strip("`") for row in ROWS])
def test_every_example_of_the_page_is_true(example: str) -> None:
    quoted = example.replace("\\", "\\\\")
    assert messages(SHOWN, f'{{cel: "{quoted}"}}') == []


def test_the_page_has_an_example_of_every_function() -> None:
    named = {name for row in ROWS for name in re.findall(r"`(\w+)", row[0])}
    called = {token.text for row in ROWS for token in tokens_of(row[1].strip("`"))}

    assert {*METHODS, *FUNCTIONS, *LOOPS, "has"} <= named & called


ORGANISATION = """
posts:
  - {id: chief, name: {en: Chief, fi: Johtaja}, unit: top, vacant: true}
bodies:
  - {id: board, name: Board, type: organ}
units:
  - {id: top, name: Top, top: true, head: chief, reports_to: board, kind: house}
  - {id: a, name: A, parent: top, kind: team, tags: [x], figures: {fte: 2}}
  - {id: b, name: B, parent: a, kind: desk, lines: [{to: chief, type: matrix}]}
"""


@pytest.mark.parametrize(
    ("expression", "of"),
    [
        ("unit.head_post.name == 'Chief' && unit.head_post.names.fi == 'Johtaja'", "{id: top}"),
        ("unit.head_post.vacant && unit.head_post.unit == unit.id", "{id: top}"),
        ("unit.head_post == null && !has(unit.head_post)", "{id: a}"),
        ("unit.superior_entity.type == 'organ' && unit.superior_entity.name == 'Board'", "{id: a}"),
        ("unit.superior_entity.id == 'a' && has(unit.superior_entity.tags)", "{id: b}"),
        ("unit.child_units.map(c, c.kind) == ['team']", "{id: top}"),
        ("unit.child_units.all(c, c.figures.fte > 1 && !has(c.head))", "{id: top}"),
        ("unit.descendant_units.exists(d, d.lines.exists(l, l.to == 'chief'))", "{id: top}"),
        ("unit.ancestor_units.map(u, u.name) == ['A', 'Top']", "{id: b}"),
        ("unit.headed_units[0].id == 'top' && unit.superior_entity.id == 'board'", "{of: posts}"),
        ("unit.head == 'chief' && unit.children == ['a'] && unit.superior == 'board'", "{id: top}"),
    ],
)
def test_related_members_are_there_with_all_their_fields(expression: str, of: str) -> None:
    expected = ["this does not hold of a: It holds."] if "type == 'organ'" in expression else []
    assert messages(ORGANISATION, f'{{cel: "{expression}"}}', of) == expected


@pytest.mark.parametrize(("field", "findings"), [("kind", 0), ("id", 1)])
def test_a_faulty_value_of_a_related_member_silences_what_reads_it(
    field: str, findings: int
) -> None:
    faulty = ORGANISATION.replace("kind: team", "kind: [team]")
    expression = f"unit.child_units.all(c, c.{field} == 'x')"

    assert len(messages(faulty, f'{{cel: "{expression}"}}', "{id: top}")) == findings


# -- in whose words ----------------------------------------------------------------------------


def test_readers_are_told_the_statement_and_never_the_expression() -> None:
    for demand in ("{cel: 'unit.depth < 1'}", "{not: {cel: 'unit.depth >= 1'}}"):
        (finding,) = found(ORGANISATION, rule(demand, "{id: a}"))
        assert finding.message == "this does not hold of a: It holds."
    (finding,) = found(
        ORGANISATION, rule("{any: [{cel: 'unit.depth < 1'}, {must_have: head}]}", "{id: a}")
    )
    assert finding.message == "this does not hold of a: It holds."


def test_a_message_has_the_values_of_its_expressions_and_its_finding_a_place() -> None:
    more = (
        "    message: \"{unit.name} has {unit.figures.fte} in {unit.tags}: {{'k': 'v}'}.k}\"\n"
        "    at: figures.fte\n"
    )
    (finding,) = found(ORGANISATION, rule("{cel: 'unit.figures.fte > 2'}", "{id: a}", more=more))

    assert finding.message == "A has 2 in x: v}"
    assert finding.location is not None
    assert (finding.location.line, finding.location.column) == (7, 73)


def test_where_a_message_has_no_value_the_statement_stands() -> None:
    more = '    message: "{unit.figures.budget} is spent"\n'
    (finding,) = found(ORGANISATION, rule("{cel: 'unit.depth < 1'}", "{id: a}", more=more))
    assert finding.message == "this does not hold of a: It holds."


@pytest.mark.parametrize(
    ("assertion", "more", "message"),
    [
        ("{cel: 'unit.top'}", 'message: "{unit.nme}"', 'unknown field of unit "nme"'),
        ("{cel: 'unit.top'}", 'message: "{unit.name"', "a brace is opened and not closed"),
        ("{cel: 'unit.top'}", "at: nme", 'units have no field "nme"'),
        ("{must_have: head}", "message: x", "is for rules that assert `cel` or `value`"),
        ("{must_have: head}", "at: head", "is for rules that assert `cel` or `value`"),
        ("{value: {cel: unit.depth}}", "", "says no bound"),
        ("{value: {max: 3}}", "", '"cel" is missing'),
        ("{value: {cel: unit.name, max: 3}}", "", "gives a text, not a number"),
    ],
)
def test_what_is_wrong_with_how_a_rule_is_told(assertion: str, more: str, message: str) -> None:
    assert message in problem(assertion, more=f"    {more}\n").message


def test_a_value_is_a_measure() -> None:
    (finding,) = found(
        ORGANISATION, rule("{value: {cel: 'double(unit.figures.fte) * 1.5', max: 2}}", "{id: a}")
    )
    assert finding.measure is not None
    assert (finding.measure.value, finding.measure.bounds.most) == (3, 2)
    more = ORGANISATION.replace("fte: 2}", "fte: 8}")
    (worse,) = found(
        more, rule("{value: {cel: 'double(unit.figures.fte) * 1.5', max: 2}}", "{id: a}")
    )
    assert worse.fingerprint == finding.fingerprint


# -- what has no answer ------------------------------------------------------------------------


def test_the_same_reason_on_many_units_is_one_finding_at_the_expression() -> None:
    units = ", ".join(f"{{id: u{number}, name: U, parent: top}}" for number in range(50))
    text = f"units: [{{id: top, name: T, top: true, figures: {{a: 1}}}}, {units}]"
    (finding,) = found(text, rule("{cel: 'unit.figures.a == 1'}"))

    assert (finding.rule, finding.unit) == ("ORG906", None)
    assert finding.message == (
        "R1 cannot be evaluated for 50 of those that it is about, such as u0: "
        "there is no a in it; ask 'a' in unit.figures first"
    )
    assert finding.location is not None
    assert finding.location.file == "pack.yaml"
    assert [related.location.file for related in finding.related] == ["pack.yaml", "snapshot.yaml"]


@pytest.mark.parametrize(
    ("demand", "selector"),
    [
        ("{must_have: name}", "{where: 'unit.figures.n > 0'}"),
        ("{must_have: name}", "{any: [{id: x}, {where: 'unit.figures.n > 0'}]}"),
        ("{contains_all: {where: 'unit.figures.n > 0'}}", "{id: a}"),
        ("{cel: 'unit.figures.n > 0'}", "{}"),
    ],
)
def test_everyone_for_whom_there_is_no_answer_is_counted(demand: str, selector: str) -> None:
    text = """
        units:
          - {id: a, name: A, top: true, figures: {n: 1}}
          - {id: b, name: B, parent: a}
          - {id: c, name: C, parent: a}
    """
    (finding,) = found(text, rule(demand, selector))
    assert finding.message.startswith(
        "R1 cannot be evaluated for 2 of those that it is about, such as b: "
    )


def test_the_advice_works() -> None:
    asked = "'a' in unit.figures && unit.figures.a == 1"
    assert len(messages(ORGANISATION, f'{{cel: "{asked}"}}', "{id: a}")) == 1
    wrong = problem("{cel: \"has(unit.attributes['top-level'])\"}")
    assert wrong.fix == "write 'top-level' in unit.attributes"
    assert messages(SHOWN, "{cel: \"'top-level' in unit.attributes\"}") == []


def test_a_pattern_that_is_not_raw_is_answered_with_one_that_is() -> None:
    wrong = problem("{cel: \"unit.name.matches('^\\\\w+')\"}")
    assert wrong.message == "assert.cel: a text in quotes has no \\w"
    assert wrong.fix == "put an r before it, as patterns need: r'^\\w+'"
    assert messages(SHOWN, "{cel: \"unit.name.matches(r'^\\\\w+')\"}") == []


def test_an_unknown_function_is_told_once() -> None:
    wrong = problem("{cel: 'unit.name.lower() == unit.id.lower()'}")
    assert 'names an unknown function "lower"' in wrong.message


def test_an_interrupt_within_a_function_ends_the_evaluation(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    calls = []

    def interrupted(*_: object) -> None:
        calls.append(1)
        raise KeyboardInterrupt

    monkeypatch.setitem(
        METHODS, "trim", METHODS["trim"].__class__(**{**vars(METHODS["trim"]), "made": interrupted})
    )
    with pytest.raises(KeyboardInterrupt):
        found(SHOWN, rule("{cel: \"unit.tags.exists(t, t.trim() == 'x')\"}"))
    assert calls == [1]


@pytest.mark.parametrize(
    ("name", "pattern", "matches"),
    [
        ("Ähtärin yksikkö ½", r"^\w+ \w+ \W$", True),
        ("Ähtäri", r"^[\wx]+$", True),
        ("٣ posts", r"^\d \D+$", True),
        ("a\u00a0b", r"^a\sb$", True),
        ("a-b", r"^[\w-]+$", True),
        ("a]b", r"^[]\w]+$", True),
        (r"a\wb", r"^a\Q\w\Eb$", True),
        ("ab", r"^[[:alpha:]\d]+$", True),
        ("Äb", r"^[[:alpha:]]+$", False),
    ],
)
def test_classes_of_characters_know_all_alphabets(name: str, pattern: str, matches: bool) -> None:
    text = f"units: [{{id: a, name: '{name}', top: true}}]"
    quoted = pattern.replace("\\", "\\\\")
    assertion = f"{{cel: \"unit.name.matches(r'{quoted}')\"}}"
    assert (messages(text, assertion) == []) is matches


# -- what the values are -----------------------------------------------------------------------


def fits(value: object, type: Type) -> bool:
    """Whether a value is of a type, or none where there may be none."""
    if value is None or type.sort is Sort.ANY:
        return True
    if type.record is not None:
        assert isinstance(value, dict)
        return all(fits(item, type.record.fields[name]) for name, item in value.items())
    if type.sort in (Sort.LIST, Sort.MAP):
        items = value.values() if isinstance(value, dict) else value
        assert isinstance(items, Iterable)
        is_one = isinstance(value, dict if type.sort is Sort.MAP else list)
        return is_one and all(fits(item, type.item or ANY) for item in items)
    return isinstance(
        value, {Sort.TEXT: str, Sort.FLAG: bool, Sort.NUMBER: (int, float)}[type.sort]
    )


@pytest.mark.parametrize("of", ["units", "posts", "bodies", "responsibilities", "people"])
def test_values_are_of_the_type_that_expressions_are_held_against(of: str) -> None:
    structure = organisation(
        f"{SHOWN}  - {{id: sub, name: {{fi: S}}, parent: audit, head: chief,"
        " lines: [{to: chief}],"
        " links: [{type: partner, to: audit}], replaces: [{id: old, accepted: 2024-01-01}],"
        " sites: [{id: s, name: S}], responsibilities: [pay]}\n"
        "posts: [{id: chief, name: Chief, unit: audit, holders: [p1, p2]}]\n"
        "people: [{id: p1, name: One, attributes: {mentor: true}}]\n"
        "bodies: [{id: board, name: Board, type: organ}]\n"
        "responsibilities: [{id: pay, name: Pay, statutory: true}]\n"
    )
    record = member_record("unit", of)
    mentions = {name: frozenset("*") for name in record.fields}
    for member in population(structure, of).values():
        for name, type in record.fields.items():
            value = _reader(name, mentions)(structure, member)
            assert fits(value, type), (name, value)
            assert value is not None or record.absent[name] == "null", name
