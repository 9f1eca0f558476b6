"""A history for a terminal: what happened between each two versions, then the figures."""

from __future__ import annotations

from collections.abc import Iterator

from orgcheck.descent.history import History
from orgcheck.language import number_words, spoken, tr, tr_n
from orgcheck.numbers import Number
from orgcheck.reports.format import PLAIN, Screen
from orgcheck.reports.formats.text.findings import blocks
from orgcheck.reports.formats.text.lines import (
    BOLD,
    Fitted,
    Line,
    Paragraph,
    columns,
    heading,
    padded,
    written,
)
from orgcheck.reports.history import HistoryWords, figure_words, further_changes
from orgcheck.reports.missing_names import missing_names_of
from orgcheck.reports.speaking import finding_spoken

# How many discrepancies are told unasked.
_DISCREPANCIES = 10


def report(history: History, *, screen: Screen = PLAIN, verbose: bool = False) -> str:
    """The versions in order, the heaviest changes first; `verbose` tells every one."""
    words = HistoryWords(history, verbose)
    return written(_lines(words), screen)


def _lines(words: HistoryWords) -> Iterator[Line]:
    yield Paragraph(words.title, rest="  ", paint=((words.title, BOLD),))
    for remark in words.history.remarks:
        yield Paragraph(spoken(remark), rest="  ")
    for step in words.steps():
        yield ""
        title = f"{step.title}:"
        yield Paragraph(f"{title} {step.counts}", rest="  ", paint=((title, BOLD),))
        for sentence in step.sentences:
            yield Paragraph(sentence, first="  ", rest="    ")
        if step.untold:
            further = further_changes(step.untold)
            yield "  " + tr("{further}; --verbose tells all", further=further)
    yield ""
    yield Fitted(lambda width: _table(words, width))
    yield from _rules(words)
    yield from _section(f"{words.gaps_title}:", words.gaps())
    yield from _section(tr("Ids used again:"), words.reuses())
    found = words.discrepancies
    shown = found if words.verbose else found[:_DISCREPANCIES]
    title = tr_n(
        "First and last compared directly differ ({number} unit):",
        "First and last compared directly differ ({number} units):",
        len(found),
    )
    yield from _section(title, (f"{one.rule} {spoken(one.message)}" for one in shown))
    if untold := len(found) - len(shown):
        further = tr_n("and {number} further one", "and {number} further ones", untold)
        yield "  " + tr("{further}; --verbose tells all", further=further)
    if missing := missing_names_of(words.history):
        yield from ("", Paragraph(missing, rest="  "))


def _rules(words: HistoryWords) -> Iterator[Line]:
    """What rules over all versions found."""
    if words.history.findings or words.history.waived:
        yield from ("", heading(tr("Rules over all versions:")))
    for block in blocks(map(finding_spoken, words.history.findings), verbose=words.verbose):
        yield from block
    if words.history.waived:
        yield Paragraph(words.waived)


def _section(title: str, lines: Iterator[str]) -> Iterator[Line]:
    for number, line in enumerate(lines):
        if not number:
            yield from ("", heading(title))
        yield Paragraph(line, first="  ", rest="    ")


def _table(words: HistoryWords, most: int) -> Iterator[str]:
    """The figures of each version; columns that do not fit on a line follow in another table."""
    labels = [version.label for version in words.history.versions]
    wide = max(map(columns, labels))
    room: list[list[str]] = [[]]
    used = wide
    widths = {name: _width(name, words) for name in words.columns}
    for name, width in widths.items():
        if used + width > most and room[-1]:
            room.append([])
            used = wide
        room[-1].append(name)
        used += width
    for number, names in enumerate(room):
        if number:
            yield ""
        heads = (
            " " * (widths[name] - columns(head)) + head
            for name, head in zip(names, map(figure_words, names), strict=True)
        )
        yield " " * wide + "".join(heads)
        for version in words.history.versions:
            figures = words.figures(version)
            cells = (_cell(figures.get(name)).rjust(widths[name]) for name in names)
            yield padded(version.label, wide) + "".join(cells)


def _width(name: str, words: HistoryWords) -> int:
    versions = words.history.versions
    cells = (len(_cell(words.figures(version).get(name))) for version in versions)
    return 2 + max(columns(figure_words(name)), *cells)


def _cell(value: Number | None) -> str:
    return "-" if value is None else number_words(value)
