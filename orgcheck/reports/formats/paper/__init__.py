"""The decision paper: what a board or a works council has to know of a change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orgcheck.reports.format import Format, Options, written_by

if TYPE_CHECKING:
    from orgcheck.results import DiffResult, Scenarios


def _options(scenarios: Scenarios, _: Options) -> str:
    from orgcheck.reports.formats.paper import html, options

    return html.written(options.paper(scenarios))


def _options_as_pdf(scenarios: Scenarios, _: Options) -> bytes:
    from orgcheck.reports.formats.paper import options, pdf

    return pdf.written(options.paper(scenarios))


def _options_as_markdown(scenarios: Scenarios, _: Options) -> str:
    from orgcheck.reports.formats.paper import markdown, options

    return markdown.written_paper(options.paper(scenarios))


def _pdf(compared: DiffResult, _: Options) -> bytes:
    from orgcheck.reports.formats.paper.pdf import report

    return report(compared)


FORMATS = (
    Format(
        name="paper",
        readers="boards and works councils, printed",
        speaks=True,
        changes=written_by(f"{__name__}.html"),
        scenarios=_options,
    ),
    Format(
        name="paper-pdf",
        readers="boards and works councils, as a file (with the extra `pdf`)",
        endings=(".pdf",),
        speaks=True,
        changes=_pdf,
        scenarios=_options_as_pdf,
    ),
    Format(
        name="paper-markdown",
        readers="boards and works councils, in documents",
        speaks=True,
        changes=written_by(f"{__name__}.markdown"),
        scenarios=_options_as_markdown,
    ),
)
