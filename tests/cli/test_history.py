"""`orgcheck history`: an organisation through all its versions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from orgcheck.reports.formats import formats_of
from tests.cli.runs import Run, written

HEAD = 'organisation: Kela\nversion: "{}"\nunits:\n- {{id: kela, name: Kela, top: true}}\n'
AUDIT = "- {id: audit, name: Audit, parent: kela, figures: {headcount: 12.5}}\n"
ICT = "- {id: ict, name: ICT Services, parent: kela, responsibilities: [networks]}\n"
DIGITAL = (
    "- {id: digital, name: Digital, parent: kela, replaces: [ict], responsibilities: [networks]}\n"
)
VERSIONS = {"2021": AUDIT + ICT, "2022": AUDIT + DIGITAL, "2023": DIGITAL, "2024": AUDIT + DIGITAL}


@pytest.fixture
def versions(folder: Path) -> tuple[str, ...]:
    for label, units in VERSIONS.items():
        written(folder / f"{label}.yaml", HEAD.format(label) + units)
    return tuple(f"{label}.yaml" for label in VERSIONS)


def test_a_history_tells_each_step_then_figures_and_what_versions_leave_out(
    run: Run, versions: tuple[str, ...]
) -> None:
    ended = run("history", *versions)
    assert (ended.status, ended.err) == (0, "")
    assert (
        ended.out
        == """\
Kela: 4 versions, 2021 to 2024

2022: 1 replacement
  Digital replaces ICT Services.

2023: no change
  Not recorded here, and again later: Audit.

2024: no change

      units  duties  headcount
2021      3       1       12.5
2022      3       1       12.5
2023      2       1          -
2024      3       1       12.5

Left out by versions in between:
  audit is recorded again in 2024: missing from 2023.
"""
    )


def test_who_held_a_duty_is_told_by_the_versions_in_which_that_changes(
    run: Run, versions: tuple[str, ...]
) -> None:
    ended = run("history", *versions, "--duty", "Networks")
    assert (ended.status, ended.err) == (0, "")
    assert (
        ended.out
        == """\
Kela: 4 versions, 2021 to 2024

networks
  2021  ICT Services (ict)
  2022  Digital (digital)
"""
    )
    data = json.loads(run("history", *versions, "--duty", "networks", "--format", "json").out)
    (duty,) = data["duties"]
    units = [one["units"] for one in duty["held"]]
    assert (data["schema"], units) == ("orgcheck.duties/1", [["ict"], *[["digital"]] * 3])


def test_a_duty_has_no_picture(run: Run, versions: tuple[str, ...]) -> None:
    ended = run("history", *versions, "--duty", "networks", "-o", "duty.svg")
    assert (ended.status, ended.out) == (2, "")
    assert "there is no report on a duty as svg" in ended.err


@pytest.mark.parametrize("format", formats_of("histories"))
def test_every_format_says_the_same_whatever_the_order_of_the_snapshots(
    run: Run, versions: tuple[str, ...], format: str
) -> None:
    ended = run("history", *versions, "--format", format)
    turned = run("history", *reversed(versions), "--format", format)
    assert (ended.status, turned.status) == (0, 0)
    assert ended.out == turned.out
    # A picture has the kind of event beside the names.
    assert (">replace<" if format == "svg" else "Digital replaces ICT Services.") in ended.out


def test_json_has_every_event_and_the_exact_figures(run: Run, versions: tuple[str, ...]) -> None:
    data = json.loads(run("history", *versions, "--format", "json").out)
    assert [step["summary"] for step in data["steps"]] == [
        {"replace": 1},
        {},
        {},
    ]
    assert [one["figures"].get("headcount") for one in data["versions"]] == [12.5, 12.5, None, 12.5]
    assert data["returns"] == [{"unit": "audit", "last": "2022", "again": "2024", "joined": True}]


def test_versions_that_cannot_be_told_apart_are_refused(
    run: Run, versions: tuple[str, ...]
) -> None:
    ended = run("history", *versions, versions[0])
    assert (ended.status, ended.out) == (2, "")
    assert '2021.yaml and 2021.yaml both are version "2021"' in ended.err
