"""Figures before, after and net: of each measure's units, and of all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from orgcheck.changes.changeset import Event
from orgcheck.changes.kinds import type_of
from orgcheck.changes.ledger import net_figures
from orgcheck.reports.formats.paper.blocks import Section, Table, Text
from orgcheck.reports.formats.paper.case import Case
from orgcheck.reports.numbers import before_and_after


def figures(case: Case) -> Section:
    """A row for each figure of each measure, then the sums over the whole organisation."""
    totals = case.changes.ledger.figures
    if not totals:
        return Section("Figures", (Text("No figures are recorded."),))
    rows = [
        *(row for one in case.measures for row in _rows(case, one.measure.id, case.events_of(one))),
        *(_rows(case, "outside of every measure", case.outside) if case.measures else ()),
        *(("whole organisation", name, *before_and_after(net)) for name, net in totals.items()),
    ]
    note = Text("Of the units that a measure touches; a unit that two measures touch is in both.")
    table = Table(("Measure", "figure", "before", "after", "net"), tuple(rows), numbers=True)
    return Section("Figures", (table, note) if case.measures else (table,))


def _rows(case: Case, measure: str, events: Iterable[Event]) -> Iterator[tuple[str, ...]]:
    """The figures of the units that some events touch, each unit once."""
    before: dict[str, None] = {}
    after: dict[str, None] = {}
    for event in events:
        # What passes between units leaves their own figures as they are.
        if type_of(event.kind).holding is not None:
            continue
        old, new = case.ground.units_of(event)
        before.update(dict.fromkeys((*old, *event.old)))
        after.update(dict.fromkeys((*new, *event.new)))
    old_units = [case.old.units[id] for id in before if id in case.old.units]
    new_units = [case.new.units[id] for id in after if id in case.new.units]
    for name, net in net_figures(old_units, new_units).items():
        yield measure, name, *before_and_after(net)
