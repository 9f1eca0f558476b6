"""Findings as workflow commands, read as GitHub's runner reads them."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import pytest

from orgcheck.escaping import escape_controls
from orgcheck.findings import Location
from orgcheck.reports.formats.github.findings import command, report
from orgcheck.results import CheckResult
from tests.reports.examples import AUDIT, CLEAN, HOSTILE, NAME, RUN, SPAN, hostile_run


class Command(NamedTuple):
    name: str
    properties: dict[str, str]
    message: str


def read(line: str) -> Command:
    """A command as the runner takes it apart."""
    assert line.startswith("::")
    head, _, message = line[2:].partition("::")
    name, _, written = head.partition(" ")
    properties = dict(pair.split("=", 1) for pair in written.split(",") if pair)
    return Command(name, {key: plain(value) for key, value in properties.items()}, plain(message))


def plain(text: str) -> str:
    for escape, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ",")):
        text = text.replace(escape, character)
    return text.replace("%25", "%")


def test_a_command_places_the_finding_and_says_cause_ground_and_mend() -> None:
    assert read(command(AUDIT)) == Command(
        "error",
        {
            "file": "snapshots/2024.yaml",
            "line": "61",
            "col": "13",
            "endLine": "61",
            "endColumn": "28",
            "title": "KELA001 Internal Audit reports directly to the Director General.",
        },
        "internal-audit reports to shared-services, not directly to director-general\n"
        "internal-audit -> shared-services -> director-general\n"
        "basis: Kela, Business units\n"
        "fix: Give internal-audit `reports_to: director-general`.",
    )


def test_severities_are_commands() -> None:
    assert [read(command(finding)).name for finding in (AUDIT, NAME, SPAN)] == [
        *("error", "warning", "notice")
    ]


def test_columns_are_left_out_where_a_finding_goes_over_several_lines() -> None:
    properties = read(command(replace(AUDIT, location=Location("a.yaml", 3, 9, 5, 2)))).properties

    assert (properties["line"], properties["endLine"]) == ("3", "5")
    assert not {"col", "endColumn"} & properties.keys()


def test_a_finding_without_a_place_is_told_all_the_same() -> None:
    assert read(command(replace(AUDIT, location=None))).properties.keys() == {"title"}


def test_the_worst_come_first_and_the_last_line_is_no_command() -> None:
    *commands, last = report(RUN).splitlines()

    assert [read(line).name for line in commands] == [
        *("error", "error", "error", "warning", "notice")
    ]
    assert last.startswith("3 errors, 1 warning, 1 info")


def test_without_findings_there_is_no_command() -> None:
    assert "::" not in report(CLEAN)


@pytest.mark.parametrize("text", HOSTILE)
def test_data_stays_text(text: str) -> None:
    lines = report(hostile_run(text)).splitlines()
    commands = [line for line in lines if line.lstrip().startswith("::")]

    assert len(commands) == 1
    assert len(lines) == 2
    assert read(commands[0]).message.splitlines()[0] == escape_controls(text)
    assert read(commands[0]).properties["title"] == escape_controls(f"X1 {text}")
    assert all(line.isprintable() for line in lines)


def test_a_source_cannot_forge_a_command_of_the_older_form() -> None:
    unread = CheckResult(source="##[error]forged", findings=())

    assert "##[" not in report([unread])
