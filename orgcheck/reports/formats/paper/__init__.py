"""The decision paper: what a board or a works council has to know of a change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orgcheck.reports.format import Format, Options, written_by

if TYPE_CHECKING:
    from orgcheck.results import DiffResult


def _html(compared: DiffResult, _: Options) -> str:
    from orgcheck.reports.formats.paper.html import report
    from orgcheck.reports.formats.paper.structure import pictures_of

    return report(compared, pictures=pictures_of(compared))


FORMATS = (
    Format(
        name="paper",
        readers="boards and works councils, printed",
        speaks=True,
        changes=_html,
        scenarios=written_by("orgcheck.reports.formats.html.scenarios"),
    ),
    Format(
        name="paper-markdown",
        readers="boards and works councils, in documents",
        speaks=True,
        changes=written_by(f"{__name__}.markdown"),
        scenarios=written_by("orgcheck.reports.formats.markdown.scenarios"),
    ),
)
