"""Scenarios side by side, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from orgcheck.language import tr, tr_n
from orgcheck.reports.format import PLAIN, Screen
from orgcheck.reports.formats.text.lines import (
    BOLD,
    Fitted,
    Line,
    Paragraph,
    columns,
    padded,
    written,
)
from orgcheck.reports.missing_names import missing_names_of
from orgcheck.reports.scenarios import Option, Sheet
from orgcheck.results import Scenarios

_GAP = 2
Cells = Sequence[str]


def report(scenarios: Scenarios, *, screen: Screen = PLAIN) -> str:
    """A table of all options, then what happens in each."""
    return written(_lines(Sheet(scenarios)), screen)


def _lines(sheet: Sheet) -> Iterator[Line]:
    yield Paragraph(
        tr_n(
            "{organisation}: {number} option against {version}",
            "{organisation}: {number} options against {version}",
            len(sheet.options),
            organisation=sheet.organisation,
            version=sheet.version,
        )
    )
    for option in sheet.options:
        yield Paragraph(f"{option.title} ({option.source})", first="  ", rest="     ")
    head = ("", sheet.version, *(option.letter for option in sheet.options))
    rows = [head, *((row.label, row.base, *row.cells) for row in sheet.telling)]
    yield Fitted(lambda width: _tables(rows, width))
    if sheet.alike:
        yield ""
        yield Paragraph(sheet.alike, rest="  ")
    for option in sheet.options:
        yield ""
        yield from _option(option)
    if missing := missing_names_of(sheet.scenarios):
        yield from ("", Paragraph(missing, rest="  "))


def _tables(rows: Sequence[Cells], most: int) -> Iterator[str]:
    """The table in as many as its columns need, each with what there is beside the options."""
    widths = list(map(_longest_word, zip(*rows, strict=True)))
    fixed, waiting = [0, 1], list(range(2, len(widths)))
    while waiting:
        taken = [waiting.pop(0)]
        while waiting and _total([widths[at] for at in (*fixed, *taken, waiting[0])]) <= most:
            taken.append(waiting.pop(0))
        yield ""
        yield from _table([[row[at] for at in (*fixed, *taken)] for row in rows], most)


def _table(rows: Sequence[Cells], most: int) -> Iterator[str]:
    """The rows, each cell broken at its spaces where the line has no room for it."""
    places = list(zip(*rows, strict=True))
    widths = list(map(_longest_word, places))
    spare = max(0, most - _total(widths))
    for at, cells in enumerate(places):
        more = min(spare, max(map(columns, cells)) - widths[at])
        widths[at] += more
        spare -= more
    for row in rows:
        sized = zip(row, widths, strict=True)
        broken = [list(Paragraph(cell).broken(width)) for cell, width in sized]
        for line in zip_longest(*broken, fillvalue=""):
            parts = (padded(part, width) for part, width in zip(line, widths, strict=True))
            yield (" " * _GAP).join(parts).rstrip()


def _longest_word(cells: Cells) -> int:
    return max(columns(word) for cell in cells for word in cell.split(" "))


def _total(widths: Sequence[int]) -> int:
    return sum(widths) + _GAP * (len(widths) - 1)


def _option(option: Option) -> Iterator[Line]:
    yield Paragraph(f"{option.title}: {option.kinds}", paint=((option.title, BOLD),))
    for event in option.events():
        yield Paragraph(event, first="  ", rest="    ")
    for finding in option.findings():
        yield Paragraph(tr("breaks: {finding}", finding=finding), first="  ", rest="    ")
    for words in option.findings_left():
        yield Paragraph(words, first="  ", rest="    ")
    for duty in option.dropped():
        yield Paragraph(tr("drops: {duty}", duty=duty), first="  ", rest="    ")
    for words in option.dropped_left():
        yield Paragraph(words, first="  ", rest="    ")
