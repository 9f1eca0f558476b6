"""The files and pages that other programs are set up with: each has the form that they ask for."""

from __future__ import annotations

import json
import re
import textwrap
from pathlib import Path

import pytest
import yaml

from tests.repositories import ROOT, Repository

CI = (ROOT / "docs/ci.md").read_text("utf-8")
EDITORS = (ROOT / "docs/editors.md").read_text("utf-8")
WORKFLOW = ROOT / "orgcheck/cli/start/workflow.yml"
PAGES = sorted((ROOT / "docs").glob("*.md"))
SET_UP = [
    *(ROOT / name for name in ("action.yml", "ci/gitlab.yml", ".pre-commit-hooks.yaml")),
    *sorted((ROOT / "orgcheck/cli/start").glob("*.y*ml")),
]


def blocks(page: str, language: str) -> list[str]:
    """The fenced blocks of a page in one language."""
    found = re.findall(rf"^ *```{language}\n(.*?)^ *```", page, re.M | re.S)
    return [textwrap.dedent(block) for block in found]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("github-actions", (ROOT / "action.yml").read_text("utf-8")),
        ("github-workflows", WORKFLOW.read_text("utf-8")),
        ("github-workflows", blocks(CI, "yaml")[0]),
        ("gitlab-ci", (ROOT / "ci/gitlab.yml").read_text("utf-8")),
        ("gitlab-ci", blocks(CI, "yaml")[2]),
    ],
    ids=["action", "workflow of init", "workflow of the page", "job", "job of the page"],
)
def test_a_ci_system_takes_the_file(tmp_path: Path, kind: str, text: str) -> None:
    (tmp_path / "file.yml").write_text(text, encoding="utf-8")
    checked = Repository(tmp_path).run(
        "check-jsonschema", "--builtin-schema", f"vendor.{kind}", "file.yml"
    )
    assert checked.status == 0, checked.out


def test_pre_commit_takes_the_hooks_and_the_configuration_of_init(tmp_path: Path) -> None:
    here = Repository(ROOT, {"PRE_COMMIT_HOME": str(tmp_path)})
    hooks = here.run("pre-commit", "validate-manifest", ".pre-commit-hooks.yaml")
    assert hooks.status == 0, hooks.out
    begun = "orgcheck/cli/start/pre-commit-config.yaml"
    assert here.run("pre-commit", "validate-config", begun).status == 0


def test_the_page_names_every_input_with_its_default() -> None:
    inputs = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))["inputs"]
    page = CI.partition("<!-- formats: begin -->")[0]
    rows = re.findall(r"^\| `([a-z-]+)` \| .* \| (.*) \|$", page, re.M)
    assert [name for name, _ in rows] == list(inputs)
    for name, absent in rows:
        default = str(inputs[name]["default"])
        assert not default or "${{" in default or absent == f"`{default}`"


def test_the_page_names_every_variable_of_the_job() -> None:
    variables = yaml.safe_load((ROOT / "ci/gitlab.yml").read_text("utf-8"))["orgcheck"]["variables"]
    named = re.findall(r"^\| `(ORGCHECK_\w+)` \|", CI, re.M)
    assert [*named, "GIT_DEPTH"] == list(variables)


def recipes() -> list[tuple[str, str]]:
    """Every file that sets up a check, and every block of the pages that does or may."""
    shown = [
        (page.name, block)
        for page in PAGES
        for language in ("yaml", "sh")
        for block in blocks(page.read_text("utf-8"), language)
    ]
    return [*((file.name, file.read_text("utf-8")) for file in SET_UP), *shown]


def test_every_action_that_is_used_is_named_by_its_hash_and_version() -> None:
    used = [
        (name, line)
        for name, text in recipes()
        for line in re.findall(r"^\s*(?:- )?uses: (.+)$", text, re.M)
    ]
    named = re.compile(r"\S+@([0-9a-f]{40}|(?<=OWNER/orgcheck@)COMMIT) # v\d+\.\d+\.\d+")
    assert len(used) >= 6
    assert [one for one in used if not named.fullmatch(one[1])] == []


def test_no_recipe_takes_a_module_from_the_folder_that_it_runs_in() -> None:
    """`python -m` looks for modules there first, unless it is isolated.

    What installs or runs this repository itself is meant to run what it holds.
    """
    started = re.compile(r"python[\d.]*\"? (?!-I ).*|(?<!-m )\bpip\d? install .*")
    own = re.compile(r" -m (fuzzing|benchmarks|evaluation|mutation|tests)\b|install .*'?\.(\[|$)")
    found = [
        (name, line)
        for name, text in recipes()
        for line in started.findall(re.sub(r"^\s*#.*", "", text, flags=re.M))
        if not own.search(line)
    ]
    assert found == []


def test_what_is_installed_has_a_version_and_it_is_this_one() -> None:
    from orgcheck.version import __version__

    installed = [
        (name, version)
        for name, text in recipes()
        for version in re.findall(r"\borgcheck==([\w.]+)|\binstall \"?orgcheck\"?$", text, re.M)
    ]
    assert installed
    assert {version for _, version in installed} == {__version__, "VERSION"}


def test_the_steps_without_the_action_are_those_of_init() -> None:
    from orgcheck.version import __version__

    shown = [step["run"] for step in yaml.safe_load(blocks(CI, "yaml")[1])]
    workflow = WORKFLOW.read_text("utf-8").replace("==VERSION", f"=={__version__}")
    steps = yaml.safe_load(workflow)["jobs"]["structure"]["steps"]
    assert shown == [step["run"] for step in steps if "run" in step]


def test_the_page_names_every_host_that_is_known() -> None:
    for host in ("GitHub", "GitLab", "Azure Pipelines", "Bitbucket", "Jenkins"):
        assert host in CI[CI.index("## What is compared with what") :]


def test_the_matcher_of_the_page_reads_a_finding(tmp_path: Path) -> None:
    tasks = json.loads(blocks(EDITORS, "json")[1])
    pattern = tasks["tasks"][0]["problemMatcher"]["pattern"]
    repository = Repository(tmp_path)
    repository.write("snapshots/a.yaml", "organisation: A\nunits:\n  - {id: a, name: A}\n")
    printed = repository.run("orgcheck", "validate", "snapshots/a.yaml").out
    match = re.match(pattern["regexp"], printed.splitlines()[0])
    assert match
    parts = ("file", "line", "severity", "code")
    assert [match[pattern[part]] for part in parts] == ["snapshots/a.yaml", "3", "error", "ORG007"]


def test_the_schemas_of_the_page_are_written(tmp_path: Path) -> None:
    ended = Repository(tmp_path).run("sh", "-ec", blocks(EDITORS, "sh")[0])
    assert ended.status == 0, ended.err
    written = {path.name for path in (tmp_path / "schemas").iterdir()}
    assert written == {"snapshot.json", "rules.json", "waivers.json"}
