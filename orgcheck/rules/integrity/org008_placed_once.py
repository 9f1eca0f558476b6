"""ORG008: no unit has two places."""

from __future__ import annotations

from collections.abc import Iterator

from orgcheck.findings import Finding
from orgcheck.language import said
from orgcheck.organisation import Organisation
from orgcheck.rules.builtin_rule import IntegrityRule, example


def check(organisation: Organisation) -> Iterator[Finding]:
    """A finding for each unit with both a parent and `top: true`.

    A nested unit that names another parent than the one it is nested in is found on reading.
    """
    for unit in organisation.snapshot.units:
        if unit.top and unit.parent is not None:
            yield RULE.fault(
                organisation,
                unit,
                "top",
                said(
                    "{unit} says `top: true`, and has the parent {parent}",
                    unit=organisation.mention(unit.id),
                    parent=organisation.mention(unit.parent),
                ),
                said("remove `top: true`, or the parent"),
                value=unit.parent,
            )


RULE = IntegrityRule(
    id="ORG008",
    statement=said(
        "No unit has two places: a parent and `top: true`, or a nested place and another parent."
    ),
    why=said("Of two places, a reader cannot know which one is meant."),
    fix=said("Remove one of the two."),
    passes=example(
        """
        - {id: service, name: Service, parent: agency}
        """
    ),
    fails=example(
        """
        - {id: service, name: Service, parent: agency, top: true}
        """
    ),
    check=check,
)
