"""Who holds a duty: one_owner."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from orgcheck.organisation import Organisation
from orgcheck.rules.assertions.assertion import Assertion, Failure, Path, Spot, at_id, withheld
from orgcheck.rules.doubt import Ground, own
from orgcheck.rules.fields import listed
from orgcheck.rules.indexes import Responsibility, Target, called
from orgcheck.rules.pack_text import Node

_RESPONSIBILITIES = "responsibilities"


def one_owner(node: Node, of: str) -> Assertion | None:
    """Exactly one unit holds the responsibility."""
    if of != _RESPONSIBILITIES:
        message = f"this is about responsibilities, and the rule selects {of}"
        node.wrong(message, "write `for: {of: responsibilities}`")
        return None
    if not node.is_asked("remove it, or write `not: {one_owner: true}`"):
        return None

    def failures(ground: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        organisation = ground.organisation
        unread = ground.doubt.unread(_RESPONSIBILITIES) if ground.doubt is not None else None
        for duty in members:
            holders = organisation.holders.get(duty.id, ())
            if len(holders) < 2 and unread is not None:
                yield withheld(duty, unread)
                continue
            if len(holders) == 1:
                continue
            if not holders:
                yield Failure(duty, f"no unit holds {called(duty)}", Spot("holders"))
                continue
            message = f"{len(holders)} units hold {called(duty)}: {listed(holders, 'and')}"
            part, path = _holding(organisation, holders[1], duty)
            spot = Spot("holders", path, ", ".join(sorted(holders)), (), part)
            first_part, first_path = _holding(organisation, holders[0], duty)
            there = (first_part, first_path, f"{holders[0]} holds it")
            yield Failure(duty, message, spot, others=(there,))

    return Assertion("be held by exactly one unit", failures, own("holders"), at_id)


def _holding(organisation: Organisation, unit: str, duty: Target) -> tuple[object, Path]:
    holder = organisation.units[unit]
    keys = [organisation.duty_of(holding) for holding in holder.responsibilities]
    return holder, (_RESPONSIBILITIES, keys.index(duty.id))


def at_duty(duty: Responsibility) -> tuple[object | None, Path]:
    """The part of the snapshot that a duty stands in, and the path to it there."""
    if duty.entry is not None:
        return duty.entry, ()
    return duty.listed_by, (_RESPONSIBILITIES, duty.position)
