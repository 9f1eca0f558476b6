"""Both structures, drawn small enough for a page where there is a drawing, and in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from orgcheck.changes.kinds.event_type import SIGNS
from orgcheck.changes.marks import Marks, Standing, marks_of
from orgcheck.charts import folding
from orgcheck.charts.change import of_change
from orgcheck.charts.drawing import Drawing
from orgcheck.charts.structure import of_organisation
from orgcheck.charts.svg import svg_element
from orgcheck.organisation import Organisation
from orgcheck.reports.formats.html.structure import Line as Drawn
from orgcheck.reports.formats.html.structure import Step, lines_of, roots_of
from orgcheck.reports.formats.html.tree import sight_of
from orgcheck.reports.formats.paper.blocks import Line, Outline, Picture, Section
from orgcheck.reports.formats.paper.case import Case
from orgcheck.results import DiffResult


def outlines(case: Case, pictures: tuple[str, str] | None) -> Section:
    """A picture and an outline of each side; what did not change is counted where it is much."""
    marks: Marks = marks_of(case.names)
    drawn = [
        Picture(svg, f"The structure {when}, as in the outline below.")
        for svg, when in zip(pictures or (), ("before", "after"), strict=False)
    ]
    return Section(
        "Structure before and after",
        (
            *drawn,
            _outline(case, case.old, marks.before, "Before"),
            _outline(case, case.new, marks.after, "After"),
        ),
    )


def _outline(
    case: Case, side: Organisation, standings: Mapping[str, Standing], title: str
) -> Outline:
    return Outline(f"{title}: {side.snapshot.label}", tuple(_lines(case, side, standings)))


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
    standing = standings.get(line.id)
    below = f"{line.below:,} below" if line.step is Step.OPEN and not line.expanded else ""
    if standing is None:
        name = side.name(line.id, case.language)
        facts = [remarks.get(line.id, ""), below]
    else:
        name = case.names.was(line.id) if side is case.old else case.names.now(line.id)
        marks = ", ".join(f"{SIGNS[mark]} {mark}" for mark in standing.marks)
        notes = "; ".join(note.text for note in standing.notes)
        facts = [f"{marks}: {notes}" if notes else marks, remarks.get(line.id, ""), below]
    said = " · ".join(filter(None, facts))
    return f"{name} ({said})" if said else name


# -- the drawings -----------------------------------------------------------------------------


# More boxes, or lines between them, cannot be read on a sheet of paper.
_MOST_BOXES = 60
_MOST_LINES = 20


def pictures_of(compared: DiffResult) -> tuple[str, str]:
    """The older structure, and the newer one with what changed, as SVG."""
    old, new, language = compared.old, compared.new, compared.language
    before = of_organisation(old, language=language)
    after = of_change(old, new, Case.of(compared).changes, language=language)
    return svg_element(_on_a_page(before)), svg_element(_on_a_page(after))


def _on_a_page(drawing: Drawing) -> Drawing:
    """What changed, if that makes a picture smaller, and as many levels as can be read."""
    less, _ = folding.sized_down(drawing, _MOST_BOXES)
    return folding.with_fewer_lines(less, _MOST_LINES)
