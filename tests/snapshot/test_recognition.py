"""A file of another sort is called by its name."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from orgcheck.changes.reading import read_changes
from orgcheck.errors import Unusable
from orgcheck.policy.baseline import read_baseline
from orgcheck.rules.packs import read_pack
from orgcheck.rules.waivers.files import read_waivers
from orgcheck.snapshot.loading import load
from orgcheck.snapshot.reader import decoded
from orgcheck.snapshot.text import SourceText

TEXTS = {
    "a snapshot": "organisation: T\nunits: []\n",
    "a rule pack": "pack: p\nrules: []\n",
    "a waiver file": "waivers: []\n",
    "a change set": '{"schema": "orgcheck.changes/1", "events": []}',
    "a report of findings": '{"schema": "orgcheck.findings/1", "findings": []}',
    "a baseline": '{"format": "orgcheck.baseline/1", "findings": []}',
}
READERS: dict[str, Callable[[SourceText], object]] = {
    "a snapshot": lambda source: load([source], "l"),
    "a rule pack": read_pack,
    "a waiver file": lambda source: read_waivers([source]),
    "a change set": read_changes,
}


@pytest.mark.parametrize("wanted", READERS)
@pytest.mark.parametrize("given", TEXTS)
def test_a_file_of_this_program_in_another_ones_place_is_called_by_its_name(
    wanted: str, given: str
) -> None:
    try:
        READERS[wanted](SourceText("a.yaml", TEXTS[given]))
    except Unusable as refused:
        told = [problem.message for problem in refused.problems]
    else:
        told = []
    named = f"this is {given}, not {wanted}"
    assert told == [named] if given != wanted else named not in told


def zipped(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "content")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "sort"),
    [
        (zipped("[Content_Types].xml", "xl/workbook.xml"), "a spreadsheet"),
        (zipped("[Content_Types].xml", "word/document.xml"), "a text document"),
        (zipped("2024.yaml"), "an archive (zip)"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "a PDF document"),
        (b"%PDF-1.7\nonly: ascii\n", "a PDF document"),
        (b"\x1f\x8b\x08\x00", "a compressed file (gzip)"),
        (b"2024.yaml".ljust(257, b"\0") + b"ustar", "an archive (tar)"),
    ],
)
def test_what_is_no_text_is_called_by_its_name(data: bytes, sort: str) -> None:
    with pytest.raises(Unusable) as refused:
        decoded("a.yaml", data)
    (problem,) = refused.value.problems
    assert problem.message == f"this is {sort}, not a YAML or JSON text"


@pytest.mark.parametrize(
    ("name", "text", "what"),
    [
        ("org.csv", "id;name;parent\na;A;\n", "a table (CSV)"),
        ("org.yaml", "<html><body>Not found</body></html>\n", "HTML or XML"),
        ("org.yaml", "just words\n", 'the text "just words"'),
    ],
)
def test_a_text_that_is_no_mapping_is_called_by_its_name(name: str, text: str, what: str) -> None:
    with pytest.raises(Unusable) as refused:
        load([SourceText(name, text)], "l")
    (problem,) = refused.value.problems
    assert problem.message == f"expected a mapping, found {what}"


@pytest.mark.parametrize(
    "text", ["PASSWORD=1234\n", "1234\n", "[1234]\n", "root:1234:0\nme:1234:1\n"]
)
@pytest.mark.parametrize(
    "reader", [read_pack, read_changes, read_baseline, lambda text: read_waivers([text])]
)
def test_nothing_is_quoted_of_a_file_that_is_none_of_ours(
    reader: Callable[[SourceText], object], text: str
) -> None:
    with pytest.raises(Unusable) as refused:
        reader(SourceText("token", text))
    assert all("1234" not in f"{p.message} {p.fix}" for p in refused.value.problems)
