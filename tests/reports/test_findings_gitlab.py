"""Findings as GitLab's Code Quality report, by the fields that GitLab documents."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from orgcheck.escaping import escape_controls
from orgcheck.findings import Location
from orgcheck.reports.formats.gitlab.findings import report
from orgcheck.results import CheckResult
from tests.reports.examples import AUDIT, CLEAN, HOSTILE, NAME, RUN, hostile_run


def records(checked: Sequence[CheckResult]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(report(checked))
    return found


def of(*findings: Any, source: str = "a.yaml") -> CheckResult:
    return CheckResult(source=source, findings=findings)


def test_every_documented_field_is_there_and_of_its_kind() -> None:
    for record in records(RUN):
        assert record.keys() == {
            *("description", "check_name", "fingerprint", "severity", "location")
        }
        assert record["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert not record["location"]["path"].startswith("./")
        assert record["location"]["lines"]["begin"] >= 1


def test_a_finding_says_cause_rule_and_mend_in_one_line() -> None:
    (record,) = records([of(AUDIT)])

    assert record["check_name"] == "KELA001"
    assert record["location"] == {"path": "snapshots/2024.yaml", "lines": {"begin": 61, "end": 61}}
    assert record["description"] == (
        "internal-audit reports to shared-services, not directly to director-general · "
        "(internal-audit -> shared-services -> director-general) · "
        "rule: Internal Audit reports directly to the Director General. · "
        "fix: Give internal-audit `reports_to: director-general`."
    )


def test_a_clean_run_is_an_empty_list() -> None:
    assert report(CLEAN) == "[]\n"


def test_fingerprints_differ_for_one_finding_in_two_snapshots_and_for_two_of_one_cause() -> None:
    other = replace(NAME, location=Location("snapshots/2023.yaml", 1, 1, 1, 1))
    twice = replace(NAME, location=Location("snapshots/2024.yaml", 9, 1, 9, 1))

    fingerprints = [record["fingerprint"] for record in records([of(NAME, twice), of(other)])]

    assert len(set(fingerprints)) == 3


def test_a_fingerprint_stays_when_the_line_moves() -> None:
    moved = replace(NAME, location=Location("snapshots/2024.yaml", 9, 1, 9, 1), message="x")

    assert records([of(NAME)])[0]["fingerprint"] == records([of(moved)])[0]["fingerprint"]


def test_a_finding_without_a_place_is_at_the_top_of_its_snapshot() -> None:
    (record,) = records([of(replace(NAME, location=None), source="./org.yaml")])

    assert record["location"] == {"path": "org.yaml", "lines": {"begin": 1, "end": 1}}


@pytest.mark.parametrize("text", HOSTILE)
def test_data_stays_text(text: str) -> None:
    assert records(hostile_run(text))[0]["description"].startswith(escape_controls(text))
    assert all(line.isprintable() for line in report(hostile_run(text)).splitlines())
