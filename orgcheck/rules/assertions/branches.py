"""What a branch holds: contains_all, contains_only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from orgcheck.rules.assertions.assertion import (
    MOST_FINDINGS,
    Assertion,
    Failure,
    Failures,
    Spot,
    at_id,
)
from orgcheck.rules.doubt import ANCESTRY, NOTHING, Ground
from orgcheck.rules.indexes import Target, within
from orgcheck.rules.pack_text import Node
from orgcheck.rules.selectors import Selector, selector
from orgcheck.snapshot.model import Unit


def contains_all(node: Node, _: str) -> Assertion | None:
    """Every unit that the selector matches lies below the selected one."""
    wanted = selector(node, "units")
    if wanted is None:
        return None

    def failures(ground: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        organisation = ground.organisation
        others = ground.known(wanted.members(organisation), wanted.reads | ANCESTRY)
        ids = {other.id for other in others}
        told = 0
        for unit in members:
            below = within(organisation, unit.id)
            if told >= MOST_FINDINGS:
                # Of every unit for every other there are too many to make, and too many to read.
                beyond = len(ids) - len(ids & below) - (unit.id in ids)
                if beyond:
                    yield Failure(unit, "", Spot("units"), times=beyond)
                continue
            for other in others:
                if other.id in below or other.id == unit.id:
                    continue
                told += 1
                message = f"{other.id} is not within {unit.id}, which must hold all {wanted.words}"
                yield Failure(unit, message, _of(other))

    return _of_branch(f"hold all {wanted.words}", failures, wanted)


def contains_only(node: Node, _: str) -> Assertion | None:
    """Nothing but what the selector matches lies below the selected one."""
    wanted = selector(node, "units")
    if wanted is None:
        return None

    def failures(ground: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        organisation = ground.organisation
        fits = wanted.test(organisation)
        for unit in members:
            below = [organisation.units[id] for id in organisation.descendants(unit.id)]
            for other in ground.known(below, wanted.reads | ANCESTRY):
                if not fits(other):
                    message = f"{other.id} is within {unit.id}, which may hold only {wanted.words}"
                    yield Failure(unit, message, _of(other))

    return _of_branch(f"hold only {wanted.words}", failures, wanted)


def _of_branch(demand: str, failures: Failures, wanted: Selector) -> Assertion:
    """The assertion that looks from a unit at those that a selector matches."""
    ids = (wanted.ids,) if wanted.ids else ()
    return Assertion(demand, failures, NOTHING, at_id, ids, others=(wanted,), relative=True)


def _of(other: Target) -> Spot:
    parent = other.parent if isinstance(other, Unit) else None
    return Spot("units", ("parent",), f"{other.id} {parent or ''}".strip(), (), other)
