"""The evaluation of descent against what really happened."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from evaluation.descent import Answers, Question, Score, answers, tables
from orgcheck.descent.graph import Node
from tests.cli.runs import written

TOP = {"id": "top", "name": "Agency", "top": True}
UNITS = (
    {"id": "rivers", "name": "River Gauging Service"},
    {"id": "gauging", "name": "River Gauging Service"},
    {"id": "waters", "name": "Hydrology", "previously": ["gauging"]},
)
ROWS = [
    {"type": "rename", "from": ["rivers"], "to": ["gauging"], "date": "2020-07-01"},
    {"type": "rename", "from": ["gauging"], "to": ["waters"], "date": "2021-07-01"},
    {"type": "rename", "from": ["waters"], "to": ["absent"], "date": "2021-08-01"},
    {"type": "move", "from": ["rivers", "top"], "to": ["rivers", "top"], "date": "2020-08-01"},
]


def folder(
    path: Path, rows: list[dict[str, object]], versions: Sequence[Mapping[str, object]] = UNITS
) -> Path:
    for year, unit in enumerate(versions, start=2020):
        units = [TOP, unit | {"parent": "top"}]
        snapshot = {"organisation": "A", "version": f"{year}-01-01", "units": units}
        written(path / f"{year}-01-01.json", json.dumps(snapshot))
    written(path / "truth.json", json.dumps(rows))
    return path


def scores(path: Path) -> dict[str, Score]:
    return {way: found.score for way, found in answers(path).items()}


def statements(path: Path) -> dict[str, Score]:
    return {way: found.statements for way, found in answers(path).items()}


def test_descent_answers_what_took_several_versions(tmp_path: Path) -> None:
    assert scores(folder(tmp_path, ROWS[:2])) == {
        "neighbours alone": Score(2, 3, 2),
        "neighbours in a row": Score(3, 3, 3),
        "direct comparison": Score(2, 3, 2),
        "descent": Score(3, 3, 3),
    }


def test_a_statement_counts_once_whatever_the_number_of_versions(tmp_path: Path) -> None:
    late = [UNITS[0], UNITS[1], UNITS[1], UNITS[1]]
    found = statements(folder(tmp_path, ROWS[:1], late))
    assert found["descent"] == Score(1, 1, 1)
    assert scores(tmp_path)["descent"] == Score(3, 3, 3)


def test_a_statement_is_wrong_that_is_wrong_in_any_version() -> None:
    found = Answers()
    for later, became in ((1, "b"), (2, "c")):
        found.add(Question(Node(0, "a"), later, frozenset(became)), {"b"})
    assert (found.score, found.statements) == (Score(1, 2, 2), Score(0, 2, 1))


def test_what_no_version_records_and_what_moves_is_not_asked(tmp_path: Path) -> None:
    assert scores(folder(tmp_path, ROWS[2:]))["descent"] == Score()


def test_what_ended_and_is_said_to_go_on_is_named_and_not_true(tmp_path: Path) -> None:
    ended: dict[str, object] = {"type": "retire", "from": ["rivers"], "to": []}
    found = scores(folder(tmp_path, [ended | {"date": "2020-07-01"}]))
    assert found["descent"] == Score(right=0, true=0, named=2)


def test_a_row_that_the_records_lag_behind_is_asked_of_the_version_that_shows_it(
    tmp_path: Path,
) -> None:
    late = ROWS[1] | {"date": "2020-12-01"}
    assert scores(folder(tmp_path, [late]))["descent"] == Score(1, 1, 1)


def test_a_source_is_a_row_of_the_table(tmp_path: Path) -> None:
    _, _, row, _, _, _, once = tables([folder(tmp_path / "agency", ROWS[:2])])
    part, whole = "2/3 (0.67) | 2/2 (1.00)", "3/3 (1.00) | 3/3 (1.00)"
    assert row == f"| agency | 3 | {part} | {whole} | {part} | {whole} |"
    assert once == f"| agency | 3 | {part} | {whole} | {part} | {whole} |"
