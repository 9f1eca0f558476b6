"""What the lists of a unit hold: distinct, not_inherited."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from orgcheck.organisation import Organisation
from orgcheck.rules.assertions.assertion import Assertion, Failure, Spot, at_id
from orgcheck.rules.doubt import ANCESTRY, Ground, own
from orgcheck.rules.fields import field_names, listed
from orgcheck.rules.indexes import Target, called
from orgcheck.rules.pack_text import Node
from orgcheck.snapshot.model import Line, Link, Named, Unit, display, holding_key, predecessor_id

_LISTS = (
    *("responsibilities", "sites", "tags", "lines", "links", "source"),
    *("previously", "replaces", "split_from"),
)
# What a unit has of its own, whatever those above it have.
_HELD = ("responsibilities", "sites", "tags", "lines", "links")


def distinct(node: Node, of: str) -> Assertion | None:
    """No item stands twice in a list."""
    names = _lists(node, of, _LISTS)
    if not names:
        return None

    def failures(ground: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        for name in names:
            key_of = _identity(ground.organisation, name)
            for member in members:
                seen: dict[object, int] = {}
                for index, item in enumerate(getattr(member, name)):
                    first = seen.setdefault(key_of(item), index)
                    if first != index:
                        message = f'{called(member)} lists "{_said(item)}" twice among its {name}'
                        yield Failure(member, message, Spot(name, (name, index), _said(item)))

    return Assertion(
        f"list nothing twice among {listed(names, 'and')}", failures, own(*names), at_id
    )


def not_inherited(node: Node, of: str) -> Assertion | None:
    """No item of a list stands in the same list of a unit above: there it holds already."""
    names = _lists(node, of, _HELD)
    if not names:
        return None

    def failures(ground: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        organisation = ground.organisation
        for name in names:
            key_of = _identity(organisation, name)
            for member in members:
                yield from _inherited(organisation, member, name, key_of)

    demand = f"repeat nothing of {listed(names, 'and')} that a unit above has"
    return Assertion(demand, failures, own(*names) | ANCESTRY, at_id)


def _inherited(
    organisation: Organisation, member: Target, name: str, key_of: Callable[[Any], object]
) -> Iterator[Failure]:
    items = getattr(member, name)
    if not items:
        return
    above: dict[object, tuple[Unit, int]] = {}
    for id in organisation.ancestors(member.id):
        unit = organisation.units[id]
        for index, item in enumerate(getattr(unit, name)):
            above.setdefault(key_of(item), (unit, index))
    for index, item in enumerate(items):
        if key_of(item) in above:
            unit, position = above[key_of(item)]
            message = (
                f'{called(member)} repeats "{_said(item)}", which {unit.id} above it has already'
            )
            there = (unit, (name, position), f"{unit.id} has it")
            yield Failure(member, message, Spot(name, (name, index), _said(item)), others=(there,))


def _lists(node: Node, of: str, known: Sequence[str]) -> tuple[str, ...]:
    names = field_names(node, of)
    wrong = [name for name in names if name not in known]
    if wrong:
        node.wrong(f"{wrong[0]} is no such list", f"known here: {', '.join(known)}")
        return ()
    return names


def _identity(organisation: Organisation, name: str) -> Callable[[Any], object]:
    """What tells whether two items of a list are one."""
    if name == "responsibilities":
        return organisation.duty_of
    if name == "sites":
        return holding_key
    if name in ("previously", "replaces", "split_from"):
        return predecessor_id
    if name == "lines":
        return lambda line: (line.type, line.to)
    return lambda item: item


def _said(item: Any) -> str:
    if isinstance(item, Named):
        return display(item.name)
    if isinstance(item, (Line, Link)):
        return f"{item.type} to {item.to}"
    return predecessor_id(item)
