"""Figures rolled up over a unit and all below it: sum."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import inf

from orgcheck.findings import Fault
from orgcheck.language import msg, said
from orgcheck.measures import Bounds, Measure
from orgcheck.numbers import Number, summed
from orgcheck.organisation import Organisation, remembered
from orgcheck.records import NamedTuple, replace
from orgcheck.rules.arguments import LEAST, MOST, TEXT, Key, Subject, bounded
from orgcheck.rules.assertions.assertion import Assertion, Failure, Spot, withheld
from orgcheck.rules.assertions.counts import settled
from orgcheck.rules.assertions.verb import UNITS, Example, StructureVerb
from orgcheck.rules.doubt import Doubt, Ground, Range, own
from orgcheck.rules.indexes import Target, called, depths, within
from orgcheck.snapshot.words import said_word

_FIGURES = own("figures")


class _Sum(NamedTuple):
    """A figure, and the bounds of its sum."""

    figure: str
    wanted: Bounds


def _sum(asked: _Sum, _: Subject) -> Assertion:
    figure, wanted = asked.figure, asked.wanted

    def failures(ground: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        organisation = ground.organisation
        totals, doubt = _totals(organisation, figure), ground.doubt
        ranges = _Ranges(organisation, doubt, figure) if doubt is not None else None
        for unit in members:
            total = totals.get(unit.id, 0)
            if ranges is not None:
                number = ranges.of(unit.id, total)
                if number.because is not None and not settled(number, wanted):
                    yield withheld(unit, number.because)
                    continue
            if wanted.allow(total):
                continue
            message = said(
                "{unit}, with all below it, has {figure} {total}, not {bounds}",
                unit=called(unit),
                figure=said_word(figure),
                total=total,
                bounds=wanted.words,
            )
            at = replace(spot(organisation, unit), measure=Measure(total, wanted))
            yield Failure(unit, message, at)

    def spot(_: Organisation, __: Target) -> Spot:
        return Spot("figures", ("figures", figure), figure)

    demand = said(
        "have, with all below it, {figure} of {bounds}",
        figure=said_word(figure),
        bounds=wanted.words,
    )
    return Assertion(demand, failures, _FIGURES, spot)


class _Ranges:
    """How little and how much each sum of a figure may be.

    A figure that could not be read may be any. What stands in a faulty place may belong elsewhere
    with all below it, and what is lost below any unit but those below itself.
    """

    def __init__(self, organisation: Organisation, doubt: Doubt, figure: str) -> None:
        self._organisation, self._doubt = organisation, doubt
        self._totals = _totals(organisation, figure)
        self._unread: dict[str, Fault] = {}
        for id, faulty in doubt.fields.items():
            if "figures" in faulty and id in organisation.units:
                for above in (id, *organisation.ancestors(id)):
                    self._unread.setdefault(above, faulty["figures"])
        self._lost = [id for id in doubt.lost if self._counts(id)]
        self._everywhere = self._moved(self._lost, frozenset())

    def _counts(self, id: str) -> bool:
        return id in self._unread or bool(self._totals.get(id))

    def _moved(self, moving: Sequence[str], below: frozenset[str]) -> Range:
        """What may come on top, or fall away, if units belong elsewhere or here."""
        unread = next((self._unread[one] for one in moving if one in self._unread), None)
        if unread is not None:
            return Range(-inf, inf, unread)
        changes = [
            -self._totals.get(one, 0) if one in below else self._totals.get(one, 0)
            for one in moving
        ]
        least = summed(min(0, change) for change in changes)
        most = summed(max(0, change) for change in changes)
        return Range(least, most, self._doubt.places[moving[0]] if moving else None)

    def of(self, id: str, total: Number) -> Range:
        """The range of the sum of a unit, which is `total` as the snapshot stands."""
        doubt = self._doubt
        if doubt.unknown is not None:
            return Range(-inf, inf, doubt.unknown)
        if id in self._unread:
            return Range(-inf, inf, self._unread[id])
        moved = self._everywhere
        if id in doubt.ancestry or id in doubt.above_faulty:
            below = within(self._organisation, id)
            own_chain = doubt.on_chain(id, doubt.lost)
            inside = [one for one in doubt.places if one in below and self._counts(one)]
            outside = [one for one in self._lost if one not in below and one not in own_chain]
            moved = self._moved([*inside, *outside], below)
        if isinstance(moved.least, float) or isinstance(moved.most, float):
            return moved
        least, most = (summed((total, change)) for change in (moved.least, moved.most))
        return Range(least, most, moved.because)


@remembered
def _totals(organisation: Organisation, figure: str) -> Mapping[str, Number]:
    """The sum for every unit that has the figure or has it below; none in a cycle."""
    totals: dict[str, Number] = {}
    units = organisation.units
    # From the deepest level upwards, so that each unit's total is complete when it is added.
    for id in reversed(depths(organisation)):
        unit = units[id]
        stated = unit.figures.get(figure) if unit.figures else None
        if stated is not None:
            totals[id] = summed((totals.get(id, 0), stated))
        if id in totals and unit.parent is not None:
            totals[unit.parent] = summed((totals.get(unit.parent, 0), totals[id]))
    return totals


VERBS = (
    StructureVerb(
        name="sum",
        usage="{figure: F, min, max}",
        statement=msg("The figure, added up over the unit and all below it."),
        argument=bounded(
            lambda values, wanted: _Sum(values["figure"], wanted),
            Key("figure", TEXT, "The figure, such as headcount.", "such as headcount"),
            LEAST,
            MOST,
        ),
        of=UNITS,
        check=_sum,
        example=Example(
            "{figure: fte, max: 10}",
            "units: [{id: a, name: A, top: true, figures: {fte: 4}}, "
            "{id: b, name: B, parent: a, figures: {fte: 6}}]",
            "units: [{id: a, name: A, top: true, figures: {fte: 4}}, "
            "{id: b, name: B, parent: a, figures: {fte: 7}}]",
            "{top: true}",
        ),
    ),
)
