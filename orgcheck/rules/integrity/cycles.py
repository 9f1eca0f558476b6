"""ORG005 and ORG006: neither parents nor lines of command run in a circle."""

from __future__ import annotations

from collections.abc import Iterator

from orgcheck.findings import Finding
from orgcheck.organisation import Organisation
from orgcheck.rules.integrity.finding import fault


def parents(organisation: Organisation) -> Iterator[Finding]:
    """A finding for each cycle of parents, at its first unit's parent."""
    for cycle in organisation.parent_cycles:
        unit = organisation.units[cycle[0]]
        if len(cycle) == 1:
            message = f"{unit.id} is its own parent"
            fix = "name the unit above it, or say `top: true`"
        else:
            message = f"parents form a cycle: {_path(cycle)}"
            fix = "give one of these units a parent outside of the cycle"
        yield fault(
            organisation,
            "ORG005",
            unit,
            "parent",
            message,
            fix,
            shared=cycle,
            chain=(*cycle, cycle[0]),
        )


def command(organisation: Organisation) -> Iterator[Finding]:
    """A finding for each cycle of command that no cycle of parents explains."""
    in_parent_cycle = {id for cycle in organisation.parent_cycles for id in cycle}
    for cycle in organisation.command_cycles:
        stated = [id for id in cycle if _states_superior(organisation, id)]
        if not stated and any(_unit_of(organisation, id) in in_parent_cycle for id in cycle):
            continue
        member = organisation.member((stated or cycle)[0])
        assert member is not None, "cycles are made of members"
        start = cycle.index(member.id)
        cycle = cycle[start:] + cycle[:start]
        if len(cycle) == 1:
            message = f"{member.id} reports to itself"
        else:
            message = f"lines of command form a cycle: {_path(cycle)}"
        yield fault(
            organisation,
            "ORG006",
            member,
            "reports_to",
            message,
            "let one of them report to someone outside of the cycle",
            shared=tuple(stated) or cycle,
            chain=(*cycle, cycle[0]),
        )


def _states_superior(organisation: Organisation, id: str) -> bool:
    member = organisation.member(id)
    return member is not None and member.reports_to is not None


def _unit_of(organisation: Organisation, id: str) -> str | None:
    post = organisation.posts.get(id)
    return organisation.unit_of_post(post) if post is not None else id


def _path(cycle: tuple[str, ...]) -> str:
    return " -> ".join((*cycle, cycle[0]))
