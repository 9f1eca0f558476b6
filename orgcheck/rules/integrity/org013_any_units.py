"""ORG013: there are units at all."""

from __future__ import annotations

from collections.abc import Iterator

from orgcheck.findings import Finding
from orgcheck.language import said
from orgcheck.organisation import Organisation
from orgcheck.rules.builtin_rule import IntegrityRule, example


def check(organisation: Organisation) -> Iterator[Finding]:
    """A finding where there is no unit; silent where one may have been left out on reading."""
    if not organisation.snapshot.units and not organisation.incomplete:
        yield RULE.header_fault(
            organisation,
            ("units",),
            said("the organisation has no units: whatever is asked of its units would hold"),
            said("add `units:` with at least the unit at the top"),
        )


RULE = IntegrityRule(
    id="ORG013",
    statement=said("There is at least one unit."),
    why=said("Of no units every rule holds: a file that lost its units would pass."),
    fix=said("Add `units:`, with at least the unit at the top."),
    passes=example(),
    fails="organisation: Example Agency\nunits: []\n",
    check=check,
)
