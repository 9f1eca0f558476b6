"""`orgcheck rules strength`: the table, the sample that it states, and the exit status."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.runs import Run


def test_the_table_says_what_was_tried_and_what_no_rule_sees(
    run: Run, kela: Path, pack: Path
) -> None:
    outcome = run("rules", "strength", str(kela), "--rules", str(pack))
    assert outcome.status == 0
    assert "mutants, " in outcome.out
    assert "moved under another unit" in outcome.out
    assert "KELA002" in outcome.out
    assert "What no rule sees" in outcome.out
    assert "A sample" not in outcome.out


def test_a_sample_is_stated(run: Run, kela: Path) -> None:
    outcome = run("rules", "strength", str(kela), "--limit", "10")
    assert "A sample: there are up to" in outcome.out
    assert "--limit is 10" in outcome.out
    report = json.loads(run("rules", "strength", str(kela), "--limit", "10", "--format=json").out)
    assert report["sampled"] is True
    assert report["mutants"] <= 10


def test_json_names_every_survivor(run: Run, kela: Path) -> None:
    report = json.loads(run("rules", "strength", str(kela), "--format", "json").out)
    assert report["schema"] == "orgcheck.strength/1"
    assert report["mutants"] - report["caught"] == len(report["survivors"])
    assert {"kind": "moved", "member": "internal-audit", "what": "under kela"} in (
        report["survivors"]
    )


def test_a_share_below_the_bound_fails(run: Run, kela: Path, pack: Path) -> None:
    arguments = ("rules", "strength", str(kela), "--rules", str(pack))
    assert run(*arguments, "--fail-under", "99").status == 1
    assert run(*arguments, "--fail-under", "0").status == 0


def test_a_snapshot_that_cannot_be_read_is_3(run: Run, folder: Path) -> None:
    (folder / "bad.yaml").write_text("units: [", encoding="utf-8")
    assert run("rules", "strength", "bad.yaml").status == 3


def test_findings_of_integrity_are_told_since_they_keep_rules_silent(run: Run, kela: Path) -> None:
    text = kela.read_text(encoding="utf-8").replace("parent: kela}", "parent: nowhere}")
    kela.write_text(text, encoding="utf-8")
    outcome = run("rules", "strength", str(kela))
    assert "There is 1 finding of integrity in it: no rule judges" in outcome.out
