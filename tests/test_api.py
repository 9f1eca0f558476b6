"""The library says what the commands say: the same results, the same errors."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import orgcheck
from orgcheck.cli import main
from orgcheck.language import speaking, tr
from orgcheck.reports.formats.json import changes as changes_json
from orgcheck.reports.formats.json import conflicts as conflicts_json
from orgcheck.reports.formats.json import findings as findings_json
from orgcheck.reports.formats.json import merge as merge_json
from orgcheck.reports.formats.json import scenarios as scenarios_json
from orgcheck.reports.formats.json.findings import with_findings
from orgcheck.rules.packs import read_pack
from orgcheck.snapshot.text import SourceText
from orgcheck.snapshot.writing import yaml_of
from tests.repositories import Repository, environment

ROOT = Path(__file__).parents[1]
AGENCY = """\
organisation: Agency
version: "2024"
posts:
  - {id: director, name: Director, unit: agency}
units:
  - {id: agency, name: Agency, kind: agency, top: true, head: director}
  - {id: audit, name: Internal Audit, kind: office, parent: agency}
  - {id: services, name: Services, parent: agency}
  - {id: benefits, name: Benefits, kind: office, parent: services, responsibilities: [pensions]}
"""
PACK = """\
pack: agency
rules:
  - id: AGY001
    statement: Internal Audit reports directly to the Director.
    for: {id: audit}
    assert: {reports_directly_to: director}
  - id: AGY002
    statement: Every unit has a kind.
    severity: warning
    assert: {must_have: kind}
change_rules:
  - id: AGY101
    statement: No unit ends without a successor.
    on: [abolish]
    assert: {requires_successor: {duties: all}}
"""
WAIVERS = """\
waivers:
  - {rule: AGY002, unit: services, reason: Until the reform., approved_by: Board,
     expires: 2026-12-31}
  - {rule: AGY101, unit: benefits, reason: Agreed., approved_by: Board, permanent: true}
