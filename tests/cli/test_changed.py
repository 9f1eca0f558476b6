"""`orgcheck changed`: the review of a branch in every form, and its pairs for other programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.runs import Run
from tests.policy.play import AGENCY, BREACH, FOUNDATION, HARMLESS, NOW, made
from tests.repositories import ROOT, Repository


@pytest.fixture
def repository(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A repository with two snapshots and rules, on a branch that left main."""
    for name in ("GITHUB_ACTIONS", "GITLAB_CI", "TF_BUILD", "JENKINS_URL"):
        monkeypatch.delenv(name, raising=False)
    return made(folder)


def test_it_tells_what_the_change_does_and_what_it_breaks(run: Run, repository: Repository) -> None:
    repository.replace(NOW, *HARMLESS)
    repository.replace(NOW, *BREACH)
    repository.commit()
    ended = run("changed", "--base", "main")
    base = repository.git("rev-parse", "main").strip()
    assert ended.status == 1
    assert ended.out.startswith(f"{NOW}, compared with {base}:{NOW}\n")
    assert "Benefits is now called Family Benefits" in ended.out
    assert "error AGY001" in ended.out
    assert ended.err == f"Note: Compared with {base[:12]}, where the change left main.\n"


def test_nothing_changed_passes_and_says_so(run: Run, repository: Repository) -> None:
    repository.write("README.md", "About.\n")
    ended = run("changed", "--base", "main")
    assert ended.status == 0
    assert "Note: no snapshot changes, nor what it is judged by" in ended.err


def test_every_form_says_the_same(run: Run, repository: Repository) -> None:
    repository.replace(NOW, *BREACH)
    repository.write("snapshots/2025.yaml", AGENCY.replace("2024", "2025").replace(*BREACH))
    repository.git("add", ".")
    forms = ("markdown", "json", "github", "gitlab", "sarif", "junit")
    for form in forms:
        ended = run("changed", "--base", "main", "--format", form)
        assert ended.status == 1
        assert ended.out.count("AGY001") >= 2
    found = json.loads(run("changed", "--base", "main", "--format", "json").out)["findings"]
    assert [one["location"]["file"] for one in found] == [NOW, "snapshots/2025.yaml"]


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_an_organisation_is_told_of_in_its_own_terms(
    run: Run, repository: Repository, form: str
) -> None:
    ministry = (ROOT / "tests" / "data" / "ministry" / "before.yaml").read_text("utf-8")
    repository.write("orgcheck.toml", "")
    repository.write("ministry.yaml", ministry)
    repository.commit()
    repository.write("ministry.yaml", ministry.replace("headcount: 6", "headcount: 7"))
    repository.commit()
    told = run("changed", "--base", "HEAD~1", "--lang", "fi", "--format", form).out
    assert "henkilöstömäärä muuttui" in told
    assert "headcount" not in told


def _long(number: int, duty: str) -> str:
    unit = "  - {{id: u{n}, name: Unit {n}, parent: top, responsibilities: [{duty} {n}{more}]}}\n"
    units = "".join(unit.format(n=n, duty=duty, more=" x" * 75) for n in range(60))
    return f"organisation: Body {number}\nunits:\n  - {{id: top, name: Top, top: true}}\n{units}"


def test_a_comment_has_room_for_every_verdict_and_what_fails_stands_first(
    run: Run, repository: Repository
) -> None:
    repository.write("orgcheck.toml", "")
    for number in range(9):
        repository.write(f"snapshots/body{number}.yaml", _long(number, "Grants"))
    repository.commit()
    for number in range(9):
        repository.write(f"snapshots/body{number}.yaml", _long(number, f"Loans {number}"))
    repository.replace("snapshots/body8.yaml", "name: Unit 7, parent: top", "name: U, parent: gone")
    repository.write("snapshots/new.yaml", FOUNDATION)
    repository.git("add", ".")
    ended = run("changed", "--base", "HEAD", "--format", "markdown")
    assert ended.status == 1
    assert 30_000 < len(ended.out) <= 59_000
    verdict, *parts = ended.out.split("\n## ")
    assert verdict.startswith("## orgcheck failed: 1 error")
    assert verdict.count("passed") == 9
    assert parts[0].startswith("Body 8: ")
    assert parts[0].index("ORG004") < parts[0].index("What happens")
    # Those that follow in brief say what they leave out.
    assert "events left out here" in ended.out
    assert ended.out.count("<details>") == ended.out.count("</details>")


