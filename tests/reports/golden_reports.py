"""One readable report of each format, as it shall stay."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from orgcheck.reports.formats.github import findings as findings_github
from orgcheck.reports.formats.gitlab import findings as findings_gitlab
from orgcheck.reports.formats.junit import findings as findings_junit
from orgcheck.reports.formats.markdown import findings as findings_markdown
from orgcheck.reports.formats.sarif import findings as findings_sarif
from orgcheck.results import CheckResult
from orgcheck.version import __version__
from tests.reports.examples import RUN

REPORTS: Mapping[str, Callable[[Sequence[CheckResult]], str]] = {
    "findings.sarif": findings_sarif.report,
    "findings.xml": findings_junit.report,
    "findings.github.txt": findings_github.report,
    "findings.gitlab.json": findings_gitlab.report,
    "findings.md": findings_markdown.report,
}


def written(name: str) -> str:
    """The report as it is now, whatever the program's version."""
    return REPORTS[name](RUN).replace(f'"{__version__}"', '"VERSION"')


GENERATED = {f"tests/reports/golden/{name}": partial(written, name) for name in REPORTS}
