"""Figures rolled up over a unit and all below it: sum."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from math import isfinite

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
    least, most = (
        _exact(number) if (number := numbers.get(key)) is not None else None
        for key in ("min", "max")
    )
    wanted = " and ".join(
        f"at {word} {bound}"
        for word, bound in (("least", least), ("most", most))
        if bound is not None
    )

    def failures(ground: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        organisation = ground.organisation
        totals = _totals(organisation, figure)
        for unit in members:
            total = totals.get(unit.id, 0)
            if (least is None or total >= least) and (most is None or total <= most):
                continue
            if ground.doubt is not None and any(
                ground.doubts(id, _FIGURES) for id in organisation.descendants(unit.id)
            ):
                continue
            message = f"{unit.id}, with all below it, has {figure} {_written(total)}, not {wanted}"
            yield Failure(unit, message, spot(organisation, unit))

    def spot(organisation: Organisation, unit: Target) -> Spot:
        total = _totals(organisation, figure).get(unit.id, Decimal(0))
        return Spot("figures", ("figures", figure), f"{figure} {_written(total)}")

    demand = f"have, with all below it, {figure} of {wanted}"
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
            totals[id] = totals.get(id, 0) + _exact(stated)
        if id in totals and unit.parent is not None:
            totals[unit.parent] = totals.get(unit.parent, 0) + totals[id]
    return totals


def _exact(number: int | float) -> int | Decimal:
    """The number as it is written: 0.1 and 0.2 make 0.3."""
    if isinstance(number, int):
        return number
    return Decimal(str(number)) if isfinite(number) else 0


def _written(total: int | Decimal) -> str:
    return str(total) if isinstance(total, int) else f"{total:f}"
