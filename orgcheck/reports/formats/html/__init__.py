"""Pages of HTML that stand alone: templates, style and script, and what fills them."""

from __future__ import annotations

from orgcheck.reports.format import Format, written_by

FORMATS = (
    Format(
        name="html",
        readers="people, in a browser",
        speaks=True,
        endings=(
            ".html",
            ".htm",
        ),
        findings=written_by(f"{__name__}.findings", "language"),
        changes=written_by(f"{__name__}.changes"),
        merges=written_by(f"{__name__}.merge", "language"),
        scenarios=written_by(f"{__name__}.scenarios"),
        lineages=written_by(f"{__name__}.lineage", "verbose"),
        histories=written_by(f"{__name__}.history"),
        in_changed=False,
    ),
)