"""
# What is on the disk is not what was committed: a breach, an end, another rule.
MOVED = AGENCY.replace("kind: office, parent: agency", "kind: office, parent: services")
ENDED = MOVED[: MOVED.index("  - {id: benefits")]
FILES = {
    "orgcheck.toml": 'rules = ["rules/agency.yaml"]\nwaivers = ["rules/waivers.yaml"]\n',
    "rules/agency.yaml": PACK,
    "rules/waivers.yaml": WAIVERS,
    "agency.yaml": AGENCY,
    "before.yaml": AGENCY,
    "known/orgcheck.toml": 'rules = ["../rules/agency.yaml"]\nbaseline = "known.json"\n',
    "known/agency.yaml": MOVED,
    "one.yaml": AGENCY.replace("name: Benefits", "name: Pensions"),
    "two.yaml": AGENCY.replace("name: Benefits", "name: Allowances"),
    "broken.yaml": AGENCY.replace("parent: services", "parent: nowhere"),
    "text.yaml": "organisation: [",
    "wrong.yaml": "pack: wrong\nrules: [{id: W1, statement: S, assert: {no_verb: 1}}]\n",
}
# How an option is written for the command, beside its value in the library.
OPTIONS: dict[str, list[tuple[Any, list[str]]]] = {
    "rules": [
        (["rules/agency.yaml"], ["--rules", "rules/agency.yaml"]),
        (
            ["kela-rules.yaml", "ministry.yaml"],
            ["--rules", "kela-rules.yaml", "--rules", "ministry.yaml"],
        ),
        (["wrong.yaml"], ["--rules", "wrong.yaml"]),
        (["missing.yaml"], ["--rules", "missing.yaml"]),
        (["builtin:good-practice"], ["--rules", "builtin:good-practice"]),
    ],
    "select": [
        (["AGY001"], ["--select", "AGY001"]),
        (["AGY", "CHG"], ["--select", "AGY,CHG"]),
        (["NONE1"], ["--select", "NONE1"]),
    ],
    "ignore": [
        (["AGY002"], ["--ignore", "AGY002"]),
        (["CHG", "AGY101"], ["--ignore", "CHG", "--ignore", "AGY101"]),
        (["ORG007"], ["--ignore", "ORG007"]),
    ],
    "fail_on": [("warning", ["--fail-on", "warning"]), ("info", ["--fail-on", "info"])],
    "waivers": [
        ([], ["--no-waivers"]),
        (["rules/waivers.yaml"], ["--waivers", "rules/waivers.yaml"]),
        (["agency.yaml"], ["--waivers", "agency.yaml"]),
    ],
    "as_of": [
        (date(2026, 1, 31), ["--as-of", "2026-01-31"]),
        (date(2027, 1, 31), ["--as-of", "2027-01-31"]),
    ],
    "isolated": [(True, ["--isolated"])],
    "config": [("known/orgcheck.toml", ["--config", "known/orgcheck.toml"])],
    "language": [("fi", ["--lang", "fi"])],
}
SNAPSHOTS = (
    *("agency.yaml", "before.yaml", "known/agency.yaml"),
    *("broken.yaml", "text.yaml", "missing.yaml"),
    *("kela-2023.yaml", "kela-2024.yaml", "ministry-before.yaml", "ministry-after.yaml"),
    *("main:agency.yaml", "nowhere:agency.yaml", "rules"),
)
PAIRS = (
    *(("before.yaml", "agency.yaml"), ("main:agency.yaml", "agency.yaml")),
    *(("kela-2023.yaml", "kela-2024.yaml"), ("ministry-before.yaml", "ministry-after.yaml")),
    *(("broken.yaml", "agency.yaml"), ("text.yaml", "missing.yaml"), ("agency.yaml", "text.yaml")),
)
AGAINST = ("main", "main:agency.yaml", "before.yaml", "text.yaml", "nowhere")


@pytest.fixture(scope="module", autouse=True)
def _here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A repository on a branch that left `main`, with what it changes not all committed."""
    folder = tmp_path_factory.mktemp("api")
    repository = Repository.made(folder)
    for name, text in FILES.items():
        repository.write(name, text)
    for year in ("2023", "2024"):
        shutil.copy(ROOT / f"snapshots/{year}.yaml", folder / f"kela-{year}.yaml")
    shutil.copy(ROOT / "rules/kela.yaml", folder / "kela-rules.yaml")
    for name in ("before", "after"):
        shutil.copy(ROOT / f"tests/data/ministry/{name}.yaml", folder / f"ministry-{name}.yaml")
    shutil.copy(ROOT / "tests/data/ministry/rules.yaml", folder / "ministry.yaml")
    repository.run("orgcheck", "baseline", "known/agency.yaml")
    repository.commit()
    for name in ("one", "two"):
        repository.git("switch", "--quiet", "--create", name, "main")
        repository.write("agency.yaml", FILES[f"{name}.yaml"])
        repository.commit(name)
    repository.git("switch", "--quiet", "--create", "change", "main")
    repository.write("agency.yaml", MOVED.replace("name: Benefits", "name: Customer Service"))
    repository.commit()
    repository.write("agency.yaml", ENDED)
    repository.replace("known/agency.yaml", "kind: agency, ", "")
    repository.replace("rules/agency.yaml", "severity: warning", "severity: info")
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith(("GIT_", "GITHUB_", "CI"))]:
            patch.delenv(name)
        for name, value in environment().items():
            patch.setenv(name, value)
        patch.chdir(folder)
        yield


def ran(*words: str) -> tuple[int, str, str]:
    """The exit status, the output and the errors of a command."""
    out, err = io.StringIO(), io.StringIO()
    with (
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        pytest.raises(SystemExit) as ended,
    ):
        main(words)
    assert isinstance(ended.value.code, int)
    return ended.value.code, out.getvalue(), err.getvalue()


def said(asked: Callable[[], tuple[bool, str]], words: Sequence[str]) -> tuple[int, Any]:
    """What the library says, as a command would: the exit status, and the report or the errors."""
    try:
        failed, report = asked()
    except orgcheck.InvalidSnapshot as error:
        unreadable = type(error) is orgcheck.InvalidSnapshot
        return 3 if unreadable else 2, told(words, error.problems)
    except orgcheck.OrgcheckError as error:
        return 2, told(words, error.problems)
    return int(failed), json.loads(report)


