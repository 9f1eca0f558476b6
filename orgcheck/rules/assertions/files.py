"""Which file of a snapshot holds what: one_top_per_file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from orgcheck.measures import Bounds, Measure
from orgcheck.organisation import Organisation
from orgcheck.rules.assertions.assertion import Assertion, Failure, Spot, at_id, at_parent
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
        tops: defaultdict[str, list[Unit]] = defaultdict(list)
        for unit in members:
            assert isinstance(unit, Unit), "only units have a place in the structure"
            file = organisation.file_of(unit)
            parent = organisation.units.get(unit.parent or "")
            if file is not None and (parent is None or organisation.file_of(parent) != file):
                tops[file].append(unit)
        for file, several in tops.items():
            if len(several) > 1:
                yield from _several(organisation, file, several)

    demand = "have the one top of its file above it"
    return Assertion(demand, failures, own("parent", "top"), at_id, among=True)


def _several(organisation: Organisation, file: str, tops: Sequence[Unit]) -> Iterator[Failure]:
    ids = tuple(unit.id for unit in tops)
    measure = Measure(len(ids), Bounds(most=1))
    for unit in tops:
        other = next(one for one in tops if one is not unit)
        message = f"{unit.id} is a second top of its file, beside {other.id}"
        there = (other, (), f"another top of {file}")
        at = at_parent(organisation, unit)
        spot = Spot("parent", at.path, file, at.chain, measure=measure)
        yield Failure(unit, message, spot, others=(there,), shared=ids)
