"""ORG006: lines of command form no cycle."""

from __future__ import annotations

from collections.abc import Iterator

from orgcheck.findings import Finding
from orgcheck.language import said
from orgcheck.organisation import Organisation
from orgcheck.rules.builtin_rule import IntegrityRule, example
from orgcheck.rules.phrases import path_of_members


def check(organisation: Organisation) -> Iterator[Finding]:
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
            message = said("{member} reports to itself", member=organisation.mention(member.id))
        else:
            message = said(
                "lines of command form a cycle: {path}",
                path=path_of_members(organisation, (*cycle, cycle[0])),
            )
        yield RULE.fault(
            organisation,
            member,
            "reports_to",
            message,
            said("let one of them report to someone outside of the cycle"),
            shared=tuple(stated) or cycle,
            chain=(*cycle, cycle[0]),
        )


def _states_superior(organisation: Organisation, id: str) -> bool:
    member = organisation.member(id)
    return member is not None and member.reports_to is not None


def _unit_of(organisation: Organisation, id: str) -> str | None:
    post = organisation.posts.get(id)
    return organisation.unit_of_post(post) if post is not None else id


RULE = IntegrityRule(
    id="ORG006",
    statement=said("Lines of command form no cycle."),
    why=said("Who reports to their own subordinate answers to nobody."),
    fix=said("Let one of those on the printed path report to someone outside of it."),
    passes=example(
        """
        - {id: audit, name: Audit, parent: agency}
        - {id: legal, name: Legal, parent: agency, reports_to: audit}
        """
    ),
    fails=example(
        """
        - {id: audit, name: Audit, parent: agency, reports_to: legal}
        - {id: legal, name: Legal, parent: agency, reports_to: audit}
        """
    ),
    check=check,
)
