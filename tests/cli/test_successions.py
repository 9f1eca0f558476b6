"""Declarations of descent in a file beside snapshots that are generated."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from orgcheck.changes.side_file import InvalidSuccessions, read_claims, with_records
from orgcheck.snapshot.text import SourceText
from tests.cli.runs import Run, written

HEADS = "Code,Name,Parent\n1,Agency,\n"
OLD = f"{HEADS}10,Finance,1\n20,Payroll,1\n"
NEW = f"{HEADS}30,Money and Wages,1\n"


@pytest.fixture(autouse=True)
def _tables(folder: Path) -> None:
    for name, table in (("2025", OLD), ("2026", NEW)):
        written(folder / f"{name}.csv", table)


def kinds(run: Run, *arguments: str) -> list[tuple[str, str]]:
    outcome = run("diff", *arguments, "--format", "json", "--isolated")
    assert outcome.status == 0, outcome.err
    events = json.loads(outcome.out)["events"]
    return [(event["kind"], " ".join(event.get("evidence", ()))) for event in events]


def test_what_is_declared_beside_the_newer_table_is_heeded(run: Run, folder: Path) -> None:
    written(folder / "s.yaml", "successions:\n- {new: '30', replaces: ['10', '20']}\n")

    declared = kinds(run, "2025.csv", "2026.csv", "--successions", "s.yaml")
    assert declared == [("merge", "replaces in s.yaml:2")]
    assert kinds(run, "2025.csv", "2026.csv") != declared


def test_settings_name_the_file_and_history_heeds_it(run: Run, folder: Path) -> None:
    written(folder / "s.yaml", "successions: [{new: '30', replaces: '10'}]")
    written(folder / "orgcheck.toml", 'successions = ["s.yaml"]\n')

    for arguments in (("diff", "2025.csv", "2026.csv"), ("history", "2025.csv", "2026.csv")):
        assert "Money and Wages replaced Finance" in " ".join(run(*arguments).out.split())


def test_a_text_is_declared_beside_as_well(run: Run, folder: Path) -> None:
    written(folder / "s.yaml", "successions: [{new: '30', replaces: ['10', '20']}]")
    run("import", "2026.csv", "-o", "2026.yaml")

    assert kinds(run, "2025.csv", "2026.yaml", "--successions", "s.yaml")[0][0] == "merge"


ICT = "Information and Communication Technology Services"
CODED = f"{HEADS}10,{ICT},1\n"
RECODED = f"{HEADS}11,{ICT.replace('Technology', 'Security')},1\n"
ACCEPT = ("--accept", "10=11", "--by", "Planning", "--yes", "--as-of", "2026-03-01", "--isolated")


def test_what_is_accepted_of_a_generated_snapshot_goes_into_the_file(
    run: Run, folder: Path
) -> None:
    written(folder / "2025.csv", CODED)
    written(folder / "2026.csv", RECODED)
    run("import", "2026.csv", "-o", "2026.yaml")
    before = (folder / "2026.yaml").read_bytes()
    arguments = ("diff", "2025.csv", "2026.yaml", "--successions", "s.yaml")
    outcome = run(*arguments, *ACCEPT)

    assert outcome.status == 0, outcome.err
    (record,) = read_claims(SourceText("s.yaml", (folder / "s.yaml").read_text("utf-8")))
    assert (record.new, record.field) == ("11", "previously")
    assert (folder / "2026.yaml").read_bytes() == before
    told = " ".join(run(*arguments, "--isolated", "--verbose").out.split())
    assert "previously in s.yaml:3, accepted 2026-03-01 by Planning" in told


def test_without_a_file_to_write_to_that_is_said(run: Run, folder: Path) -> None:
    written(folder / "2025.csv", CODED)
    written(folder / "2026.csv", RECODED)
    outcome = run("diff", "2025.csv", "2026.csv", *ACCEPT)

    assert outcome.status == 2
    assert "--successions succession.yaml" in outcome.err


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("successions: [{new: a}]", "s.yaml:1:15: a: what it came from is not said"),
        ("successions: [{new: a, replaces: b, by: c}]", "a: when it was accepted is not said"),
        ("successions: [{new: a, repalces: b}]", 'did you mean "replaces"'),
        ("waivers: []", "this is a waiver file, not a file of successions"),
        ("{", "s.yaml:1"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_with_its_place(text: str, message: str) -> None:
    with pytest.raises(InvalidSuccessions, match=message.replace("(", "\\(")):
        read_claims(SourceText("s.yaml", text))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "# ours\nsuccessions:\n  # once\n  - {new: a, replaces: b}  # so\n",
            "# ours\nsuccessions:\n  # once\n  - {new: a, replaces: b}  # so\n"
            "  - {new: c, previously: d}\n",
        ),
        (
            "successions: [{new: a, replaces: b}]\n",
            "successions: [{new: a, replaces: b}, {new: c, previously: d}]\n",
        ),
        ("successions: []\n", "successions: [{new: c, previously: d}]\n"),
    ],
)
def test_a_declaration_is_added_and_all_else_stays(before: str, after: str) -> None:
    added = with_records(SourceText("s.yaml", before), [{"new": "c", "previously": "d"}])

    assert added.text == after


DECLARED = """\
successions:
- {new: seaa, replaces: fish}
- {new: sea, replaces: fisch}
- {new: food, replaces: pantry}
"""


@pytest.mark.parametrize("command", ["diff", "history"])
def test_declarations_of_ids_that_nobody_has_are_told_with_their_places(
    run: Run, folder: Path, command: str
) -> None:
    units = "organisation: M\nversion: '{n}'\nunits:\n- {{id: m, name: M, top: true}}\n"
    more = "- {{id: food, name: Food, parent: m}}\n- {{id: {id}, name: {name}, parent: m}}\n"
    for n, id, name in (("1", "fish", "Fish"), ("2", "sea", "Water")):
        written(folder / f"{n}.yaml", (units + more).format(n=n, id=id, name=name))
    written(folder / "s.yaml", DECLARED)
    told = " ".join(run(command, "1.yaml", "2.yaml", "--successions", "s.yaml").out.split())

    assert "Declarations name 2 ids that no version here has" in told
    assert "seaa (s.yaml:2:3; did you mean sea?)" in told
    assert "fisch (s.yaml:3:3; did you mean fish?)" in told
    # What food came from was before the first version.
    assert "pantry" not in told


def test_declarations_beside_a_register_count_in_its_history(run: Run, folder: Path) -> None:
    register = (
        "register: true\norganisation: M\nunits:\n- {id: m, name: M, top: true}\n"
        "- {id: fish, name: Fish, parent: m, valid_to: 2019-12-31}\n"
        "- {id: sea, name: Water, parent: m, valid_from: 2020-01-01}\n"
    )
    written(folder / "r.yaml", register)
    written(folder / "s.yaml", "successions: [{new: sea, replaces: fish}]\n")

    told = run("history", "r.yaml", "--successions", "s.yaml").out
    assert "Water replaced Fish." in told
    assert "Declarations" not in told
