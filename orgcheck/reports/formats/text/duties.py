"""Who held a duty, for a terminal: a line a version in which others hold it."""

from __future__ import annotations

from collections.abc import Iterator

from orgcheck.counting import listed
from orgcheck.descent.duties import Duties, Tenure
from orgcheck.language import spoken, tr
from orgcheck.reports.format import PLAIN, Screen
from orgcheck.reports.formats.text.lines import Line, Paragraph, columns, padded, written
from orgcheck.reports.lineage import span_of

_NAMED = 6


def report(duties: Duties, *, screen: Screen = PLAIN) -> str:
    """Each duty that was asked for, with its holders from version to version."""
    return written(_lines(duties), screen)


def _lines(duties: Duties) -> Iterator[Line]:
    yield Paragraph(f"{duties.history.organisation}: {span_of(duties.history)}", rest="  ")
    for remark in duties.history.remarks:
        yield Paragraph(spoken(remark), rest="  ")
    for tenure in duties.tenures:
        yield ""
        yield Paragraph(tenure.wording, rest="  ")
        yield from _held(tenure, duties)


def _held(tenure: Tenure, duties: Duties) -> Iterator[Line]:
    versions = duties.history.versions
    numbers = list(tenure.changes)
    if not numbers:
        yield Paragraph(tr("recorded with no unit in any version"), first="  ", rest="    ")
        return
    wide = max(columns(versions[number].label) for number in numbers)
    for number in numbers:
        organisation = versions[number].organisation
        units = (
            f"{organisation.name(id, duties.history.language)} ({id})"
            for id in tenure.holders[number]
        )
        words = listed(units, most=_NAMED) or tr("recorded with no unit any more")
        first = f"  {padded(versions[number].label, wide)}  "
        yield Paragraph(words, first=first, rest=" " * (wide + 6))
