"""Which file of a snapshot holds what: one_top_per_file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from orgcheck.rules.assertions.assertion import Assertion, Failure, at_id, at_parent
from orgcheck.rules.doubt import Ground, own
from orgcheck.rules.indexes import Target
from orgcheck.rules.pack_text import Node
from orgcheck.snapshot.model import Unit


def one_top_per_file(node: Node, _: str) -> Assertion | None:
    """In each file one unit at most stands at the top or below a unit of another file."""
    if not node.is_asked():
        return None

    def failures(ground: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        organisation = ground.organisation
        tops: dict[str, Unit] = {}
        for unit in members:
            assert isinstance(unit, Unit), "only units have a place in the structure"
            file = organisation.file_of(unit)
            parent = organisation.units.get(unit.parent or "")
            if file is None or (parent is not None and organisation.file_of(parent) == file):
                continue
            other = tops.setdefault(file, unit)
            if other is not unit:
                message = f"{unit.id} is a second top of its file, beside {other.id}"
                there = (other, (), f"the first top of {file}")
                yield Failure(unit, message, at_parent(organisation, unit), others=(there,))

    demand = "have the one top of its file above it"
    return Assertion(demand, failures, own("parent", "top"), at_id, relative=True)
