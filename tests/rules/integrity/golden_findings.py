"""Snapshots with faults, each with all that integrity says of it, as it shall stay.

`python -m tests.rules.integrity.golden_findings` writes what it says anew.
"""

from __future__ import annotations

from pathlib import Path

from tests.building import integrity
from tests.rules.told import told

FOLDER = Path(__file__).with_name("golden")
SNAPSHOTS = sorted(path.stem for path in FOLDER.glob("*.yaml"))


def written(name: str) -> str:
    """What integrity says of a snapshot now."""
    return told(integrity((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))) + "\n"


def kept(name: str) -> str:
    """What it shall say."""
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8")


if __name__ == "__main__":
    for name in SNAPSHOTS:
        (FOLDER / f"{name}.txt").write_text(written(name), encoding="utf-8")
