"""Expressions about an event: what they may name, and whether one is true of it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from orgcheck.event_kinds import EventKind
from orgcheck.language import said
from orgcheck.numbers import approximate
from orgcheck.organisation import Organisation
from orgcheck.patterns import pattern
from orgcheck.rules.expressions.cost import Effort
from orgcheck.rules.expressions.expression import Expression, expression
from orgcheck.rules.expressions.language import (
    NUMBER,
    TEXT,
    TEXTS,
    Record,
    Type,
    list_of,
    map_of,
    record_of,
)
from orgcheck.rules.facts import member_record, plain_fields
from orgcheck.rules.pack_text import Node
from orgcheck.snapshot.suggestions import nearest
from orgcheck.snapshot.text import clipped

if TYPE_CHECKING:
    from orgcheck.changes.changeset import Event
    from orgcheck.rules.changes.ground import ChangeGround

EVENT_KINDS = tuple(kind.value for kind in EventKind)
_FIGURE = Record("figures", {"before": NUMBER, "after": NUMBER, "net": NUMBER}, {})
_CHANGE = Record(
    "change",
    {
        **dict.fromkeys(("kind", "certainty", "change", "item", "field", "key"), TEXT),
        **dict.fromkeys(("old", "new", "evidence"), TEXTS),
        "carried": NUMBER,
        "figures": map_of(record_of(_FIGURE)),
    },
    {
        **dict.fromkeys(("certainty", "change", "item", "field", "key"), "null"),
        **dict.fromkeys(("old", "new", "evidence", "figures"), "empty"),
    },
)


# A text that the kind of an event is compared with.
_KIND = pattern(r"""\bchange\.kind\s*[!=]=\s*['"]([^'"]*)['"]""")


@cache
def _variables() -> Mapping[str, Type]:
    sides = {side: list_of(record_of(member_record(side, "units"))) for side in ("old", "new")}
    return {"change": record_of(_CHANGE), **sides}


def condition(node: Node) -> Expression | None:
    """An expression over an event, in which every kind that it is compared with exists."""
    asked = expression(node, _variables())
    if asked is None:
        return None
    unknown = [kind for kind in _KIND.findall(asked.text) if kind not in EVENT_KINDS]
    for kind in unknown:
        near = nearest(kind, EVENT_KINDS)
        fix = f"did you mean {near}?" if near else f"known here: {', '.join(EVENT_KINDS)}"
        node.wrong(said('there is no kind of event "{kind}"', kind=clipped(kind)), fix)
    return None if unknown else asked


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
