"""A merge as a page: the verdict and each conflict with its two events."""

from __future__ import annotations

from orgcheck.merging.merge import Merge
from orgcheck.reports.formats.html.page import page
from orgcheck.reports.merging import MergeWords
from orgcheck.reports.missing_names import missing_names_in
from orgcheck.version import __version__


def report(merge: Merge, *, language: str | None = None) -> str:
    """One page of HTML that needs no other file and no network."""
    words = MergeWords(merge, language)
    return page(
        "merge.html",
        styles=("report.css",),
        title=words.title,
        merged=merge.merged,
        verdict=words.verdict,
        counts=words.counts,
        conflicts=tuple(words.conflicts()),
        brought=tuple(words.brought()),
        noted=tuple(words.noted()),
        standing=(*words.still_there(), *words.standing()),
        made=tuple(words.made()),
        missing=missing_names_in(merge),
        made_by=__version__,
    )
