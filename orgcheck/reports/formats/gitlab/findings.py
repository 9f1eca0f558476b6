"""Findings as GitLab's Code Quality report: a list of what a merge request adds and mends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from orgcheck.findings import Finding, Severity, fingerprint, in_order
from orgcheck.reports.file_paths import relative_path
from orgcheck.reports.formats.json.writing import Exact, json_text, shown
from orgcheck.reports.judgement import facts_of, own_chain
from orgcheck.results import CheckResult

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.INFO: "info"}


def report(checked: Sequence[CheckResult]) -> str:
    """The findings of all snapshots; one without a place is shown at the top of its snapshot."""
    source_of = {
        id(finding): snapshot.source for snapshot in checked for finding in snapshot.findings
    }
    findings = in_order(finding for snapshot in checked for finding in snapshot.findings)
    return json_text(shown(list(_records(findings, source_of))))


def _records(findings: Sequence[Finding], source_of: dict[int, str]) -> Iterator[dict[str, Any]]:
    seen: dict[str, int] = {}
    for finding in findings:
        place = finding.location
        origin = place.origin if place else None
        path = relative_path((origin or place).file if place else source_of[id(finding)])
        lines = (place.line, place.end_line) if place else (1, 1)
        if origin is not None:
            lines = (origin.line or 1, origin.line or 1)
        # GitLab shows one of several with the same fingerprint. A finding's own is the same in
        # every snapshot, and for two findings of one cause.
        own = fingerprint(finding.fingerprint, path)
        number = seen[own] = seen.get(own, 0) + 1
        yield {
            "description": _description(finding),
            "check_name": finding.rule,
            "fingerprint": own if number == 1 else fingerprint(own, str(number)),
            "severity": _SEVERITIES[finding.severity],
            "location": {
                "path": Exact(path),
                "lines": dict(zip(("begin", "end"), lines, strict=True)),
            },
        }


def _description(finding: Finding) -> str:
    """One line: what GitLab shows has no other."""
    chain = own_chain(finding)
    statement = facts_of(finding).statement
    place = finding.location
    parts = [
        f"{place}: {finding.message}" if place and place.origin else finding.message,
        f"({chain})" if chain else None,
        f"rule: {statement}" if statement != finding.message else None,
        f"fix: {finding.fix}" if finding.fix else None,
    ]
    return " · ".join(part for part in parts if part)
