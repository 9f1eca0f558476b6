"""`orgcheck baseline`: old faults do not keep a structure from being put under rules."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.runs import Run, written

UNITS = """\
organisation: Kela
units:
  - {id: kela, name: Kela, top: true, figures: {headcount: 155}}
  - {id: audit, name: Audit, parent: kela}
  - {id: press, name: Press, parent: kela, valid_from: 2025-01-01, valid_to: 2024-01-01}
"""
PACK = """\
pack: p
rules:
  - id: R1
    statement: A unit has duties.
    for: {has: parent}
    assert: {must_have: responsibilities}
  - id: R2
    statement: At most 150 people.
    for: {id: kela}
    assert: {sum: {figure: headcount, max: 150}}
"""
BASELINE = "orgcheck-baseline.json"


@pytest.fixture
def project(folder: Path) -> Path:
    """A structure with faults of integrity and of policy, and settings that name a baseline."""
    written(folder / "org.yaml", UNITS)
    written(folder / "rules.yaml", PACK)
    written(folder / "orgcheck.toml", f'rules = "rules.yaml"\nbaseline = "{BASELINE}"\n')
    return folder


@pytest.fixture
def known(run: Run, project: Path) -> Path:
    """The same, with its baseline written."""
    assert run("baseline", "org.yaml").status == 0
    return project


def told(run: Run) -> tuple[int, list[str], list[str], list[str]]:
    ended = run("validate", "org.yaml", "--format", "json")
    report = json.loads(ended.out)
    lists = ([one["rule"] for one in report[key]] for key in ("findings", "existing", "fixed"))
    new, existing, fixed = lists
    return ended.status, new, existing, fixed


def test_what_is_named_is_there_before_and_fails_nothing(run: Run, known: Path) -> None:
    status, new, existing, fixed = told(run)
    assert (status, new, sorted(existing), fixed) == (0, [], ["ORG010", "R1", "R1", "R2"], [])
    ended = run("validate", "org.yaml")
    assert "existing:" in ended.out
    assert "ORG010" in ended.out, "a fault of integrity is always printed"
    assert (known / BASELINE).exists()


def test_what_is_new_fails(run: Run, known: Path) -> None:
    written(known / "org.yaml", UNITS + "  - {id: web, name: Web, parent: kela}\n")
    status, new, _, _ = told(run)
    assert (status, new) == (1, ["R1"])


def test_a_number_that_got_worse_is_new_and_one_that_got_better_is_not(
    run: Run, known: Path
) -> None:
    written(known / "org.yaml", UNITS.replace("155", "160"))
    assert told(run)[:2] == (1, ["R2"])
    written(known / "org.yaml", UNITS.replace("155", "152"))
    assert told(run)[:2] == (0, [])


def test_what_is_mended_is_told(run: Run, known: Path) -> None:
    written(known / "org.yaml", UNITS.replace("2025", "2023"))
    assert told(run)[3] == ["ORG010"]


def test_only_an_update_rewrites_it(run: Run, known: Path) -> None:
    text = (known / BASELINE).read_text("utf-8")
    written(known / "org.yaml", UNITS.replace("2025", "2023"))

    refused = run("baseline", "org.yaml")
    assert (refused.status, (known / BASELINE).read_text("utf-8")) == (2, text)
    assert "rewrite it with --update" in refused.err

    updated = run("baseline", "org.yaml", "--update")
    assert updated.status == 0
    assert "mended" in updated.out


def test_a_later_version_with_the_same_faults_has_none_that_are_new(run: Run, known: Path) -> None:
    written(known / "2026.yaml", UNITS)
    report = json.loads(run("validate", "2026.yaml", "--format", "json").out)
    assert (report["findings"], report["fixed"]) == ([], [])


def test_it_does_not_depend_on_the_folder_of_the_run(
    run: Run, known: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (known / "deep").mkdir()
    monkeypatch.chdir(known / "deep")
    ended = run("validate", "../org.yaml", "--format", "json")
    assert (ended.status, json.loads(ended.out)["fixed"]) == (0, [])


@pytest.mark.usefixtures("project")
def test_one_that_is_named_and_not_there_is_an_error_with_the_mend(run: Run) -> None:
    ended = run("validate", "org.yaml")
    assert ended.status == 2
    assert "`orgcheck baseline SNAPSHOT...` writes it" in ended.err


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{}", '"format" is missing'),
        ('{"format": "orgcheck.baseline/1", "findings": [{"rule": 1}]}', BASELINE),
        ("", BASELINE),
    ],
)
def test_a_damaged_one_is_told_with_its_place(
    run: Run, project: Path, text: str, message: str
) -> None:
    written(project / BASELINE, text)
    ended = run("validate", "org.yaml")
    assert ended.status == 2
    assert message in ended.err
