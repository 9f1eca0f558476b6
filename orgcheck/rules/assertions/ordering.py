"""In which order members stand in the text: sorted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from orgcheck.numbers import Number
from orgcheck.rules.assertions.assertion import Assertion, Failure, Spot, at_id
from orgcheck.rules.doubt import Ground, own
from orgcheck.rules.fields import field_name, path_of, value_of, word
from orgcheck.rules.indexes import Target, called
from orgcheck.rules.pack_text import Node
from orgcheck.snapshot.model import Unit, display

# Numbers and days before texts, so that a field with both has an order too.
Key = tuple[int, Number, str]


def in_order(node: Node, of: str) -> Assertion | None:
    """Those selected that have one parent stand in the order of a field; case does not count."""
    name = field_name(node, of)
    if name is None:
        return None
    read = value_of(name)

    def failures(_: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        last: dict[str | None, tuple[Key, Target]] = {}
        for member in members:
            key = _key(read(member))
            if key is None:
                continue
            family = member.parent if isinstance(member, Unit) else None
            before = last.get(family)
            if before is not None and key < before[0]:
                said, other = _said(read(member)), before[1]
                message = (
                    f'{called(member)}, with the {name} "{said}", belongs before {called(other)}'
                )
                there = (other, path_of(name), f"{called(other)} stands before it")
                spot = Spot(name, path_of(name), said)
                yield Failure(member, message, spot, others=(there,))
            else:
                last[family] = (key, member)

    demand = f"stand in the order of {name}"
    return Assertion(demand, failures, own(name, "parent"), at_id, among=True)


def _key(value: Any) -> Key | None:
    if value is None or value == () or value == {}:
        return None
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return (0, value, "")
    if isinstance(value, date):
        return (0, value.toordinal(), "")
    return (1, 0, _said(value).casefold())


def _said(value: Any) -> str:
    if isinstance(value, dict):
        return display(value)
    return word(value[0]) if isinstance(value, tuple) else word(value)
