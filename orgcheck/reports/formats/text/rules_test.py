"""What came of the rules' own tests: the examples that disagree, and the rules without any."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from orgcheck.counting import counted
from orgcheck.reports.formats.text.lines import BOLD, RED, Line, painted, wrapped, written
from orgcheck.rules.builtin import NO_ANSWER
from orgcheck.rules.examples import ExampleResult
from orgcheck.rules.model import ChangeRule, Pack, Rule

_INDENT = "  "


@dataclass(frozen=True)
class Tested:
    """A pack, what came of its examples, and its rules that none shows to fail."""

    pack: Pack
    results: tuple[ExampleResult, ...]
    never_shown_to_fail: tuple[Rule | ChangeRule, ...]

    @property
    def wrong(self) -> tuple[ExampleResult, ...]:
        """The examples of which the rule does not say what the pack claims."""
        return tuple(result for result in self.results if not result.agrees)


def report(tested: Sequence[Tested], *, colour: bool = False) -> str:
    """Each example that disagrees, at its place; each rule never shown to fail; a summary."""
    wrong = [result for pack in tested for result in pack.wrong]
    lines: list[Line] = [line for result in wrong for line in _wrong(result, colour)]
    unshown = [rule for pack in tested for rule in pack.never_shown_to_fail]
    if unshown:
        lines += ["", "Never shown to fail:"] if lines else ["Never shown to fail:"]
        for rule in unshown:
            head = f"{_INDENT}{rule.location} {rule.id} "
            lines += wrapped(rule.statement, first=head, rest=_INDENT * 2)
    lines += ["", *wrapped(_summary(tested))] if lines else wrapped(_summary(tested))
    return written(lines)


def _wrong(result: ExampleResult, colour: bool) -> Iterator[Line]:
    place = str(result.location)
    said = "rejects" if result.accepts else "accepts"
    if any(finding.rule == NO_ANSWER.id for finding in result.findings):
        said = "cannot be evaluated for"
    shown = f"{'pass' if result.accepts else 'fail'} example {result.number}"
    first, *more = wrapped(f"{place} error {result.rule} {said} its {shown}", rest=_INDENT)
    yield painted(first, (place, BOLD), ("error", RED)) if colour else first
    yield from more
    for finding in result.findings:
        yield from wrapped(finding.message, first=_INDENT, rest=_INDENT * 2)


def _summary(tested: Sequence[Tested]) -> str:
    results = [result for pack in tested for result in pack.results]
    rules = sum(len(pack.pack.every_rule) for pack in tested)
    wrong = sum(not result.agrees for result in results)
    unshown = sum(len(pack.never_shown_to_fail) for pack in tested)
    verdict = (
        f"{wrong:,} of {counted(len(results), 'example')} disagree{'s' if wrong == 1 else ''}"
        if wrong
        else f"{counted(len(results), 'example') or 'no example'}, all agree"
        if results
        else "no example"
    )
    shown = f"{unshown:,} never shown to fail" if unshown else "each shown to fail"
    packs = counted(len(tested), "pack")
    return f"{verdict} · {counted(rules, 'rule') or 'no rule'} in {packs}, {shown}"
