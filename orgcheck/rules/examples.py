"""A rule's own tests: the small organisations that it accepts and those that it rejects."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TypeVar

from orgcheck.changes.compare import compare
from orgcheck.findings import Finding, Location
from orgcheck.organisation import Organisation
from orgcheck.records import dataclass
from orgcheck.rules.builtin import NO_ANSWER
from orgcheck.rules.change_rules import ground_of
from orgcheck.rules.change_rules import rule_findings as change_rule_findings
from orgcheck.rules.doubt import Ground
from orgcheck.rules.integrity import check
from orgcheck.rules.model import (
    AnyRule,
    ChangeExample,
    ChangeRule,
    Example,
    HistoryExample,
    IntegrityExample,
    Pack,
    Rule,
    RuleHead,
)
from orgcheck.rules.structure_rules import rule_findings

E = TypeVar("E", Example, ChangeExample, HistoryExample)


@dataclass(frozen=True)
class ExampleResult:
    """What a rule says of one of its examples, numbered from 1 among those of its sort.

    `accepts` is what the pack claims, `findings` what the rule finds.
    """

    rule: str
    accepts: bool
    number: int
    location: Location
    findings: tuple[Finding, ...]

    @property
    def agrees(self) -> bool:
        """Whether the rule judges as the pack claims."""
        if self.accepts:
            return not self.findings
        # A rule that cannot be evaluated rejects nothing.
        return any(finding.rule != NO_ANSWER.id for finding in self.findings)


def run_examples(pack: Pack) -> list[ExampleResult]:
    """Hold every rule of a pack against its examples: of integrity, of structures, of changes.

    A rule applies to its examples whatever `applies_to` says where an example states neither a
    version nor a day. Those over all versions are asked by `orgcheck.descent.ruled`.
    """
    results = [_of_integrity(shown) for shown in pack.shown]
    for rule in pack.rules:
        results += results_of(rule, rule.passes, rule.fails, partial(_findings, rule))
    for change_rule in pack.change_rules:
        shown = (change_rule.passes, change_rule.fails)
        results += results_of(change_rule, *shown, partial(_change_findings, change_rule))
    return results


def never_shown_to_fail(pack: Pack, results: Iterable[ExampleResult]) -> list[AnyRule]:
    """The rules that reject none of the examples that the pack says they reject."""
    shown = {result.rule for result in results if not result.accepts and result.agrees}
    return [rule for rule in pack.every_rule if rule.id not in shown]


def _of_integrity(shown: IntegrityExample) -> ExampleResult:
    found = tuple(f for f in check(shown.organisation) if f.rule == shown.rule)
    return ExampleResult(shown.rule, shown.accepts, shown.number, shown.location, found)


def results_of(
    rule: RuleHead,
    passes: Sequence[E],
    fails: Sequence[E],
    findings_of: Callable[[E], Iterable[Finding]],
) -> Iterator[ExampleResult]:
    """What a rule says of the examples that it is to accept, and of those that it is to reject."""
    for accepts, examples in ((True, passes), (False, fails)):
        for number, example in enumerate(examples, start=1):
            findings = tuple(findings_of(example))
            yield ExampleResult(rule.id, accepts, number, example.location, findings)


def _is_beyond(rule: RuleHead, organisation: Organisation) -> bool:
    """Whether an example states a version or a day that a rule does not apply to."""
    snapshot = organisation.snapshot
    dated = snapshot.version is not None or snapshot.valid_from is not None
    return dated and not rule.applies_to.covers(organisation)


def _findings(rule: Rule, example: Example) -> Iterator[Finding]:
    if _is_beyond(rule, example.organisation):
        return iter(())
    return rule_findings(Ground(example.organisation), rule, about_rule=False)


def _change_findings(rule: ChangeRule, example: ChangeExample) -> Iterator[Finding]:
    if _is_beyond(rule, example.new):
        return iter(())
    changes = compare(example.old, example.new)
    return change_rule_findings(ground_of(example.old, example.new, changes), rule)
