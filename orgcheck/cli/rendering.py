"""Reports by the name of their format, each imported when it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

# What a system shows beside the code, by the path from the root of its repository.
BESIDE_THE_CODE = ("github", "gitlab", "sarif", "junit")

if TYPE_CHECKING:
    from orgcheck.results import CheckResult, DiffResult


def findings_report(format: str, checked: Sequence[CheckResult]) -> str:
    """The findings in a form for programs: the report module of that name makes it."""
    if format in BESIDE_THE_CODE:
        from orgcheck.reports.artifact import renamed
        from orgcheck.snapshot.view import View

        checked = renamed(checked, View().path_from_root)
    within = ".findings" if format in ("json", "markdown") else ""
    report = import_module(f"orgcheck.reports.formats.{format}{within}").report
    text: str = report(checked)
    return text


def change_report(format: str, compared: DiffResult) -> str:
    """A change in one of the forms that ask for nothing else."""
    within = ".changes" if format in ("html", "markdown") else ""
    report = import_module(f"orgcheck.reports.formats.{format}{within}").report
    text: str = report(compared)
    return text
