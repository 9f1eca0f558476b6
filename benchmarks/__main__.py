"""`python -m benchmarks`: orgcheck and its peers side by side, as whole processes.

Generates its data, runs every command in turn, and prints medians and ratios with the goal that
each ratio has. Absolute times differ from machine to machine; the ratios are the point.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from pathlib import Path

from benchmarks.comparisons import COMPARISONS, Comparison, Data
from benchmarks.processes import Measured, ratio, side_by_side


def main() -> int:
    """Run the comparisons that the command line names; all quick ones where it names none."""
    options = _options()
    named = [c for c in COMPARISONS if c.name in options.comparisons]
    chosen = named or [c for c in COMPARISONS if not c.slow]
    print(f"Python {platform.python_version()} on {os.cpu_count()} processors, "
          f"{options.units:,} units, median of {options.runs} runs\n")  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        data = Data(Path(folder), options.units)
        missed = sum(_report(comparison, data, options.runs) for comparison in chosen)
    print(f"{missed} missed" if missed else "every goal is reached")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    names = [comparison.name for comparison in COMPARISONS]
    parser.add_argument("comparisons", nargs="*", metavar="NAME", help=", ".join(names))
    parser.add_argument("--units", type=int, default=100_000, help="how large a snapshot")
    parser.add_argument("--runs", type=int, default=5, help="counted runs of each command")
    options = parser.parse_args()
    if unknown := set(options.comparisons) - set(names):
        parser.error(f"there is no {', '.join(sorted(unknown))}; there are {', '.join(names)}")
    return options


def _report(comparison: Comparison, data: Data, runs: int) -> int:
    """Print one comparison; the number of its goals that were missed."""
    print(f"{comparison.name}: {comparison.question}")
    measured = side_by_side(comparison.commands(data), runs)
    for name, one in measured.items():
        print(f"  {name:<34} {one.seconds:8.2f} s {one.mib:8.0f} MiB")
    missed = [goal for goal in comparison.goals if not _met(goal, measured)]
    print()
    sys.stdout.flush()
    return len(missed)


def _met(goal: tuple[str, str, float], measured: dict[str, Measured]) -> bool:
    one, other, most = goal
    found = ratio(measured[one], measured[other])
    verdict = "reached" if found <= most else "MISSED"
    print(f"  {one} / {other}: {found:.2f}, goal at most {most:g}: {verdict}")
    return found <= most


if __name__ == "__main__":
    sys.exit(main())
