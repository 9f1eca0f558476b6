"""Pages of HTML that stand alone: templates, style and script, and what fills them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from orgcheck.reports.format import Format, Options

if TYPE_CHECKING:
    from orgcheck.merging.merge import Merge
    from orgcheck.results import CheckResult, DiffResult, Scenarios


def _findings(checked: Sequence[CheckResult], options: Options) -> str:
    from orgcheck.reports.formats.html.findings import report

    return report(checked, language=options.language)


def _changes(compared: DiffResult, _: Options) -> str:
    from orgcheck.reports.formats.html.changes import report

    return report(compared)


def _merges(merge: Merge, options: Options) -> str:
    from orgcheck.reports.formats.html.merge import report

    return report(merge, language=options.language)


def _scenarios(scenarios: Scenarios, _: Options) -> str:
    from orgcheck.reports.formats.html.scenarios import report

    return report(scenarios)


FORMATS = (
    Format(
        name="html",
        readers="people, in a browser",
        endings=(
            ".html",
            ".htm",
        ),
        findings=_findings,
        changes=_changes,
        merges=_merges,
        scenarios=_scenarios,
        in_changed=False,
    ),
)
