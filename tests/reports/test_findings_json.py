"""The report that programs read: `orgcheck.findings/1`."""

from __future__ import annotations

import json
from dataclasses import replace

from orgcheck.findings import Finding, Location, Severity
from orgcheck.reports.formats.json.findings import report
from orgcheck.results import CheckResult
from tests.reports import examples

AUDIT = replace(examples.AUDIT, location=Location("2024.yaml", 61, 13, 61, 28), value=None)


def checked(*findings: Finding) -> CheckResult:
    return CheckResult(
        source="2024.yaml",
        findings=findings,
        organisation="Kela",
        version="2024",
        units=24,
        rules=("KELA001",),
    )


def test_every_field_of_a_finding() -> None:
    assert json.loads(report([checked(AUDIT)])) == {
        "schema": "orgcheck.findings/1",
        "snapshots": [
            {
                "source": "2024.yaml",
                "organisation": "Kela",
                "version": "2024",
                "units": 24,
                "rules": 1,
            }
        ],
        "summary": {"error": 1, "warning": 0, "info": 0, "waived": 0},
        "findings": [
            {
                "rule": "KELA001",
                "severity": "error",
                "unit": "internal-audit",
                "message": AUDIT.message,
                "chain": ["internal-audit", "shared-services", "director-general"],
                "location": {
                    "file": "2024.yaml",
                    "line": 61,
                    "column": 13,
                    "end_line": 61,
                    "end_column": 28,
                },
                "related": [
                    {"file": "rules/kela.yaml", "line": 4, "column": 5, "message": "the rule"}
                ],
                "statement": AUDIT.statement,
                "basis": AUDIT.basis,
                "fix": AUDIT.fix,
                "fingerprint": AUDIT.fingerprint,
            }
        ],
    }


def test_fields_that_do_not_apply_are_left_out() -> None:
    bare = Finding(rule="ORG900", severity=Severity.ERROR, message="nothing matches")

    record = json.loads(report([checked(bare)]))["findings"][0]

    assert record.keys() == {"rule", "severity", "message", "fingerprint"}


def test_of_a_text_that_is_no_snapshot_only_the_source_is_known() -> None:
    unread = CheckResult(source="bad.yaml", findings=())

    assert json.loads(report([unread]))["snapshots"] == [{"source": "bad.yaml"}]


def test_without_a_pack_no_rule_was_in_force() -> None:
    bare = CheckResult(source="a.yaml", findings=(), organisation="A", version="1", units=1)

    assert json.loads(report([bare]))["snapshots"][0]["rules"] == 0


def test_letters_stay_and_unseen_characters_are_escaped() -> None:
    hostile = Finding(rule="X1", severity=Severity.INFO, message="Åland \u202e\x9b\u2028 \ud800")

    text = report([checked(hostile)])

    assert r"Åland \u202e\u009b\u2028 \ud800" in text
    assert json.loads(text)["findings"][0]["message"] == hostile.message
