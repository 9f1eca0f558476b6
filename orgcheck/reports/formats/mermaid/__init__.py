"""Mermaid flowcharts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orgcheck.reports.format import Format, Options

if TYPE_CHECKING:
    from orgcheck.results import DiffResult


def _changes(compared: DiffResult, _: Options) -> str:
    from orgcheck.reports.formats.mermaid.changes import report

    return report(compared)


FORMATS = (
    Format(
        name="mermaid",
        readers="Markdown hosts, as a flowchart",
        endings=(
            ".mmd",
            ".mermaid",
        ),
        changes=_changes,
    ),
)
