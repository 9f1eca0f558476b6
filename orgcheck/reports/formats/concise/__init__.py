"""A line for each finding, as editors and scripts read them."""

from __future__ import annotations

from orgcheck.reports.format import Format, written_by

FORMATS = (
    Format(
        name="concise",
        readers="editors, and scripts that read lines",
        speaks=True,
        findings=written_by(f"{__name__}.findings"),
        in_diff=True,
    ),
)
