"""Who takes over from units that end: requires_successor."""

from __future__ import annotations

from collections.abc import Iterator

from orgcheck.changes.comparison import Ids
from orgcheck.changes.holdings import RESPONSIBILITIES
from orgcheck.changes.kinds.event_type import abolished, lost
from orgcheck.changes.kinds.words import several
from orgcheck.rules.changes.case import Case, ChangeFailure, Scene
from orgcheck.rules.model import ChangeVerb

_NOBODY = ", and no unit succeeds it"


def requires_successor(scene: Scene, case: Case, verb: ChangeVerb) -> Iterator[ChangeFailure]:
    """Every unit that ends has a successor; with `{duties: all}` one that holds its duties."""
    ground = scene.ground
    for unit in case.old:
        if not ground.gone(unit):
            continue
        successors = ground.images(unit)
        if not successors:
            candidates = ground.candidates((unit,), of=unit)
            yield ChangeFailure(
                message=f"{unit} ends{f'; {candidates}' if candidates else _NOBODY}",
                about="successor",
                unit=unit,
                location=ground.place(unit),
                topics=abolished(unit),
            )
        elif verb.argument == "all" and (left := _left_behind(scene, unit, successors)):
            yield ChangeFailure(
                message=_without(scene, unit, successors, left),
                about="duties of successors",
                value=" · ".join(left),
                unit=unit,
                location=ground.place(unit),
                topics=lost(RESPONSIBILITIES, *left),
            )


def _without(scene: Scene, unit: str, successors: Ids, left: list[str]) -> str:
    holdings = scene.ground.holdings(RESPONSIBILITIES)
    verb = "succeeds" if len(successors) == 1 else "succeed"
    duties = several(map(holdings.wording, left))
    return f"{several(successors)} {verb} {unit} without {duties}"


def _left_behind(scene: Scene, unit: str, successors: Ids) -> list[str]:
    """The duties of an ended unit that none of its successors holds."""
    holdings = scene.ground.holdings(RESPONSIBILITIES)
    return sorted(
        duty
        for duty in holdings.keys_of(unit, before=True)
        if successors.isdisjoint(holdings.held(duty, before=False))
    )
