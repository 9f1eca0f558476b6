"""Reports for a terminal."""

from __future__ import annotations

from orgcheck.reports.format import Format, written_by

FORMATS = (
    Format(
        name="text",
        readers="people, on a terminal",
        findings=written_by(f"{__name__}.findings", "colour", "verbose", "quiet"),
        changes=written_by(f"{__name__}.changes", "verbose"),
        merges=written_by(f"{__name__}.merge", "language", "verbose"),
        scenarios=written_by(f"{__name__}.scenarios"),
        lineages=written_by(f"{__name__}.lineage", "verbose"),
        histories=written_by(f"{__name__}.history", "verbose"),
        crosswalks=written_by(f"{__name__}.crosswalk", "verbose"),
        restatements=written_by(f"{__name__}.restatement"),
        collisions=written_by(f"{__name__}.conflicts", "language"),
        names_people=True,
    ),
)
