"""SARIF 2.1.0, the format of code scanning."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from orgcheck.reports.format import Format, Options

if TYPE_CHECKING:
    from orgcheck.results import CheckResult


def _findings(checked: Sequence[CheckResult], _: Options) -> str:
    from orgcheck.reports.formats.sarif.findings import report

    return report(checked)


FORMATS = (
    Format(
        name="sarif",
        readers="code scanning, and most viewers of static analysis",
        endings=(".sarif",),
        findings=_findings,
        beside_code=True,
        in_diff=True,
    ),
)
