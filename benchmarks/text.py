"""Results as they are read on a screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from benchmarks.comparison import Result, Verdict
from benchmarks.processes import Measured


def report(result: Result) -> str:
    """One comparison: what was measured, what was not, and what came of the goals."""
    return "\n".join(_lines(result)) + "\n"


def _lines(result: Result) -> Iterator[str]:
    units = f"{result.units:,} units, " if result.units else ""
    yield f"{result.comparison.name}: {result.comparison.question} ({units}{runs(result)})"
    width = max(map(len, (*result.measured, *result.missing)), default=0)
    for name, one in result.measured.items():
        yield f"  {name:<{width}} {_figures(one)}"
    for name, why in result.missing.items():
        yield f"  {name:<{width}} !! NOT MEASURED: {why}"
    for verdict in result.verdicts:
        yield f"  {sentence(verdict)}"


def runs(result: Result) -> str:
    """How many runs the medians are of."""
    return "one run" if result.runs == 1 else f"median of {result.runs} runs"


def _figures(one: Measured) -> str:
    inner = "" if one.inner is None else f"; alone {one.inner:.2f} s"
    return f"{one.seconds:8.2f} s ({one.elapsed:.2f} elapsed), {one.mib:,.0f} MiB{inner}"


def sentence(verdict: Verdict) -> str:
    """A goal in a line."""
    found = "" if verdict.found is None else f": {figure(verdict.found)}"
    goal = "" if verdict.most is None else f", goal at most {figure(verdict.most)}"
    word = f": {verdict.word}" if verdict.word else ""
    return f"{verdict.text}{found}{goal}{word}"


def figure(value: float) -> str:
    """A ratio with two decimals, the small ones with two figures, what is large with none."""
    if value >= 10 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.2f}" if value >= 0.1 else f"{value:.2g}"


def summary(results: Sequence[Result]) -> str:
    """How many goals are reached, missed and not measured."""
    words = [verdict.word for result in results for verdict in result.verdicts]
    absent = sum(len(result.missing) for result in results)
    missed = words.count("MISSED")
    counted = f"goals reached: {words.count('reached')}, missed: {missed}"
    return f"{counted}, rows NOT MEASURED: {absent}" if absent else counted