def said_by(*words: str) -> tuple[int, Any]:
    """What a command says: the exit status, and the report or the errors."""
    status, out, err = ran(*words)
    if status > 1:
        start = told(words, [orgcheck.Diagnostic(None, "")])[0]
        return status, [line for line in err.splitlines() if line.startswith(start)]
    return status, json.loads(out)


def told(words: Sequence[str], problems: Sequence[orgcheck.Diagnostic]) -> list[str]:
    """Problems as a command tells them in the language that it is asked for."""
    with speaking(words[words.index("--lang") + 1] if "--lang" in words else None):
        return [tr("Error: {message}", message=one.words) for one in problems]


@st.composite
def options(draw: st.DrawFn) -> tuple[dict[str, Any], list[str]]:
    """Some options, for the library and for a command."""
    names = draw(st.sets(st.sampled_from(sorted(OPTIONS)), max_size=3))
    # The command refuses both, before the library is asked.
    drawn = {name: draw(st.sampled_from(OPTIONS[name])) for name in sorted(names)}
    if {"isolated", "config"} <= drawn.keys():
        del drawn["isolated"]
    values = {name: value for name, (value, _) in drawn.items()}
    return values, [word for _, words in drawn.values() for word in words]


FEW = settings(max_examples=25, deadline=None)


@FEW
@given(st.lists(st.sampled_from(SNAPSHOTS), min_size=1, max_size=2, unique=True), options())
def test_check_says_what_validate_says(
    snapshots: list[str], asked: tuple[dict[str, Any], list[str]]
) -> None:
    values, words = asked

    def checked() -> tuple[bool, str]:
        results = orgcheck.check(*snapshots, **values)
        return any(one.failed for one in results), findings_json.report(results)

    assert said(checked, words) == said_by("validate", *snapshots, *words, "--format", "json")


@FEW
@given(st.sampled_from(SNAPSHOTS), st.sampled_from(AGAINST), options())
def test_check_says_what_validate_says_against_another(
    snapshot: str, against: str, asked: tuple[dict[str, Any], list[str]]
) -> None:
    values, words = asked

    def checked() -> tuple[bool, str]:
        results = orgcheck.check(snapshot, against=against, **values)
        return any(one.failed for one in results), findings_json.report(results)

    assert said(checked, words) == said_by(
        "validate", snapshot, "--against", against, *words, "--format", "json"
    )


@FEW
@given(st.sampled_from(PAIRS), options(), st.sampled_from([None, 0.4]), st.booleans())
def test_review_says_what_diff_says(
    pair: tuple[str, str],
    asked: tuple[dict[str, Any], list[str]],
    likeness: float | None,
    inference: bool,
) -> None:
    values, words = asked
    if likeness is not None:
        words = [*words, "--threshold", f"likeness={likeness}"]
    if not inference:
        words = [*words, "--no-inference"]

    def reviewed() -> tuple[bool, str]:
        thresholds = {"likeness": likeness} if likeness is not None else None
        result = orgcheck.review(*pair, inference=inference, thresholds=thresholds, **values)
        return result.failed, changes_json.report(with_findings(result))

    assert said(reviewed, words) == said_by("diff", *pair, *words, "--format", "json")


@settings(FEW, max_examples=12)
@given(st.sampled_from([[], ["agency.yaml"], ["kela-*"], ["nowhere"]]), options())
def test_review_branch_says_what_changed_says(
    paths: list[str], asked: tuple[dict[str, Any], list[str]]
) -> None:
    values, words = asked

    def reviewed() -> tuple[bool, str]:
        result = orgcheck.review_branch("main", *paths, **values)
        assert not result.errors
        return result.failed, findings_json.report(result.checked)

    assert said(reviewed, words) == said_by(
        "changed", "--base", "main", *paths, *words, "--format", "json"
    )


SIDES = (
    *(("before.yaml", "agency.yaml", "before.yaml"), ("before.yaml", "one.yaml", "two.yaml")),
    *(("kela-2023.yaml", "kela-2024.yaml", "kela-2023.yaml"), ("agency.yaml", "text.yaml", "x")),
)


