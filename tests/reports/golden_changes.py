"""One readable report on a change of each format, as it shall stay."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from orgcheck.reports.formats.html import changes as changes_html
from orgcheck.reports.formats.markdown import changes as changes_markdown
from orgcheck.reports.formats.mermaid import changes as changes_mermaid
from orgcheck.reports.formats.paper import html as paper_html
from orgcheck.reports.formats.paper import markdown as paper_markdown
from orgcheck.results import DiffResult
from orgcheck.version import __version__
from tests.reports.reorganisations import declared


def _html(change: DiffResult) -> str:
    return _bare(changes_html.report(change))


def _paper_page(change: DiffResult) -> str:
    return _bare(paper_html.report(change))


def _bare(page: str) -> str:
    """A page without its style, its script and its picture, which other tests look at."""
    page = re.sub(r"(?s)<(style|script)>.*?</\1>", r"<\1></\1>", page)
    page = re.sub(r'src="data:[^"]+"( width="\d+")?', 'src="data:..."', page)
    return re.sub(r"sha256-[\w+/=]+", "sha256-...", page)


REPORTS: Mapping[str, Callable[[DiffResult], str]] = {
    "changes.md": changes_markdown.report,
    "changes.mmd": changes_mermaid.report,
    "changes.html": _html,
    "paper.md": paper_markdown.report,
    "paper.html": _paper_page,
}


def written(name: str) -> str:
    """The report as it is now, whatever the program's version."""
    unjudged = replace(declared(), review=None)
    return REPORTS[name](unjudged).replace(f"orgcheck {__version__}", "orgcheck VERSION")


GENERATED = {f"tests/reports/golden/{name}": partial(written, name) for name in REPORTS}
