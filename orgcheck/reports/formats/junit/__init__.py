"""JUnit XML, the format of test results."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from orgcheck.reports.format import Format, Options

if TYPE_CHECKING:
    from orgcheck.results import CheckResult


def _findings(checked: Sequence[CheckResult], _: Options) -> str:
    from orgcheck.reports.formats.junit.findings import report

    return report(checked)


FORMATS = (
    Format(
        name="junit",
        readers="Jenkins, GitLab, Azure Pipelines, Bitbucket and others, as test results",
        endings=(".xml",),
        findings=_findings,
        beside_code=True,
        in_diff=True,
    ),
)
