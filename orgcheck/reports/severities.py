"""How many findings there are of each severity, in words."""

from __future__ import annotations

from collections.abc import Sequence

from orgcheck.counting import counted, listed
from orgcheck.findings import Finding, Severity, counts

NOUNS = {
    Severity.ERROR: ("error", "errors"),
    Severity.WARNING: ("warning", "warnings"),
    Severity.INFO: ("remark", "remarks"),
}


def by_severity(findings: Sequence[Finding], none: str) -> str:
    """How many there are of each, the heaviest first; `none` where there are none at all.

    Examples
    --------
    >>> by_severity([], "no findings")
    'no findings'
    """
    totals = counts(findings)
    words = [counted(totals[severity], *NOUNS[severity]) for severity in Severity]
    return listed(filter(None, words)) if findings else none
