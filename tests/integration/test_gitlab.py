"""The GitLab job: its script, on a repository with a base and a head."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from tests.policy import hosts
from tests.policy.play import HARMLESS, NOW, Play, made
from tests.repositories import ROOT, Ended

JOB = yaml.safe_load((ROOT / "ci/gitlab.yml").read_text("utf-8"))["orgcheck"]


def run(play: Play, shell: str = "bash", **variables: str) -> Ended:
    """The script of the job, as the runner's shell gets it."""
    clone = play.clone or play.repository
    given = {**JOB["variables"], **play.variables, **variables}
    return clone.run(shell, "-ec", "\n".join(JOB["script"]), **given)


@pytest.fixture
def play(tmp_path: Path) -> Play:
    return Play(made(tmp_path / "repository"))


@pytest.mark.parametrize("shell", ["bash", "sh"])
def test_a_change_in_order_passes_and_is_told(play: Play, shell: str) -> None:
    play.replace(NOW, *HARMLESS)
    hosts.gitlab(play)
    ended = run(play, shell)
    assert ended.status == 0, ended.err
    assert "Family Benefits" in ended.out
    assert play.clone is not None
    reports = {path.name for path in (play.clone.folder / "orgcheck-reports").iterdir()}
    assert reports == {"gl-code-quality-report.json", "findings.xml", "review.md"}


@pytest.mark.parametrize("kind", ["detached", "merged_result", "merge_train"])
def test_a_change_that_breaks_a_rule_fails_with_its_place(play: Play, kind: str) -> None:
    play.breach()
    hosts.gitlab(play, kind=kind)
    ended = run(play)
    assert ended.status == 1
    assert "Treasury" not in ended.out
    assert play.clone is not None
    report = play.clone.folder / JOB["artifacts"]["reports"]["codequality"]
    (found,) = json.loads(report.read_text("utf-8"))
    assert found["location"]["path"] == NOW


def test_the_script_fetches_the_target(play: Play) -> None:
    play.breach()
    hosts.gitlab(play, fetched=False)
    assert run(play).status == 1


def test_a_pipeline_in_a_fork_says_what_to_do(play: Play) -> None:
    play.breach()
    hosts.gitlab(play, fork=True)
    ended = run(play)
    assert ended.status == 2
    assert "the clone is of a fork" in ended.err


def test_old_faults_do_not_fail_a_change_beside_them(play: Play) -> None:
    old = "".join(
        f"  - {{id: old{n}, name: Old {n}, kind: office, parent: gone{n}}}\n" for n in range(6)
    )
    with play.on("main"):
        play.write(NOW, play.read(NOW) + old)
        play.commit()
    play.git("reset", "--quiet", "--hard", "main")
    play.replace(NOW, *HARMLESS)
    hosts.gitlab(play)
    ended = run(play)
    assert ended.status == 0, ended.out
    assert "Findings that were there before: 6" in ended.out
