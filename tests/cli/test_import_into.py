"""A source imported into a snapshot that people keep."""

from __future__ import annotations

from pathlib import Path

import pytest

from orgcheck import load
from tests.cli.runs import Run, written

ORG = """\
# The agency's structure.
organisation: Agency
version: "2026"
bodies: [{id: board, name: Board, type: organ}]
posts:
  - {id: dg, name: Director General, unit: "1", reports_to: board}   # by law
  - {id: clerk, name: Clerk, unit: "3"}
units:
  - id: "1"
    name: {fi: Virasto, en: Agency}
    top: true
    head: dg
    units:
      # Once two units.
      - id: "2"
        name: Finance
        replaces: [old-a, old-b]
        source: minute 7
        figures: {fte: 2, budget: 100}   # budget by hand
        responsibilities: [payments]
      - {id: "3", name: IT, legal_basis: Act 1}
  - {id: "9", name: Archive, parent: "1"}
"""
SHEET = """\
Code,Name,Parent,Head,FTE
1,Agency,,Director General,
2,Finance and Payroll,1,,3
3,IT,2,,
4,Legal,1,Chief Lawyer,1
"""


@pytest.fixture(autouse=True)
def org(folder: Path) -> Path:
    written(folder / "hr.csv", SHEET)
    return written(folder / "org.yaml", ORG)


def test_what_people_wrote_stays_and_what_the_source_says_is_put_in_its_place(
    run: Run, org: Path
) -> None:
    outcome = run("import", "hr.csv", "--into", "org.yaml")

    assert (outcome.status, outcome.out) == (0, "")
    assert (
        org.read_text("utf-8")
        == """\
# The agency's structure.
organisation: Agency
version: "2026"
bodies: [{id: board, name: Board, type: organ}]
posts:
  - {id: dg, name: Director General, unit: "1", reports_to: board, source: hr.csv!D2}   # by law
  - {id: clerk, name: Clerk, unit: "3"}
  - id: "4/head"
    name: Chief Lawyer
    unit: "4"
    source: hr.csv!D5
units:
  - id: "1"
    name: {fi: Virasto, en: Agency}
    top: true
    head: dg
    source: hr.csv!A2
    units:
      # Once two units.
      - id: "2"
        name: Finance and Payroll
        replaces: [old-a, old-b]
        source:
          - minute 7
          - hr.csv!A3
        figures: {fte: 3, budget: 100}   # budget by hand
        responsibilities: [payments]
      - id: "4"
        name: Legal
        head: "4/head"
        figures: {fte: 1}
        source: hr.csv!A5
  - {id: "3", name: IT, parent: "2", legal_basis: Act 1, source: hr.csv!A4}
  - {id: "9", name: Archive, parent: "1"}
"""
    )


def test_what_the_source_changed_and_lacks_is_told(run: Run, org: Path) -> None:
    told = run("import", "hr.csv", "--into", "org.yaml", "-o", "new.yaml").err.splitlines()

    assert told == [
        "hr.csv: 4 units, 2 posts; no defect",
        "changed: Legal was created in Agency",
        "changed: IT moved down from Agency to Finance and Payroll",
        "changed: Finance is now called Finance and Payroll",
        "changed: Finance and Payroll: fte 2, now 3",
        "kept: Archive (9) is not in hr.csv",
        "4 changes",
    ]
    assert org.read_text("utf-8") == ORG


def test_a_second_import_of_the_same_changes_nothing(run: Run, org: Path) -> None:
    run("import", "hr.csv", "--into", "org.yaml")
    first = org.read_text("utf-8")
    outcome = run("import", "hr.csv", "--into", "org.yaml")

    assert outcome.err.splitlines()[-1] == "no change"
    assert org.read_text("utf-8") == first


def test_what_the_source_lacks_goes_where_that_is_asked(run: Run, org: Path) -> None:
    outcome = run("import", "hr.csv", "--into", "org.yaml", "--prune")

    assert "removed: Archive (9) is not in hr.csv" in outcome.err
    assert set(load(org).units) == {"1", "2", "3", "4"}
    assert set(load(org).posts) == {"dg", "clerk", "4/head"}
    assert "board" in load(org).bodies


def test_a_unit_that_may_have_a_new_code_is_told_with_the_line_to_write(
    run: Run, folder: Path
) -> None:
    written(folder / "hr.csv", SHEET.replace("4,Legal", "95,Archive"))
    told = run("import", "hr.csv", "--into", "org.yaml").err

    assert "kept: Archive (9) is not in hr.csv" in told
    assert "if it is 95 now, write `previously: [9]` there" in told


def test_a_folder_is_written_file_by_file(run: Run, folder: Path) -> None:
    head, _, units = ORG.partition("units:\n")
    written(folder / "s" / "head.yaml", head)
    written(folder / "s" / "units.yaml", f"units:\n{units}")
    outcome = run("import", "hr.csv", "--into", "s")

    assert outcome.status == 0
    assert load(folder / "s").units["3"].parent == "2"
    assert "# by law" in (folder / "s" / "head.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("hr.csv", "--into", "hr.csv"), "is no snapshot that can be written to"),
        (("hr.csv", "--into", "none.yaml"), "none.yaml does not exist"),
        (("hr.csv", "--prune"), "--prune is for --into"),
    ],
)
def test_what_cannot_be_written_to_is_said(
    run: Run, arguments: tuple[str, ...], message: str
) -> None:
    outcome = run("import", *arguments)

    assert outcome.status in (2, 3)
    assert message in outcome.err
