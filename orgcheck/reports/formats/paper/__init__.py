"""The decision paper: what a board or a works council has to know of a change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orgcheck.reports.format import Format, Options

if TYPE_CHECKING:
    from orgcheck.results import DiffResult, Scenarios


def _html(compared: DiffResult, _: Options) -> str:
    from orgcheck.reports.formats.paper.html import report
    from orgcheck.reports.formats.paper.structure import pictures_of

    return report(compared, pictures=pictures_of(compared))


def _markdown(compared: DiffResult, _: Options) -> str:
    from orgcheck.reports.formats.paper.markdown import report

    return report(compared)


def _options(scenarios: Scenarios, _: Options) -> str:
    from orgcheck.reports.formats.html.scenarios import report

    return report(scenarios)


def _options_in_markdown(scenarios: Scenarios, _: Options) -> str:
    from orgcheck.reports.formats.markdown.scenarios import report

    return report(scenarios)


FORMATS = (
    Format(
        name="paper",
        readers="boards and works councils, printed",
        changes=_html,
        scenarios=_options,
    ),
    Format(
        name="paper-markdown",
        readers="boards and works councils, in documents",
        changes=_markdown,
        scenarios=_options_in_markdown,
    ),
)
