"""Workbooks that are made to do harm end in a message, in bounded memory."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path

import pytest

import orgcheck
from orgcheck.errors import InvalidSnapshot, OrgcheckError
from tests.convert.workbooks import read, tree, workbook

ROWS = [("Code", "Name", "Parent"), ("1", "Agency", None), ("2", "Finance", "1")]
SHEET = "xl/worksheets/sheet1.xml"


def refusal(data: bytes | str, name: str = "hr.xlsx") -> str:
    with pytest.raises(InvalidSnapshot) as refused:
        read(data, name)
    return refused.value.message


def with_part(part: str, content: bytes, data: bytes | None = None) -> bytes:
    """A workbook of which one part says something else."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data or workbook(ROWS))) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        new.writestr(part, content)
    return file.getvalue()


def sheet_of(rows: str) -> bytes:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>'.encode()


@pytest.fixture(scope="module")
def bomb() -> bytes:
    """A workbook of which a part unpacks to more than is read."""
    return with_part("xl/media/x.bin", b"\0" * (257 * 2**20))


def test_what_unpacks_to_more_than_is_read_is_refused(bomb: bytes) -> None:
    assert refusal(bomb) == "hr.xlsx is larger than 256 MiB when unpacked"


def test_what_says_that_it_is_small_is_unpacked_to_see(bomb: bytes) -> None:
    data, size = bytearray(bomb), 10
    # In the directory at the end, where the checksum and the size of the part stand.
    entry = data.rindex(b"PK\1\2", 0, data.rindex(b"xl/media/x.bin"))
    data[entry + 16 : entry + 20] = zlib.crc32(b"\0" * size).to_bytes(4, "little")
    data[entry + 24 : entry + 28] = size.to_bytes(4, "little")

    assert refusal(bytes(data)) == "hr.xlsx is larger than 256 MiB when unpacked"


def test_a_part_that_is_there_twice_is_refused() -> None:
    file = io.BytesIO(workbook(ROWS))
    with (
        zipfile.ZipFile(file, "a") as archive,
        pytest.warns(UserWarning, match="Duplicate name"),
    ):
        archive.writestr(SHEET, sheet_of('<row r="1"><c r="XFD1"><v>1</v></c></row>'))
    assert "two parts of one name" in refusal(file.getvalue())


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("A1048576", "has 1,048,576 rows, and at most 1,000,000 are read"),
        ("XFD1", "has 16,384 columns, and at most 500 are read"),
        ("SA900000", "has 900,000 rows of 495 columns, and at most 5,000,000 cells are read"),
    ],
)
def test_two_cells_far_apart_are_refused_before_they_are_laid_out(cell: str, reason: str) -> None:
    number = cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    rows = f'<row r="1"><c r="A1"><v>1</v></c></row><row r="{number}"><c r="{cell}"/></row>'

    message = refusal(with_part(SHEET, sheet_of(rows)))
    assert message == f"hr.xlsx cannot be read: sheet Units {reason}"


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1"])
def test_a_sheet_in_another_encoding_is_counted_too(encoding: str) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"/></row>'
    text = f'<?xml version="1.0" encoding="{encoding}"?>{sheet_of(rows).decode()}'

    assert "16,384 columns" in refusal(with_part(SHEET, text.encode(encoding)))


def test_a_sheet_that_is_made_to_be_searched_for_ever_is_not() -> None:
    assert refusal(with_part(SHEET, b"<a" * 2_000_000)).startswith("hr.xlsx ")


def test_rows_and_columns_of_csv_are_counted_too() -> None:
    assert refusal("," * 600, "a.csv") == "a.csv has 601 columns, and at most 500 are read"
    assert "field larger than field limit" in refusal('"' + "x" * 1_000_001 + '"', "a.csv")
    assert "1,000,001 rows" in refusal("\n" * 1_000_001, "a.csv")


@pytest.mark.parametrize("piece", [",", '","\n', "x"])
def test_a_row_of_csv_without_an_end_is_refused_while_it_is_read(piece: str) -> None:
    message = refusal('"' + piece * (20 * 2**20 // len(piece)), "a.csv")
    assert message.startswith("a.csv: line ")
    assert "no longer one is read" in message


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet>&a;</worksheet>',
    ],
    ids=["bomb", "external"],
)
@pytest.mark.parametrize(
    "part", [SHEET, "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"]
)
def test_a_document_type_is_refused(declared: str, part: str) -> None:
    assert "declares a document type" in refusal(with_part(part, declared.encode()))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04",
        b"no zip",
        workbook(ROWS)[:-30],
        with_part("xl/workbook.xml", b"<workbook"),
        # As though there were pictures only; a text that is not in the list of texts.
        with_part("xl/_rels/workbook.xml.rels", b"<Relationships/>"),
        with_part("xl/sharedStrings.xml", b"<sst/>"),
        with_part(SHEET, sheet_of('<row r="0"><c r="A0"><v>1</v></c></row>')),
        with_part(SHEET, b"\xff\xfe\x00"),
        zipfile.ZipFile(empty := io.BytesIO(), "w").close() or empty.getvalue(),
    ],
)
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    message = refusal(data)
    assert message.startswith("hr.xlsx ")


def test_a_workbook_that_is_open_elsewhere_or_locked_is_told() -> None:
    assert "open elsewhere" in refusal(b"\0" * 165, "~$hr.xlsx")
    assert "protected by a password" in refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512)


@pytest.mark.parametrize("name", ["hr.ods", "HR.XLS"])
def test_workbooks_of_other_formats_are_told_with_what_to_do(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"PK")
    with pytest.raises(OrgcheckError, match="is a workbook in a format that is not read") as told:
        orgcheck.import_snapshot(tmp_path / name)
    assert told.value.fix == "save it as .xlsx or .csv, and import that"


def test_formulas_are_read_as_what_they_came_to_and_links_are_not_followed() -> None:
    data = with_part("xl/externalLinks/externalLink1.xml", b"<externalLink/>")
    assert tree(read(data)) == {"1": None, "2": "1"}


@pytest.mark.parametrize("name", ["../../../escaped", "/tmp/escaped", "C:\\escaped"])
def test_a_part_is_written_nowhere_whatever_its_name(name: str) -> None:
    assert tree(read(with_part(name, b"x"))) == {"1": None, "2": "1"}
    assert not [path for path in (Path("/tmp/escaped"), Path("C:\\escaped")) if path.exists()]


def test_a_text_with_nul_or_without_lines_is_refused() -> None:
    assert refusal(b"Code,Name\0", "a.csv") == "a.csv is no text"


def test_values_and_tables_that_are_made_to_be_searched_for_ever_are_not() -> None:
    blanks = " " * 200_000
    long = f"1;a;b{blanks}c\n2;b*;a{blanks}/{blanks}b\n* x{blanks}y;;\n"
    tables = "\nCode;Name;Parent\n1;A;\n2;B;1\n" * 20_000

    imported = read(f"Code;Name;Parent\n{long}", "a.csv")
    assert [str(defect).partition(":")[0] for defect in imported.defects] == [
        "a.csv!C2",
        "a.csv!C3",
    ]
    assert len(read(f"Code;Name;Parent\n{tables}", "a.csv").snapshot.units) == 2
