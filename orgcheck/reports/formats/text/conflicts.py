"""A branch held against others, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from orgcheck.language import tr
from orgcheck.merging.branches import Collisions
from orgcheck.reports.format import PLAIN, Screen
from orgcheck.reports.formats.text.lines import Line, Paragraph, written
from orgcheck.reports.formats.text.merge import conflict_lines
from orgcheck.reports.merging import MergeWords, beside_title, collisions_verdict


def report(collisions: Collisions, *, screen: Screen = PLAIN, language: str | None = None) -> str:
    """Which branches collide with this one, and in which events."""
    return written(_lines(collisions, language), screen)


def _lines(collisions: Collisions, language: str | None) -> Iterator[Line]:
    yield Paragraph(collisions_verdict(collisions))
    for note in collisions.notes:
        yield Paragraph(tr("Note: {note}", note=note), rest="  ")
    for one in collisions.colliding:
        words = MergeWords(one.merge, language)
        yield ""
        yield Paragraph(f"{beside_title(one)}:")
        for number, conflict in enumerate(words.conflicts(), 1):
            yield from conflict_lines(f"{number}. ", conflict)
        for finding in words.brought():
            brought = tr("{branch} brings {finding}", branch=one.branch, finding=finding)
            yield Paragraph(brought, rest="  ")
