"""The lineage of a unit as a page: the picture, then each unit in words."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter

from orgcheck.charts.bands import svg_element
from orgcheck.charts.descent import of_lineage
from orgcheck.descent.lineage import Lineage
from orgcheck.language import spoken
from orgcheck.reports.formats.html.page import page
from orgcheck.reports.lineage import LineageWords
from orgcheck.reports.missing_names import missing_names_in
from orgcheck.version import __version__


def report(lineage: Lineage, *, verbose: bool = False) -> str:
    """One page of HTML that needs no other file and no network."""
    from markupsafe import Markup

    words = LineageWords(lineage, verbose)
    others = [one for one in lineage.related if one not in lineage.subjects]
    return page(
        "lineage.html",
        styles=("report.css", "alluvial.css"),
        title=words.title,
        span=words.span,
        remarks=tuple(map(spoken, lineage.history.remarks)),
        picture=Markup(svg_element(of_lineage(lineage, words.title, words.span), headed=False)),
        units=[
            {
                "title": words.title_of(lifetime),
                "entries": [
                    (words.label(version), [one for entry in same for one in entry.sentences])
                    for version, same in groupby(words.entries(lifetime), attrgetter("version"))
                ],
            }
            for lifetime in (*lineage.subjects, *others)
        ],
        missing=missing_names_in(lineage),
        made_by=__version__,
    )
