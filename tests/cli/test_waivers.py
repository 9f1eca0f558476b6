"""`--waivers`, `--no-waivers`, `--as-of`: what a run excuses, and what a report says of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.runs import Run, written

WAIVERS = """\
waivers:
  - rule: KELA001
    unit: internal-audit
    reason: Until the Board decides.
    approved_by: Board
    expires: 2027-01-31
"""
VALIDATE = ("validate", "kela.yaml", "--rules", "rules.yaml", "--as-of", "2026-06-01")


pytestmark = pytest.mark.usefixtures("kela", "pack")


@pytest.fixture(autouse=True)
def waivers(folder: Path) -> Path:
    """A waiver of the one finding of the small organisation."""
    return written(folder / "waivers.yaml", WAIVERS)


def test_what_is_waived_does_not_fail_and_is_counted(run: Run) -> None:
    ended = run(*VALIDATE, "--waivers", "waivers.yaml")

    assert ended.status == 0
    assert ended.out == "no findings, 1 waived (expires 2027-01-31) · 3 units, 2 rules\n"


def test_verbose_shows_it_with_its_ground(run: Run) -> None:
    ended = run(*VALIDATE, "--waivers", "waivers.yaml", "-v")

    named = "Internal Audit (internal-audit) reports to Shared Services"
    assert f"kela.yaml:8:56 waived KELA001 {named}" in ended.out
    assert "Until the Board decides. (approved by Board, expires 2027-01-31)" in ended.out
    assert "see waivers.yaml:2:5: the waiver" in ended.out


def test_json_counts_it_and_names_the_waiver(run: Run) -> None:
    report = json.loads(run(*VALIDATE, "--waivers", "waivers.yaml", "--format", "json").out)

    assert report["summary"] == {"error": 0, "warning": 0, "info": 0, "waived": 1}
    assert report["findings"] == []
    (waived,) = report["waived"]
    assert (waived["rule"], waived["unit"]) == ("KELA001", "internal-audit")
    assert waived["waiver"]["expires"] == "2027-01-31"


def test_no_waivers_shows_all(run: Run, folder: Path) -> None:
    written(folder / "orgcheck.toml", 'rules = "rules.yaml"\nwaivers = "waivers.yaml"\n')

    assert run("validate", "kela.yaml", "--as-of", "2026-06-01").status == 0
    assert run("validate", "kela.yaml", "--as-of", "2026-06-01", "--no-waivers").status == 1


def test_options_win_over_configured_waivers(run: Run, folder: Path) -> None:
    written(folder / "orgcheck.toml", 'rules = "rules.yaml"\nwaivers = "waivers.yaml"\n')
    written(folder / "none.yaml", "waivers: []\n")

    assert run("validate", "kela.yaml", "--waivers", "none.yaml").status == 1


def test_after_its_last_day_the_waiver_and_the_finding_fail(run: Run) -> None:
    ended = run(*VALIDATE[:-1], "2027-02-01", "--waivers", "waivers.yaml")

    assert ended.status == 1
    assert "error KELA001" in ended.out
    assert "waivers.yaml:2:5 error ORG903 the waiver of KELA001 for internal-audit" in ended.out


def test_a_waiver_is_unused_where_no_snapshot_of_the_run_needs_it(run: Run, folder: Path) -> None:
    text = (folder / "kela.yaml").read_text(encoding="utf-8")
    written(folder / "good.yaml", text.replace("parent: shared-services", "parent: kela"))
    alone = run("validate", "good.yaml", *VALIDATE[2:], "--waivers", "waivers.yaml")
    both = run("validate", "good.yaml", *VALIDATE[1:], "--waivers", "waivers.yaml")

    assert alone.status == 1
    assert alone.out.startswith("waivers.yaml:2:5 error ORG902 ")
    assert (both.status, both.out.count("waived")) == (0, 1)


@pytest.mark.parametrize("arguments", [("--select", "KELA002"), ("--ignore", "KELA001")])
def test_a_waiver_of_a_rule_that_is_left_out_is_not_called_unused(
    run: Run, arguments: tuple[str, ...]
) -> None:
    assert run(*VALIDATE, "--waivers", "waivers.yaml", *arguments).status == 0


def test_a_file_that_is_none_is_usage_with_all_its_problems(run: Run, folder: Path) -> None:
    written(folder / "waivers.yaml", "waivers:\n  - {rule: KELA001, unit: a}\n")
    ended = run(*VALIDATE, "--waivers", "waivers.yaml")

    assert (ended.status, ended.out) == (2, "")
    assert 'Error: waivers.yaml:2:12: "reason" is missing' in ended.err
    assert 'Error: waivers.yaml:2:6: "expires" is missing, or "permanent: true"' in ended.err


def test_a_missing_file_is_named_as_a_waiver_file(run: Run) -> None:
    ended = run(*VALIDATE, "--waivers", "no.yaml")

    assert ended.status == 2
    assert "waiver file: no.yaml does not exist" in ended.err


@pytest.mark.parametrize(
    "arguments",
    [("--waivers", "waivers.yaml", "--no-waivers"), ("--as-of", "soon"), ("--as-of", "2026-13-01")],
)
def test_what_makes_no_sense_is_usage(run: Run, arguments: tuple[str, ...]) -> None:
    ended = run("validate", "kela.yaml", *arguments)

    assert (ended.status, ended.out) == (2, "")
