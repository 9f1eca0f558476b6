"""Reports for pull requests."""

from __future__ import annotations

from orgcheck.reports.format import Format, written_by

FORMATS = (
    Format(
        name="markdown",
        readers="people, in pull requests and merge requests",
        speaks=True,
        endings=(
            ".md",
            ".markdown",
        ),
        findings=written_by(f"{__name__}.findings"),
        changes=written_by(f"{__name__}.changes"),
        merges=written_by(f"{__name__}.merge", "language"),
        scenarios=written_by(f"{__name__}.scenarios"),
        histories=written_by(f"{__name__}.history"),
        collisions=written_by(f"{__name__}.conflicts", "language"),
    ),
)
