"""Workflow commands of GitHub Actions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from orgcheck.reports.format import Format, Options

if TYPE_CHECKING:
    from orgcheck.results import CheckResult


def _findings(checked: Sequence[CheckResult], _: Options) -> str:
    from orgcheck.reports.formats.github.findings import report

    return report(checked)


FORMATS = (
    Format(
        name="github",
        readers="GitHub Actions, as annotations",
        findings=_findings,
        beside_code=True,
        in_diff=True,
    ),
)
