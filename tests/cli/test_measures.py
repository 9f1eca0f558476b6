"""A number beyond its bounds, in two versions, as every command and format tells of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.runs import Run, written

RULES = """\
pack: measures
rules:
  - id: SUM
    statement: A ministry has no more than 150 people.
    for: {id: ministry}
    assert: {sum: {figure: headcount, max: 150}}
  - id: CHILDREN
    statement: A unit has at most one child.
    assert: {children: {max: 1}}
  - id: SPAN
    statement: At most one reports directly.
    assert: {span: {max: 1}}
  - id: COUNT
    statement: There are at most two units.
    assert: {count: {max: 2}}
  - id: DEPTH
    statement: Nothing lies below the top.
    for: {id: ministry}
    assert: {not: {depth: {min: 0}}}
  - id: LINKS
    statement: The ministry has at most one link.
    for: {id: ministry}
    assert: {links: {max: 1}}
"""
MEASURES = {"SUM", "CHILDREN", "SPAN", "COUNT", "LINKS"}
FORMATS = ("text", "json", "markdown", "html")


def snapshot(path: Path, children: int, headcount: int, id: str = "ministry") -> Path:
    units = "".join(f"  - {{id: u{n}, name: Unit {n}, parent: {id}}}\n" for n in range(children))
    links = ", ".join(f"{{type: peer, to: u{n}}}" for n in range(children))
    return written(
        path,
        "organisation: Ministry\nunits:\n"
        f"  - {{id: {id}, name: Ministry of Works and Canals, top: true, links: [{links}],\n"
        f"     figures: {{headcount: {headcount}}}}}\n{units}",
    )


@pytest.fixture
def rules(folder: Path) -> Path:
    return written(folder / "rules.yaml", RULES)


def test_improvements_are_existing_and_exit_zero(run: Run, folder: Path, rules: Path) -> None:
    old, new = snapshot(folder / "a.yaml", 4, 161), snapshot(folder / "b.yaml", 3, 152)

    outcome = run(
        "validate", str(new), "--against", str(old), "--rules", str(rules), "--format", "json"
    )

    report = json.loads(outcome.out)
    improved = {one["rule"] for one in report["existing"] if "measure" in one}
    assert (outcome.status, report["findings"], report["fixed"]) == (0, [], [])
    assert improved == MEASURES
    (total,) = (one for one in report["existing"] if one["rule"] == "SUM")
    assert total["measure"] == {"value": 152, "max": 150, "was": 161, "trend": "better"}
    assert total["message"].endswith("; improved: 161 to 152, at most 150")


def test_what_gets_worse_is_new_and_mends_nothing(run: Run, folder: Path, rules: Path) -> None:
    old, new = snapshot(folder / "a.yaml", 3, 155), snapshot(folder / "b.yaml", 4, 161)

    outcome = run(
        "validate", str(new), "--against", str(old), "--rules", str(rules), "--format", "json"
    )

    report = json.loads(outcome.out)
    assert outcome.status == 1
    assert {one["rule"] for one in report["findings"]} == MEASURES
    assert {one["measure"]["trend"] for one in report["findings"]} == {"worse"}
    assert report["fixed"] == []


@pytest.mark.parametrize("format", [*FORMATS, "paper", "paper-markdown", "mermaid"])
def test_no_format_of_a_comparison_tells_of_an_improvement_as_new_or_mended(
    run: Run, folder: Path, rules: Path, format: str
) -> None:
    old, new = snapshot(folder / "a.yaml", 3, 161), snapshot(folder / "b.yaml", 3, 152)

    outcome = run("diff", str(old), str(new), "--rules", str(rules), "--format", format)

    told = " ".join(outcome.out.split())
    assert outcome.status == 0
    assert "introduces" not in told
    assert "The change mends" not in told
    if format in FORMATS:
        assert "improved: 161 to 152, at most 150" in told


@pytest.mark.parametrize("command", ["diff", "validate"])
def test_a_new_id_makes_no_finding_new(run: Run, folder: Path, rules: Path, command: str) -> None:
    rule = written(rules, RULES.replace("for: {id: ministry}", "for: {top: true}"))
    old = snapshot(folder / "a.yaml", 3, 155, id="m1")
    new = snapshot(folder / "b.yaml", 3, 155, id="m2")
    sides = (
        ("diff", str(old), str(new))
        if command == "diff"
        else (*("validate", str(new), "--against", str(old)),)
    )

    outcome = run(*sides, "--rules", str(rule), "--format", "json")

    report = json.loads(outcome.out)
    assert (outcome.status, report["findings"], report.get("fixed", [])) == (0, [], [])


def test_the_way_back_from_an_improvement_brings_the_finding(
    run: Run, folder: Path, rules: Path
) -> None:
    old, new = snapshot(folder / "a.yaml", 3, 161), snapshot(folder / "b.yaml", 3, 152)
    there = run("diff", str(old), str(new), "--rules", str(rules), "--format", "json")
    changes = written(folder / "changes.json", there.out)

    back = json.loads(run("invert", str(changes)).out)

    assert [one["rule"] for one in back["findings"]] == ["SUM"]
    assert back["findings"][0]["measure"]["trend"] == "worse"
