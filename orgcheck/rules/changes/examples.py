"""A change rule's own tests: the small changes that it accepts and those that it rejects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from orgcheck.changes.compare import compare
from orgcheck.findings import Finding
from orgcheck.rules import examples
from orgcheck.rules.changes.engine import ground_of, rule_findings
from orgcheck.rules.examples import ExampleResult, is_beyond, results_of
from orgcheck.rules.model import ChangeExample, ChangeRule, Pack, Rule


def run_examples(pack: Pack) -> list[ExampleResult]:
    """Hold every rule of a pack against its examples: those about structures, then about changes.

    A rule applies to its examples whatever `applies_to` says where an example states neither a
    version nor a day.
    """
    results = examples.run_examples(pack)
    for rule in pack.change_rules:
        results += results_of(rule, rule.passes, rule.fails, partial(_findings, rule))
    return results


def never_shown_to_fail(pack: Pack, results: Iterable[ExampleResult]) -> list[Rule | ChangeRule]:
    """The rules that reject none of the examples that the pack says they reject."""
    shown = {result.rule for result in results if not result.accepts and result.agrees}
    return [rule for rule in pack.every_rule if rule.id not in shown]


def _findings(rule: ChangeRule, example: ChangeExample) -> Iterator[Finding]:
    if is_beyond(rule, example.new):
        return iter(())
    changes = compare(example.old, example.new)
    return rule_findings(ground_of(example.old, example.new, changes), rule)
