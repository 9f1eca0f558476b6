"""Findings, each as one line: its place, its severity, its rule and what is wrong."""

from __future__ import annotations

from collections.abc import Sequence

from orgcheck.reports.formats.text.lines import written
from orgcheck.reports.judgement import place_words, severity_word
from orgcheck.results import CheckResult, all_findings


def report(checked: Sequence[CheckResult]) -> str:
    """A line for each finding that counts, in the order of reports; nothing for none.

    Examples
    --------
    >>> import orgcheck
    >>> checked = orgcheck.check("snapshots/2024.yaml", rules=["rules/kela.yaml"])
    >>> print(report(checked).splitlines()[0])
    snapshots/2024.yaml:69:11 warning KELA018 customer-relations has no name in Swedish
    """
    return written(
        f"{place_words(finding.location)} {severity_word(finding.severity)} {finding.rule} "
        f"{finding.message}"
        for finding in all_findings(checked)
    )
