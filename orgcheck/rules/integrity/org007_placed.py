"""ORG007: each unit has a place: below a parent, or at the top."""

from __future__ import annotations

from collections.abc import Iterator

from orgcheck.findings import Fault, Finding
from orgcheck.language import said
from orgcheck.organisation import Organisation
from orgcheck.rules.builtin_rule import IntegrityRule, example


def check(organisation: Organisation) -> Iterator[Finding]:
    """A finding for each unit with neither a parent nor `top: true`."""
    for unit in organisation.snapshot.units:
        if unit.parent is None and not unit.top:
            unread = {Fault(unit.id, "parent"), Fault(unit.id, "top")} & organisation.faults
            if not unread:
                yield RULE.fault(
                    organisation,
                    unit,
                    "parent",
                    said("{unit} has no parent", unit=organisation.mention(unit.id)),
                    said("name the unit above it with `parent:`, or say `top: true`"),
                    path=(),
                )


RULE = IntegrityRule(
    id="ORG007",
    statement=said("Every unit has a parent, or says that it is at the top."),
    why=said("A forgotten parent and a second top look alike unless the text says which it is."),
    fix=said("Add `parent:`, or `top: true`."),
    passes=example(
        """
        - {id: service, name: Service, parent: agency}
        """
    ),
    fails=example(
        """
        - {id: service, name: Service}
        """
    ),
    check=check,
)
