"""Reports by the name of their format, each imported when it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from orgcheck.reports.checked import Checked
    from orgcheck.reports.compared import Compared


def findings_report(format: str, checked: Sequence[Checked]) -> str:
    """The findings in a form for programs: the report module of that name makes it."""
    report = import_module(f"orgcheck.reports.findings_{format}").report
    text: str = report(checked)
    return text


def change_report(format: str, compared: Compared) -> str:
    """A change in one of the forms that ask for nothing else."""
    report = import_module(f"orgcheck.reports.changes_{format}").report
    text: str = report(compared)
    return text
