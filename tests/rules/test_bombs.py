"""Packs and snapshots that multiply: what they cost stays within bounds, and is told."""

from __future__ import annotations

from typing import Any

import pytest

from orgcheck.findings import Finding, Severity
from orgcheck.rules import engine
from orgcheck.rules.assertions import place
from orgcheck.rules.doubt import Ground
from orgcheck.rules.expressions.cost import MORE_EACH
from orgcheck.rules.expressions.regex import pattern_of, size_of
from orgcheck.snapshot.model import LONGEST_NAME
from orgcheck.snapshot.suggestions import Offers
from tests.building import integrity, organisation
from tests.rules.ruling import found, pack, problems, rule


def units(number: int, name: str = "Unit") -> str:
    """A top with so many units directly below it."""
    below = ", ".join(f"{{id: u{n}, name: {name}, parent: top}}" for n in range(number))
    return f"units: [{{id: top, name: Top, top: true}}, {below}]"


# -- findings ----------------------------------------------------------------------------------


def test_of_one_rule_so_many_findings_are_told_and_the_others_counted() -> None:
    told = found(units(10_005), rule("{must_have: head}"))
    last = told[-1]

    assert len(told) == 10_001
    assert (last.rule, last.severity, last.unit) == ("R1", Severity.ERROR, None)
    assert last.message == "6 more findings of R1 are counted here and not told one by one"
    assert last.measure is not None
    assert last.measure.value == 6


def test_every_unit_for_every_other_is_counted_without_being_made() -> None:
    number = 3_000
    structure, demand = organisation(units(number)), rule("{contains_all: {}}").rules[0]
    members = demand.selector.members(structure)
    made = sum(1 for _ in demand.assertion.failures(Ground(structure), members))
    (*_, last) = found(units(number), rule("{contains_all: {}}"))

    # Each of those below is without the others and the top.
    assert last.message.startswith(f"{number * number - 10_000:,} more findings")
    assert made < 10_000 + 2 * number


def test_what_is_counted_is_as_much_as_would_be_told(monkeypatch: pytest.MonkeyPatch) -> None:
    text = (
        "units: [{id: a, name: A, top: true}, {id: b, name: B, parent: a, kind: k}, "
        "{id: c, name: C, parent: b}, {id: d, name: D, parent: a, kind: k}]"
    )
    demand = rule("{contains_all: {kind: k}}")
    everything = len(found(text, demand))
    monkeypatch.setattr(engine, "MOST_FINDINGS", 1)
    monkeypatch.setattr(engine, "LEAST_FINDINGS", 1)
    monkeypatch.setattr(place, "MOST_FINDINGS", 1)
    (first, last) = found(text, demand)

    assert first.unit == "b"
    assert last.message.startswith(f"{everything - 1} more")


def test_of_all_rules_together_so_many_findings_are_told_and_ten_of_each_other() -> None:
    number, rules = 5_000, 25
    demands = (
        f"  - {{id: R{n}, statement: s, severity: info, for: {{}}, assert: {{must_have: head}}}}\n"
        for n in range(rules)
    )
    told = found(units(number), pack(f"pack: many\nrules:\n{''.join(demands)}"))
    by_rule = [[one for one in told if one.rule == f"R{n}"] for n in range(rules)]
    counted = [one.measure.value for one in told if one.measure is not None]

    # Each unit, the top too, for each rule: told, or counted by the last of its rule.
    assert len(told) - len(counted) + sum(counted) == rules * (number + 1)
    assert len(told) <= 100_000 + rules * 11
    assert [len(own) for own in by_rule[19:]] == [4_982, 11, 11, 11, 11, 11]
    assert {one.severity for one in told} == {Severity.INFO}


