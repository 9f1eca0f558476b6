"""What only an expression can say of an event: cel, and the condition `where`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from orgcheck.changes.changeset import Event
from orgcheck.numbers import approximate
from orgcheck.organisation import Organisation
from orgcheck.rules.cel_effort import Effort
from orgcheck.rules.changes.case import Case, ChangeFailure, Scene
from orgcheck.rules.changes.ground import ChangeGround
from orgcheck.rules.changes.verbs.events import of_event
from orgcheck.rules.expression import Expression
from orgcheck.rules.facts import plain_fields
from orgcheck.rules.model import ChangeVerb
from orgcheck.rules.unanswerable import TooLong, Unanswerable


def cel(scene: Scene, case: Case, verb: ChangeVerb) -> Iterator[ChangeFailure]:
    """The expression over `change`, `old` and `new` is true."""
    event = case.event
    if event is None:
        return
    try:
        if not holds(verb.argument, scene.ground, event, scene.effort):
            # What readers are told is the rule's statement, never the expression.
            message = f"{scene.ground.said(event)}: {scene.rule.statement}"
            yield of_event(scene, case, event, message, "cel")
    except TooLong:
        raise
    except Unanswerable as why:
        message = f"the event that {scene.ground.said(event)}"
        yield of_event(scene, case, event, message, "cel", why)


def holds(expression: Expression, ground: ChangeGround, event: Event, effort: Effort) -> bool:
    """Whether an expression is true of an event.

    Raises
    ------
    Unanswerable
        Where it has no answer.
    """
    context: dict[str, Any] = {"change": _change(event), "old": [], "new": []}
    for side, organisation, ids in (
        ("old", ground.old, event.old),
        ("new", ground.new, event.new),
    ):
        if side in expression.mentions:
            context[side] = _units(organisation, ids, expression, side)
    return expression.holds(context, effort)


def _units(
    organisation: Organisation, ids: tuple[str, ...], expression: Expression, side: str
) -> list[Mapping[str, Any]]:
    units = organisation.units
    return [
        plain_fields(organisation, "units", units[id], expression, side)
        for id in ids
        if id in units
    ]


def _change(event: Event) -> Mapping[str, Any]:
    return {
        "kind": str(event.kind),
        "old": list(event.old),
        "new": list(event.new),
        "certainty": str(event.certainty) if event.certainty is not None else None,
        "evidence": list(event.evidence),
        "change": event.change,
        "item": event.item,
        "field": event.field,
        "key": event.key,
        "carried": event.carried,
        "figures": {
            name: {
                "before": approximate(net.before),
                "after": approximate(net.after),
                "net": approximate(net.net),
            }
            for name, net in event.figures.items()
        },
    }
