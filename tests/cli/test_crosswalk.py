"""`orgcheck crosswalk` and `orgcheck restate`."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.cli.runs import Run, written

OLD = """\
organisation: Agency
version: "1"
units:
- {id: agency, name: Agency, top: true, figures: {headcount: 1}}
- {id: ict, name: ICT, parent: agency, figures: {headcount: 1200}, responsibilities: [code, nets]}
- {id: press, name: =Press, parent: agency, figures: {headcount: 7}}
"""
NEW = """\
organisation: Agency
version: "2"
units:
- {id: agency, name: Agency, top: true, figures: {headcount: 1}}
- {id: data, name: Data, parent: agency, replaces: [ict], responsibilities: [code]}
- {id: nets, name: Networks, parent: agency, replaces: [ict], responsibilities: [nets]}
"""


@pytest.fixture
def versions(folder: Path) -> tuple[str, str]:
    written(folder / "1.yaml", OLD)
    written(folder / "2.yaml", NEW)
    return "1.yaml", "2.yaml"


def test_a_crosswalk_tells_what_became_of_each_unit(run: Run, versions: tuple[str, str]) -> None:
    ended = run("crosswalk", *versions)
    assert (ended.status, ended.err) == (0, "")
    assert (
        ended.out
        == """\
Agency: 2 versions, 1 to 2

ICT (ict)
  -> Data (data) (split): duties 1 of 2
  -> Networks (nets) (split): duties 1 of 2
=Press (press)
  not continued

1 unit goes on as it is; --verbose names it
"""
    )


def test_a_table_has_a_row_a_basis_and_no_formula(run: Run, versions: tuple[str, str]) -> None:
    out = run("crosswalk", *versions, "--format", "csv").out
    rows = list(csv.DictReader(io.StringIO(out)))
    told = [(row["old"], row["new"], row["how"], row["basis"], row["share"]) for row in rows]
    assert told == [
        ("agency", "agency", "same", "unit", "1"),
        ("ict", "data", "split", "duties", "0.5"),
        ("ict", "nets", "split", "duties", "0.5"),
        ("press", "", "not continued", "unit", "1"),
    ]
    assert rows[-1]["old_name"] == "'=Press"


@pytest.mark.parametrize(
    "words", [("crosswalk",), ("restate", "headcount", "--from", "1.yaml", "--to", "2.yaml")]
)
def test_a_workbook_has_the_rows_of_the_table(
    run: Run, folder: Path, versions: tuple[str, str], words: tuple[str, ...]
) -> None:
    named = versions if words == ("crosswalk",) else ()
    out = run(*words, *named, "--format", "csv").out
    assert run(*words, *named, "-o", "table.xlsx").status == 0
    sheet = CalamineWorkbook.from_path(folder / "table.xlsx").get_sheet_by_index(0)
    cells = [["" if cell == "" else cell for cell in row] for row in sheet.to_python()]
    table = list(csv.reader(io.StringIO(out)))
    assert cells[0] == table[0]
    assert [row[0] for row in cells] == [row[0] for row in table]
    assert len(cells) == len(table)


@pytest.mark.usefixtures("versions")
def test_a_figure_is_told_in_the_structure_of_the_other_version(run: Run) -> None:
    ended = run("restate", "headcount", "--from", "1.yaml", "--to", "2.yaml")
    assert (ended.status, ended.err) == (0, "")
    assert (
        ended.out
        == """\
Agency: headcount of 1 in the structure of 2

Agency                  1
Data           0 to 1,200
Networks       0 to 1,200
not continued           7
sum                 1,208

Divided, so that only the sum is known:
  ICT, 1,200: Data and Networks
"""
    )


@pytest.mark.usefixtures("versions")
def test_backwards_it_says_what_had_no_predecessor(run: Run) -> None:
    words = ("restate", "headcount", "--from", "2.yaml", "--to", "1.yaml", "--format", "json")
    data = json.loads(run(*words).out)
    assert data["units"] == [
        {"unit": "agency", "least": 1, "most": 1, "whole_of": ["agency"], "some_of": []}
    ]
    assert (data["stated_in"], data["told_in"], data["total"]) == ("2", "1", 1)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("crosswalk 1.yaml", "one version is named"),
        ("restate fte --from 1.yaml --to 2.yaml", 'no unit of 1 has a figure "fte"'),
        ("restate headcount --from 1.yaml --to 1.yaml", "both are version"),
    ],
)
@pytest.mark.usefixtures("versions")
def test_what_keeps_a_table_from_being_made_is_said(run: Run, words: str, message: str) -> None:
    ended = run(*words.split())
    assert ended.status == 2
    assert message in ended.err
