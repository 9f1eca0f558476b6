"""Reports for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orgcheck.reports.format import Format, Options, written_by

if TYPE_CHECKING:
    from orgcheck.results import DiffResult


def _changes(compared: DiffResult, _: Options) -> str:
    from orgcheck.reports.formats.json.changes import report
    from orgcheck.reports.formats.json.findings import with_findings

    return report(with_findings(compared))


FORMATS = (
    Format(
        name="json",
        readers="your own programs",
        endings=(".json",),
        findings=written_by(f"{__name__}.findings"),
        changes=_changes,
        merges=written_by(f"{__name__}.merge", "language"),
        scenarios=written_by(f"{__name__}.scenarios"),
        lineages=written_by(f"{__name__}.lineage"),
        histories=written_by(f"{__name__}.history"),
        duties=written_by(f"{__name__}.duties"),
        crosswalks=written_by(f"{__name__}.crosswalk"),
        restatements=written_by(f"{__name__}.restatement"),
        collisions=written_by(f"{__name__}.conflicts", "language"),
    ),
)
