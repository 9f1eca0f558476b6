"""Findings as JSON, schema `orgcheck.findings/1`: for programs, and for other formats."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from orgcheck.findings import Finding, Location, Related, Severity, counts
from orgcheck.reports.checked import Checked, all_findings
from orgcheck.reports.json_text import json_text

SCHEMA = "orgcheck.findings/1"


def report(checked: Sequence[Checked]) -> str:
    """The whole report: what was checked, the counts, the findings in order."""
    findings = all_findings(checked)
    totals = counts(findings)
    return json_text(
        {
            "schema": SCHEMA,
            "snapshots": [_snapshot(snapshot) for snapshot in checked],
            "summary": {**{str(level): totals[level] for level in Severity}, "waived": 0},
            "findings": [finding_record(finding) for finding in findings],
        }
    )


def finding_record(finding: Finding) -> dict[str, Any]:
    """One finding; what does not apply to it is left out."""
    return _without_absent(
        {
            "rule": finding.rule,
            "severity": str(finding.severity),
            "unit": finding.unit,
            "message": finding.message,
            "chain": list(finding.chain) or None,
            "location": _stretch(finding.location) if finding.location else None,
            "related": [_related(place) for place in finding.related] or None,
            "statement": finding.statement,
            "basis": finding.basis,
            "fix": finding.fix,
            "fingerprint": finding.fingerprint,
        }
    )


def _snapshot(snapshot: Checked) -> dict[str, Any]:
    return _without_absent(
        {
            "source": snapshot.source,
            "organisation": snapshot.organisation,
            "version": snapshot.version,
            "units": snapshot.units,
            "rules": None if snapshot.units is None else len(snapshot.rules or ()),
        }
    )


def _stretch(place: Location) -> dict[str, Any]:
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
    }


def _related(related: Related) -> dict[str, Any]:
    place = related.location
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "message": related.message,
    }


def _without_absent(record: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if value is not None}
