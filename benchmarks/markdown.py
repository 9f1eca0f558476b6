"""Results as the tables of `docs/performance.md`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from benchmarks.comparison import Result
from benchmarks.processes import Measured
from benchmarks.text import figure, runs

BEGIN = "<!-- figures: python -m benchmarks --markdown -->"
END = "<!-- end of the figures -->"
_GOALS = "| goal | units | found | at most | |\n|---|---:|---:|---:|---|"


def report(machine: str, results: Sequence[Result]) -> str:
    """All goals in one table, and for each comparison a table with a column for each size."""
    lines = [f"{machine}.", "", *_goals(results)]
    for _, of_one in groupby(results, key=lambda result: result.comparison.name):
        lines += ["", *_table(list(of_one))]
    return "\n".join(lines)


def put_into(file: Path, tables: str) -> None:
    """Put tables between the two comments of a file, in place of those of the same comparisons.

    Raises
    ------
    ValueError
        Where the file has not both.
    """
    before, begin, rest = file.read_text(encoding="utf-8").partition(BEGIN)
    old, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{file} has no place for figures: {BEGIN} and {END}")
    figures = "\n".join(_with_others(tables, old.strip()))
    file.write_text(f"{before}{BEGIN}\n\n{figures}\n\n{END}{after}", encoding="utf-8")


def _with_others(new: str, old: str) -> Iterator[str]:
    """New tables, with those of comparisons that were not run again in their places."""
    machine, tables, goals = _parts(new)
    _, old_tables, old_goals = _parts(old)
    every = {**old_tables, **tables}
    yield from (machine, "", _GOALS)
    for name, table in every.items():
        rows = goals if name in tables else old_goals
        yield from (row for row in rows if f"\n{row.split(' | ')[0]} |" in table)
    for table in every.values():
        yield from ("", table)


def _parts(report: str) -> tuple[str, Mapping[str, str], Sequence[str]]:
    """The machine, the table of each comparison, and the rows of the table of all goals."""
    head, *tables = re.split(r"\n\n(?=\*\*)", report)
    machine, _, goals = head.partition(f"\n\n{_GOALS}")
    return machine, {table.split("**")[1]: table for table in tables}, goals.strip().splitlines()


def _goals(results: Sequence[Result]) -> Iterator[str]:
    yield _GOALS
    for result in results:
        for verdict in result.verdicts:
            if verdict.most is not None:
                found, most = _figure(verdict.found), _figure(verdict.most)
                units = f"{result.units:,}" if result.units else ""
                yield f"| {verdict.text} | {units} | {found} | {most} | {verdict.word} |"


def _table(results: Sequence[Result]) -> Iterator[str]:
    first = results[0]
    yield f"**{first.comparison.name}**: {first.comparison.question}"
    yield ""
    yield _row("", *(_heading(result) for result in results))
    yield "|---|" + "---:|" * len(results)
    for name in (*first.measured, *first.missing):
        yield _row(name, *(_cell(result, name) for result in results))
    for at_sizes in zip(*(result.verdicts for result in results), strict=True):
        yield _row(at_sizes[0].text, *(_figure(verdict.found) for verdict in at_sizes))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _heading(result: Result) -> str:
    return f"{result.units:,} units, {runs(result)}" if result.units else runs(result)


def _cell(result: Result, name: str) -> str:
    if name in result.missing:
        return f"**not measured**: {result.missing[name]}"
    return _told(result.measured[name])


def _told(one: Measured) -> str:
    inner = "" if one.inner is None else f" (alone {one.inner:.2f} s)"
    return f"{one.seconds:.2f} s{inner}, {one.mib:,.0f} MiB"


def _figure(value: float | None) -> str:
    return "" if value is None else figure(value)
