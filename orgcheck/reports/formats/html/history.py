"""A history as a page: the picture, the figures of each version, what happened between them."""

from __future__ import annotations

from orgcheck.charts.bands import svg_element
from orgcheck.charts.descent import of_history
from orgcheck.descent.history import History
from orgcheck.language import spoken, tr
from orgcheck.reports.formats.html.page import page
from orgcheck.reports.history import HistoryWords, figure_words
from orgcheck.reports.lineage import span_of
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
        columns=[(name, figure_words(name)) for name in words.columns],
        versions=[(version.label, words.figures(version)) for version in history.versions],
        findings=tuple(words.findings()),
        steps=tuple(words.steps()),
        uncertain=[
            (tr("Left out by versions in between"), tuple(words.gaps())),
            (tr("Ids used again"), tuple(words.reuses())),
        ],
        discrepancies=[(one.rule, spoken(one.message)) for one in words.discrepancies],
        made_by=__version__,
    )