def test_further_reports_are_of_the_same_run(run: Run, repository: Repository) -> None:
    repository.replace(NOW, *BREACH)
    reports = [f"--report={form}:{form}.out" for form in ("markdown", "sarif")]
    assert run("changed", "--base", "main", "--format", "github", *reports).status == 1
    assert all("AGY001" in Path(f"{form}.out").read_text("utf-8") for form in ("markdown", "sarif"))


def test_what_fails_stands_first_in_markdown(run: Run, repository: Repository) -> None:
    repository.replace("snapshots/2023.yaml", "name: Benefits", "name: Allowances")
    repository.replace(NOW, *BREACH)
    told = run("changed", "--base", "main", "--format", "markdown").out
    assert told.index("AGY001") < told.index("Allowances")


def test_what_is_out_of_sight_is_no_snapshot_in_the_counts(
    run: Run, repository: Repository
) -> None:
    repository.git("rm", "--quiet", NOW)
    ended = run("changed", "--base", "main")
    assert ended.out.endswith("\n1 error\n")
    report = json.loads(run("changed", "--base", "main", "--format", "json").out)
    assert report["snapshots"] == []
    assert report["findings"][0]["rule"] == "ORG910"


def test_nothing_waives_or_ignores_what_is_out_of_sight(run: Run, repository: Repository) -> None:
    repository.git("rm", "--quiet", NOW)
    assert run("changed", "--base", "main", "--ignore", "ORG910").status == 2
    assert run("changed", "--base", "main", "--fail-on", "error").status == 1


def test_paths_leave_out_what_lies_elsewhere(run: Run, repository: Repository) -> None:
    repository.git("switch", "--quiet", "main")
    repository.write("org/orgcheck.toml", "")
    repository.commit()
    repository.git("switch", "--quiet", "--force-create", "change")
    repository.replace(NOW, *BREACH)
    repository.write("org/foundation.yaml", FOUNDATION)
    repository.git("add", ".")
    for paths, status in (
        (("org",), 0),
        (("snapshots",), 1),
        ((".",), 1),
        ((NOW,), 1),
        (("t/*.yaml", "snapshots/*.yaml"), 1),
        (("snapshots/*.yml",), 2),
    ):
        assert run("changed", "--base", "main", *paths).status == status, paths


def test_it_may_be_called_from_a_folder_below(
    run: Run, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.replace(NOW, *BREACH)
    monkeypatch.chdir(repository.folder / "snapshots")
    assert "error AGY001" in run("changed", "--base", "main", "2024.yaml").out


def test_pairs_are_listed_for_other_programs(run: Run, repository: Repository) -> None:
    base = repository.git("rev-parse", "main").strip()
    repository.replace(NOW, *HARMLESS)
    repository.write("snapshots/2025.yaml", AGENCY.replace("2024", "2025"))
    repository.git("add", ".")
    ended = run("changed", "--base", "main", "--list")
    assert (ended.status, ended.out) == (
        0,
        f"{base}:{NOW}\t{NOW}\n{base}:{NOW}\tsnapshots/2025.yaml\n",
    )


@pytest.mark.parametrize("name", ["snapshots/2025\t.yaml", "snapshots/2025\n.yaml"])
def test_a_name_that_would_make_another_line_is_refused(
    run: Run, repository: Repository, name: str
) -> None:
    repository.write(name, AGENCY)
    repository.git("add", ".")
    ended = run("changed", "--base", "main", "--list")
    assert (ended.status, ended.out) == (2, "")
    assert "a tab or a line break in the name" in ended.err


def test_a_name_cannot_become_an_option(run: Run, repository: Repository) -> None:
    repository.git("mv", "--", NOW, "-x.yaml")
    ended = run("changed", "--base", "main", "--list")
    assert ended.out.split("\t")[1] == "./-x.yaml\n"


@pytest.mark.usefixtures("repository")
def test_a_revision_that_git_does_not_have_is_usage(run: Run) -> None:
    ended = run("changed", "--base", "nowhere")
    assert (ended.status, ended.out) == (2, "")
    assert "git knows no revision nowhere" in ended.err


@pytest.mark.usefixtures("repository")
def test_an_event_that_cannot_be_read_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_EVENT_NAME", "pull_request")
    monkeypatch.setenv("GITHUB_EVENT_PATH", "missing.json")
    ended = run("changed")
    assert (ended.status, ended.out) == (2, "")
    assert "GITHUB_EVENT_PATH names cannot be read" in ended.err
