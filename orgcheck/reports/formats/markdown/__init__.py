"""Reports for pull requests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from orgcheck.reports.format import Format, Options

if TYPE_CHECKING:
    from orgcheck.merging.branches import Collisions
    from orgcheck.merging.merge import Merge
    from orgcheck.results import CheckResult, DiffResult, Scenarios


def _findings(checked: Sequence[CheckResult], _: Options) -> str:
    from orgcheck.reports.formats.markdown.findings import report

    return report(checked)


def _changes(compared: DiffResult, _: Options) -> str:
    from orgcheck.reports.formats.markdown.changes import report

    return report(compared)


def _merges(merge: Merge, options: Options) -> str:
    from orgcheck.reports.formats.markdown.merge import report

    return report(merge, language=options.language)


def _collisions(collisions: Collisions, options: Options) -> str:
    from orgcheck.reports.formats.markdown.conflicts import report

    return report(collisions, language=options.language)


def _scenarios(scenarios: Scenarios, _: Options) -> str:
    from orgcheck.reports.formats.markdown.scenarios import report

    return report(scenarios)


FORMATS = (
    Format(
        name="markdown",
        readers="people, in pull requests and merge requests",
        endings=(
            ".md",
            ".markdown",
        ),
        findings=_findings,
        changes=_changes,
        merges=_merges,
        scenarios=_scenarios,
        collisions=_collisions,
    ),
)
