"""The evaluation of descent against what really happened."""

from __future__ import annotations

import json
from pathlib import Path

from evaluation.descent import scores, table
from tests.cli.runs import written

TOP = {"id": "top", "name": "Agency", "top": True}
NAMES = (
    ("rivers", "River Gauging Service"),
    ("gauging", "River Gauging Service"),
    ("waters", "River Gauging Service"),
)


def folder(path: Path) -> Path:
    for year, (id, name) in enumerate(NAMES, start=2020):
        units = [TOP, {"id": id, "name": name, "parent": "top"}]
        snapshot = {"organisation": "A", "version": str(year), "units": units}
        written(path / f"{year}.json", json.dumps(snapshot))
    rows = [
        {"type": "rename", "from": ["rivers"], "to": ["waters"], "date": "2020-07-01"},
        {"type": "rename", "from": ["gauging"], "to": ["waters"], "date": "2021-07-01"},
        {"type": "rename", "from": ["absent"], "to": ["waters"], "date": "2021-07-01"},
    ]
    written(path / "truth.json", json.dumps(rows))
    return path


def test_descent_finds_what_took_several_versions(tmp_path: Path) -> None:
    near, over_all = scores(folder(tmp_path))
    assert (near.found, near.recorded) == (1, 2)
    assert (over_all.found, over_all.recorded) == (2, 2)
    assert near.right == {("gauging", "waters")}
    assert near.joins == {("rivers", "gauging"), ("gauging", "waters")}


def test_a_source_is_a_row_of_the_table(tmp_path: Path) -> None:
    *_, row = table([folder(tmp_path / "agency")])
    assert row == "| agency | 2 | 1/2 (0.50) | 2/2 (1.00) | 1/2 (0.50) | 1/2 (0.50) |"
