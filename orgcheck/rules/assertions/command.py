"""Who reports to whom: reports_directly_to, reports_to, not_reporting_to, line_to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from orgcheck.organisation import Organisation
from orgcheck.rules.assertions.assertion import Assertion, Failure, Spot, at_command, withheld
from orgcheck.rules.doubt import NOTHING, SUPERIOR, Ground, own
from orgcheck.rules.fields import listed
from orgcheck.rules.indexes import Target, below_any, commanded
from orgcheck.rules.pack_text import Node
from orgcheck.snapshot.model import Unit

LINE_TYPES = ("functional", "matrix", "advisory", "other")


def reports_directly_to(node: Node, _: str) -> Assertion | None:
    """The superior is the one named, or one of them."""
    ids = node.texts()
    if not ids:
        return None
    wanted = ids.as_set

    def failures(ground: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        superiors = ground.organisation.superiors
        for member in members:
            superior = superiors.get(member.id)
            if superior not in wanted:
                actual = f"reports to {superior}" if superior else "reports to nobody"
                message = f"{member.id} {actual}, not directly to {listed(ids)}"
                yield Failure(member, message, at_command(ground.organisation, member))

    return Assertion(f"report directly to {listed(ids)}", failures, SUPERIOR, at_command, (wanted,))


def reports_to(node: Node, _: str) -> Assertion | None:
    """The one named is somewhere on the chain of command."""
    ids = node.texts()
    if not ids:
        return None

    def failures(ground: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        organisation = ground.organisation
        below = below_any(commanded, organisation, ids)
        unsettled = ground.unsettled(members, ids, command=True)
        for member in members:
            if member.id in unsettled:
                yield withheld(member, unsettled[member.id])
            elif member.id not in below:
                spot = at_command(organisation, member)
                message = f"{member.id} {_line(spot)}, and {listed(ids)} is not on that line"
                yield Failure(member, message, spot)

    return Assertion(f"report to {listed(ids)}", failures, NOTHING, at_command, (ids.as_set,))


def not_reporting_to(node: Node, _: str) -> Assertion | None:
    """The one named is not on the chain of command."""
    ids = node.texts()
    if not ids:
        return None

    def failures(ground: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        organisation = ground.organisation
        below = below_any(commanded, organisation, ids)
        unsettled = ground.unsettled(members, ids, command=True)
        for member in members:
            if member.id in unsettled:
                yield withheld(member, unsettled[member.id])
            elif member.id in below:
                spot = at_command(organisation, member)
                above = next(id for id in spot.chain[1:] if id in ids)
                how = "reports to" if spot.value == above else "reports in the end to"
                message = f"{member.id} {how} {above}, and must not"
                yield Failure(member, message, spot)

    return Assertion(f"not report to {listed(ids)}", failures, NOTHING, at_command, (ids.as_set,))


def line_to(node: Node, of: str) -> Assertion | None:
    """There is a further line to the one named, of the type that is asked for."""
    if of != "units":
        node.wrong(f"{of} have no further lines", "ask it of units")
        return None
    parts = node.mapping(("to", "type"))
    if parts is None:
        return None
    if "to" not in parts:
        node.lacks("to", "whom the line leads to")
        return None
    ids = parts["to"].texts()
    kind = parts["type"].one_of(LINE_TYPES) if "type" in parts else None
    if not ids or ("type" in parts and kind is None):
        return None
    line = f"{kind} line" if kind else "line"
    article = "an" if line.startswith(("a", "o")) else "a"

    def failures(_: Ground, members: Sequence[Target]) -> Iterator[Failure]:
        for member in members:
            assert isinstance(member, Unit), "only units have lines"
            there = [i for i, at in enumerate(member.lines) if at.to in ids]
            if any(kind is None or member.lines[i].type == kind for i in there):
                continue
            message = f"{member.id} has no {line} to {listed(ids)}"
            if not there:
                yield Failure(member, message, Spot("lines", ("lines",)))
                continue
            actual = member.lines[there[0]]
            message = f"{message}; its line to {actual.to} is of type {actual.type}"
            spot = Spot("lines", ("lines", there[0], "type"), f"{actual.to} {actual.type}")
            yield Failure(member, message, spot)

    def spot(_: Organisation, member: Target) -> Spot:
        assert isinstance(member, Unit), "only units have lines"
        there = [i for i, at in enumerate(member.lines) if at.to in ids]
        return Spot("lines", ("lines", *there[:1]), listed(ids))

    return Assertion(
        f"have {article} {line} to {listed(ids)}", failures, own("lines"), spot, (ids.as_set,)
    )


def _line(spot: Spot) -> str:
    above = spot.chain[1:]
    return f"reports to {', then '.join(above)}" if above else "reports to nobody"
