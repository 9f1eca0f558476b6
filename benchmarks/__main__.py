"""`python -m benchmarks`: orgcheck and its peers side by side, as whole processes.

Generates its data, runs every command in turn, and prints medians of processor time and of the
peak of memory, and ratios with the goal that each has. Absolute times differ from machine to
machine; the ratios are the point.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks import markdown, text
from benchmarks.comparison import Comparison, Result, measure
from benchmarks.data import Data
from benchmarks.machine import machine
from benchmarks.sections import COMPARISONS


def main(arguments: list[str] | None = None) -> int:
    """Run the comparisons that the command line names; all of them where it names none."""
    options = _options(arguments)
    chosen = [one for one in COMPARISONS if not options.names or one.name in options.names]
    progress = sys.stderr if options.markdown else sys.stdout
    print(f"{machine()}\n", file=progress)
    results = []
    for result in _results(chosen, options.units, options.runs, options.patience):
        print(text.report(result), file=progress, flush=True)
        results.append(result)
    print(text.summary(results), file=progress)
    if options.markdown == "-":
        print(markdown.report(machine(), results))
    elif options.markdown:
        markdown.put_into(Path(options.markdown), markdown.report(machine(), results))
    return 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    names = [comparison.name for comparison in COMPARISONS]
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(names))
    parser.add_argument(
        "--units", type=int, nargs="+", default=[100_000], help="how large; may be several"
    )
    parser.add_argument("--runs", type=int, default=5, help="counted runs of each command")
    parser.add_argument(
        "--patience",
        type=float,
        default=120,
        metavar="SECONDS",
        help="begin no further run once a comparison has taken so long",
    )
    parser.add_argument(
        "--markdown",
        nargs="?",
        const="-",
        metavar="FILE",
        help="print tables in Markdown, or put them into this file between its two comments",
    )
    options = parser.parse_args(arguments)
    if unknown := set(options.names) - set(names):
        parser.error(f"there is no {', '.join(sorted(unknown))}; there are {', '.join(names)}")
    return options


def _results(
    chosen: list[Comparison], sizes: list[int], runs: int, patience: float
) -> Iterator[Result]:
    """Measure each comparison at each size that it can bear, no size twice."""
    with tempfile.TemporaryDirectory() as folder:
        data = Data(Path(folder))
        for comparison in chosen:
            for units in sorted({comparison.size(units) for units in sizes}):
                yield measure(comparison, data, units, runs, patience)


if __name__ == "__main__":
    sys.exit(main())
