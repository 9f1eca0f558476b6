"""A crosswalk for a terminal: what became of each unit; what only goes on is counted."""

from __future__ import annotations

from collections.abc import Iterator

from orgcheck.changes.kinds import kind_word
from orgcheck.descent.crosswalk import Basis, Crosswalk, Pair, Share
from orgcheck.language import msg, own_term, spoken, tr, tr_n
from orgcheck.reports.crosswalk import NO_PREDECESSOR, NOT_CONTINUED
from orgcheck.reports.format import PLAIN, Screen
from orgcheck.reports.formats.text.lines import Line, Paragraph, written
from orgcheck.reports.lineage import span_of


def report(crosswalk: Crosswalk, *, screen: Screen = PLAIN, verbose: bool = False) -> str:
    """A paragraph a unit; `verbose` also has those that only go on under their ids."""
    return written(_lines(crosswalk, verbose), screen)


def _lines(crosswalk: Crosswalk, verbose: bool) -> Iterator[Line]:
    yield Paragraph(f"{crosswalk.history.organisation}: {span_of(crosswalk.history)}", rest="  ")
    for remark in crosswalk.history.remarks:
        yield Paragraph(spoken(remark), rest="  ")
    told = [pair for pair in crosswalk.pairs if verbose or not _only_goes_on(pair)]
    if told:
        yield ""
    before: str | None = None
    for pair in told:
        if pair.old is None:
            yield Paragraph(f"{_new(pair, crosswalk)}: {tr(NO_PREDECESSOR)}", rest="  ")
            continue
        if pair.old != before:
            old = crosswalk.old.name(pair.old, crosswalk.history.language)
            yield Paragraph(f"{old} ({pair.old})", rest="  ")
        before = pair.old
        yield Paragraph(_became(pair, crosswalk), first="  ", rest="    ")
    if rest := len(crosswalk.pairs) - len(told):
        yield ""
        yield tr_n(
            "{number} unit goes on as it is; --verbose names it",
            "{number} units go on as they are; --verbose names them",
            rest,
        )


def _only_goes_on(pair: Pair) -> bool:
    """Whether nothing is to be told: one unit, under one id, whole."""
    return pair.old == pair.new and len(pair.shares) == 1 and pair.shares[0].basis is Basis.UNIT


def _new(pair: Pair, crosswalk: Crosswalk) -> str:
    assert pair.new is not None
    return f"{crosswalk.new.name(pair.new, crosswalk.history.language)} ({pair.new})"


def _became(pair: Pair, crosswalk: Crosswalk) -> str:
    if pair.new is None:
        words = tr(NOT_CONTINUED)
    else:
        how = ", ".join(map(kind_word, pair.way.kinds)) if pair.way is not None else ""
        words = f"-> {_new(pair, crosswalk)}{f' ({how})' if how else ''}"
    shares = [_share(share) for share in pair.shares if share.basis is not Basis.UNIT]
    if shares:
        return f"{words}: {', '.join(shares)}"
    if pair.shares or pair.new is None:
        return words
    return tr("{unit}: how much is not known", unit=words)


def _share(share: Share) -> str:
    basis = own_term(share.figure) if share.figure is not None else tr(_BASES[share.basis])
    return tr("{basis} {part} of {whole}", basis=basis, part=share.part, whole=share.whole)


_BASES = {
    Basis.CHILDREN: msg("children"),
    Basis.DUTIES: msg("duties"),
    Basis.SITES: msg("sites"),
}
