"""The decision paper: what a board or a works council has to know of a change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orgcheck.reports.format import Format, Options, written_by

if TYPE_CHECKING:
    from orgcheck.results import DiffResult


def _pdf(compared: DiffResult, _: Options) -> bytes:
    from orgcheck.reports.formats.paper.pdf import report

    return report(compared)


FORMATS = (
    Format(
        name="paper",
        readers="boards and works councils, printed",
        speaks=True,
        changes=written_by(f"{__name__}.html"),
        scenarios=written_by("orgcheck.reports.formats.html.scenarios"),
    ),
    Format(
        name="paper-pdf",
        readers="boards and works councils, as a file (with the extra `pdf`)",
        endings=(".pdf",),
        speaks=True,
        changes=_pdf,
    ),
    Format(
        name="paper-markdown",
        readers="boards and works councils, in documents",
        speaks=True,
        changes=written_by(f"{__name__}.markdown"),
        scenarios=written_by("orgcheck.reports.formats.markdown.scenarios"),
    ),
)
