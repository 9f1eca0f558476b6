"""What a generated snapshot was made of: told first in every report, and part of no comparison."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import orgcheck
from orgcheck.findings import Origin
from orgcheck.policy.check import check_snapshots
from orgcheck.policy.choice import Asked
from orgcheck.reports.format import Options
from orgcheck.reports.formats import report_on
from orgcheck.snapshot.model import Snapshot
from orgcheck.snapshot.writing import yaml_of
from tests.canonical import canonical
from tests.convert.workbooks import read, workbook

ROWS = [("Code", "Name", "Parent"), ("1", "Agency", None), ("2", "Finance", "9")]
CELL = Origin("hr.xlsx", cell="Units!A3")


def generated(folder: Path, source: str) -> Path:
    file = folder / "org.yaml"
    text = f"organisation: T\nunits:\n  - {{id: a, name: A, parent: x, source: {source}}}\n"
    file.write_text(text, encoding="utf-8")
    return file


def reported(file: Path, format: str) -> str:
    checked = check_snapshots([str(file)], Asked(isolated=True))
    text = report_on("findings", checked, format, Options())
    assert isinstance(text, str)
    return text


def test_an_import_says_of_each_unit_where_it_came_from_and_the_snapshot_keeps_that() -> None:
    imported = read(workbook([*ROWS[:2], ("2", "Finance", "1")]), "hr.xlsx").snapshot
    text = yaml_of(imported)

    assert imported.units[1].origin == CELL
    assert "source: hr.xlsx!Units!A3" in text


@pytest.mark.parametrize(
    ("source", "origin", "texts"),
    [
        ("hr.xlsx!Units!A3", CELL, ()),
        ("units.csv!B17", Origin("units.csv", cell="B17"), ()),
        ("{file: teams/a.toml, line: 3}", Origin("teams/a.toml", line=3), ()),
        ("{file: x!y, cell: Units!A3}", Origin("x!y", cell="Units!A3"), ()),
        ("[minute 7, {file: a.toml}, act 3]", Origin("a.toml"), ("minute 7", "act 3")),
        ("what is this!", None, ("what is this!",)),
    ],
)
def test_a_source_is_read_as_texts_and_an_origin_and_written_again(
    tmp_path: Path, source: str, origin: Origin | None, texts: tuple[str, ...]
) -> None:
    first = orgcheck.load(generated(tmp_path, source))
    (tmp_path / "again.yaml").write_text(yaml_of(first.snapshot), encoding="utf-8")
    again = orgcheck.load(tmp_path / "again.yaml")

    for organisation in (first, again):
        assert organisation.findings == ()
        assert organisation.units["a"].origin == origin
        assert organisation.units["a"].source == texts


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("{file: a.toml, line: 0}", "expected the number of a line, found 0"),
        ("{file: a.toml, row: 1}", 'unknown key "row"'),
        ("{line: 1}", '"file" is missing'),
    ],
)
def test_an_origin_that_is_none_is_a_finding(tmp_path: Path, source: str, message: str) -> None:
    (finding,) = orgcheck.load(generated(tmp_path, source)).findings

    assert message in finding.message


def test_origins_make_nothing_differ(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in "ab"]
    for folder in folders:
        folder.mkdir()
    old = generated(folders[0], "hr.xlsx!A2")
    new = generated(folders[1], "{file: b.toml, line: 9}")

    changes = orgcheck.diff(old, new)
    before, after = (orgcheck.load(file) for file in (old, new))
    assert changes.events == ()
    assert before.units["a"] == after.units["a"]
    assert canonical(before.snapshot) == canonical(after.snapshot)
    assert [one.fingerprint for one in orgcheck.validate(before)] == [
        one.fingerprint for one in orgcheck.validate(after)
    ]
    assert "origin" not in Snapshot.model_validate(before.snapshot.data()).units[0].data()


def test_text_names_the_origin_first_and_the_generated_place_second(tmp_path: Path) -> None:
    file = generated(tmp_path, "hr.xlsx!Units!A3")

    words = reported(file, "text").split()
    assert words[:4] == ["hr.xlsx!Units!A3", f"({file}:3:30)", "error", "ORG004"]


def test_annotations_stand_at_the_origin_and_name_the_generated_place(tmp_path: Path) -> None:
    file = generated(tmp_path, "{file: teams/a.toml, line: 7}")
    first = reported(file, "github").splitlines()[0]

    assert first.startswith("::error file=teams/a.toml,line=7,title=")
    assert first.endswith(f"in {file}:3:30")


def test_an_annotation_of_a_cell_names_it_as_a_workbook_has_no_lines(tmp_path: Path) -> None:
    first = reported(generated(tmp_path, "hr.xlsx!Units!A3"), "github").splitlines()[0]

    assert first.startswith("::error file=hr.xlsx,title=")
    assert "::Units!A3: " in first


def test_sarif_has_the_origin_as_location_and_the_generated_place_beside_it(
    tmp_path: Path,
) -> None:
    file = generated(tmp_path, "{file: teams/a.toml, line: 7}")
    (result,) = json.loads(reported(file, "sarif"))["runs"][0]["results"]

    assert result["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "teams/a.toml"},
        "region": {"startLine": 7},
    }
    beside = result["relatedLocations"][0]
    assert beside["physicalLocation"]["region"]["startLine"] == 3
    assert beside["message"] == {"text": "in the generated snapshot"}


def test_json_and_gitlab_have_the_origin(tmp_path: Path) -> None:
    file = generated(tmp_path, "{file: teams/a.toml, line: 7}")
    (finding,) = json.loads(reported(file, "json"))["findings"]
    (issue,) = json.loads(reported(file, "gitlab"))

    assert finding["location"]["origin"] == {"file": "teams/a.toml", "line": 7}
    assert finding["location"]["file"] == str(file)
    assert issue["location"] == {"path": "teams/a.toml", "lines": {"begin": 7, "end": 7}}


def test_markdown_names_both(tmp_path: Path) -> None:
    file = generated(tmp_path, "hr.xlsx!Units!A3")

    assert "<code>hr.xlsx&#33;<wbr>Units&#33;<wbr>A3</code> (<code>" in reported(file, "markdown")
