"""One readable report of each format, as it shall stay.

`python -m tests.reports.golden_reports` writes them anew.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from orgcheck.reports.formats import github as findings_github
from orgcheck.reports.formats import gitlab as findings_gitlab
from orgcheck.reports.formats import junit as findings_junit
from orgcheck.reports.formats import sarif as findings_sarif
from orgcheck.reports.formats.markdown import findings as findings_markdown
from orgcheck.results import CheckResult
from orgcheck.version import __version__
from tests.reports.examples import RUN

FOLDER = Path(__file__).with_name("golden")
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


def kept(name: str) -> str:
    """The report as it shall be."""
    return (FOLDER / name).read_text(encoding="utf-8")


if __name__ == "__main__":
    for name in REPORTS:
        (FOLDER / name).write_text(written(name), encoding="utf-8")
