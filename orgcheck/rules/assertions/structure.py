"""Where units stand: parent, within, not_within, parent_kind, child_kinds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from orgcheck.rules.assertions.assertion import (
    Assertion,
    Failure,
    Spot,
    at_id,
    at_parent,
    withheld,
)
from orgcheck.rules.doubt import NOTHING, Ground, own
from orgcheck.rules.fields import listed
from orgcheck.rules.indexes import Target, below_any
from orgcheck.rules.indexes import within as units_within
from orgcheck.rules.pack_text import Node
from orgcheck.rules.selectors import parent_of
from orgcheck.snapshot.model import Unit

_PARENT = own("parent", "top")


def parent(node: Node, _: str) -> Assertion | None:
    """The parent is the one named, or one of them."""
    ids = node.texts()
    if not ids:
        return None
    wanted = ids.as_set

    def failures(ground: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        for unit in members:
            if parent_of(unit) not in wanted:
                spot = at_parent(ground.organisation, unit)
                message = f"{unit.id} {_place(spot)}, and its parent must be {listed(ids)}"
                yield Failure(unit, message, spot)

    return Assertion(f"have {listed(ids)} as parent", failures, _PARENT, at_parent, (wanted,))


def within(node: Node, _: str) -> Assertion | None:
    """The one named is an ancestor."""
    ids = node.texts()
    if not ids:
        return None

    def failures(ground: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        below = below_any(units_within, ground.organisation, ids)
        unsettled = ground.unsettled(members, ids, command=False)
        for unit in members:
            if unit.id in unsettled:
                yield withheld(unit, unsettled[unit.id])
            elif unit.id not in below:
                spot = at_parent(ground.organisation, unit)
                message = f"{unit.id} {_place(spot)}, and not within {listed(ids)}"
                yield Failure(unit, message, spot)

    return Assertion(f"be within {listed(ids)}", failures, NOTHING, at_parent, (ids.as_set,))


def not_within(node: Node, _: str) -> Assertion | None:
    """The one named is no ancestor."""
    ids = node.texts()
    if not ids:
        return None

    def failures(ground: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        below = below_any(units_within, ground.organisation, ids)
        unsettled = ground.unsettled(members, ids, command=False)
        for unit in members:
            if unit.id in unsettled:
                yield withheld(unit, unsettled[unit.id])
            elif unit.id in below:
                spot = at_parent(ground.organisation, unit)
                above = next(id for id in spot.chain[1:] if id in ids)
                yield Failure(unit, f"{unit.id} is within {above}, and must not be", spot)

    return Assertion(f"not be within {listed(ids)}", failures, NOTHING, at_parent, (ids.as_set,))


def parent_kind(node: Node, _: str) -> Assertion | None:
    """The parent is of the kind named, or of one of them."""
    kinds = node.texts()
    if not kinds:
        return None
    wanted = kinds.as_set

    def failures(ground: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        units = ground.organisation.units
        for unit in members:
            above = units.get(parent_of(unit) or "")
            if above is not None and above.kind in wanted:
                continue
            if above is not None and (fault := ground.doubts(above.id, own("kind"))):
                yield withheld(unit, fault)
                continue
            spot = at_parent(ground.organisation, unit)
            message = f"{unit.id} {_place(spot)}{_kind(above)}, not {listed(kinds)}"
            if above is None:
                message = f"{unit.id} {_place(spot)}, and needs a parent of kind {listed(kinds)}"
            yield Failure(unit, message, spot)

    demand = f"have a parent of kind {listed(kinds)}"
    return Assertion(demand, failures, _PARENT, at_parent)


def child_kinds(node: Node, _: str) -> Assertion | None:
    """Every child is of one of the kinds named."""
    kinds = node.texts()
    if not kinds:
        return None
    wanted = kinds.as_set

    def failures(ground: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        children, units = ground.organisation.children, ground.organisation.units

        def astray(id: str) -> bool:
            return units[id].kind not in wanted or ground.doubts(id, own("kind")) is not None

        lost = ground.lost(astray)
        for unit in members:
            for id in children.get(unit.id, ()):
                child = units[id]
                if fault := ground.doubts(id, own("kind", "parent", "top")):
                    yield withheld(unit, fault)
                    continue
                if child.kind in wanted:
                    continue
                actual = f"is of kind {child.kind}" if child.kind else "has no kind"
                message = f"{id}, a child of {unit.id}, {actual}, not {listed(kinds)}"
                value = f"{id} {child.kind or ''}".strip()
                spot = Spot("child_kinds", ("kind",), value, part=child)
                yield Failure(unit, message, spot)
            if fault := ground.stray(unit.id, lost):
                yield withheld(unit, fault)

    demand = f"have children of kind {listed(kinds)} only"
    return Assertion(demand, failures, NOTHING, at_id)


def _place(spot: Spot) -> str:
    if spot.value is not None:
        return f"has the parent {spot.value}"
    return "is at the top" if spot.about == "top" else "has no parent"


def _kind(unit: Unit | None) -> str:
    kind = unit.kind if unit is not None else None
    return f", which is of kind {kind}" if kind else ", which has no kind"
