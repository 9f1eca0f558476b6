"""Answers that rules do not give: each summary says how many, and because of what."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.runs import Run, written

SNAPSHOT = """\
organisation: Ministry of Works
units:
  - {id: ministry, name: Ministry, kind: ministry, top: true}
  - {id: works, name: Works, kind: office, parent: nobody}
  - {id: ports, name: Ports, kind: office, parent: works}
"""
RULES = """\
pack: offices
rules:
  - id: R1
    statement: Offices are within the ministry.
    for: {kind: office}
    assert: {within: ministry}
"""
SAID = "2 answers withheld because of the parent of Works (works)"


@pytest.fixture
def files(folder: Path) -> tuple[str, ...]:
    """The snapshot, and the option that names the rules."""
    snapshot = written(folder / "works.yaml", SNAPSHOT)
    return str(snapshot), "--rules", str(written(folder / "rules.yaml", RULES))


@pytest.mark.parametrize("format", ["text", "markdown", "html", "github"])
def test_every_summary_of_a_check_says_how_many_and_why(
    run: Run, files: tuple[str, ...], format: str
) -> None:
    assert SAID in " ".join(run("validate", *files, "--format", format).out.split())


def test_json_names_each(run: Run, files: tuple[str, ...]) -> None:
    report = json.loads(run("validate", *files, "--format", "json").out)

    cause = {"unit": "works", "field": "parent"}
    assert report["withheld"] == [
        {"rule": "R1", "unit": unit, "because": cause} for unit in ("works", "ports")
    ]


@pytest.mark.parametrize("format", ["text", "markdown", "html"])
def test_so_does_every_summary_of_a_comparison(
    run: Run, files: tuple[str, ...], format: str
) -> None:
    snapshot, *rules = files

    for sides in (("diff", snapshot, snapshot), ("validate", snapshot, "--against", snapshot)):
        assert SAID in " ".join(run(*sides, *rules, "--format", format).out.split())


def test_nothing_is_said_where_nothing_is_withheld(run: Run, files: tuple[str, ...]) -> None:
    Path(files[0]).write_text(SNAPSHOT.replace("nobody", "ministry"), encoding="utf-8")

    for format in ("text", "json", "markdown", "html"):
        assert "ithheld" not in run("validate", *files, "--format", format).out
