"""Mermaid flowcharts."""

from __future__ import annotations

from orgcheck.reports.format import Format, written_by

FORMATS = (
    Format(
        name="mermaid",
        readers="Markdown hosts, as a flowchart",
        speaks=True,
        endings=(
            ".mmd",
            ".mermaid",
        ),
        changes=written_by(f"{__name__}.changes"),
        lineages=written_by(f"{__name__}.lineage"),
    ),
)
