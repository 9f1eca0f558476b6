"""A snapshot that is in another format: read wherever one is named, compared in what it can say."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import orgcheck
from orgcheck.changes.changeset import ChangeSet
from orgcheck.errors import InvalidSnapshot, OrgcheckError
from tests.convert.test_catalogues import CATALOG
from tests.convert.workbooks import workbook

ORG = """\
organisation: Agency
version: "2026"
decision: {reference: minute 7}
bodies: [{id: board, name: Board, type: organ}]
posts:
  - {id: dg, name: Director General, unit: "1", reports_to: board}
  - {id: secretary, name: Secretary, unit: "1"}
units:
  - {id: "1", name: {en: Agency, fi: Virasto}, top: true, head: dg, figures: {budget: 5, fte: 2}}
  - {id: "2", name: Finance, parent: "1", sites: [Turku], responsibilities: [payments]}
  - {id: "3", name: IT, parent: "1", legal_basis: Act 1, tags: [x]}
"""
ROWS = [
    ("Code", "Name", "Parent", "Head", "FTE"),
    ("1", "Agency", None, "Director General", 2),
    ("2", "Finance", "1", None, None),
    ("3", "IT", "1", None, None),
]


@pytest.fixture
def org(tmp_path: Path) -> Path:
    file = tmp_path / "org.yaml"
    file.write_text(ORG, encoding="utf-8")
    return file


def sheet(folder: Path, *edits: tuple[int, int, object]) -> Path:
    rows = [list(row) for row in ROWS]
    for row, column, value in edits:
        rows[row][column] = value  # type: ignore[call-overload]
    file = folder / "hr.xlsx"
    file.write_bytes(workbook(rows))
    return file


def told(changes: ChangeSet) -> list[tuple[str, tuple[str, ...]]]:
    return [(str(event.kind), event.new or event.old) for event in changes.events]


def test_what_a_sheet_has_no_column_for_does_not_differ(tmp_path: Path, org: Path) -> None:
    for old, new in ((org, sheet(tmp_path)), (sheet(tmp_path), org)):
        assert told(orgcheck.diff(old, new)) == []
        assert told(orgcheck.review(old, new, isolated=True).changes) == []


def test_what_a_sheet_has_a_column_for_does(tmp_path: Path, org: Path) -> None:
    changed = sheet(tmp_path, (3, 1, "ICT"), (2, 2, "3"), (1, 4, 3))

    changes = orgcheck.diff(org, changed)
    assert {unit for _, units in told(changes) for unit in units} == {"1", "2", "3"}
    assert [edit.field for event in changes.events for edit in event.edits] != []
    assert (changes.old.source, changes.new.units) == (str(org), 3)


def test_the_head_of_a_sheet_is_the_post_that_heads_the_unit(tmp_path: Path, org: Path) -> None:
    renamed = sheet(tmp_path, (1, 3, "Executive Director"))
    events = orgcheck.diff(org, renamed).events

    assert [(event.old, event.new) for event in events] == [(("dg",), ("dg",))]


def test_findings_that_a_source_cannot_help_are_not_brought_by_it(
    tmp_path: Path, org: Path
) -> None:
    pack = tmp_path / "rules.yaml"
    pack.write_text(
        "pack: p\nrules:\n"
        "  - {id: P1, statement: S, for: {of: units}, assert: {must_have: [legal_basis]}}\n",
        encoding="utf-8",
    )
    result = orgcheck.review(org, sheet(tmp_path), rules=[pack], isolated=True)

    assert result.brought == ()


def test_defects_of_a_table_are_findings_at_their_cells(tmp_path: Path) -> None:
    file = tmp_path / "hr.csv"
    file.write_text("Code;Name;Parent;FTE\n1;Agency;;x\n2;Finance;9;1\n", encoding="utf-8")
    (result,) = orgcheck.check(file, isolated=True)

    assert [(one.rule, str(one.location)) for one in result.findings] == [
        ("ORG002", f"{file}!C3"),
        ("ORG002", f"{file}!D2"),
    ]


def test_a_catalogue_is_told_from_a_snapshot_by_what_it_says(tmp_path: Path) -> None:
    catalog = tmp_path / "catalog.yaml"
    catalog.write_text(CATALOG.removeprefix("---\n"), encoding="utf-8")
    speaking = tmp_path / "org.yaml"
    speaking.write_text("organisation: A\nsource: >\n  apiVersion: backstage.io/v1\n", "utf-8")

    assert "infra" in orgcheck.load(catalog).units
    assert orgcheck.load(speaking).snapshot.organisation == "A"


def test_a_mapping_is_read_as_a_snapshot_is() -> None:
    unit = {"id": "a", "name": "A", "top": True, "valid_from": date(2024, 1, 31)}
    unit |= {"figures": {"fte": Decimal("1.50")}, "units": [{"id": "b", "name": "B"}]}
    organisation = orgcheck.load({"organisation": "T", "units": [unit]})

    assert organisation.findings == ()
    assert organisation.units["b"].parent == "a"
    assert str(organisation.units["a"].valid_from) == "2024-01-31"
    assert organisation.units["a"].figures == {"fte": Decimal("1.5")}
    (finding,) = orgcheck.load({"organisation": "T", "units": [{**unit, "tpo": 1}]}).findings
    assert 'unknown key "tpo"' in finding.message


def test_a_mapping_of_something_else_is_refused() -> None:
    with pytest.raises(InvalidSnapshot, match="mapping:1"):
        orgcheck.load({"pack": "p", "rules": []})
    with pytest.raises(OrgcheckError, match="object has no place in JSON"):
        orgcheck.load({"organisation": object()})


def test_a_table_is_merged_by_what_it_has_a_column_for(tmp_path: Path, org: Path) -> None:
    changed = sheet(tmp_path, (3, 1, "ICT"))
    merged = orgcheck.merge(org, org, changed, isolated=True)

    assert merged.merged
    assert [str(event.kind) for event in merged.made] == ["rename"]
    assert "legal_basis: Act 1" in merged.texts[0].text
    assert "secretary" in merged.organisation.posts


def test_a_value_that_cannot_be_read_is_not_known_and_not_gone(tmp_path: Path, org: Path) -> None:
    unreadable = (2, 2, "nowhere"), (1, 4, "many"), (1, 3, "dg@example.org")
    spoilt = sheet(tmp_path, *unreadable)

    for old, new in ((org, spoilt), (spoilt, org)):
        assert told(orgcheck.diff(old, new)) == []
    updated = orgcheck.import_into(org, spoilt, prune=True)
    assert len(updated.imported.defects) == len(unreadable)
    assert told(updated.changes) == []


def test_a_title_is_that_of_one_of_several_heads(tmp_path: Path, org: Path) -> None:
    org.write_text(ORG.replace("head: dg", "heads: [secretary, dg]"), encoding="utf-8")
    table = sheet(tmp_path)

    assert told(orgcheck.diff(org, table)) == []
    assert told(orgcheck.import_into(org, table, prune=True).changes) == []


def test_a_table_of_some_languages_says_nothing_about_the_others(tmp_path: Path) -> None:
    org, table = tmp_path / "org.yaml", tmp_path / "hr.csv"
    name = "{fi: Virasto, sv: Verk, en: Agency}"
    org.write_text(
        f'organisation: A\nunits:\n  - {{id: "1", name: {name}, top: true}}\n', encoding="utf-8"
    )
    heads = "Koodi;Nimi suomeksi;Namn på svenska;Yläyksikkö"
    table.write_text(f"{heads}\n1;Virasto;Ämbetsverk;\n", encoding="utf-8")

    assert told(orgcheck.diff(org, table)) == [("rename", ("1",))]
    (text,) = orgcheck.import_into(org, table).texts
    assert "name: {fi: Virasto, sv: Ämbetsverk, en: Agency}" in text.text
