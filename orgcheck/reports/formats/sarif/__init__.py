"""SARIF 2.1.0, the format of code scanning."""

from __future__ import annotations

from orgcheck.reports.format import Format, written_by

FORMATS = (
    Format(
        name="sarif",
        readers="code scanning, and most viewers of static analysis",
        endings=(".sarif",),
        findings=written_by(f"{__name__}.findings"),
        beside_code=True,
        in_diff=True,
    ),
)
