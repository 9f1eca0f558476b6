"""Workflow commands of GitHub Actions."""

from __future__ import annotations

from orgcheck.reports.format import Format, written_by

FORMATS = (
    Format(
        name="github",
        readers="GitHub Actions, as annotations",
        speaks=True,
        findings=written_by(f"{__name__}.findings"),
        beside_code=True,
        in_diff=True,
    ),
)