def test_of_many_unknown_ids_a_few_are_held_against_the_known_ones(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def meant(_: Offers, word: str) -> None:
        asked.append(word)

    monkeypatch.setattr(Offers, "meant", meant)
    ids = ", ".join(f"x{n}" for n in range(500))
    first, second = (
        found(units(3), rule(*ask))
        for ask in (("{must_have: name}", f"{{id: [{ids}]}}"), (f"{{parent: [{ids}]}}",))
    )
    assert (len(asked), len(first), len(second)) == (40, 1, 1)
    assert second[0].message.endswith("and 480 more, none of which exists in snapshot snapshot")


# -- parameters --------------------------------------------------------------------------------


def rules_with(body: str, number: int, parameter: str) -> str:
    rules = "".join(f"  - {{id: R{n}, statement: It holds., {body}}}\n" for n in range(number))
    return f"pack: p\nparameters:\n  long: {parameter}\nrules:\n{rules}"


@pytest.mark.parametrize(
    "body", ["assert: {one_of: {name: $long}}", 'assert: {one_of: {name: "a $long b"}}']
)
def test_the_values_of_parameters_make_a_pack_so_long_and_no_longer(body: str) -> None:
    (told, *more) = problems(rules_with(body, 20, "x" * 1_000_000))

    assert "more than 16,000,000 characters" in told.message
    assert len(more) == 3
    assert pack(rules_with(body, 15, "x" * 1_000_000))


@pytest.mark.parametrize(
    "body",
    [
        "for: {id: $long}, assert: {must_have: name}",
        "for: {kind: $long}, assert: {must_have: name}",
        "assert: {within: $long}",
        "assert: {reports_directly_to: $long}",
        "assert: {one_of: {name: $long}}",
        "assert: {children: {min: 1, kind: $long}}",
    ],
)
def test_a_list_is_compiled_once_for_all_rules_that_name_it(body: str) -> None:
    def cost(number: int) -> int:
        import tracemalloc

        text = rules_with(body, number, f"[{', '.join(f'x{n}' for n in range(5_000))}]")
        tracemalloc.start()
        kept = pack(text)
        size = tracemalloc.get_traced_memory()[0]
        tracemalloc.stop()
        assert len(kept.rules) == number
        return size

    assert cost(40) < 2 * cost(2)


def test_what_a_rule_says_of_itself_is_short() -> None:
    (told,) = problems(
        f"pack: p\nrules: [{{id: R1, statement: '{'x' * 5_001}', assert: {{must_have: name}}}}]"
    )
    assert told.message == "statement: is longer than 5,000 characters"


def test_so_many_problems_of_a_pack_are_told() -> None:
    rules = "".join(f"  - {{id: R{n}, statement: S., asert: 1}}\n" for n in range(2_000))
    assert len(problems(f"pack: p\nrules:\n{rules}")) == 1_000


# -- patterns and texts ------------------------------------------------------------------------

COSTLY = "[ab]*a[ab]{900}c"


def long_text(expression: str) -> list[Finding]:
    text = "ab" * 500_000
    snapshot = f"units: [{{id: a, name: A, top: true, attributes: {{x: {text}}}}}]"
    return found(snapshot, rule(expression))


@pytest.mark.parametrize(
    "demand",
    [
        f"{{matches: {{attributes.x: '{COSTLY}'}}}}",
        f"{{cel: \"unit.attributes.x.matches('{COSTLY}')\"}}",
    ],
)
def test_a_pattern_is_not_searched_in_a_text_that_is_too_long_for_it(demand: str) -> None:
    (finding,) = long_text(demand)

    assert finding.rule == "ORG906"
    assert "it takes more than 20,000,000 steps at once" in finding.message
    assert finding.location is not None
    assert finding.location.file == "pack.yaml"


@pytest.mark.parametrize(
    "demand", ["{matches: {attributes.x: '^[ab]+$'}}", "{cel: \"unit.attributes.x.matches('b$')\"}"]
)
def test_an_ordinary_pattern_is_searched_in_a_long_text(demand: str) -> None:
    assert long_text(demand) == []


def test_an_ordinary_pattern_costs_far_less_than_each_member_is_allowed() -> None:
    spent: list[int] = []
    pattern = pattern_of(r"^\w+ \w+ \w+$")

    assert pattern.found(spent.append, "Department of Everything")
    assert sum(spent) < MORE_EACH / 10


def test_a_pattern_is_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    import re2

    compiled: list[str] = []
    original = re2.compile
    for made in (size_of, pattern_of):
        made.cache_clear()

    def compile(text: str, *rest: Any) -> Any:
        compiled.append(text)
        return original(text, *rest)

    monkeypatch.setattr(re2, "compile", compile)
    expression = r"unit.name.matches(r'^\\w+ \\w+ once$')"
    found(units(50), rule(f'{{cel: "{expression}"}}'))

    # As it is written, and with the classes of all alphabets.
    assert len(compiled) == 2


@pytest.mark.parametrize(
    "expression",
    [
        "unit.attributes.x.split('').map(c, [c, c, c]).size() > 0",
        "unit.attributes.x.split('').all(a, unit.attributes.x.split('').all(b, a != b || true))",
        "unit.attributes.x.replace('a', unit.attributes.x).size() > 0",
        "unit.attributes.x.replace('', unit.attributes.x).replace('', unit.attributes.x) == ''",
        "[unit.attributes.x, unit.attributes.x].join(unit.attributes.x).size() > 1",
        "unit.attributes.x.replace('a', 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb').split('').size() > 1",
    ],
)
def test_functions_make_nothing_that_is_too_large(expression: str) -> None:
    (finding,) = long_text(f'{{cel: "{expression}"}}')
    assert finding.rule == "ORG906"


# -- names -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "unit", ["name: {long}", "name: {{en: A, fi: {long}}}", "name: A, sites: [{long}]"]
)
def test_a_name_has_so_many_characters_at_most(unit: str) -> None:
    longest, longer = (
        integrity(f"units: [{{id: a, top: true, {unit.format(long='x' * number)}}}]")
        for number in (LONGEST_NAME, LONGEST_NAME + 1)
    )
    assert longest == []
    (told,) = longer
    assert told.rule == "ORG002"
    assert "is longer than 2,000 characters" in told.message
