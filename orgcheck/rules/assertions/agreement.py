"""Members that share one value and must share others too: agree."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from orgcheck.measures import Bounds, Measure
from orgcheck.rules.assertions.assertion import Assertion, Failure, Spot, at_id
from orgcheck.rules.doubt import Ground, own
from orgcheck.rules.fields import field_name, field_names, listed, path_of, value_of, words_of
from orgcheck.rules.indexes import Target, called
from orgcheck.rules.pack_text import Node
from orgcheck.snapshot.model import display
from orgcheck.snapshot.nodes import clipped


def agree(node: Node, of: str) -> Assertion | None:
    """Of those selected, whoever shares one field shares the others."""
    parts = node.mapping(("by", "on"))
    if parts is None:
        return None
    for key, what in (("by", "the field that they share"), ("on", "the fields that must agree")):
        if key not in parts:
            node.lacks(key, what)
    by = field_name(parts["by"], of) if "by" in parts else None
    on = field_names(parts["on"], of) if "on" in parts else ()
    if by is None or not on:
        return None
    key_of, readers = value_of(by), [(name, value_of(name)) for name in on]

    def failures(_: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        groups: defaultdict[str, list[Target]] = defaultdict(list)
        for member in members:
            if shared := _said(key_of(member)):
                groups[shared].append(member)
        for shared, group in groups.items():
            for name, read in readers:
                values = [(member, _said(read(member))) for member in group]
                if len({said for _, said in values}) > 1:
                    yield from _disagreeing(by, shared, name, values)

    demand = f"have the same {listed(on, 'and')} as others with the same {by}"
    return Assertion(demand, failures, own(by, *on), at_id, among=True)


def _disagreeing(
    by: str, shared: str, name: str, values: Sequence[tuple[Target, str]]
) -> Iterator[Failure]:
    """A failure for each of those that share one value and differ in another.

    It is told at the last, so those with the rarest value come last.
    """
    often = Counter(said for _, said in values)
    ordered = sorted(values, key=lambda one: -often[one[1]])
    ids = tuple(member.id for member, _ in values)
    path = path_of(name)
    spot = Spot(name, path, shared, measure=Measure(len(often), Bounds(most=1)))
    # Found once: each of the most frequent ones would look through all the others like it.
    usual = ordered[0]
    unusual = next(one for one in ordered if one[1] != usual[1])
    for member, here in ordered:
        other, there = usual if here != usual[1] else unusual
        message = (
            f'{called(member)} and {called(other)} share the {by} "{clipped(shared)}", but not '
            f"the {name}: {_or_none(here)} and {_or_none(there)}"
        )
        place = (other, path, f"the {name} of {called(other)}")
        yield Failure(member, message, spot, others=(place,), shared=ids)


def _said(value: Any) -> str:
    if isinstance(value, dict) and value:
        return display(value)
    return ", ".join(" / ".join(ways) for ways in words_of(value))


def _or_none(text: str) -> str:
    return clipped(text) if text else "none"
