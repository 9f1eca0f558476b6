"""What a branch holds: contains_all, contains_only."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from orgcheck.organisation import Fault
from orgcheck.rules.assertions.assertion import (
    MOST_FINDINGS,
    Assertion,
    Failure,
    Failures,
    Spot,
    at_id,
    withheld,
)
from orgcheck.rules.doubt import NOTHING, Ground
from orgcheck.rules.indexes import Target, within
from orgcheck.rules.pack_text import Node
from orgcheck.rules.selectors import Selection, Selector, selector
from orgcheck.snapshot.model import Unit


def contains_all(node: Node, _: str) -> Assertion | None:
    """Every unit that the selector matches lies below the selected one."""
    wanted = selector(node, "units")
    if wanted is None:
        return None

    def failures(ground: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        organisation = ground.organisation
        selection = wanted.selection(ground)
        ids = {other.id for other in selection.known}
        asked = [*selection.known, *(organisation.units[id] for id in selection.unsure)]
        told = 0
        for unit in members:
            below = within(organisation, unit.id)
            unsettled = ground.unsettled(asked, (unit.id,), command=False)
            yield from _undecided(unit, selection, unsettled, below)
            if told >= MOST_FINDINGS:
                # Of every unit for every other there are too many to make, and too many to read.
                beyond = len(ids - below - unsettled.keys() - {unit.id})
                if beyond:
                    yield Failure(unit, "", Spot("units"), times=beyond)
                continue
            for other in selection.known:
                if other.id in below or other.id == unit.id or other.id in unsettled:
                    continue
                told += 1
                message = f"{other.id} is not within {unit.id}, which must hold all {wanted.words}"
                yield Failure(unit, message, _of(other))

    return _of_branch(f"hold all {wanted.words}", failures, wanted)


def _undecided(
    unit: Target, selection: Selection, unsettled: Mapping[str, Fault], below: Collection[str]
) -> Iterator[Failure]:
    """That it is not known of some others whether a unit must hold them, or does."""
    for id, fault in {**selection.unsure, **unsettled}.items():
        # What is held for sure speaks for the unit, whether it has to be held or not.
        if id != unit.id and (id in unsettled or id not in below):
            yield withheld(unit, fault)


def contains_only(node: Node, _: str) -> Assertion | None:
    """Nothing but what the selector matches lies below the selected one."""
    wanted = selector(node, "units")
    if wanted is None:
        return None

    def failures(ground: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        organisation = ground.organisation
        fits = wanted.judged(ground)

        def astray(id: str) -> bool:
            branch = (id, *organisation.descendants(id))
            return any(fits(organisation.units[one]) is not True for one in branch)

        lost = ground.lost(astray)
        for unit in members:
            stray = ground.stray(unit.id, lost)
            below = [organisation.units[id] for id in organisation.descendants(unit.id)]
            unsettled = ground.unsettled(below, (unit.id,), command=False)
            for other in below:
                verdict = fits(other)
                if verdict is True:
                    continue
                if fault := unsettled.get(other.id) or verdict:
                    stray = stray or fault
                else:
                    message = f"{other.id} is within {unit.id}, which may hold only {wanted.words}"
                    yield Failure(unit, message, _of(other))
            if stray is not None:
                yield withheld(unit, stray)

    return _of_branch(f"hold only {wanted.words}", failures, wanted)


def _of_branch(demand: str, failures: Failures, wanted: Selector) -> Assertion:
    """The assertion that looks from a unit at those that a selector matches."""
    ids = (wanted.ids,) if wanted.ids else ()
    return Assertion(demand, failures, NOTHING, at_id, ids, others=(wanted,))


def _of(other: Target) -> Spot:
    parent = other.parent if isinstance(other, Unit) else None
    return Spot("units", ("parent",), f"{other.id} {parent or ''}".strip(), (), other)
