"""A rule's own tests: the small organisations that it accepts and those that it rejects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from orgcheck.findings import Finding, Location
from orgcheck.rules.doubt import Ground
from orgcheck.rules.engine import rule_findings
from orgcheck.rules.integrity import check
from orgcheck.rules.model import Example, IntegrityExample, Pack, Rule


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
        return self.accepts is not bool(self.findings)


def run_examples(pack: Pack) -> list[ExampleResult]:
    """Hold every rule of a pack against its examples; first those that it shows of integrity.

    A rule applies to its examples whatever `applies_to` says where an example states neither a
    version nor a day.
    """
    return [*(_of_integrity(shown) for shown in pack.shown), *_of_rules(pack)]


def _of_rules(pack: Pack) -> Iterator[ExampleResult]:
    for rule in pack.rules:
        yield from _results(rule)


def _of_integrity(shown: IntegrityExample) -> ExampleResult:
    found = tuple(f for f in check(shown.organisation) if f.rule == shown.rule)
    return ExampleResult(shown.rule, shown.accepts, shown.number, shown.location, found)


def never_shown_to_fail(pack: Pack) -> list[Rule]:
    """The rules that no example shows to reject anything."""
    return [rule for rule in pack.rules if not rule.fails]


def _results(rule: Rule) -> Iterator[ExampleResult]:
    for accepts, examples in ((True, rule.passes), (False, rule.fails)):
        for number, example in enumerate(examples, start=1):
            findings = tuple(_findings(rule, example))
            yield ExampleResult(rule.id, accepts, number, example.location, findings)


def _findings(rule: Rule, example: Example) -> Iterator[Finding]:
    snapshot = example.organisation.snapshot
    dated = snapshot.version is not None or snapshot.valid_from is not None
    if dated and not rule.applies_to.covers(example.organisation):
        return iter(())
    return rule_findings(Ground(example.organisation), rule, about_rule=False)
