"""Reports for a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from orgcheck.reports.format import Format, Options

if TYPE_CHECKING:
    from orgcheck.merging.branches import Collisions
    from orgcheck.merging.merge import Merge
    from orgcheck.results import CheckResult, DiffResult, Scenarios


def _findings(checked: Sequence[CheckResult], options: Options) -> str:
    from orgcheck.reports.formats.text.findings import report

    return report(checked, colour=options.colour, verbose=options.verbose, quiet=options.quiet)


def _changes(compared: DiffResult, options: Options) -> str:
    from orgcheck.reports.formats.text.changes import report

    return report(compared, verbose=options.verbose)


def _merges(merge: Merge, options: Options) -> str:
    from orgcheck.reports.formats.text.merge import report

    return report(merge, language=options.language, verbose=options.verbose)


def _collisions(collisions: Collisions, options: Options) -> str:
    from orgcheck.reports.formats.text.conflicts import report

    return report(collisions, language=options.language)


def _scenarios(scenarios: Scenarios, _: Options) -> str:
    from orgcheck.reports.formats.text.scenarios import report

    return report(scenarios)


FORMATS = (
    Format(
        name="text",
        readers="people, on a terminal",
        findings=_findings,
        changes=_changes,
        merges=_merges,
        scenarios=_scenarios,
        collisions=_collisions,
    ),
)
