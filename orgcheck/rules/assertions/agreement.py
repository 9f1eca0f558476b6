"""Members that share one value and must share others too: agree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from orgcheck.rules.assertions.assertion import Assertion, Failure, Spot, at_id
from orgcheck.rules.doubt import Ground, own
from orgcheck.rules.fields import field_name, field_names, listed, path_of, value_of, words_of
from orgcheck.rules.indexes import Target
from orgcheck.rules.pack_text import Node
from orgcheck.snapshot.model import display
from orgcheck.snapshot.nodes import clipped


def agree(node: Node, of: str) -> Assertion | None:
    """Of those selected, whoever shares one field shares the others; the later one is at fault."""
    parts = node.mapping(("by", "on"))
    if parts is None:
        return None
    for key, what in (("by", "the field that they share"), ("on", "the fields that must agree")):
        if key not in parts:
            node.wrong(f'"{key}" is missing', f"add `{key}:`, {what}")
    by = field_name(parts["by"], of) if "by" in parts else None
    on = field_names(parts["on"], of) if "on" in parts else ()
    if by is None or not on:
        return None
    key_of, readers = value_of(by), [(name, value_of(name)) for name in on]

    def failures(_: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        first: dict[str, Target] = {}
        for member in members:
            shared = _said(key_of(member))
            if not shared:
                continue
            other = first.setdefault(shared, member)
            for name, read in readers:
                here, there = _said(read(member)), _said(read(other))
                if here != there:
                    message = (
                        f'{member.id} and {other.id} share the {by} "{clipped(shared)}", but not '
                        f"the {name}: {_or_none(here)} and {_or_none(there)}"
                    )
                    place = (other, path_of(name), f"the {name} of {other.id}")
                    spot = Spot(name, path_of(name), f"{shared}: {here}")
                    yield Failure(member, message, spot, others=(place,))

    demand = f"have the same {listed(on, 'and')} as others with the same {by}"
    return Assertion(demand, failures, own(by, *on), at_id, relative=True)


def _said(value: Any) -> str:
    if isinstance(value, dict) and value:
        return display(value)
    return ", ".join(" / ".join(ways) for ways in words_of(value))


def _or_none(text: str) -> str:
    return clipped(text) if text else "none"
