"""A checkout that holds what Python would take for its own modules: none of it is run."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tests.integration.github import PullRequest, serving
from tests.integration.steps import Runner, steps_of
from tests.integration.test_action import STEPS, runner_in
from tests.policy import hosts
from tests.policy.play import HARMLESS, NOW, Play, made
from tests.repositories import ROOT, Ended, Repository

MODULES = (
    *("venv", "ensurepip", "pip", "setuptools", "hatchling", "site", "sitecustomize"),
    *("usercustomize", "orgcheck", "click", "yaml", "json", "re", "os", "subprocess", "encodings"),
)
BUILD = """\
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
[project]
name = "orgcheck"
version = "0.1.0"
"""
# What would be fetched is not there, and nothing is installed: the steps end after Python and pip
# have been started.
OFFLINE = {"PIP_NO_INDEX": "1", "PIP_DRY_RUN": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}


def make_hostile(folder: Path, told: Path) -> None:
    """Put modules into a folder that say when they are run."""
    told.mkdir()
    for name in (*MODULES, "backend", "setup"):
        script = f"open({str(told / name)!r}, 'w').close()\n"
        (folder / f"{name}.py").write_text(script, encoding="utf-8")
    (folder / "hostile.pth").write_text(f"import pathlib; open({str(told / 'pth')!r}, 'w')\n")
    (folder / "pyproject.toml").write_text(BUILD, encoding="utf-8")
    (folder / "setup.cfg").write_text("[metadata]\nname = orgcheck\n", encoding="utf-8")
    (folder / "orgcheck==0.1.0").mkdir()
    shutil.copy(folder / "setup.py", folder / "orgcheck==0.1.0/setup.py")


@pytest.fixture
def play(tmp_path: Path) -> Play:
    """A change in order, from somebody who adds modules."""
    play = Play(made(tmp_path / "repository"))
    play.replace(NOW, *HARMLESS)
    make_hostile(play.folder, tmp_path / "told")
    return play


@pytest.fixture
def pull_request() -> Iterator[PullRequest]:
    with serving(PullRequest()) as pull_request:
        yield pull_request


def ran(play: Play) -> list[str]:
    """Which of the modules were run."""
    return sorted(file.name for file in (play.folder.parent / "told").iterdir())


def where(play: Play) -> Repository:
    assert play.clone is not None
    assert (play.clone.folder / "venv.py").exists()
    return play.clone


def test_python_would_run_them(play: Play) -> None:
    """What the other tests guard against is there."""
    play.repository.run("python3", "-m", "venv", "--help")
    assert "venv" in ran(play)


def test_the_action_runs_none(play: Play, pull_request: PullRequest) -> None:
    hosts.github(play)
    install, *others = STEPS
    run = runner_in(where(play), pull_request, {**play.variables, **OFFLINE}, installed=False)
    ended = run.run([install])
    assert ended.status == 1
    assert "hatchling" in ended.err, "it was this repository that pip began to build"
    shutil.rmtree(run.scratch)
    run = runner_in(where(play), pull_request, play.variables, conflicts="true")
    ended = run.run(others)
    assert ended.status == 0, ended.out + ended.err
    assert run.ran == [step["name"] for step in others if "run" in step]
    assert "Family Benefits" in pull_request.bodies[0]
    assert ran(play) == []


@pytest.mark.slow
def test_the_action_runs_none_from_its_installation_on(
    play: Play, pull_request: PullRequest
) -> None:
    hosts.github(play)
    run = runner_in(where(play), pull_request, play.variables, installed=False)
    ended = run.run(STEPS)
    assert ended.status == 0, ended.out + ended.err
    assert ran(play) == []


def test_the_workflow_of_init_runs_none(play: Play) -> None:
    hosts.github(play)
    steps = steps_of(ROOT / "orgcheck/cli/start/workflow.yml")
    scratch = play.folder.parent / "runner"
    variables = {**play.variables, **OFFLINE}
    for step in steps:
        # Whether pip finds the version is not what is asked here.
        Runner(where(play), scratch, {}, variables).run([step])
    assert ran(play) == []


def test_the_job_of_gitlab_runs_none(play: Play) -> None:
    hosts.gitlab(play)
    job = yaml.safe_load((ROOT / "ci/gitlab.yml").read_text("utf-8"))["orgcheck"]
    given = {**job["variables"], **play.variables, **OFFLINE}
    where(play).run("sh", "-c", "\n".join(job["before_script"]), **given)
    ended = where(play).run("sh", "-ec", "\n".join(job["script"]), **given)
    assert ended.status == 0, ended.err
    assert ran(play) == []


def test_the_hooks_of_init_run_none(play: Play) -> None:
    begun = ROOT / "orgcheck/cli/start/pre-commit-config.yaml"
    shutil.copy(begun, play.folder / ".pre-commit-config.yaml")
    play.git("add", "--all")
    home = str(play.folder.parent / "pre-commit")
    ended: Ended = play.repository.run("pre-commit", "run", PRE_COMMIT_HOME=home)
    assert ended.status == 0, ended.out
    assert "Family Benefits" in ended.out
    assert ran(play) == []
