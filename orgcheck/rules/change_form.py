"""What change rules have of their own: the events that they are about, and what they demand."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

from orgcheck.changes.kinds import event_types
from orgcheck.event_kinds import EventKind
from orgcheck.rules.cel_types import (
    NUMBER,
    TEXT,
    TEXTS,
    Record,
    Type,
    list_of,
    map_of,
    record_of,
)
from orgcheck.rules.expression import Expression, expression
from orgcheck.rules.facts import member_record
from orgcheck.rules.fields import field_names
from orgcheck.rules.model import ChangeVerb
from orgcheck.rules.pack_text import Node
from orgcheck.snapshot.suggestions import nearest
from orgcheck.snapshot.text import clipped, found

CHANGE_KEYS = ("on", "where")
EVENT_KINDS = tuple(kind.value for kind in EventKind)
_FLAGS = (
    "forbidden",
    "responsibilities_kept",
    "sites_kept",
    "command_unchanged",
    "declared",
)
_LOGIC = ("all", "any", "not")
_VERBS = (*_FLAGS, "requires_successor", "unchanged", "max_share", "cel", *_LOGIC)
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
# What an expression may ask of an event; of units, what one about a structure may ask of them.
CHANGE_FIELDS = tuple(_CHANGE.fields)


# A text that the kind of an event is compared with.
_KIND = re.compile(r"""\bchange\.kind\s*[!=]=\s*['"]([^'"]*)['"]""")


@cache
def _variables() -> Mapping[str, Type]:
    sides = {side: list_of(record_of(member_record(side, "units"))) for side in ("old", "new")}
    return {"change": record_of(_CHANGE), **sides}


def _expression(node: Node) -> Expression | None:
    """An expression over an event, in which every kind that it is compared with exists."""
    asked = expression(node, _variables())
    if asked is None:
        return None
    unknown = [kind for kind in _KIND.findall(asked.text) if kind not in EVENT_KINDS]
    for kind in unknown:
        near = nearest(kind, EVENT_KINDS)
        fix = f"did you mean {near}?" if near else f"known here: {', '.join(EVENT_KINDS)}"
        node.wrong(f'there is no kind of event "{clipped(kind)}"', fix)
    return None if unknown else asked


def change_parts(
    parts: Mapping[str, Node],
) -> tuple[tuple[str, ...], Expression | None, tuple[ChangeVerb, ...]] | None:
    """The kinds of event, the condition and the demands; None, and the problems, where wrong."""
    on = _kinds(parts["on"]) if "on" in parts else ()
    where = _expression(parts["where"]) if "where" in parts else None
    demands = _demands(parts["assert"], on or ()) if "assert" in parts else ()
    if not demands or on is None or ("where" in parts and where is None):
        return None
    return on, where, demands


def _kinds(node: Node) -> tuple[str, ...] | None:
    if isinstance(node.value, str):
        kind = node.one_of(EVENT_KINDS)
        return None if kind is None else (kind,)
    items = node.items()
    if node.value == []:
        node.wrong("is empty", "name at least one kind of event, or remove it")
    kinds = [item.one_of(EVENT_KINDS) for item in items]
    known = tuple(kind for kind in kinds if kind is not None)
    return known if known and len(known) == len(kinds) else None


def _demands(node: Node, on: Collection[str]) -> tuple[ChangeVerb, ...]:
    parts = node.mapping(_VERBS, "verb")
    if parts is None:
        return ()
    if not node.value:
        node.wrong("is empty", "write at least one verb")
    demands = []
    for verb, part in parts.items():
        argument = _argument(part, verb, on)
        if argument is not None:
            demands.append(ChangeVerb(verb, argument, part.place))
    return tuple(demands)


def _argument(node: Node, verb: str, on: Collection[str]) -> Any:
    if idle := _idle(verb, on):
        node.wrong(f"of these kinds of event it always holds: {', '.join(on)}", idle)
        return None
    if verb in _FLAGS:
        return node.is_asked() or None
    if verb == "requires_successor":
        return _successor(node)
    if verb == "unchanged":
        return field_names(node, "units") or None
    if verb == "max_share":
        return _share(node)
    if verb == "cel":
        return _expression(node)
    inner = node.deeper()
    if inner is None:
        return None
    if verb == "not":
        return _demands(inner, on) or None
    items = inner.items()
    if inner.value == []:
        inner.wrong("is empty", "write at least one assertion")
    return tuple(_demands(item, on) for item in items) or None


def _idle(verb: str, on: Collection[str]) -> str | None:
    """What to write in place of a verb that no event of these kinds can fall short of."""
    if not on:
        return None
    types = event_types()
    ending = [kind for kind, one in types.items() if one.ends_units]
    if verb == "requires_successor" and not set(on).intersection(ending):
        return f"in `on`, name a kind in which units end: {', '.join(ending)}"
    if verb == "declared" and not any(types[EventKind(kind)].inferable for kind in on):
        return "in `on`, name a kind in which units go on or are succeeded"
    return None


def _successor(node: Node) -> bool | str | None:
    if not isinstance(node.value, dict):
        if not isinstance(node.value, str):
            node.wrong(f"expected true, or {{duties: all}}, found {found(node.value)}")
            return None
        return node.is_asked() or None
    parts = node.mapping(("duties",))
    if parts is None:
        return None
    if not node.value:
        node.wrong("is empty", "write `{duties: all}`, or true")
    return parts["duties"].one_of(("all",)) if "duties" in parts else None


def _share(node: Node) -> float | None:
    number = node.number()
    if number is None:
        return None
    if not 0 <= number <= 1:
        node.wrong(f"expected a share from 0 to 1, found {found(node.value)}", "write 0.2 for 20%")
        return None
    return float(number)
