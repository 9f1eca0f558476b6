"""A file of another sort is called by its name, and the files of a snapshot are told by theirs."""

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
from orgcheck.snapshot.recognition import Role, role_of, snapshots_of
from orgcheck.snapshot.sources import decoded
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


# -- the files of a repository ------------------------------------------------------------

H, P, X, U = Role.HEAD, Role.PART, Role.OTHER, Role.UNKNOWN


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("organisation: A\nunits: []\n", H),
        ("# a comment\n---\norganisation: A\n", H),
        ('"organisation": A\n', H),
        ("organisation:\n  en: A\n", H),
        ('{"organisation": "A", "units": []}', H),
        ("{organisation: A, units: []}", H),
        ("units: []\n", P),
        ("posts:\n- {id: a, name: A}\n", P),
        ("pack: p\nrules: []\n", X),
        ("waivers: []\n", X),
        ('{"schema": "orgcheck.changes/1", "organisation": "A", "events": []}', X),
        ("jobs:\n  organisation: A\n  units: 3\n", U),
        ("- organisation: A\n", U),
        ("organisation:A\n", U),
        ('["organisation"]', U),
        ("{broken", U),
        ("", U),
        # Broken further down: still what it set out to be.
        ("organisation: A\nunits: [\n", H),
    ],
)
def test_the_outermost_keys_say_what_a_file_is(text: str, role: Role) -> None:
    assert role_of(text) is role


def test_a_file_beside_others_of_its_kind_is_a_snapshot_of_its_own() -> None:
    roles = {"s/2023.yaml": H, "s/2024.yaml": H, "rules/a.yaml": X, ".x.yaml": U}
    assert snapshots_of(roles) == {"s/2023.yaml": "s/2023.yaml", "s/2024.yaml": "s/2024.yaml"}


def test_a_head_and_its_parts_are_one_folder() -> None:
    roles = {"org/a.yaml": H, "org/b.yaml": P, "org/deep/er/c.yaml": P, "rules/a.yaml": X}
    assert set(snapshots_of(roles).values()) == {"org"}


def test_the_head_may_stand_in_a_folder_of_its_own() -> None:
    assert set(snapshots_of({"org/head/a.yaml": H, "org/units/b.yaml": P}).values()) == {"org"}


def test_a_folder_takes_in_a_file_that_says_nothing() -> None:
    roles = {"org/a.yaml": H, "org/b.yaml": P, "org/typo.yaml": U}
    assert snapshots_of(roles)["org/typo.yaml"] == "org"


def test_folders_beside_each_other_are_snapshots_of_their_own() -> None:
    roles = {
        f"s/{year}/{file}.yaml": role for year in (1, 2) for file, role in (("a", H), ("b", P))
    }
    assert set(snapshots_of(roles).values()) == {"s/1", "s/2"}


def test_a_part_among_several_heads_belongs_to_none_of_them() -> None:
    roles = {"s/a.yaml": H, "s/b.yaml": H, "s/c.yaml": P}
    assert snapshots_of(roles) == {file: file for file in roles}


def test_the_whole_repository_is_a_snapshot_where_it_holds_nothing_else() -> None:
    assert set(snapshots_of({"a.yaml": H, "units/b.yaml": P}).values()) == {""}
    mixed = snapshots_of({"a.yaml": H, "units/b.yaml": P, "rules/c.yaml": X})
    assert mixed == {"a.yaml": "a.yaml", "units/b.yaml": "units/b.yaml"}
