"""Scenarios side by side, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from orgcheck.reports.formats.text.lines import columns, padded, wrapped, written
from orgcheck.reports.scenarios import Option, Sheet
from orgcheck.results import Scenarios


def report(scenarios: Scenarios) -> str:
    """A table of all options, then what happens in each."""
    return written(_lines(Sheet(scenarios)))


def _lines(sheet: Sheet) -> Iterator[str]:
    count = len(sheet.options)
    yield from wrapped(f"{sheet.organisation}: {count} options against {sheet.version}")
    yield ""
    head = ("", sheet.version, *(option.letter for option in sheet.options))
    rows = [head, *((row.label, row.base, *row.cells) for row in sheet.rows)]
    widths = [max(columns(row[place]) for row in rows) for place in range(len(head))]
    for row in rows:
        cells = (padded(cell, width) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()
    for option in sheet.options:
        yield ""
        yield from _option(option)


def _option(option: Option) -> Iterator[str]:
    yield from wrapped(f"{option.title} ({option.source}): {option.kinds}")
    for event in option.events():
        yield from wrapped(event, first="  ", rest="    ")
    for finding in option.findings():
        yield from wrapped(f"breaks: {finding}", first="  ", rest="    ")
    for duty in option.dropped():
        yield from wrapped(f"drops: {duty}", first="  ", rest="    ")
