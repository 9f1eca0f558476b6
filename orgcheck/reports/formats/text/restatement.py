"""A figure in another structure, for a terminal: a table, and what was divided."""

from __future__ import annotations

from collections.abc import Iterator

from orgcheck.counting import listed
from orgcheck.descent.restatement import Division, Restatement
from orgcheck.language import number_words, own_term, tr
from orgcheck.reports.crosswalk import bounds, rest_of
from orgcheck.reports.format import PLAIN, Screen
from orgcheck.reports.formats.text.lines import Line, Paragraph, columns, padded, written

_NAMED = 4


def report(restatement: Restatement, *, screen: Screen = PLAIN) -> str:
    """Each unit with its value, or the least and the most that it may be, then the sum."""
    return written(_lines(restatement), screen)


def _lines(restatement: Restatement) -> Iterator[Line]:
    flows = restatement.flows
    stated, told = (flows.history.versions[number].label for number in (flows.start, flows.end))
    title = tr(
        "{figure} of {version} in the structure of {other}",
        figure=own_term(restatement.figure),
        version=stated,
        other=told,
    )
    yield Paragraph(f"{flows.history.organisation}: {title}", rest="  ")
    yield ""
    cells = [(_name(row.unit, restatement), bounds(row)) for row in restatement.rows]
    cells.append((tr("sum"), number_words(restatement.total)))
    wide = max(columns(name) for name, _ in cells)
    digits = max(len(value) for _, value in cells)
    for name, value in cells:
        yield f"{padded(name, wide)}  {value.rjust(digits)}"
    if restatement.divisions:
        yield ""
        yield tr("Divided, so that only the sum is known:")
        for division in restatement.divisions:
            yield Paragraph(_divided(division, restatement), first="  ", rest="    ")


def _name(unit: str | None, restatement: Restatement) -> str:
    if unit is None:
        return tr(rest_of(restatement))
    history = restatement.flows.history
    return history.versions[restatement.flows.end].organisation.name(unit, history.language)


def _divided(division: Division, restatement: Restatement) -> str:
    history = restatement.flows.history
    organisation = history.versions[restatement.flows.start].organisation
    among = listed((_name(unit, restatement) for unit in division.among), most=_NAMED)
    unit = organisation.name(division.unit, history.language)
    return f"{unit}, {number_words(division.value)}: {among}"
