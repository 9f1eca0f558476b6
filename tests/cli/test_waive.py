"""`orgcheck waive`: an exception from one rule for one finding, as a record."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.runs import Run, written

SNAPSHOT = """\
organisation: Kela
units:
  - {id: kela, name: Kela, top: true, figures: {headcount: 155}}
  - {id: audit, name: Audit, parent: kela}
  - {id: press, name: Press, parent: kela}
"""
PACK = """\
pack: p
rules:
  - id: R1
    statement: A unit has duties.
    for: {parent: kela}
    assert: {must_have: responsibilities}
  - id: R2
    statement: At most 150 people.
    for: {id: kela}
    assert: {sum: {figure: headcount, max: 150}}
  - id: R3
    statement: Audit has a head.
    for: {id: audit}
    waivable: false
    assert: {must_have: head}
change_rules:
  - {id: C1, statement: Nothing ends., on: abolish, assert: {forbidden: true}}
"""
GRANT = ("--reason", "Agreed.", "--approved-by", "Board", "--expires", "2027-01-31")
WAIVERS = "rules/waivers.yaml"


@pytest.fixture
def project(folder: Path) -> Path:
    """A snapshot with findings, its rules, and settings that name a waiver file."""
    written(folder / "org.yaml", SNAPSHOT)
    written(folder / "rules/rules.yaml", PACK)
    written(folder / "orgcheck.toml", f'rules = "rules/rules.yaml"\nwaivers = "{WAIVERS}"\n')
    written(folder / WAIVERS, "# Granted by the Board.\nwaivers: []\n")
    return folder


@pytest.mark.usefixtures("project")
def test_the_finding_is_waived_and_no_other(run: Run) -> None:
    ended = run("waive", "R1:press", "org.yaml", *GRANT)

    assert ended.status == 0
    assert ended.out.startswith(f"{WAIVERS}: waived R1 for press, finding ")
    report = json.loads(run("validate", "org.yaml", "--format", "json").out)
    assert [(one["rule"], one["unit"]) for one in report["waived"]] == [("R1", "press")]
    assert ("R1", "audit") in [(one["rule"], one["unit"]) for one in report["findings"]]


def test_what_stands_in_the_file_stays(run: Run, project: Path) -> None:
    run("waive", "R1:press", "org.yaml", *GRANT)
    first = (project / WAIVERS).read_text("utf-8")
    run("waive", "R1:audit", "org.yaml", *GRANT, "--reference", "minute 7")
    second = (project / WAIVERS).read_text("utf-8")

    assert first.startswith("# Granted by the Board.\nwaivers:\n  - rule: R1\n    unit: press\n")
    assert second.startswith(first)
    assert '    reference: "minute 7"\n' in second or "    reference: minute 7\n" in second


@pytest.mark.usefixtures("project")
def test_a_number_is_waived_up_to_what_it_is(run: Run, project: Path) -> None:
    assert run("waive", "R2", "org.yaml", *GRANT).status == 0
    assert "    value: 155\n" in (project / WAIVERS).read_text("utf-8")

    def counted(headcount: int) -> list[str]:
        written(project / "org.yaml", SNAPSHOT.replace("155", str(headcount)))
        findings = json.loads(run("validate", "org.yaml", "--format", "json").out)["findings"]
        return [one["rule"] for one in findings if one["rule"] in ("R2", "ORG902")]

    assert (counted(152), counted(160)) == ([], ["R2"])


@pytest.mark.usefixtures("project")
def test_a_fingerprint_or_its_beginning_names_a_finding(run: Run) -> None:
    findings = json.loads(run("validate", "org.yaml", "--format", "json").out)["findings"]
    press = next(one for one in findings if one.get("unit") == "press")
    assert run("waive", press["fingerprint"][:8], "org.yaml", *GRANT).status == 0


@pytest.mark.usefixtures("project")
def test_a_finding_about_a_change_is_waived_before_the_change_is_made(
    run: Run, project: Path
) -> None:
    text = SNAPSHOT.replace("  - {id: press, name: Press, parent: kela}\n", "")
    written(project / "new.yaml", text)

    ended = run("waive", "C1:press", "new.yaml", "--against", "org.yaml", *GRANT)

    assert ended.status == 0
    report = json.loads(run("diff", "org.yaml", "new.yaml", "--format", "json").out)
    assert "C1" not in [one["rule"] for one in report["findings"]]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("R1", "org.yaml", *GRANT), "R1 may be any of 2 findings"),
        (("R9", "org.yaml", *GRANT), "org.yaml has no finding R9 that counts"),
        (("R3", "org.yaml", *GRANT), "R3 may not be waived"),
        (("R2", "org.yaml"), "--reason is missing, and there is no terminal to ask on"),
        (("R2", "org.yaml", *GRANT, "--permanent"), "--expires and --permanent exclude each other"),
        (("R2", "org.yaml", *GRANT, "--to", "org.yaml"), "this is a snapshot, not a waiver file"),
    ],
)
def test_what_cannot_be_waived_is_said_and_nothing_is_written(
    run: Run, project: Path, words: tuple[str, ...], message: str
) -> None:
    before = {file: file.read_bytes() for file in project.rglob("*.yaml")}
    ended = run("waive", *words)

    assert ended.status == 2
    assert message in ended.err
    assert {file: file.read_bytes() for file in project.rglob("*.yaml")} == before


def test_waivers_in_brackets_are_left_to_the_person(run: Run, project: Path) -> None:
    text = "waivers: [{rule: R1, unit: audit, reason: r, permanent: true}]\n"
    written(project / WAIVERS, text)

    ended = run("waive", "R1:press", "org.yaml", *GRANT)

    assert ended.status == 2
    assert "stand in brackets" in ended.err
    assert "{rule: R1, unit: press, reason: Agreed., approved_by: Board" in ended.err
    assert (project / WAIVERS).read_text("utf-8") == text


def test_a_file_that_does_not_exist_is_made(run: Run, project: Path) -> None:
    (project / WAIVERS).unlink()
    assert (
        run(
            "waive",
            "R2",
            "org.yaml",
            *GRANT,
            "--isolated",
            "--rules",
            "rules/rules.yaml",
            "--to",
            WAIVERS,
        ).status
        == 0
    )
    assert (project / WAIVERS).read_text("utf-8").startswith("waivers:\n  - rule: R2\n")
