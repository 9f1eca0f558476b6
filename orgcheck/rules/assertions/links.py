"""Lateral relations: links."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from orgcheck.counting import with_article
from orgcheck.measures import Measure
from orgcheck.rules.assertions.assertion import Assertion, Failure, Spot, at_id, withheld
from orgcheck.rules.assertions.counts import bounds_of
from orgcheck.rules.doubt import Ground, own
from orgcheck.rules.fields import listed
from orgcheck.rules.indexes import Target
from orgcheck.rules.pack_text import Node
from orgcheck.snapshot.model import Link, Unit


def links(node: Node, of: str) -> Assertion | None:
    """Its links of a type lead to units of a kind, and there are so many of them."""
    if of != "units":
        node.wrong(f"{of} have no links", "ask it of units")
        return None
    parts = node.mapping(("type", "kind", "min", "max"))
    if parts is None:
        return None
    numbers = {key: part for key, part in parts.items() if key in ("min", "max")}
    if "kind" not in parts and not numbers:
        node.wrong("says nothing about the links", "write `kind:`, `min:` or `max:`")
        return None
    type = parts["type"].text() if "type" in parts else None
    kinds = parts["kind"].texts().as_set if "kind" in parts else None
    wanted = bounds_of(node, numbers) if numbers else None
    if ("type" in parts and type is None) or kinds == frozenset() or (numbers and not wanted):
        return None
    noun = f"{type} links" if type else "links"
    to = f" to {listed(sorted(kinds))}" if kinds else ""
    asked = wanted.words_of(noun.removesuffix("s"), noun) if wanted else f"only {noun}"

    def failures(ground: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        for member in members:
            assert isinstance(member, Unit), "only units have links"
            those = [(i, link) for i, link in enumerate(member.links) if type in (None, link.type)]
            if kinds is not None:
                yield from _astray(ground, member, those, kinds)
            if wanted is not None and not wanted.allow(len(those)):
                has = noun.removesuffix("s") if len(those) == 1 else noun
                message = f"{member.id} has {len(those)} {has}, and must have {wanted.words}"
                measure = Measure(len(those), wanted)
                yield Failure(member, message, Spot("links", ("links",), type, measure=measure))

    demand = f"have {asked}{to}"
    return Assertion(demand, failures, own("links"), at_id)


def _astray(
    ground: Ground, unit: Unit, links: Sequence[tuple[int, Link]], kinds: frozenset[str]
) -> Iterator[Failure]:
    """Links to what is not of the kinds named; one to nothing is a matter of integrity."""
    organisation = ground.organisation
    for index, link in links:
        target = organisation.units.get(link.to)
        kind = target.kind if target is not None else None
        if link.to not in organisation:
            continue
        fits = kind is not None and kind in kinds
        if fault := ground.doubts(link.to, own("kind")):
            yield withheld(unit, fault)
            continue
        if fits:
            continue
        what = f"of kind {kind}" if kind else "of no kind" if target is not None else "no unit"
        which = f"{with_article(str(link.type))} link to {link.to}, which is {what}"
        message = f"{unit.id} has {which}, not {listed(sorted(kinds))}"
        yield Failure(unit, message, Spot("links", ("links", index, "to"), link.to))
