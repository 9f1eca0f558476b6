"""Reports for programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from orgcheck.reports.format import Format, Options

if TYPE_CHECKING:
    from orgcheck.merging.branches import Collisions
    from orgcheck.merging.merge import Merge
    from orgcheck.results import CheckResult, DiffResult, Scenarios


def _findings(checked: Sequence[CheckResult], _: Options) -> str:
    from orgcheck.reports.formats.json.findings import report

    return report(checked)


def _changes(compared: DiffResult, _: Options) -> str:
    from orgcheck.reports.formats.json.changes import report, with_findings

    return report(with_findings(compared))


def _merges(merge: Merge, options: Options) -> str:
    from orgcheck.reports.formats.json.merge import report

    return report(merge, language=options.language)


def _collisions(collisions: Collisions, options: Options) -> str:
    from orgcheck.reports.formats.json.conflicts import report

    return report(collisions, language=options.language)


def _scenarios(scenarios: Scenarios, _: Options) -> str:
    from orgcheck.reports.formats.json.scenarios import report

    return report(scenarios)


FORMATS = (
    Format(
        name="json",
        readers="your own programs",
        endings=(".json",),
        findings=_findings,
        changes=_changes,
        merges=_merges,
        scenarios=_scenarios,
        collisions=_collisions,
    ),
)
