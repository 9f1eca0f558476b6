"""Both structures in words, beside each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from orgcheck.changes.kinds.event_type import SIGNS, mark_word
from orgcheck.changes.marks import Marks, Standing, marks_of
from orgcheck.language import tr, tr_n
from orgcheck.organisation import Organisation
from orgcheck.reports.formats.html.structure import Line as Drawn
from orgcheck.reports.formats.html.structure import Step, lines_of, roots_of
from orgcheck.reports.formats.html.tree import sight_of
from orgcheck.reports.formats.paper.blocks import Line, Outline, Outlines, Section
from orgcheck.reports.formats.paper.case import Case


def outlines(case: Case) -> Section:
    """An outline of each side; what did not change is counted where it is much."""
    marks: Marks = marks_of(case.names)
    before = tr("Before: {version}", version=case.old.snapshot.label)
    after = tr("After: {version}", version=case.new.snapshot.label)
    sides = (
        _outline(case, case.old, marks.before, before),
        _outline(case, case.new, marks.after, after),
    )
    return Section(tr("Structure before and after"), (Outlines(sides),))


def _outline(
    case: Case, side: Organisation, standings: Mapping[str, Standing], title: str
) -> Outline:
    return Outline(title, tuple(_lines(case, side, standings)))


def _lines(case: Case, side: Organisation, standings: Mapping[str, Standing]) -> Iterator[Line]:
    """What stands open on a screen; what is folded there is only counted on paper."""
    remarks = roots_of(side)
    # Whether each branch that is being written stands open.
    branches: list[bool] = []
    hidden = 0
    for line in lines_of(side, sight_of(standings)):
        if line.step is Step.CLOSE:
            hidden -= not branches.pop()
            continue
        if line.step is Step.UNFOLD:
            hidden -= 1
            continue
        if not hidden:
            level = len(branches)
            words = line.words or _words(case, side, line, standings, remarks)
            yield Line(level, words)
        if line.step is Step.OPEN:
            branches.append(line.expanded)
            hidden += not line.expanded
        hidden += line.step is Step.FOLD


def _words(
    case: Case,
    side: Organisation,
    line: Drawn,
    standings: Mapping[str, Standing],
    remarks: Mapping[str, str],
) -> str:
    """A unit with the signs of what became of it; the sentences about it stand elsewhere."""
    standing = standings.get(line.id)
    if standing is None:
        name = side.name(line.id, case.language)
    else:
        name = case.names.was(line.id) if side is case.old else case.names.now(line.id)
    below = ""
    if line.step is Step.OPEN and not line.expanded:
        below = tr_n("1 below", "{number} below", line.below)
    marks = (
        ", ".join(f"{SIGNS[mark]} {mark_word(mark)}" for mark in standing.weighty)
        if standing
        else ""
    )
    said = " · ".join(filter(None, (marks, remarks.get(line.id, ""), below)))
    return f"{name} ({said})" if said else name
