"""Every comparison runs, with a row for each program and a line for each goal.

No time is asserted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from benchmarks import markdown, text
from benchmarks.comparison import (
    Comparison,
    Goal,
    Program,
    absent,
    figure,
    judge,
    measure,
    time_ratio,
)
from benchmarks.data import Data
from benchmarks.processes import Command, Measured, Sample, run
from benchmarks.sections import COMPARISONS

UNITS = 200
# The others need a browser, and the package registry.
WITHIN = [one for one in COMPARISONS if one.name not in ("page", "install")]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Data:
    return Data(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def samples(data: Data) -> Mapping[Command, Sample]:
    """Every command of every comparison once, on all processors: nothing here asks how long."""
    programs = [
        program
        for comparison in WITHIN
        for program in comparison.programs(data, comparison.size(UNITS)).values()
    ]
    commands = list(dict.fromkeys(tuple(one.command) for one in programs if not one.missing))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return dict(zip(commands, pool.map(run, commands), strict=True))


@pytest.mark.parametrize("comparison", WITHIN, ids=lambda one: one.name)
def test_a_comparison_tells_of_every_program_and_every_goal(
    comparison: Comparison, data: Data, samples: Mapping[Command, Sample]
) -> None:
    units = comparison.size(UNITS)
    programs = comparison.programs(data, units)
    measured = {
        name: Measured((samples[tuple(one.command)],))
        for name, one in programs.items()
        if not one.missing
    }
    result = judge(comparison, units, measured, absent(programs))
    told = (*programs, *(goal.text for goal in comparison.goals))

    for report in (text.report(result), markdown.report("A machine", [result])):
        assert all(row in report for row in told)


def _with_a_peer_that_is_not_installed(_data: Data, _units: int) -> dict[str, Program]:
    return {
        "here": Program(("python3", "-c", "pass")),
        "absent": Program(("python3", "-c", "pass"), needs="no_such_package"),
    }


def _with_one_that_crashes(_data: Data, _units: int) -> dict[str, Program]:
    return {
        "whole": Program(("python3", "-c", "pass")),
        "broken": Program(("python3", "-c", "import sys; sys.stderr.write('boom'); sys.exit(3)")),
    }


def test_the_figure_that_a_program_is_run_for_is_held_against_its_goal(data: Data) -> None:
    said = "from benchmarks.own_share import say_figure; say_figure(97.5)"
    comparison = Comparison(
        "weight",
        "",
        lambda _data, _units: {"whole": Program((sys.executable, "-c", said))},
        (figure("whole", "MB", 120),),
    )
    result = measure(comparison, data, UNITS, runs=1, patience=0)

    assert (result.verdicts[0].found, result.verdicts[0].word) == (97.5, "reached")


def test_a_program_that_crashes_is_told_and_the_others_are_measured(data: Data) -> None:
    result = measure(Comparison("crash", "", _with_one_that_crashes), data, UNITS, 1, 60)

    assert set(result.measured) == {"whole"}
    assert "broken !! NOT MEASURED: ended with 3: boom" in text.report(result)


def test_a_peer_that_is_not_installed_is_told_loudly(data: Data) -> None:
    comparison = Comparison(
        "absence",
        "what is not here",
        _with_a_peer_that_is_not_installed,
        (time_ratio("here", "absent", 1),),
    )
    result = measure(comparison, data, UNITS, runs=1, patience=0)

    assert "absent !! NOT MEASURED: no package no_such_package" in " ".join(
        text.report(result).split()
    )
    assert "here / absent, goal at most 1: NOT MEASURED" in text.report(result)
    assert "| absent | **not measured**" in markdown.report("A machine", [result])
    assert text.summary([result]) == "goals reached: 0, missed: 0, rows NOT MEASURED: 1"


@pytest.mark.parametrize(
    ("most", "from_units", "word"),
    [(4, 0, "reached"), (0, 0, "MISSED"), (None, 0, ""), (0, UNITS, "MISSED"), (0, UNITS + 1, "")],
)
def test_a_goal_is_reached_or_missed_or_its_figure_is_only_told(
    data: Data, most: float | None, from_units: int, word: str
) -> None:
    goal = Goal("three", (), lambda _: 3, most, from_units)
    comparison = Comparison("one", "one", lambda _data, _units: {}, (goal,))

    assert measure(comparison, data, UNITS, runs=1, patience=0).verdicts[0].word == word


def _tables(machine: str, **found: str) -> str:
    goals = [f"| {name} / other | 10 | {figure} | 2 | reached |" for name, figure in found.items()]
    tables = [
        f"**{name}**: why\n\n|  | one run |\n|---|---:|\n| {name} / other | {figure} |"
        for name, figure in found.items()
    ]
    heads = "| goal | units | found | at most | |\n|---|---:|---:|---:|---|"
    return "\n\n".join(["\n".join([f"{machine}\n", heads, *goals]), *tables])


def test_tables_go_into_a_document_in_place_of_those_of_the_same_comparisons(
    tmp_path: Path,
) -> None:
    document = tmp_path / "performance.md"
    old = _tables("A machine.", start="1", rules="1")
    document.write_text(f"before\n{markdown.BEGIN}\n{old}\n{markdown.END}\nafter\n", "utf-8")
    markdown.put_into(document, _tables("Another.", rules="0.5", diff="0.1"))

    expected = _tables("Another.", start="1", rules="0.5", diff="0.1")
    assert document.read_text(encoding="utf-8") == (
        f"before\n{markdown.BEGIN}\n\n{expected}\n\n{markdown.END}\nafter\n"
    )


def test_a_document_without_the_comments_is_left_as_it_is(tmp_path: Path) -> None:
    document = tmp_path / "performance.md"
    document.write_text("something else\n", encoding="utf-8")

    with pytest.raises(ValueError, match="no place for figures"):
        markdown.put_into(document, "new")
    assert document.read_text(encoding="utf-8") == "something else\n"
