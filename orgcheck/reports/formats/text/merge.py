"""A merge for a terminal: the verdict, each conflict with its two events, what the result is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from orgcheck.language import tr
from orgcheck.merging.merge import Merge
from orgcheck.reports.format import PLAIN, Screen
from orgcheck.reports.formats.text.lines import Line, Paragraph, columns, padded, written
from orgcheck.reports.merging import ConflictWords, MergeWords
from orgcheck.reports.missing_names import missing_names_of


def report(
    merge: Merge, *, screen: Screen = PLAIN, language: str | None = None, verbose: bool = False
) -> str:
    """What became of a merge; `verbose` lists the events that it makes."""
    words = MergeWords(merge, language)
    return written(_lines(words, verbose=verbose), screen)


def _lines(words: MergeWords, *, verbose: bool) -> Iterator[Line]:
    yield Paragraph(words.verdict)
    yield Paragraph(words.counts)
    for number, conflict in enumerate(words.conflicts(), 1):
        yield ""
        yield from conflict_lines(f"{number}. ", conflict)
    for finding in words.brought():
        yield ""
        yield Paragraph(tr("Theirs brings {finding}", finding=finding), rest="  ")
    for note in words.noted():
        yield ""
        yield from conflict_lines(tr("Note") + ": ", note)
    yield from _paragraph(words.still_there())
    yield from _paragraph(words.standing())
    if verbose:
        yield from _paragraph(tr("Made to ours: {event}", event=event) for event in words.made())
    yield from _paragraph(filter(None, [missing_names_of(words.merge)]))


def _paragraph(sentences: Iterable[str]) -> Iterator[Line]:
    for number, words in enumerate(sentences):
        if not number:
            yield ""
        yield Paragraph(words, rest="  ")


def conflict_lines(start: str, conflict: ConflictWords) -> Iterator[Line]:
    """A conflict: both events, why they collide, what mends it."""
    margin = " " * len(start)
    sides = {tr("ours") + ":": conflict.ours, tr("theirs") + ":": conflict.theirs}
    width = max(map(columns, sides)) + 1
    for first, (side, event) in zip((start, margin), sides.items(), strict=True):
        yield Paragraph(padded(side, width) + event, first=first, rest=margin + " " * width)
    for why in conflict.why:
        yield Paragraph(why, first=margin, rest=margin)
    for mend in conflict.mends:
        yield Paragraph(tr("fix: {fix}", fix=mend), first=margin, rest=f"{margin}  ")
