"""Figures rolled up over a unit and all below it: sum."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from orgcheck.measures import Bounds, Measure, exact, written
from orgcheck.organisation import Organisation
from orgcheck.rules.assertions.assertion import Assertion, Failure, Spot
from orgcheck.rules.doubt import BELOW, Ground, own
from orgcheck.rules.indexes import Target, depths, remembered
from orgcheck.rules.pack_text import Node

_FIGURES = own("figures")


def sum_of(node: Node, _: str) -> Assertion | None:
    """The figure of the unit and of all units below it, added up, is within the bounds."""
    parts = node.mapping(("figure", "max", "min"))
    if parts is None:
        return None
    if "figure" not in parts:
        node.wrong('"figure" is missing', "add `figure:`, such as headcount")
    if not parts.keys() & {"min", "max"}:
        node.wrong("says no bound", "write `min:` or `max:`")
    figure = parts["figure"].text() if "figure" in parts else None
    numbers = {key: parts[key].number() for key in ("min", "max") if key in parts}
    if figure is None or not numbers or None in numbers.values():
        return None
    stated = {key: exact(number) for key, number in numbers.items() if number is not None}
    wanted = Bounds(stated.get("min"), stated.get("max"))

    def failures(ground: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        organisation = ground.organisation
        totals = _totals(organisation, figure)
        for unit in members:
            total = totals.get(unit.id, 0)
            if wanted.allow(total):
                continue
            if ground.doubt is not None and any(
                ground.doubts(id, _FIGURES) for id in organisation.descendants(unit.id)
            ):
                continue
            has = f"{figure} {written(total)}"
            message = f"{unit.id}, with all below it, has {has}, not {wanted.words}"
            at = replace(spot(organisation, unit), measure=Measure(total, wanted))
            yield Failure(unit, message, at)

    def spot(_: Organisation, __: Target) -> Spot:
        return Spot("figures", ("figures", figure), figure)

    demand = f"have, with all below it, {figure} of {wanted.words}"
    return Assertion(demand, failures, BELOW | _FIGURES, spot, relative=True)


@remembered
def _totals(organisation: Organisation, figure: str) -> Mapping[str, int | Decimal]:
    """The sum for every unit that has the figure or has it below; none in a cycle."""
    totals: dict[str, int | Decimal] = {}
    units = organisation.units
    # From the deepest level upwards, so that each unit's total is complete when it is added.
    for id in reversed(depths(organisation)):
        unit = units[id]
        stated = unit.figures.get(figure) if unit.figures else None
        if stated is not None:
            totals[id] = totals.get(id, 0) + exact(stated)
        if id in totals and unit.parent is not None:
            totals[unit.parent] = totals.get(unit.parent, 0) + totals[id]
    return totals
