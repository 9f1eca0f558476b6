"""`orgcheck init`: what it begins works at once, and nothing is overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest

from orgcheck import load
from orgcheck.cli import init
from orgcheck.policy.configuration import OWN_FILE, SHARED_FILE
from orgcheck.rules.examples import run_examples
from orgcheck.rules.packs import read_pack
from orgcheck.snapshot.text import SourceText
from tests.cli.runs import Run
from tests.integration.steps import Runner, steps_of
from tests.policy import hosts
from tests.policy.play import copied
from tests.repositories import Repository

FILES = [
    ".github/workflows/orgcheck.yml",
    ".pre-commit-config.yaml",
    "orgcheck.toml",
    "rules/agency.yaml",
    "snapshots/organisation.yaml",
]


def test_no_template_is_taken_for_the_settings_of_the_folder_that_it_lies_in() -> None:
    assert set(init.FILES.values()).isdisjoint((OWN_FILE, SHARED_FILE))


def files_in(folder: Path) -> list[str]:
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and ".git/" not in path.relative_to(folder).as_posix()
    )


@pytest.fixture
def begun(run: Run, folder: Path) -> Repository:
    """An empty folder, after `orgcheck init`."""
    assert run("init").status == 0
    return Repository(folder)


def test_it_begins_with_a_snapshot_a_pack_settings_a_hook_and_ci(begun: Repository) -> None:
    assert files_in(begun.folder) == FILES


@pytest.mark.usefixtures("begun")
def test_the_snapshot_obeys_the_rule(run: Run) -> None:
    ended = run("validate", "snapshots/organisation.yaml")
    assert (ended.status, ended.out) == (0, "no findings · 4 units, 1 rule\n")


def test_the_rule_has_examples_that_it_agrees_with(begun: Repository) -> None:
    text = (begun.folder / "rules/agency.yaml").read_text("utf-8")
    results = run_examples(read_pack(SourceText("agency.yaml", text)))
    assert len(results) == 2
    assert all(result.agrees for result in results)


def test_what_it_says_next_can_be_done_and_pre_commit_works(begun: Repository) -> None:
    begun.variables["PRE_COMMIT_HOME"] = str(begun.folder.parent / "pre-commit")
    for words in (["pre-commit", "install"], ["git", "add", "."]):
        assert begun.run(*words).status == 0
    first = begun.run("git", "commit", "-m", "The structure as it is")
    assert first.status == 0, first.err
    begun.replace(
        "snapshots/organisation.yaml",
        "name: Internal Audit\n    parent: agency",
        "name: Internal Audit\n    parent: benefits",
    )
    refused = begun.run("git", "commit", "--all", "-m", "Audit moves")
    assert refused.status == 1
    assert "AGY001 Internal Audit reports directly to the Director." in refused.err.replace(
        "\n  ", " "
    )
    begun.replace(
        "snapshots/organisation.yaml",
        "parent: benefits",
        "parent: benefits\n    reports_to: director",
    )
    accepted = begun.run("git", "commit", "--all", "-m", "Audit moves")
    assert accepted.status == 0, accepted.err


def test_the_steps_of_the_workflow_check_a_branch(
    begun: Repository, tmp_path_factory: pytest.TempPathFactory
) -> None:
    begun.commit()
    begun.git("switch", "--quiet", "--create", "change")
    steps = steps_of(begun.folder / ".github/workflows/orgcheck.yml")
    checks = [step for step in steps if step.get("name") != "Install orgcheck"]
    begun.replace("snapshots/organisation.yaml", "name: Benefits", "name: Pensions")
    play = copied(begun, tmp_path_factory.mktemp("host") / "repository")
    hosts.github(play)
    assert play.clone is not None
    runner = Runner(play.clone, play.folder.parent / "runner", {}, play.variables)
    ended = runner.run(checks)
    assert ended.status == 0, ended.err
    assert ended.out.startswith("new: no findings")
    play.clone.replace("snapshots/organisation.yaml", "parent: agency", "parent: nowhere")
    ended = runner.run(checks)
    assert (ended.status, "::error file=snapshots/organisation.yaml" in ended.out) == (1, True)


def test_the_workflow_checks_the_first_push(
    begun: Repository, tmp_path_factory: pytest.TempPathFactory
) -> None:
    play = copied(begun, tmp_path_factory.mktemp("host") / "repository")
    hosts.pushed(play, before=None)
    steps = steps_of(begun.folder / ".github/workflows/orgcheck.yml")
    checks = [step for step in steps if step.get("name") != "Install orgcheck"]
    ended = Runner(play.repository, play.folder.parent / "runner", {}, play.variables).run(checks)
    assert ended.status == 0, ended.out + ended.err


def test_the_workflow_installs_this_version(begun: Repository) -> None:
    from orgcheck.version import __version__

    workflow = (begun.folder / ".github/workflows/orgcheck.yml").read_text("utf-8")
    assert f'pip install "orgcheck=={__version__}"' in workflow


@pytest.mark.parametrize("existing", FILES)
def test_nothing_is_overwritten_and_nothing_written_beside(
    run: Run, folder: Path, existing: str
) -> None:
    path = folder / existing
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("mine")
    ended = run("init")
    assert ended.status == 2
    assert f"{existing} is there already" in ended.err
    assert files_in(folder) == [existing]
    assert path.read_text() == "mine"


def test_a_folder_that_does_not_exist_is_made(run: Run, folder: Path) -> None:
    ended = run("init", "new/structure")
    assert ended.status == 0
    assert "  cd new/structure\n" in ended.out
    assert files_in(folder / "new/structure") == FILES
    made = Repository(folder / "new/structure")
    assert made.git("symbolic-ref", "HEAD") == "refs/heads/main\n"


def test_within_a_repository_no_other_one_is_made(run: Run, folder: Path) -> None:
    Repository.made(folder)
    assert run("init", "structure").status == 0
    assert not (folder / "structure/.git").exists()


def test_the_hook_and_ci_can_be_left_out(run: Run, folder: Path) -> None:
    (folder / ".pre-commit-config.yaml").write_text("repos: []\n")
    ended = run("init", "--no-hook", "--no-ci")
    assert ended.status == 0
    assert files_in(folder) == [".pre-commit-config.yaml", *FILES[2:]]
    assert "pre-commit install" not in ended.out


def test_a_file_in_the_place_of_the_folder_is_usage(run: Run, folder: Path) -> None:
    (folder / "taken").write_text("")
    ended = run("init", "taken")
    assert ended.status == 2
    assert "Traceback" not in ended.err


def test_it_begins_with_the_structure_of_a_table(run: Run, folder: Path) -> None:
    (folder / "hr.csv").write_text("Code,Name,Parent\n001,Agency,\n010,It's: all,001\n", "utf-8")
    outcome = run("init", "new", "--from", "hr.csv")

    assert outcome.status == 0
    assert "hr.csv: 2 units; no defect" in outcome.err
    snapshot = load(folder / "new" / "snapshots" / "organisation.yaml")
    assert set(snapshot.units) == {"001", "010"}
    assert run("rules", "test", "new/rules/agency.yaml").status == 0
    assert run("validate", "new/snapshots/organisation.yaml").status == 0


def test_without_a_structure_nothing_is_begun(run: Run, folder: Path) -> None:
    (folder / "hr.csv").write_text("a,b\n", "utf-8")

    assert run("init", "new", "--from", "hr.csv").status == 3
    assert not (folder / "new").exists()
