"""The GitHub Action: its own steps, on a repository with a base and a head."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tests.integration.github import PullRequest, serving
from tests.integration.steps import Runner, put_program, steps_of
from tests.policy import hosts
from tests.policy.play import HARMLESS, NOW, Play, made
from tests.repositories import AGENCY, ROOT, Repository, write_agency

STEPS = steps_of(ROOT / "action.yml")
INPUTS = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))["inputs"]
CHECKS = [step for step in STEPS if step["name"] != "Install orgcheck"]
OTHERS = "inputs.conflicts == 'true' && github.event.pull_request.number"
MARKER = "<!-- orgcheck: this comment is rewritten at every run -->"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A branch that starts from a structure in order."""
    repository = Repository.made(tmp_path / "repository")
    write_agency(repository)
    repository.commit()
    repository.git("switch", "--quiet", "--create", "change")
    return repository


@pytest.fixture
def pull_request() -> Iterator[PullRequest]:
    with serving(PullRequest()) as pull_request:
        yield pull_request


def runner(
    repository: Repository, pull_request: PullRequest, *, installed: bool = True, **inputs: str
) -> Runner:
    """A run for a pull request, with the defaults of the inputs that are not given.

    The repository is as `actions/checkout` leaves it: HEAD is GitHub's merge of the request.
    """
    play = Play(Repository(repository.folder))
    hosts.github(play)
    assert play.clone is not None
    return runner_in(play.clone, pull_request, play.variables, installed=installed, **inputs)


def runner_in(
    clone: Repository,
    pull_request: PullRequest,
    variables: dict[str, str],
    *,
    installed: bool = True,
    **inputs: str,
) -> Runner:
    """A run in a clone, with the variables that GitHub sets."""
    values = {name: str(facts["default"]) for name, facts in INPUTS.items()} | {
        name.replace("_", "-"): value for name, value in inputs.items()
    }
    scratch = clone.folder.parent / "runner"
    if installed:
        put_program(scratch)
    return Runner(
        clone,
        scratch,
        {
            **{f"inputs.{name}": value for name, value in values.items()},
            "inputs.token": "a-token",
            "github.event.pull_request.number": "7",
            "github.action_path": str(ROOT),
            OTHERS: str(values["conflicts"] == "true").lower(),
        },
        {**variables, "GITHUB_API_URL": pull_request.url, "GITHUB_REPOSITORY": "owner/name"},
    )


def test_a_change_in_order_passes_and_is_told(
    repository: Repository, pull_request: PullRequest
) -> None:
    repository.replace("snapshots/agency.yaml", "name: Services", "name: Customer Services")
    repository.commit()
    run = runner(repository, pull_request)
    ended = run.run(CHECKS)
    assert ended.status == 0, ended.out + ended.err
    assert "::error" not in ended.out
    assert "Customer Services" in run.summary
    (comment,) = pull_request.bodies
    assert comment.startswith(f"{MARKER}\n\n## Agency")


def test_other_open_pull_requests_that_collide_are_told_and_fail_nothing(
    repository: Repository, pull_request: PullRequest
) -> None:
    repository.git("switch", "--quiet", "--create", "other", "main")
    repository.replace("snapshots/agency.yaml", "name: Services", "name: Public Services")
    other = repository.commit()
    repository.git("switch", "--quiet", "change")
    repository.replace("snapshots/agency.yaml", "name: Services", "name: Customer Services")
    repository.commit()
    run = runner(repository, pull_request, conflicts="true")
    origin = run.repository.git("remote", "get-url", "origin").strip()
    repository.git("push", "--quiet", origin, f"{other}:refs/pull/8/head")
    # The ninth one cannot be fetched, and stops nothing.
    pull_request.open = (7, 8, 9)
    ended = run.run(CHECKS)
    assert ended.status == 0, ended.out + ended.err
    assert "1 is in conflict: refs/remotes/orgcheck/pull/8" in run.summary.replace("<wbr>", "")
    assert "Public Services" in run.summary


def test_a_change_that_breaks_a_rule_fails_and_is_annotated_once(
    repository: Repository, pull_request: PullRequest
) -> None:
    repository.replace("snapshots/agency.yaml", "Audit, parent: agency", "Audit, parent: services")
    repository.commit()
    ended = runner(repository, pull_request).run(CHECKS)
    assert ended.status == 1
    annotations = re.findall(r"^::error .*", ended.out, re.M)
    assert len(annotations) == 1
    assert annotations[0].startswith("::error file=snapshots/agency.yaml,line=5,")
    assert "AGY001" in pull_request.bodies[0]


def test_the_comment_of_an_earlier_run_is_rewritten(
    repository: Repository, pull_request: PullRequest
) -> None:
    for _ in range(120):
        pull_request.add("Looks good to me.", "someone", "User")
    pull_request.add(f"{MARKER}\n\nan imitation", "someone", "User")
    repository.replace("snapshots/agency.yaml", "name: Services", "name: Customer Services")
    repository.commit()
    first = runner(repository, pull_request)
    first.run(CHECKS)
    for left in ("clone", "origin.git", "runner"):
        shutil.rmtree(repository.folder.parent / left)
    repository.replace("snapshots/agency.yaml", "name: Customer Services", "name: Advice")
    repository.commit()
    runner(repository, pull_request).run(CHECKS)
    assert len(pull_request.comments) == 122
    assert pull_request.bodies[120] == f"{MARKER}\n\nan imitation"
    assert "Advice" in pull_request.bodies[121]
    assert "Customer Services" not in pull_request.bodies[121]


