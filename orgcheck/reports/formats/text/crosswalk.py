"""A crosswalk for a terminal: what became of each unit; what only goes on is counted."""

from __future__ import annotations

from collections.abc import Iterator

from orgcheck.counting import counted, is_or_are
from orgcheck.descent.crosswalk import Basis, Crosswalk, Pair
from orgcheck.descent.flows import SAME
from orgcheck.reports.crosswalk import basis_of, how_of, number
from orgcheck.reports.format import PLAIN, Screen
from orgcheck.reports.formats.text.lines import Line, Paragraph, written
from orgcheck.reports.lineage import span_of


def report(crosswalk: Crosswalk, *, screen: Screen = PLAIN, verbose: bool = False) -> str:
    """A paragraph a unit; `verbose` also has those that only go on under their ids."""
    return written(_lines(crosswalk, verbose), screen)


def _lines(crosswalk: Crosswalk, verbose: bool) -> Iterator[Line]:
    yield Paragraph(f"{crosswalk.history.organisation}: {span_of(crosswalk.history)}", rest="  ")
    for remark in crosswalk.history.remarks:
        yield Paragraph(remark, rest="  ")
    told = [pair for pair in crosswalk.pairs if verbose or not _only_goes_on(pair)]
    if told:
        yield ""
    before: str | None = None
    for pair in told:
        if pair.old is None:
            yield Paragraph(f"{_new(pair, crosswalk)}: {how_of(pair)}", rest="  ")
            continue
        if pair.old != before:
            old = crosswalk.old.name(pair.old, crosswalk.history.language)
            yield Paragraph(f"{old} ({pair.old})", rest="  ")
        before = pair.old
        yield Paragraph(_became(pair, crosswalk), first="  ", rest="    ")
    if rest := len(crosswalk.pairs) - len(told):
        go = "goes on as it is" if rest == 1 else "go on as they are"
        yield ""
        yield f"{counted(rest, 'unit')} {go}; --verbose names {'it' if rest == 1 else 'them'}"


def _only_goes_on(pair: Pair) -> bool:
    """Whether nothing is to be told: one unit, under one id, whole."""
    return pair.old == pair.new and len(pair.shares) == 1 and pair.shares[0].basis is Basis.UNIT


def _new(pair: Pair, crosswalk: Crosswalk) -> str:
    assert pair.new is not None
    return f"{crosswalk.new.name(pair.new, crosswalk.history.language)} ({pair.new})"


def _became(pair: Pair, crosswalk: Crosswalk) -> str:
    if pair.new is None:
        words = how_of(pair)
    else:
        how = "" if how_of(pair) == SAME else f" ({how_of(pair)})"
        words = f"-> {_new(pair, crosswalk)}{how}"
    shares = [
        f"{basis_of(share)} {number(share.part)} of {number(share.whole)}"
        for share in pair.shares
        if share.basis is not Basis.UNIT
    ]
    if shares:
        return f"{words}: {', '.join(shares)}"
    return (
        words if pair.shares or pair.new is None else f"{words}: how much {is_or_are(1)} not known"
    )
