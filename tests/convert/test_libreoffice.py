"""Workbooks through LibreOffice: opened and saved there, they say what they said."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from random import Random
from typing import Any

import pytest

import orgcheck
from orgcheck.convert.converting import export_template
from orgcheck.convert.tables.template import COLUMNS
from orgcheck.snapshot.model import Snapshot
from tests.canonical import canonical
from tests.convert.test_round_trip import KELA
from tests.convert.workbooks import read, told, tree, workbook
from tests.generators.organisations import random_organisation

HARD = {
    "organisation": "=cmd|' /C calc'!A0",
    "version": "010",
    "units": [
        {
            "id": "00042",
            "name": {"fi": "Ä\nB", "en": "=1+1"},
            "top": True,
            "figures": {"fte": 1.5, "budget": 12345678901234567},
            "attributes": {"x": True, "y": "true", "z": "1,5"},
            "responsibilities": ["a; b", "-1", " c "],
        },
        {"id": "1.5", "name": "'quoted'", "parent": "00042", "valid_from": "2024-02"},
    ],
}
SNAPSHOTS = {
    "kela": orgcheck.load(KELA / "2024.yaml").snapshot,
    "hard": Snapshot.model_validate(HARD),
    "made up": Snapshot.model_validate(random_organisation(Random(3), 30)),
}


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Every workbook as LibreOffice saves it, all in one run of it."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed: `apt-get install libreoffice-calc-nogui`")
    folder = tmp_path_factory.mktemp("office")
    books: dict[str, str | bytes] = {
        name: orgcheck.export_snapshot(snapshot, "xlsx").content
        for name, snapshot in SNAPSHOTS.items()
    }
    books["template"] = export_template("xlsx").content
    books["people's"] = workbook(ROWS, _indented)
    for name, content in books.items():
        assert isinstance(content, bytes)
        (folder / f"{name}.xlsx").write_bytes(content)
    subprocess.run(
        [
            program,
            f"-env:UserInstallation=file://{folder}/profile",
            *("--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML"),
            *("--outdir", str(folder / "saved")),
            *(str(folder / f"{name}.xlsx") for name in books),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return {name: (folder / "saved" / f"{name}.xlsx").read_bytes() for name in books}


ROWS = [("Code", "Unit", "Staff"), (9000, "Agency", 1), (9100, "Finance", 4), (9110, "Pay", 2)]


def _indented(book: Any, sheet: Any) -> None:
    zeros = book.add_format({"num_format": "00000000"})
    for row, steps in enumerate((0, 1, 2), start=1):
        sheet.write(row, 0, ROWS[row][0], zeros)
        sheet.write(row, 1, ROWS[row][1], book.add_format({"indent": steps}))
    sheet.write_formula(4, 2, "=SUM(C2:C4)", None, 7)
    sheet.write(4, 1, "Total")


@pytest.mark.parametrize("name", SNAPSHOTS)
def test_an_export_says_the_same_when_it_was_saved(saved: dict[str, bytes], name: str) -> None:
    imported = read(saved[name])

    assert told(imported) == []
    assert canonical(imported.snapshot) == canonical(SNAPSHOTS[name])


def test_what_people_lay_out_is_read_as_it_was_before(saved: dict[str, bytes]) -> None:
    imported = read(saved["people's"])

    expected = {"00009000": None, "00009100": "00009000", "00009110": "00009100"}
    assert tree(imported) == expected


def test_the_template_keeps_its_heads(saved: dict[str, bytes], tmp_path: Path) -> None:
    from python_calamine import CalamineWorkbook

    file = tmp_path / "t.xlsx"
    file.write_bytes(saved["template"])
    rows = CalamineWorkbook.from_path(file).get_sheet_by_name("Units").to_python()

    assert rows[0] == [name for name, _, _ in COLUMNS]
