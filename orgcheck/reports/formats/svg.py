"""Pictures that scale: units as bands through the versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orgcheck.reports.format import Format, Options

if TYPE_CHECKING:
    from orgcheck.descent.history import History
    from orgcheck.descent.lineage import Lineage


def _lineage(lineage: Lineage, _: Options) -> str:
    from orgcheck.charts.bands import svg
    from orgcheck.charts.descent import of_lineage
    from orgcheck.reports.lineage import LineageWords

    words = LineageWords(lineage)
    return svg(of_lineage(lineage, words.title, words.span))


def _history(history: History, _: Options) -> str:
    from orgcheck.charts.bands import svg
    from orgcheck.charts.descent import of_history
    from orgcheck.reports.lineage import span_of

    return svg(of_history(history, history.organisation, span_of(history)))


FORMATS = (
    Format(
        name="svg",
        readers="browsers, documents, slides",
        speaks=True,
        endings=(".svg",),
        lineages=_lineage,
        histories=_history,
    ),
)
