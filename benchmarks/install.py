"""`python -m benchmarks.install`: how much an installation of orgcheck takes on the disk.

Makes a fresh environment, installs this folder into it as a user would, with pip, and prints the
size of what came, the largest packages first. Needs the package registry. Ends with 1 where it is
more than the goal.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import venv
from collections.abc import Mapping
from pathlib import Path

from benchmarks.own_share import say_figure
from benchmarks.processes import PROJECT

# In MB, a million bytes; a third of it may be how languages write numbers and dates.
GOAL = 150
# What an environment has before anything is installed.
_BEFORE = ("pip", "setuptools", "_distutils_hack", "distutils-precedence.pth")
_SHOWN = 8


def main() -> int:
    """Print what an installation consists of, and whether it is as light as it should be."""
    with tempfile.TemporaryDirectory() as folder:
        found = sizes(installed(Path(folder)))
    total = sum(found.values())
    for name, size in sorted(found.items(), key=lambda one: -one[1])[:_SHOWN]:
        print(f"{size:8.1f} MB  {name}")
    verdict = "reached" if total <= GOAL else "MISSED"
    say_figure(total)
    print(f"{total:8.1f} MB  all of site-packages, goal at most {GOAL}: {verdict}")
    return 0 if total <= GOAL else 1


def installed(folder: Path) -> Path:
    """The site-packages of a fresh environment in a folder, with orgcheck installed."""
    venv.create(folder, with_pip=True)
    subprocess.run(
        [folder / "bin" / "python", "-m", "pip", "install", "--quiet", str(PROJECT)],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return next(folder.glob("lib/python*/site-packages"))


def sizes(packages: Path) -> Mapping[str, float]:
    """The MB of each entry of a site-packages, compiled modules included; pip's own left out."""
    return {
        entry.name: _bytes(entry) / 1e6
        for entry in packages.iterdir()
        if not entry.name.startswith(_BEFORE)
    }


def _bytes(entry: Path) -> int:
    files = entry.rglob("*") if entry.is_dir() else (entry,)
    return sum(file.lstat().st_size for file in files if not file.is_dir())


if __name__ == "__main__":
    sys.exit(main())
