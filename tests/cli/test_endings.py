"""The ending of the file that a report is written to says its form, where no option does."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

SNAPSHOT = "organisation: X\nunits:\n- {id: top, name: Top, top: true}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.yaml").write_text(SNAPSHOT, encoding="utf-8")
    (tmp_path / "b.yaml").write_text(SNAPSHOT.replace("Top", "Peak"), encoding="utf-8")
    return tmp_path


def orgcheck(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "orgcheck", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


STARTS = {
    "x.html": "<!doctype html>",
    "x.HTM": "<!doctype html>",
    "x.md": "#",
    "x.json": "{",
    "x.sarif": "{",
    "x.xml": "<?xml",
}


@pytest.mark.parametrize("command", [("diff", "a.yaml", "b.yaml"), ("validate", "a.yaml")])
@pytest.mark.parametrize("name", STARTS)
def test_a_report_is_of_the_form_that_the_ending_says(
    folder: Path, command: tuple[str, ...], name: str
) -> None:
    assert orgcheck(folder, *command, "-o", name).returncode == 0
    written = (folder / name).read_text(encoding="utf-8")
    assert written.lstrip("> ").casefold().startswith(STARTS[name])
    if name.endswith(".sarif"):
        assert json.loads(written)["version"] == "2.1.0"


def test_a_flowchart_too(folder: Path) -> None:
    assert orgcheck(folder, "diff", "a.yaml", "b.yaml", "-o", "x.mmd").returncode == 0
    assert (folder / "x.mmd").read_text(encoding="utf-8").startswith("flowchart LR")


@pytest.mark.parametrize("name", ["x.txt", "x", "x.out"])
def test_an_ending_that_says_nothing_is_text(folder: Path, name: str) -> None:
    assert orgcheck(folder, "diff", "a.yaml", "b.yaml", "-o", name).returncode == 0
    assert "is now called Peak" in (folder / name).read_text(encoding="utf-8")


def test_the_option_wins(folder: Path) -> None:
    given = ("diff", "a.yaml", "b.yaml", "-o", "x.html", "--format", "text")
    assert orgcheck(folder, *given).returncode == 0
    assert "<" not in (folder / "x.html").read_text(encoding="utf-8")


def test_an_answer_is_json_where_its_file_is(folder: Path) -> None:
    assert orgcheck(folder, "why", "top", "a.yaml", "-o", "x.json").returncode == 0
    assert isinstance(json.loads((folder / "x.json").read_text(encoding="utf-8")), dict)


def test_a_form_that_the_command_does_not_have_is_refused(folder: Path) -> None:
    run = orgcheck(folder, "diff", "a.yaml", "b.yaml", "-o", "x.svg")
    assert run.returncode == 2
    assert "x.svg" in run.stderr
    assert ".html" in run.stderr
    assert not (folder / "x.svg").exists()
