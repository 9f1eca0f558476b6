"""The evaluation of descent against what really happened."""

from __future__ import annotations

import json
from pathlib import Path

from evaluation.descent import Score, scores, table
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


def folder(path: Path, rows: list[dict[str, object]]) -> Path:
    for year, unit in enumerate(UNITS, start=2020):
        units = [TOP, unit | {"parent": "top"}]
        snapshot = {"organisation": "A", "version": f"{year}-01-01", "units": units}
        written(path / f"{year}-01-01.json", json.dumps(snapshot))
    written(path / "truth.json", json.dumps(rows))
    return path


def test_descent_answers_what_took_several_versions(tmp_path: Path) -> None:
    assert scores(folder(tmp_path, ROWS[:2])) == {
        "neighbours alone": Score(2, 3, 2),
        "direct comparison": Score(2, 3, 2),
        "descent": Score(3, 3, 3),
    }


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
    *_, row = table([folder(tmp_path / "agency", ROWS[:2])])
    shares = "2/3 (0.67) | 2/2 (1.00) | 2/3 (0.67) | 2/2 (1.00) | 3/3 (1.00) | 3/3 (1.00)"
    assert row == f"| agency | 3 | {shares} |"