def test_a_person_s_token_rewrites_that_person_s_comment(
    repository: Repository, pull_request: PullRequest
) -> None:
    pull_request.add(f"{MARKER}\n\nof another bot")
    pull_request.add(f"{MARKER}\n\nof an earlier run", "release-manager", "User")
    pull_request.login = "release-manager"
    runner(repository, pull_request).run(CHECKS)
    assert pull_request.bodies[0] == f"{MARKER}\n\nof another bot"
    assert "of an earlier run" not in pull_request.bodies[1]


def test_where_it_may_not_comment_the_check_stands_all_the_same(
    repository: Repository, pull_request: PullRequest
) -> None:
    pull_request.read_only = True
    run = runner(repository, pull_request)
    ended = run.run(CHECKS)
    assert ended.status == 0
    assert "::notice::orgcheck: this run may not comment" in ended.out
    assert run.summary


def test_no_comment_is_written_where_none_is_wanted(
    repository: Repository, pull_request: PullRequest
) -> None:
    assert runner(repository, pull_request, comment="false").run(CHECKS).status == 0
    assert pull_request.comments == []


@pytest.mark.parametrize("name", ["snapshots/agency.yaml", "snapshots/agency-2.yaml"])
def test_a_change_cannot_loosen_the_rule_that_it_breaks(
    repository: Repository, pull_request: PullRequest, name: str
) -> None:
    repository.replace("rules/agency.yaml", "reports_directly_to: director", "within: agency")
    repository.write(name, AGENCY.replace("Audit, parent: agency", "Audit, parent: services"))
    repository.commit()
    ended = runner(repository, pull_request).run(CHECKS)
    assert ended.status == 1
    assert f"::error file={name},line=5" in ended.out


def test_rules_may_be_named_as_a_branch_has_them(
    repository: Repository, pull_request: PullRequest
) -> None:
    repository.replace("snapshots/agency.yaml", "Audit, parent: agency", "Audit, parent: services")
    repository.write("orgcheck.toml", "")
    repository.commit()
    run = runner(repository, pull_request, rules="origin/main:rules/agency.yaml")
    assert "AGY001" in run.run(CHECKS).out


def test_a_warning_fails_where_that_is_asked_for(
    repository: Repository, pull_request: PullRequest
) -> None:
    repository.git("switch", "--quiet", "main")
    repository.replace("rules/agency.yaml", "    for:", "    severity: warning\n    for:")
    repository.commit()
    repository.git("switch", "--quiet", "--force-create", "change")
    repository.replace("snapshots/agency.yaml", "Audit, parent: agency", "Audit, parent: services")
    repository.commit()
    run = runner(repository, pull_request)
    assert run.run(CHECKS).status == 0
    run.expressions["inputs.fail-on"] = "warning"
    assert run.run(CHECKS).status == 1


def test_several_snapshots_each_have_their_report(
    repository: Repository, pull_request: PullRequest
) -> None:
    repository.write("snapshots/agency-2.yaml", AGENCY.replace("name: Services", "name: Advice"))
    repository.write("org/orgcheck.toml", "")
    repository.write("org/head.yaml", "organisation: Foundation\n")
    repository.write("org/more.yaml", "units: [{id: t, name: Team, parent: nowhere}]\n")
    repository.commit()
    run = runner(repository, pull_request, snapshots="snapshots/*.yaml\norg\n")
    assert run.run(CHECKS).status == 1
    assert "Advice" in run.summary
    assert "ORG004" in run.summary


HOSTS = {
    "a branch": lambda play: hosts.github(play),
    "a fork": lambda play: hosts.github(play, fork=True, depth=2),
    "a lagging base": lambda play: hosts.github(play, checkout="head"),
    "a merge queue": hosts.merge_queue,
}


@pytest.mark.parametrize("origin", HOSTS)
@pytest.mark.parametrize("breaks", [False, True])
def test_a_request_is_judged_by_what_it_does_itself(
    tmp_path: Path, pull_request: PullRequest, origin: str, breaks: bool
) -> None:
    play = Play(made(tmp_path / "repository"))
    play.replace(NOW, *HARMLESS)
    if breaks:
        play.breach()
    play.commit()
    with play.on("main"):
        play.replace(NOW, "name: Finance", "name: Treasury")
        play.commit()
    HOSTS[origin](play)
    run = runner_in(play.clone or play.repository, pull_request, play.variables)
    ended = run.run(CHECKS)
    assert (ended.status, "AGY001" in ended.out) == (int(breaks), breaks), ended.out + ended.err
    assert "Family Benefits" in run.summary
    assert "Treasury" not in run.summary


