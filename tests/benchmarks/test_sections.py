"""Every comparison runs, with a row for each program and a line for each goal.

No time is asserted.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

# A source distribution has the tests and not the benchmarks.
pytest.importorskip("benchmarks.sections")

from benchmarks import markdown, text
from benchmarks.comparison import (
    Comparison,
    Goal,
    Program,
    Result,
    measure,
    time_ratio,
)
from benchmarks.data import Data
from benchmarks.sections import COMPARISONS

UNITS = 200


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Data:
    return Data(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def results(data: Data) -> Iterator[Mapping[str, Future[Result]]]:
    """All comparisons once, on all processors: nothing here asks how long they take."""
    sizes = {one.name: one.size(UNITS) for one in COMPARISONS}
    for one in COMPARISONS:  # makes the data, which is not for several to do at once
        one.programs(data, sizes[one.name])
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        yield {
            one.name: pool.submit(measure, one, data, sizes[one.name], runs=1, patience=0)
            for one in COMPARISONS
        }


@pytest.mark.parametrize("comparison", COMPARISONS, ids=lambda one: one.name)
def test_a_comparison_tells_of_every_program_and_every_goal(
    comparison: Comparison, data: Data, results: Mapping[str, Future[Result]]
) -> None:
    result = results[comparison.name].result()
    rows = comparison.programs(data, result.units)
    goals = [goal.text for goal in comparison.goals if result.units >= goal.from_units]

    assert set(rows) == {*result.measured, *result.missing}
    for report in (text.report(result), markdown.report("A machine", [result])):
        assert all(told in report for told in (*rows, *goals))


def test_the_figures_of_the_design_are_goals_at_a_million_units() -> None:
    growth = next(one for one in COMPARISONS if one.name == "growth")

    assert {goal.most for goal in growth.goals} == {1.2, 6 * 1024}
    assert all(goal.from_units in (0, 1_000_000) for goal in growth.goals)


def _with_a_peer_that_is_not_installed(_data: Data, _units: int) -> dict[str, Program]:
    return {
        "here": Program(("python3", "-c", "pass")),
        "absent": Program(("python3", "-c", "pass"), needs="no_such_package"),
    }


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
    assert text.summary([result]) == "0 goals reached, 0 missed, 1 rows NOT MEASURED"


@pytest.mark.parametrize(("most", "word"), [(4.0, "reached"), (0.0, "MISSED"), (None, "")])
def test_a_goal_is_reached_or_missed_or_only_told(
    data: Data, most: float | None, word: str
) -> None:
    goal = Goal("three", (), lambda _: 3, most)
    comparison = Comparison("one", "one", lambda _data, _units: {}, (goal,))

    assert measure(comparison, data, UNITS, runs=1, patience=0).verdicts[0].word == word


def test_tables_go_between_the_two_comments_of_a_document(tmp_path: Path) -> None:
    document = tmp_path / "performance.md"
    document.write_text(f"before\n{markdown.BEGIN}\nold\n{markdown.END}\nafter\n", encoding="utf-8")
    markdown.put_into(document, "new")

    assert document.read_text(encoding="utf-8") == (
        f"before\n{markdown.BEGIN}\n\nnew\n\n{markdown.END}\nafter\n"
    )


def test_a_document_without_the_comments_is_left_as_it_is(tmp_path: Path) -> None:
    document = tmp_path / "performance.md"
    document.write_text("something else\n", encoding="utf-8")

    with pytest.raises(ValueError, match="no place for figures"):
        markdown.put_into(document, "new")
    assert document.read_text(encoding="utf-8") == "something else\n"
