"""GitLab's Code Quality report."""

from __future__ import annotations

from orgcheck.reports.format import Format, written_by

FORMATS = (
    Format(
        name="gitlab",
        readers="GitLab, as code quality",
        findings=written_by(f"{__name__}.findings"),
        beside_code=True,
    ),
)
