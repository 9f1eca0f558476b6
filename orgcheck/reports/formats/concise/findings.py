"""Findings, each as one line: its place, its severity, its rule and what is wrong."""

from __future__ import annotations

from collections.abc import Sequence

from orgcheck.reports.formats.text.lines import written
from orgcheck.results import CheckResult, all_findings


def report(checked: Sequence[CheckResult]) -> str:
    """A line for each finding that counts, in the order of reports; nothing for none.

    Examples
    --------
    >>> import orgcheck
    >>> checked = orgcheck.check("snapshots/2024.yaml", rules=["rules/kela.yaml"])
    >>> print(report(checked).splitlines()[0])
    snapshots/2024.yaml:69:11 warning KELA018 customer-relations has no name.sv
    """
    return written(
        f"{finding.location or '(no place)'} {finding.severity} {finding.rule} {finding.message}"
        for finding in all_findings(checked)
    )
