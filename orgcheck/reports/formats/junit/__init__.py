"""JUnit XML, the format of test results."""

from __future__ import annotations

from orgcheck.reports.format import Format, written_by

FORMATS = (
    Format(
        name="junit",
        readers="Jenkins, GitLab, Azure Pipelines, Bitbucket and others, as test results",
        endings=(".xml",),
        findings=written_by(f"{__name__}.findings"),
        beside_code=True,
        in_diff=True,
    ),
)
