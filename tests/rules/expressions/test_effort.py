"""What an expression may cost: a pack may come from anybody, and the engine cannot be stopped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from orgcheck.findings import Finding
from orgcheck.rules.expressions import cost as costs
from orgcheck.rules.expressions.cost import MORE_EACH, MOST_STEPS, Effort, TooMuch, loops_of, steps
from orgcheck.rules.expressions.language import tokens_of
from tests.building import integrity
from tests.rules.ruling import found, pack, problem, rule

MANY = 5_000
UNITS = (f"{{id: u{number}, name: Unit, parent: top}}" for number in range(MANY))
WIDE = f"units: [{{id: top, name: Top, top: true}}, {', '.join(UNITS)}]"


def cost(expression: str, **fields: Any) -> int:
    """About how many steps an expression takes for a unit with these fields."""
    tokens = list(tokens_of(expression))
    splits = any(token.text == "split" for token in tokens)
    return steps(loops_of(tokens, {"unit"}, splits=splits), {"unit": fields})


def under(expression: str, *, where: bool = False) -> list[Finding]:
    """The findings of a rule with that expression in a wide organisation."""
    if where:
        return found(WIDE, rule("{must_have: name}", f'{{where: "{expression}"}}'))
    return found(WIDE, rule(f'{{cel: "{expression}"}}'))


@pytest.mark.parametrize("where", [False, True])
@pytest.mark.parametrize(
    "expression",
    [
        "unit.descendants.all(x, unit.descendants.all(y, x != y || true))",
        "unit.descendants.all(x, unit.descendants.size() > 0)",
        "unit.children.filter(x, x != 'a').size() >= 0",
        "unit.children.map(x, x).size() >= 0",
        "unit.children.map(x, unit.children).size() >= 0",
        "[unit.children].map(x, [x, x, x, x]).map(x, [x, x, x, x]).size() >= 0",
        "[unit].all(u, u.children.all(x, u.children.size() > 0))",
        "(unit.children + []).exists(x, unit.children.exists(y, x == y && false)) || true",
    ],
)
def test_an_expression_that_takes_too_long_is_one_finding_at_its_rule(
    expression: str, where: bool
) -> None:
    (finding,) = under(expression, where=where)

    assert (finding.rule, finding.unit) == ("ORG906", None)
    assert finding.message == (
        "R1 cannot be evaluated: it takes more than 20,000,000 steps at once; "
        "let its loops go over less, without map and filter"
    )


def test_what_takes_a_little_for_each_of_many_takes_too_long_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(costs, "MOST_STEPS", 3_000_000)
    monkeypatch.setattr(costs, "MORE_EACH", 1)
    (finding,) = under("parent == null || parent.children.all(x, x != unit.id || true)")

    assert finding.unit is None
    assert f"more than {3_000_000 + MANY + 1:,} steps in all" in finding.message


@pytest.mark.parametrize(
    "expression",
    [
        "unit.children.all(x, x != unit.id)",
        "unit.children.exists(x, x.endsWith('9')) || unit.children == []",
        "unit.descendants.size() < 10000",
        "unit.name.matches('^(Unit|Top)$')",
        "unit.lines.filter(l, l.type == 'matrix').size() < 3",
        "unit.tags.all(a, unit.tags.exists_one(b, a == b))",
    ],
)
def test_what_people_write_is_far_from_the_limit(expression: str) -> None:
    assert under(expression) == []


@pytest.mark.parametrize(
    "pattern", ["unit.id", "'a' + unit.id", "('a')", "string('a')", "'a' == 'b' ? 'a' : 'b'"]
)
def test_a_pattern_stands_in_the_expression(pattern: str) -> None:
    told = problem(f'{{cel: "unit.name.matches({pattern})"}}')
    assert told.message == "assert.cel: matches takes its pattern as one text in quotes"


def test_the_cost_grows_with_what_the_loops_go_over() -> None:
    short, long = [["x"] * number for number in (100, 1_000)]
    once, squared = "unit.a.all(x, x != 'y')", "unit.a.all(x, unit.a.all(y, x != y))"

    assert 8 < cost(once, a=long) / cost(once, a=short) < 12
    assert 80 < cost(squared, a=long) / cost(squared, a=short) < 120
    assert cost("unit.a.filter(x, true)", a=long) / cost("unit.a.filter(x, true)", a=short) > 70


def test_the_cost_grows_with_what_maps_make() -> None:
    doubled = "[unit.a].map(x, x + x + x + x + x + x + x + x)"
    text = "x" * 1_000_000

    assert cost(f"{doubled}.map(x, x + x + x + x).size() > 1", a=text) > 4 * cost(
        f"{doubled}.size() > 1", a=text
    )


def test_parts_of_what_a_loop_goes_over_are_no_more_than_the_whole() -> None:
    lists = [["x"] * 10] * 100
    assert cost("unit.a.all(x, x.all(y, y != 'z'))", a=lists) < 50 * 1_000


def test_effort_is_spent() -> None:
    effort = Effort(2)
    effort.spend(MOST_STEPS)
    effort.spend(2 * MORE_EACH)
    with pytest.raises(TooMuch):
        effort.spend(1)
    with pytest.raises(TooMuch):
        Effort(10**9).spend(MOST_STEPS + 1)


@pytest.mark.parametrize("patterns", [r"\\pL{50}", "(.{30}x){33}" * 3])
def test_a_regular_expression_that_is_large_by_its_repeats_is_refused(patterns: str) -> None:
    words = "the regular expression is too large, its repeats counted"
    assert problem(f'{{matches: {{name: "{patterns}"}}}}').message.endswith(words)
    assert problem("{must_have: name}", f'{{name: "{patterns}"}}').message.endswith(words)


def test_many_regular_expressions_are_too_large_together() -> None:
    patterns = ", ".join(f"'x{number}\\pL'" for number in range(50))
    told = problem(f"{{matches: {{name: [{patterns}]}}}}")

    assert told.message == (
        "assert.matches.name[17]: the regular expression is too large, its repeats counted"
    )


# -- what a message may list: each of many members may have it in its finding ------------------


def test_of_many_values_that_would_do_the_first_few_are_named() -> None:
    ids = [f"u{number}" for number in range(30)]
    units = ", ".join(f"{{id: {id}, name: U, parent: top}}" for id in ids)
    told = found(
        f"units: [{{id: top, name: T, top: true}}, {units}]",
        rule(f"{{parent: [{', '.join(ids)}]}}", "{id: u7}"),
    )

    assert told[0].message.endswith("u18, u19 or 10 more")


def test_of_many_alternatives_that_fail_the_first_few_say_why() -> None:
    demands = ", ".join(f"{{must_have: [{field}]}}" for field in ("kind", "head", "sites") * 30)
    wanted = ", ".join(f"{{one_of: {{name: [n{number}]}}}}" for number in range(30))
    organisation = "units: [{id: a, name: A, top: true}]"

    (told,) = found(organisation, rule(f"{{any: [{wanted}]}}"))
    assert told.message.count("; and ") == 10
    assert told.message.endswith("; and so on")
    (told,) = found(organisation, rule(f"{{any: [{demands}]}}"))
    assert len(told.message) < 300


def test_an_alternative_that_cannot_be_judged_counts_however_late_it_stands() -> None:
    wanted = ", ".join(f"{{one_of: {{name: [n{number}]}}}}" for number in range(30))
    demand = f"{{not: {{any: [{wanted}, {{cel: 'unit.figures.x > 1'}}]}}}}"
    (told,) = found("units: [{id: a, name: A, top: true}]", rule(demand))

    assert told.rule == "ORG906"


def test_of_many_kinds_the_first_few_are_named() -> None:
    kinds = ", ".join(f"k{number}: {{parents: [k{number}]}}" for number in range(30))
    (told,) = integrity(f"kinds: {{{kinds}}}\nunits: [{{id: a, name: A, top: true}}]")

    assert told.fix is not None
    assert told.fix.endswith("k18, k19 and 10 more")


PACKS = sorted(
    path
    for folder in ("rules", "examples", "orgcheck/packs")
    for path in (Path(__file__).parents[3] / folder).glob("*.yaml")
    if "assert:" in path.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("path", PACKS, ids=lambda path: path.stem)
def test_every_rule_that_is_shown_runs_on_a_hundred_thousand_units(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What it costs grows with the number of units at most: a fiftieth of them, a fiftieth of it.
    monkeypatch.setattr(costs, "MOST_STEPS", MOST_STEPS // 50)
    text = path.read_text(encoding="utf-8")
    units = ", ".join(
        f"{{id: u{number}, name: Unit of Something, parent: top, kind: unit, tags: [a, b]}}"
        for number in range(2_000)
    )
    told = found(f"units: [{{id: top, name: Top, top: true}}, {units}]", pack(text))

    assert [finding.message for finding in told if "steps" in finding.message] == []


def test_many_patterns_run_on_a_hundred_thousand_units(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(costs, "MOST_STEPS", 1_000)
    words = " && ".join(r"unit.name.matches(r'^\\w*\\s?\\w* ?\\w*$')" for _ in range(10))
    assert under(words) == []
