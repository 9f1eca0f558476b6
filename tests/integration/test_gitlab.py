"""The GitLab job: its script, on a repository with a base and a head."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from tests.repositories import ROOT, Ended, Repository

JOB = yaml.safe_load((ROOT / "ci/gitlab.yml").read_text("utf-8"))["orgcheck"]
AGENCY = """\
organisation: Agency
units:
  - {id: agency, name: Agency, top: true}
  - {id: services, name: Services, parent: agency}
"""


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    repository = Repository.made(tmp_path)
    repository.write("snapshots/agency.yaml", AGENCY)
    repository.commit()
    repository.git("switch", "--quiet", "--create", "reorganisation")
    return repository


def run(repository: Repository, shell: str = "bash", **variables: str) -> Ended:
    """The script of the job, as the runner's shell gets it."""
    base = repository.git("rev-parse", "main").strip()
    given = {**JOB["variables"], "CI_MERGE_REQUEST_DIFF_BASE_SHA": base, **variables}
    return repository.run(shell, "-ec", "\n".join(JOB["script"]), **given)


@pytest.mark.parametrize("shell", ["bash", "sh"])
def test_a_change_in_order_passes_and_is_told(repository: Repository, shell: str) -> None:
    repository.replace("snapshots/agency.yaml", "name: Services", "name: Customer Services")
    repository.commit()
    ended = run(repository, shell)
    assert ended.status == 0, ended.err
    assert "Customer Services" in ended.out
    reports = {path.name for path in (repository.folder / "orgcheck-reports").iterdir()}
    assert reports >= {"gl-code-quality-report.json", "findings.xml", "change-1.xml", "change-1.md"}


def test_a_change_that_breaks_the_structure_fails_with_its_place(repository: Repository) -> None:
    repository.replace("snapshots/agency.yaml", "parent: agency", "parent: nowhere")
    repository.commit()
    assert run(repository).status == 1
    report = repository.folder / JOB["artifacts"]["reports"]["codequality"]
    (found,) = json.loads(report.read_text("utf-8"))
    assert found["location"] == {
        "path": "snapshots/agency.yaml",
        "lines": {"begin": 4, "end": 4},
    }


def test_outside_of_a_merge_request_nothing_is_compared(repository: Repository) -> None:
    ended = run(repository, CI_MERGE_REQUEST_DIFF_BASE_SHA="")
    assert ended.status == 0
    assert not list((repository.folder / "orgcheck-reports").glob("change-*"))


def test_what_cannot_be_compared_fails(repository: Repository) -> None:
    assert run(repository, CI_MERGE_REQUEST_DIFF_BASE_SHA="0" * 40).status == 2
