"""Findings and problems written out in full, as the examples of the tests have them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from orgcheck.errors import Diagnostic
from orgcheck.findings import Finding, Location, in_order
from orgcheck.numbers import written


def told(findings: Iterable[Finding], *, apart_from: str = "") -> str:
    """The findings in order, with all that they say; without places in the file left out."""
    return "\n".join(line for one in in_order(findings) for line in _finding(one, apart_from))


def _finding(finding: Finding, apart_from: str) -> Iterator[str]:
    yield f"{finding.severity} {finding.rule} {finding.unit or '-'} {_place(finding.location)}"
    yield f"  {finding.message}"
    yield f"  {finding.about} = {finding.value}"
    if finding.shared:
        yield f"  shared: {', '.join(sorted(finding.shared))}"
    if finding.measure is not None:
        violated = finding.measure.violated.words
        yield f"  measure: {written(finding.measure.value)}, not {violated}"
    if finding.basis:
        yield f"  basis: {finding.basis}"
    if finding.chain:
        yield f"  chain: {', '.join(finding.chain)}"
    if finding.fix:
        yield f"  fix: {finding.fix}"
    for there in finding.related:
        if there.location.file != apart_from:
            yield f"  {_place(there.location)}: {there.message}"


def told_problems(problems: Iterable[Diagnostic]) -> str:
    """What is wrong with a text, and what to do about it."""
    return "\n".join(line for problem in problems for line in _problem(problem))


def _problem(problem: Diagnostic) -> Iterator[str]:
    yield f"{_place(problem.location)} {problem.message}"
    if problem.fix:
        yield f"  fix: {problem.fix}"


def _place(location: Location | None) -> str:
    return f"{location}-{location.end_line}:{location.end_column}" if location else "nowhere"
