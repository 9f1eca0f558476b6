"""The empty workbook to fill in."""

from __future__ import annotations

import io
import zipfile

import pytest

import orgcheck
from orgcheck.convert.converting import export_template
from orgcheck.convert.tables.template import COLUMNS
from orgcheck.errors import InvalidSnapshot
from tests.convert.test_round_trip import KELA
from tests.convert.workbooks import read, told, tree, workbook

HEADS = [name for name, _, _ in COLUMNS]


def sheet(content: str | bytes) -> str:
    assert isinstance(content, bytes)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read("xl/worksheets/sheet1.xml").decode()


def test_every_head_is_one_that_the_import_knows() -> None:
    rows = [
        HEADS,
        ["001", "Agency", None, "agency", "Director", 3, 2.5, "a; b", "2024-01-31"],
        ["010", "Finance", "001", "unit", None, None, None, None, None],
    ]
    imported = read(workbook(rows))

    assert told(imported) == []
    assert tree(imported) == {"001": None, "010": "001"}
    agency = imported.snapshot.units[0]
    assert agency.figures == {"headcount": 3, "fte": agency.figures["fte"]}
    assert (agency.kind, agency.head, agency.responsibilities) == ("agency", "001/head", ("a", "b"))
    assert str(agency.valid_from) == "2024-01-31"


def test_parents_and_kinds_are_chosen_from_lists_and_heads_stay() -> None:
    kela = orgcheck.load(KELA / "2024.yaml").snapshot
    text = sheet(export_template("xlsx", kela).content)

    assert "<formula1>$A$2:$A$2001</formula1>" in text
    assert "business-unit" in text
    assert 'state="frozen"' in text
    assert "COUNTIF" in text


def test_an_empty_one_has_no_structure() -> None:
    with pytest.raises(InvalidSnapshot, match="has heads and no unit below them"):
        read(export_template("xlsx").content)
