"""Reports for a terminal."""

from __future__ import annotations

from orgcheck.reports.format import Format, written_by

FORMATS = (
    Format(
        name="text",
        readers="people, on a terminal",
        speaks=True,
        findings=written_by(f"{__name__}.findings", "screen", "verbose", "quiet", "statistics"),
        changes=written_by(f"{__name__}.changes", "screen", "verbose"),
        merges=written_by(f"{__name__}.merge", "screen", "language", "verbose"),
        scenarios=written_by(f"{__name__}.scenarios", "screen"),
        lineages=written_by(f"{__name__}.lineage", "screen", "verbose"),
        histories=written_by(f"{__name__}.history", "screen", "verbose"),
        duties=written_by(f"{__name__}.duties", "screen"),
        crosswalks=written_by(f"{__name__}.crosswalk", "screen", "verbose"),
        restatements=written_by(f"{__name__}.restatement", "screen"),
        collisions=written_by(f"{__name__}.conflicts", "screen", "language"),
        names_people=True,
    ),
)
