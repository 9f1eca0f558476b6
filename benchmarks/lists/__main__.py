"""`python -m benchmarks.lists`: every list of the formats grown, through every command.

Prints a row for each list and command whose cost of an entry grows, or all of them, and the worst
of each list as a table in Markdown.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise
from pathlib import Path

from benchmarks.lists.growth import Growth, growths


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what the command line asks for; 1 where an entry costs more among many."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.lists", description=__doc__)
    parser.add_argument("lists", nargs="?", default="", help="only lists whose name holds this")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        found = []
        for growth in growths(Path(folder), options.sizes, options.lists):
            print(_line(growth), file=sys.stderr, flush=True)
            found.append(growth)
    print(table(found, options.sizes))
    return 0 if all(growth.holds for growth in found) else 1


def _line(growth: Growth) -> str:
    times = " ".join(f"{seconds:.2f}" for seconds in growth.seconds.values())
    factors = " ".join(f"{factor:.2f}" for factor in growth.factors)
    verdict = "" if growth.holds else f"  MISSED {growth.failure or ''}"
    return f"{growth.listed:40} {growth.command:20} {times} s; {factors}{verdict}"


def table(found: Iterable[Growth], sizes: Sequence[int]) -> str:
    """For each list the command whose cost of an entry grows most."""
    steps = [f"{few:,} to {many:,}" for few, many in pairwise(sizes)]
    lines = [
        "| list | the command that grows most | seconds | " + " | ".join(steps) + " | |",
        "|---|---|---:|" + "---:|" * len(steps) + "---|",
    ]
    for name, own in groupby(found, key=lambda growth: growth.listed):
        every = list(own)
        worst = max(every, key=lambda one: (not one.holds, max(one.factors, default=0)))
        factors = [f"{factor:.2f}" for factor in worst.factors]
        factors += ["-"] * (len(steps) - len(factors))
        longest = max(worst.seconds)
        shown = f"{worst.seconds[longest]:.1f} at {longest:,}"
        verdict = "reached" if worst.holds else "MISSED"
        lines.append(f"| {name} | {worst.command} | {shown} | {' | '.join(factors)} | {verdict} |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
