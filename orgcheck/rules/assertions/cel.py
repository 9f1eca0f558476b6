"""What only an expression can say: cel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from orgcheck.rules import facts
from orgcheck.rules.assertions.assertion import Assertion, Failure, Spot, at_id
from orgcheck.rules.doubt import Ground, Reads
from orgcheck.rules.expression import TooLong, Unanswerable
from orgcheck.rules.indexes import Target
from orgcheck.rules.pack_text import Node


def cel(node: Node, of: str) -> Assertion | None:
    """The expression over `unit`, and `parent`, is true."""
    asked = facts.condition(node, of)
    if asked is None:
        return None
    text = " ".join(asked.text.split())
    above = facts.rests_on_in_parent(asked) if asked.mentions.get("parent") else None

    def failures(ground: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        holds = facts.holds(ground.organisation, of, asked)
        for member in members:
            if above is not None and _parent_in_doubt(ground, member, above):
                continue
            try:
                if holds(member):
                    continue
                message = f"{member.id} does not satisfy: {text}"
                yield Failure(member, message, Spot("cel"))
            except TooLong:
                raise
            except Unanswerable as why:
                message = f"the rule cannot be evaluated for {member.id}: {why}"
                yield Failure(member, message, Spot("cel", value=str(why)), unanswerable=True)

    return Assertion(
        f"satisfy: {text}", failures, facts.rests_on(asked), at_id, relative=above is not None
    )


def _parent_in_doubt(ground: Ground, member: Target, reads: Reads) -> bool:
    parent = ground.organisation.parent_of(member.id)
    return parent is not None and ground.doubts(parent, reads)
