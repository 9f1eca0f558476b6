"""GitLab's Code Quality report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from orgcheck.reports.format import Format, Options

if TYPE_CHECKING:
    from orgcheck.results import CheckResult


def _findings(checked: Sequence[CheckResult], _: Options) -> str:
    from orgcheck.reports.formats.gitlab.findings import report

    return report(checked)


FORMATS = (
    Format(
        name="gitlab",
        readers="GitLab, as code quality",
        findings=_findings,
        beside_code=True,
    ),
)
