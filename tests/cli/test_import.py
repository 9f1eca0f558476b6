"""`orgcheck import` and `export`: what they say, write and end with."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from orgcheck import export_snapshot, import_snapshot, load
from orgcheck.convert.converting import export_template
from orgcheck.snapshot.writing import yaml_of
from tests.cli.runs import Run, written
from tests.convert.workbooks import workbook

GOOD = "Code,Name,Parent\n1,Agency,\n2,Finance,1\n"
ORG = """\
organisation: T
units:
- {id: a, name: "=1+1", top: true, replaces: [{id: z, accepted: 2024-01-31}]}
"""


def test_a_table_becomes_a_snapshot_on_the_screen_and_the_rest_is_said_beside_it(
    run: Run, folder: Path
) -> None:
    written(folder / "hr.csv", GOOD)
    outcome = run("import", "hr.csv")

    assert outcome.status == 0
    assert outcome.out.startswith("orgcheck: 1\norganisation: Agency\n")
    assert outcome.err == "hr.csv: 2 units; no defect\n"


def test_defects_are_told_all_at_once_with_cells_and_end_with_1(run: Run, folder: Path) -> None:
    (folder / "hr.xlsx").write_bytes(
        workbook([("Code", "Name", "Parent"), ("1", "A", None), ("2", "B", "9"), ("2", "C", "1")])
    )
    outcome = run("import", "hr.xlsx", "-o", "org.yaml")

    assert (outcome.status, outcome.out) == (1, "")
    assert outcome.err.splitlines() == [
        'defect: Units!A4: code "2" stands in row 3 too',
        "  fix: give one of them a code of its own; only the first was read",
        'defect: Units!C3: parent "9" is not in this sheet',
        "  fix: write the code or the name of a unit of this sheet",
        "hr.xlsx: 2 units; 2 defects",
    ]
    assert set(load(folder / "org.yaml").units) == {"1", "2"}


def test_the_first_import_writes_the_map_and_the_second_reads_it(run: Run, folder: Path) -> None:
    written(folder / "hr.csv", "Unit,Part of\nAgency,\nFinance,Agency\n")

    assert run("import", "hr.csv", "--map", "map.yaml", "-o", "org.yaml").status == 0
    first = (folder / "map.yaml").read_text("utf-8")
    assert first.splitlines()[1:] == [
        "columns:",
        "  Unit: name",
        "  Part of: parent",
        "ids:",
        "  - {id: agency, name: Agency}",
        "  - {id: finance, name: Finance, parent: agency}",
    ]
    assert run("import", "hr.csv", "--map", "map.yaml").err == "hr.csv: 2 units; no defect\n"
    assert (folder / "map.yaml").read_text("utf-8") == first


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["missing.csv"], 2, "missing.csv does not exist"),
        (["hr.txt"], 2, "the format of hr.txt cannot be told"),
        (["plain.csv"], 3, "plain.csv: no row has heads of columns"),
        (["hr.csv", "--map", "bad.yaml"], 2, 'unknown key "colums"'),
        (["hr.csv", "-o", "hr.csv"], 2, "hr.csv is read by this command"),
        (["."], 3, ". is a folder"),
    ],
)
def test_what_cannot_be_imported_is_said(
    run: Run, folder: Path, arguments: list[str], status: int, said: str
) -> None:
    written(folder / "hr.csv", GOOD)
    written(folder / "hr.txt", GOOD)
    written(folder / "plain.csv", "a,b\n1,2\n")
    written(folder / "bad.yaml", "colums: {}\n")

    outcome = run("import", *arguments)
    assert (outcome.status, outcome.out) == (status, "")
    assert said in outcome.err


def test_standard_input_is_read_where_the_format_is_named(run: Run) -> None:
    assert run("import", "-", "--format", "csv", stdin=GOOD).status == 0


def test_names_cannot_drive_the_terminal(run: Run, folder: Path) -> None:
    written(folder / "hr.csv", "Code,Name,Parent\n1,A,\n2,B,\x1b[31m\u202e\n")
    outcome = run("import", "hr.csv")

    assert outcome.status == 1
    assert "\x1b" not in outcome.err + outcome.out
    assert "\u202e" not in outcome.err + outcome.out


def test_an_export_says_what_it_does_not_hold(run: Run, folder: Path) -> None:
    written(folder / "org.yaml", ORG)
    outcome = run("export", "org.yaml", "--format", "csv")

    assert outcome.status == 0
    assert "unit,,a,'=1+1,true,z" in outcome.out
    assert outcome.err == "not written: 1 acceptance of a predecessor\n"


def test_the_form_of_an_export_follows_the_name_of_the_file(run: Run, folder: Path) -> None:
    written(folder / "org.yaml", ORG)

    assert run("export", "org.yaml", "-o", "org.xlsx").status == 0
    assert run("import", "org.xlsx", "-o", "again.yaml").status == 0
    assert load(folder / "again.yaml").units["a"].name == "=1+1"
    assert run("export", "org.yaml", "-o", "org.docx").status == 2
    assert run("export", "org.yaml").status == 2


def test_the_library_does_what_the_commands_do(run: Run, folder: Path) -> None:
    written(folder / "hr.csv", "Unit,Up\nAgency,\nFinance,Agency\n")
    written(folder / "map.yaml", "columns: {Up: parent}\nids: [{id: a, name: Agency}]\n")
    imported = import_snapshot("hr.csv", map="map.yaml")

    assert run("import", "hr.csv", "--map", "map.yaml").out == yaml_of(imported.snapshot)
    exported = export_snapshot(imported.snapshot, "csv").content
    written(folder / "org.yaml", yaml_of(imported.snapshot))
    assert isinstance(exported, str)
    assert run("export", "org.yaml", "--format", "csv").out.splitlines() == exported.splitlines()


@pytest.mark.parametrize("format", ["csv", "backstage", "popolo"])
def test_what_a_snapshot_says_drives_no_terminal_to_which_it_is_exported(
    folder: Path, format: str
) -> None:
    written(folder / "org.yaml", ORG.replace("=1+1", "A\\e[31m"))
    mine, its = pty.openpty()
    command = [sys.executable, "-m", "orgcheck", "export", "org.yaml", "--format", format]
    ended = subprocess.run(command, cwd=folder, stdout=its, stderr=its, check=False, timeout=60)
    os.close(its)
    told = os.read(mine, 65_536).decode()
    os.close(mine)

    assert "\x1b" not in told
    assert "A" in told if ended.returncode == 0 else "is no text for a terminal" in told


STRANGE = "Nr;Bezeichner;Hoch\n1;Agentur;\n2;Finanzen;1\n"


def test_on_a_terminal_columns_are_asked_for_where_no_head_is_known(folder: Path) -> None:
    written(folder / "hr.csv", STRANGE)
    keyboard, terminal = pty.openpty()
    os.write(keyboard, b"2\n1\n3\n0\n0\n")
    command = [sys.executable, "-m", "orgcheck", "import", "hr.csv", "--map", "map.yaml"]
    ended = subprocess.run(
        command,
        cwd=folder,
        stdin=terminal,
        stdout=subprocess.PIPE,
        stderr=terminal,
        check=False,
        timeout=60,
        text=True,
    )
    os.close(terminal)
    os.close(keyboard)

    assert ended.returncode == 0
    assert '- id: "2"\n    name: Finanzen\n    parent: "1"' in ended.stdout
    # What was answered is kept, so that the next import asks nothing.
    assert "Bezeichner: name" in (folder / "map.yaml").read_text("utf-8")


def test_without_a_terminal_unknown_heads_are_an_error_that_says_what_to_write(
    run: Run, folder: Path
) -> None:
    written(folder / "hr.csv", STRANGE)
    ended = run("import", "hr.csv")

    assert (ended.status, ended.out) == (3, "")
    assert "no row has heads of columns such as Code, Name and Parent" in ended.err
    assert "--map FILE" in ended.err


def test_the_command_writes_it_without_a_snapshot(run: Run, folder: Path) -> None:
    outcome = run("export", "--template", "xlsx", "-o", "units.xlsx")

    assert outcome.status == 0
    assert (folder / "units.xlsx").read_bytes() == export_template("xlsx").content
    assert run("export", "-o", "x.csv").status == 2
    assert run("export", "a", "--template", "xlsx", "--format", "csv").status == 2


def test_nothing_is_merged_into_another_format(run: Run, folder: Path) -> None:
    written(folder / "hr.csv", GOOD)
    outcome = run("merge", "hr.csv", "hr.csv", "hr.csv")

    assert outcome.status == 2
    assert "hr.csv is in another format, and is not written to" in outcome.err


def test_what_git_has_in_another_format_is_read_from_there(run: Run, folder: Path) -> None:
    def git(*arguments: str) -> None:
        who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)

    git("init", "-q")
    written(folder / "hr.csv", GOOD)
    written(folder / "teams" / "a.toml", 'name = "a"\n[people]\nleads = []\n')
    git("add", ".")
    git("commit", "-qm", "first")
    written(folder / "hr.csv", GOOD.replace("Finance", "Money"))
    written(folder / "teams" / "a.toml", 'name = "a"\nkind = "x"\n[people]\nleads = []\n')

    assert "Finance is now called Money" in run("diff", "HEAD:hr.csv", "hr.csv").out
    assert "a is now a x, formerly a team" in run("diff", "HEAD:teams", "teams").out
