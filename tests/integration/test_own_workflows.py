"""The workflows of this repository: what they name is there, and their steps run."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.integration.steps import Runner, steps_of
from tests.repositories import ROOT, Repository

FOLDER = ROOT / ".github/workflows"
WORKFLOWS = sorted(FOLDER.glob("*.yml"))
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def jobs(file: Path) -> dict[str, dict[str, Any]]:
    """The jobs of a workflow."""
    found: dict[str, dict[str, Any]] = yaml.safe_load(file.read_text("utf-8"))["jobs"]
    return found


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)
def test_github_takes_the_workflow(file: Path) -> None:
    checked = Repository(ROOT).run(
        "check-jsonschema", "--builtin-schema", "vendor.github-workflows", str(file)
    )
    assert checked.status == 0, checked.out


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)
def test_a_workflow_has_no_rights_but_those_that_its_jobs_name(file: Path) -> None:
    assert yaml.safe_load(file.read_text("utf-8"))["permissions"] == {}
    assert [name for name, job in jobs(file).items() if "permissions" not in job] == []


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)
def test_what_a_step_runs_from_the_repository_is_there(file: Path) -> None:
    runs = [step["run"] for job in jobs(file).values() for step in job["steps"] if "run" in step]
    named = [path for run in runs for path in re.findall(r"(?<![\w/])\.ci/[\w./]+", run)]
    assert [path for path in named if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)
def test_each_action_of_others_is_named_by_its_hash_and_version(file: Path) -> None:
    used = re.findall(r"^\s*(?:- )?uses: (.+)$", file.read_text("utf-8"), re.M)
    named = re.compile(r"[\w-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+|\./|\$/")
    assert used
    assert [one for one in used if not named.fullmatch(one)] == []


def test_each_python_that_is_promised_is_tested() -> None:
    promised = {
        found[1]
        for line in SETTINGS["classifiers"]
        if (found := re.fullmatch(r"Programming Language :: Python :: (3\.\d+)", line))
    }
    matrix = jobs(FOLDER / "ci.yml")["tests"]["strategy"]["matrix"]
    tested = {*matrix["python"], *(one["python"] for one in matrix["include"])}
    tested |= {
        step["with"]["python-version"]
        for step in jobs(FOLDER / "ci.yml")["all"]["steps"]
        if "python-version" in step.get("with", {})
    }
    assert tested == promised
    assert SETTINGS["requires-python"] == f">={min(promised, key=lambda one: int(one[2:]))}"


def test_each_system_that_is_promised_is_tested() -> None:
    systems = jobs(FOLDER / "ci.yml")["tests"]["strategy"]["matrix"]["system"]
    promised = [line for line in SETTINGS["classifiers"] if line.startswith("Operating System")]
    assert [one.partition("-")[0] for one in systems] == ["ubuntu", "macos", "windows"]
    assert [line.rpartition(" :: ")[2] for line in promised] == ["MacOS", "Windows", "Linux"]


def test_the_weekly_fuzzing_runs(tmp_path: Path) -> None:
    steps = [step for step in steps_of(FOLDER / "fuzzing.yml", "mutants") if "run" in step]
    (fuzz,) = (step for step in steps if "fuzzing" in step["run"])
    place = tmp_path / "bin"
    place.mkdir()
    (place / "python").symlink_to(sys.executable)
    runner = Runner(
        Repository(ROOT), tmp_path / "runner", {"github.run_number": "7"}, {"CASES": "60"}
    )
    ended = runner.run([fuzz])
    assert ended.status == 0, ended.out + ended.err
    assert "snapshot" in ended.out
