"""Headcount, budget and what else is counted: before, after, and net."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from orgcheck.changes.account import before_and_after, figures_of
from orgcheck.changes.changeset import Event, Net
from orgcheck.changes.kinds import type_of
from orgcheck.changes.ledger import net_figures
from orgcheck.language import tr
from orgcheck.reports.formats.paper.blocks import Part, Section, Table, Text
from orgcheck.reports.formats.paper.case import Case
from orgcheck.reports.words import capital


def in_brief(case: Case) -> Section:
    """The figures of the whole, and how many units, posts and duties there are."""
    old, new, ledger = case.old, case.new, case.changes.ledger
    sizes = [
        *((capital(name), net) for name, net in figures_of(ledger.figures)),
        (tr("Units"), Net(len(old.units), len(new.units))),
        (tr("Posts"), Net(len(old.posts), len(new.posts))),
        (
            tr("Recorded duties"),
            Net(ledger.responsibilities.before, ledger.responsibilities.after),
        ),
    ]
    rows = tuple((name, *before_and_after(net)) for name, net in sizes if net.before or net.after)
    title = tr("Figures") if ledger.figures else tr("Sizes")
    table = Table(_head(), rows, numbers=True)
    return Section(title, (table,))


def by_measure(case: Case, title: str) -> Iterator[Part]:
    """A row for each figure of each measure; nothing where there are none."""
    rows = [
        row
        for number, one in enumerate(case.measures, start=1)
        for row in _rows(case, tr("Measure {number}", number=number), case.events_of(one))
    ]
    if not rows:
        return
    rows += _rows(case, tr("Outside of every measure"), case.outside)
    note = tr(
        "Of the units that a measure touches, without those below them; a unit that two measures "
        "touch is in both."
    )
    yield Part(title, (Table(_head(), tuple(rows), numbers=True), Text(note)))


def _head() -> tuple[str, ...]:
    return ("", tr("Before"), tr("After"), capital(tr("net")))


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
    for name, net in figures_of(net_figures(old_units, new_units)):
        label = tr("{measure}: {figure}", measure=measure, figure=name)
        yield label, *before_and_after(net)
