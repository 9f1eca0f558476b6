"""Scenarios side by side, as one sheet that prints well and reads well on a screen."""

from __future__ import annotations

from orgcheck.language import tr_n
from orgcheck.reports.formats.html.page import page
from orgcheck.reports.missing_names import missing_names_in
from orgcheck.reports.scenarios import Sheet
from orgcheck.results import Scenarios
from orgcheck.version import __version__


def report(scenarios: Scenarios) -> str:
    """One page of HTML that needs no other file and no network."""
    sheet = Sheet(scenarios)
    return page(
        "scenarios.html",
        styles=("paper.css",),
        title=sheet.organisation,
        version=sheet.version,
        against=tr_n(
            "{number} option, against the structure of {version} ({file}).",
            "{number} options, each against the structure of {version} ({file}).",
            len(sheet.options),
            version=sheet.version,
            file=scenarios.base,
        ),
        rows=sheet.telling,
        alike=sheet.alike,
        options=tuple(
            {
                "title": option.title,
                "letter": option.letter,
                "source": option.source,
                "kinds": option.kinds,
                "events": tuple(option.events()),
                "findings": (*option.findings(), *option.findings_left()),
                "dropped": (*option.dropped(), *option.dropped_left()),
            }
            for option in sheet.options
        ),
        missing=missing_names_in(scenarios),
        made_by=__version__,
    )
