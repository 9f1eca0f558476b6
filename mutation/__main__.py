"""`python -m mutation`: changes the core of orgcheck in some thousand small ways, one at a time.

Each mutant is tried in a clone of the last commit: some test fails for it, or it survives. Prints
how many did in each module. Which modules and which tests take part stands in pyproject.toml under
[tool.mutmut].
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from mutation.table import scores, table


def main(arguments: list[str] | None = None) -> int:
    """Run, and print the table."""
    options = _options(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.folder or Path(scratch) / "orgcheck"
        if not folder.exists():
            subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", ".", folder], check=True)
        _run(folder, options.workers, options.mutants)
        print("\n".join(table(scores(folder))))
    return 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m mutation", description=__doc__)
    parser.add_argument(
        "mutants", nargs="*", metavar="MUTANT", help="try these alone, such as 'orgcheck.*.cycles*'"
    )
    parser.add_argument("--workers", type=int, default=1, help="how many to try at a time")
    parser.add_argument(
        "--folder", type=Path, help="keep the clone here, or go on with the one that is here"
    )
    return parser.parse_args(arguments)


def _run(folder: Path, workers: int, mutants: list[str]) -> None:
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", str(workers), *mutants]
    subprocess.run(command, cwd=folder, stdout=sys.stderr, check=True)


if __name__ == "__main__":
    sys.exit(main())