@settings(FEW, max_examples=12)
@given(st.sampled_from(SIDES), options())
def test_merge_says_what_the_command_says(
    sides: tuple[str, str, str], asked: tuple[dict[str, Any], list[str]]
) -> None:
    values, words = asked
    language = values.pop("language", None)

    def merged() -> tuple[bool, str]:
        merge = orgcheck.merge(*sides, **values)
        return not merge.merged, merge_json.report(merge, language=language)

    assert said(merged, words) == said_by("merge", *sides, *words, "--format", "json")


@settings(FEW, max_examples=12)
@given(st.lists(st.sampled_from(["one", "two", "main", "none"]), min_size=1), options())
def test_conflicts_says_what_the_command_says(
    branches: list[str], asked: tuple[dict[str, Any], list[str]]
) -> None:
    values, words = asked
    language = values.pop("language", None)

    def found() -> tuple[bool, str]:
        collisions = orgcheck.conflicts(*branches, **values)
        return bool(collisions.colliding), conflicts_json.report(collisions, language=language)

    named = [word for branch in branches for word in ("--with", branch)]
    assert said(found, words) == said_by("conflicts", *named, *words, "--format", "json")


@settings(FEW, max_examples=12)
@given(st.sampled_from(PAIRS), st.sampled_from(["one.yaml", "before.yaml"]), options())
def test_compare_says_what_the_command_says(
    pair: tuple[str, str], third: str, asked: tuple[dict[str, Any], list[str]]
) -> None:
    values, words = asked
    # The command fails for nothing that a scenario breaks, and takes no such option.
    if values.pop("fail_on", None) is not None:
        at = words.index("--fail-on")
        words = [*words[:at], *words[at + 2 :]]

    def compared() -> tuple[bool, str]:
        return False, scenarios_json.report(orgcheck.compare(*pair, third, **values))

    assert said(compared, words) == said_by("compare", *pair, third, *words, "--format", "json")


@pytest.mark.parametrize("asked", [orgcheck.conflicts, lambda: orgcheck.compare("agency.yaml")])
def test_what_there_is_nothing_to_hold_against_is_refused(asked: Callable[[], object]) -> None:
    with pytest.raises(orgcheck.OrgcheckError, match="is named"):
        asked()


def test_apply_and_invert_say_what_the_commands_say() -> None:
    changes = orgcheck.diff("kela-2023.yaml", "kela-2024.yaml")
    Path("changes.json").write_text(changes_json.report(changes), "utf-8")
    undo = orgcheck.invert("changes.json")

    assert ran("invert", "changes.json")[1] == changes_json.report(undo)
    changed = orgcheck.apply("changes.json", "kela-2023.yaml")
    assert ran("apply", "changes.json", "kela-2023.yaml")[1] == yaml_of(changed)
    status, out, err = ran("apply", "changes.json", "kela-2024.yaml")
    with pytest.raises(orgcheck.OrgcheckError) as misfit:
        orgcheck.apply("changes.json", "kela-2024.yaml")
    assert (status, out) == (2, "")
    assert err.count("Error: ") == len(misfit.value.problems) > 1


def test_what_was_read_already_is_checked_alike() -> None:
    """An organisation and a pack may be given in place of their names."""
    text = Path("rules/agency.yaml").read_text("utf-8")
    pack = read_pack(SourceText("rules/agency.yaml", text))
    (named,) = orgcheck.check("agency.yaml", rules=["rules/agency.yaml"], isolated=True)
    (given,) = orgcheck.check(orgcheck.load("agency.yaml"), rules=[pack], isolated=True)

    assert [finding.rule for finding in named.findings] == ["AGY001", "AGY002"]
    assert given.findings == named.findings
    assert given.rules == named.rules == ("AGY001", "AGY002")


def test_a_baseline_may_be_left_out() -> None:
    (heeded,) = orgcheck.check("known/agency.yaml")
    (unheeded,) = orgcheck.check("known/agency.yaml", baseline=False)

    assert [finding.rule for finding in heeded.findings] == ["AGY002"]
    assert [finding.rule for finding in unheeded.findings] == ["AGY001", "AGY002", "AGY002"]
