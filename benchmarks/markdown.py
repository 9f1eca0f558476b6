"""Results as the tables of `docs/performance.md`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.comparison import Result
from benchmarks.text import HOW_TO_INSTALL, figure, runs

BEGIN = "<!-- figures: python -m benchmarks --markdown -->"
END = "<!-- end of the figures -->"


def report(machine: str, results: Sequence[Result]) -> str:
    """All goals in one table, and a table of what was measured for each comparison."""
    lines = [f"{machine}.", "", *_goals(results)]
    for result in results:
        lines += ["", *_measured(result)]
    return "\n".join(lines)


def put_into(file: Path, tables: str) -> None:
    """Replace what stands between the two comments of a file.

    Raises
    ------
    ValueError
        Where the file has not both.
    """
    before, begin, rest = file.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{file} has no place for figures: {BEGIN} and {END}")
    file.write_text(f"{before}{BEGIN}\n\n{tables}\n\n{END}{after}", encoding="utf-8")


def _goals(results: Sequence[Result]) -> Iterator[str]:
    yield "| | units | found | goal | |"
    yield "|---|---:|---:|---:|---|"
    for result in results:
        for verdict in result.verdicts:
            found, most = (
                "" if value is None else figure(value) for value in (verdict.found, verdict.most)
            )
            units = _units(result)
            yield f"| {verdict.text} | {units} | {found} | {most} | {verdict.word} |"


def _measured(result: Result) -> Iterator[str]:
    units = f", {result.units:,} units" if result.units else ""
    yield f"**{result.comparison.name}**: {result.comparison.question}{units}, {runs(result)}"
    yield ""
    yield "| | seconds | of which the checks alone | MiB |"
    yield "|---|---:|---:|---:|"
    for name, one in result.measured.items():
        inner = "" if one.inner is None else f"{one.inner:.2f}"
        yield f"| {name} | {one.seconds:.2f} | {inner} | {one.mib:.0f} |"
    for name, package in result.missing.items():
        yield f"| {name} | **not measured**: no package {package} ({HOW_TO_INSTALL}) | | |"


def _units(result: Result) -> str:
    return f"{result.units:,}" if result.units else ""
