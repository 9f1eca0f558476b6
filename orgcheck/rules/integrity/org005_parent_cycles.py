"""ORG005: parents form no cycle."""

from __future__ import annotations

from collections.abc import Iterator

from orgcheck.findings import Finding
from orgcheck.language import said
from orgcheck.organisation import Organisation
from orgcheck.rules.builtin_rule import IntegrityRule, example
from orgcheck.rules.phrases import path_of_members


def check(organisation: Organisation) -> Iterator[Finding]:
    """A finding for each cycle of parents, at its first unit's parent."""
    for cycle in organisation.parent_cycles:
        unit = organisation.units[cycle[0]]
        if len(cycle) == 1:
            message = said("{unit} is its own parent", unit=organisation.mention(unit.id))
            fix = said("name the unit above it, or say `top: true`")
        else:
            message = said(
                "parents form a cycle: {path}",
                path=path_of_members(organisation, (*cycle, cycle[0])),
            )
            fix = said("give one of these units a parent outside of the cycle")
        yield RULE.fault(
            organisation,
            unit,
            "parent",
            message,
            fix,
            shared=cycle,
            chain=(*cycle, cycle[0]),
        )


RULE = IntegrityRule(
    id="ORG005",
    statement=said("No unit is its own parent, and parents form no cycle."),
    why=said("In a cycle nothing is part of anything: no way leads to a top."),
    fix=said("Give one of the units on the printed path a parent outside of it."),
    passes=example(
        """
        - {id: service, name: Service, parent: agency}
        - {id: advice, name: Advice, parent: service}
        """
    ),
    fails=example(
        """
        - {id: service, name: Service, parent: advice}
        - {id: advice, name: Advice, parent: service}
        """
    ),
    check=check,
)
