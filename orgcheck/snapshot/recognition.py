"""What a file is that is not what was asked for: said by its name, not by its first odd byte."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from orgcheck.errors import Diagnostic
from orgcheck.findings import Location
from orgcheck.snapshot.text import kind_of

SNAPSHOT, PACK, WAIVERS = "a snapshot", "a rule pack", "a waiver file"
CHANGES, FINDINGS, BASELINE = "a change set", "a report of findings", "a baseline"

# What to do with a file of this program that stands in another one's place.
_WHERE = {
    SNAPSHOT: "name it where the command takes a snapshot",
    PACK: "name it with --rules",
    WAIVERS: "name it with --waivers",
    CHANGES: "`orgcheck apply` and `orgcheck invert` read it",
    FINDINGS: "name the snapshot that it is about",
    BASELINE: "name it in the settings: `baseline = ...`",
}
_SPREADSHEET = "a spreadsheet"
_MAGIC = (
    (0, b"%PDF-", "a PDF document"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a document of an older office program"),
    (0, b"{\\rtf", "a text document (RTF)"),
    (0, b"\x1f\x8b", "a compressed file (gzip)"),
    (0, b"BZh", "a compressed file (bzip2)"),
    (0, b"\xfd7zXZ\x00", "a compressed file (xz)"),
    (0, b"\x28\xb5\x2f\xfd", "a compressed file (zstd)"),
    (0, b"7z\xbc\xaf\x27\x1c", "an archive (7z)"),
    (257, b"ustar", "an archive (tar)"),
    (0, b"\x89PNG\r\n", "a picture (PNG)"),
    (0, b"\xff\xd8\xff", "a picture (JPEG)"),
    (0, b"SQLite format 3\x00", "a database (SQLite)"),
)
_ZIP = b"PK\x03\x04"
# What a file holds that is a zip archive within: some part of it says so.
_ZIPPED = (
    (b"xl/workbook", _SPREADSHEET),
    (b"opendocument.spreadsheet", _SPREADSHEET),
    (b"word/document", "a text document"),
    (b"opendocument.text", "a text document"),
    (b"ppt/presentation", "a presentation"),
    (b"opendocument.presentation", "a presentation"),
)
_TABLES = (".csv", ".tsv")


def binary_sort(data: bytes) -> str | None:
    """What bytes are that are no text of this program, by how they begin.

    Examples
    --------
    >>> binary_sort(b"%PDF-1.7 ...")
    'a PDF document'
    >>> binary_sort(b"organisation: T") is None
    True
    """
    if data.startswith(_ZIP):
        return next((sort for mark, sort in _ZIPPED if mark in data), "an archive (zip)")
    return next((sort for at, mark, sort in _MAGIC if data[at : at + len(mark)] == mark), None)


def text_sort(name: str, text: str) -> str | None:
    """What a text is that is no mapping: a table, or a page."""
    if name.lower().endswith(_TABLES):
        return "a table (CSV)"
    return "HTML or XML" if text.lstrip().startswith("<") else None


def sort_of(root: Any) -> str | None:
    """Which of this program's files a mapping is, by its outermost keys."""
    if not isinstance(root, Mapping):
        return None
    keys = root.keys()
    if keys & {"organisation", "units"}:
        return SNAPSHOT
    if "events" in keys:
        return CHANGES
    if "findings" in keys and "schema" in keys:
        return FINDINGS
    if "findings" in keys and str(root.get("format")).startswith("orgcheck.baseline/"):
        return BASELINE
    if keys & {"pack", "rules", "change_rules"}:
        return PACK
    return WAIVERS if "waivers" in keys else None


def in_place_of(wanted: str, root: Any, place: Location) -> Diagnostic | None:
    """The problem of a file that is none of this program's, or another one than is wanted.

    Settings may name any file of the repository, secrets that lie there too: nothing is quoted.
    """
    if not isinstance(root, Mapping):
        return Diagnostic(place, f"this is not {wanted}: expected a mapping, found {kind_of(root)}")
    sort = sort_of(root)
    if sort is None or sort == wanted:
        return None
    return Diagnostic(place, f"this is {sort}, not {wanted}", _WHERE[sort])
