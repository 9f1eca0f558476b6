"""What the rules behind findings say, for the formats that describe each rule once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from orgcheck.findings import Finding, Severity
from orgcheck.rules.builtin import BUILTIN


@dataclass(frozen=True, kw_only=True)
class RuleFacts:
    """A rule as a report describes it.

    `ground` is why it is there, and `label` what that is called: the basis of a rule of a pack,
    the purpose of one that comes with the program. `severity` is the rule's own; for a rule of a
    pack, the gravest that was found.
    """

    id: str
    severity: Severity
    statement: str
    label: str = "basis"
    ground: str | None = None
    fix: str | None = None


def facts_of(finding: Finding) -> RuleFacts:
    """What is known of the rule behind a finding."""
    built_in = BUILTIN.get(finding.rule)
    if built_in is not None:
        return RuleFacts(
            id=finding.rule,
            severity=built_in.severity,
            statement=built_in.statement,
            label="why",
            ground=built_in.why,
            fix=built_in.fix,
        )
    return RuleFacts(
        id=finding.rule,
        severity=finding.severity,
        statement=finding.statement or finding.message,
        ground=finding.basis,
        fix=finding.fix,
    )


def rules_behind(findings: Iterable[Finding]) -> dict[str, RuleFacts]:
    """The rules of findings that stand in the order of reports, by id; the gravest come first."""
    rules: dict[str, RuleFacts] = {}
    for finding in findings:
        if finding.rule not in rules:
            rules[finding.rule] = facts_of(finding)
    return rules


def own_fix(finding: Finding) -> str | None:
    """How to mend this finding, where that is more than how the rule is kept in general."""
    return finding.fix if finding.fix != facts_of(finding).fix else None


def own_chain(finding: Finding) -> str | None:
    """The chain that the finding is about, where its message does not spell it out."""
    chain = " -> ".join(finding.chain)
    return chain if len(finding.chain) > 1 and chain not in finding.message else None
