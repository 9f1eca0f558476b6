"""A history as a page: the picture, the figures of each version, what happened between them."""

from __future__ import annotations

from orgcheck.charts.bands import svg_element
from orgcheck.charts.descent import of_history
from orgcheck.descent.history import History
from orgcheck.descent.versions import Version
from orgcheck.language import number_words, spoken, tr
from orgcheck.reports.formats.html.page import page
from orgcheck.reports.history import HistoryWords, figure_words
from orgcheck.reports.lineage import span_of
from orgcheck.reports.missing_names import missing_names_in
from orgcheck.version import __version__


def report(history: History) -> str:
    """One page of HTML that needs no other file and no network."""
    from markupsafe import Markup

    words = HistoryWords(history)
    drawn = of_history(history, history.organisation, span_of(history))
    return page(
        "history.html",
        styles=("report.css", "alluvial.css"),
        title=history.organisation,
        span=span_of(history),
        remarks=tuple(map(spoken, history.remarks)),
        picture=Markup(svg_element(drawn, headed=False)) if drawn.blocks else None,
        figure_heads=list(map(figure_words, words.columns)),
        versions=[(version.label, _row(words, version)) for version in history.versions],
        findings=tuple(words.findings()),
        steps=tuple(words.steps()),
        uncertain=[
            (words.gaps_title, tuple(words.gaps())),
            (tr("Ids used again"), tuple(words.reuses())),
        ],
        discrepancies=[(one.rule, spoken(one.message)) for one in words.discrepancies],
        missing=missing_names_in(history),
        made_by=__version__,
    )


def _row(words: HistoryWords, version: Version) -> list[str]:
    """The figures of a version."""
    figures = words.figures(version)
    return [number_words(figures[name]) if name in figures else "-" for name in words.columns]
