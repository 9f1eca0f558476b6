"""Snapshots with faults, each with all that integrity says of it, as it shall stay."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from tests.building import integrity
from tests.rules.told import told

FOLDER = Path(__file__).with_name("golden")
SNAPSHOTS = sorted(path.stem for path in FOLDER.glob("*.yaml"))


def written(name: str) -> str:
    """What integrity says of a snapshot now."""
    return told(integrity((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))) + "\n"


GENERATED = {
    f"tests/rules/integrity/golden/{name}.txt": partial(written, name) for name in SNAPSHOTS
}