def test_old_faults_do_not_fail_a_change_beside_them(
    repository: Repository, pull_request: PullRequest
) -> None:
    repository.git("switch", "--quiet", "main")
    old = "".join(f"  - {{id: old{n}, name: Old {n}, parent: gone{n}}}\n" for n in range(6))
    repository.replace("snapshots/agency.yaml", "posts:\n", f"{old}posts:\n")
    repository.commit()
    repository.git("switch", "--quiet", "--force-create", "change")
    repository.replace("snapshots/agency.yaml", "name: Services", "name: Customer Services")
    repository.commit()
    run = runner(repository, pull_request)
    ended = run.run(CHECKS)
    assert ended.status == 0, ended.out
    assert "::error" not in ended.out
    assert "The change passes and brings no findings; 6 were there before." in run.summary
    assert (
        "The change passes and brings no findings; 6 were there before." in pull_request.bodies[0]
    )


@pytest.mark.parametrize("lines", [900, 9_000])
def test_the_comment_of_a_long_report_keeps_the_verdict(
    repository: Repository, pull_request: PullRequest, lines: int
) -> None:
    """GitHub takes no more than 65,536 characters."""
    run = runner(repository, pull_request)
    reports = run.scratch / "orgcheck-reports"
    reports.mkdir()
    section = "\n### What happens\n\n" + "- A unit moved from one place to another one.\n" * lines
    (reports / "review.md").write_text(f"## orgcheck failed: 1 error\n{section * 2}", "utf-8")
    ended = run.run([step for step in STEPS if step["name"] == "Report"])
    assert ended.status == 0, ended.out + ended.err
    (comment,) = pull_request.bodies
    assert comment.startswith(f"{MARKER}\n\n## orgcheck failed: 1 error\n")
    assert len(comment) < 65_536
    assert comment.endswith("\n\nThe rest stands in the summary of the job.")
    told = comment.count("- A unit moved from one place to another one.\n")
    assert told == 900 if lines == 900 else told > 1_300
    assert run.summary.count("- A unit moved") == 2 * lines


@pytest.mark.parametrize("inputs", [{"base": "nowhere"}, {"rules": "no-such-pack.yaml"}])
def test_what_cannot_be_checked_fails(
    repository: Repository, pull_request: PullRequest, inputs: dict[str, str]
) -> None:
    ended = runner(repository, pull_request, **inputs).run(CHECKS)
    assert ended.status == 1
    assert re.search("git knows no revision nowhere|no-such-pack.yaml does not exist", ended.out)


def test_no_snapshot_at_all_fails(repository: Repository, pull_request: PullRequest) -> None:
    ended = runner(repository, pull_request, snapshots="elsewhere/*.yaml").run(CHECKS)
    assert ended.status == 1
    assert "no snapshot lies there, neither before the change nor after it" in ended.out


def test_no_name_becomes_code(repository: Repository, pull_request: PullRequest) -> None:
    names = [
        "$(touch owned).yaml",
        "`touch owned`.yaml",
        "; touch owned #.yaml",
        "--output=owned.yaml",
        "a b.yaml",
        "::error::forged.yaml",
        "##[error]forged.yaml",
    ]
    for name in names:
        repository.write(f"snapshots/{name}", AGENCY)
        repository.write(name, AGENCY.replace("Agency", "Other"))
    repository.commit()
    for name in names:
        (repository.folder / "snapshots" / name).write_text("organisation: [", encoding="utf-8")
        (repository.folder / name).write_text("organisation: [", encoding="utf-8")
    repository.commit()
    run = runner(repository, pull_request, snapshots="snapshots/*.yaml *.yaml")
    ended = run.run(CHECKS)
    assert ended.status == 1
    assert not list(run.repository.folder.rglob("owned*"))
    lines = ended.out.splitlines()
    assert [line for line in lines if line.startswith("::error::forged")] == []
    # Within a command of the newer form, the older one is not heeded.
    assert [line for line in lines if "##[" in line and not line.startswith("::error file=")] == []


def test_no_script_holds_an_expression() -> None:
    """What an expression comes to is put into a script as it stands, and would be run."""
    scripts = {step["name"]: step["run"] for step in STEPS if "run" in step}
    assert [name for name, script in scripts.items() if "${{" in script] == []


@pytest.mark.parametrize(
    "version", ["1.0; touch owned", "--index-url=x", "1.0 other", "../x", "1.0.zip"]
)
def test_a_version_is_a_version(
    repository: Repository, pull_request: PullRequest, version: str
) -> None:
    install = [step for step in STEPS if step["name"] == "Install orgcheck"]
    run = runner(repository, pull_request, installed=False, version=version)
    ended = run.run(install)
    assert ended.status == 2
    assert "is not a version" in ended.out


@pytest.mark.slow
def test_the_action_installs_itself(repository: Repository, pull_request: PullRequest) -> None:
    run = runner(repository, pull_request, installed=False)
    ended = run.run([step for step in STEPS if step["name"] == "Install orgcheck"])
    assert ended.status == 0, ended.err
    program = run.scratch / "orgcheck/bin/orgcheck"
    asked = run.repository.run(str(program), "--version", PYTHONPATH="")
    assert asked.out.startswith("orgcheck ")
