"""What is measured with: generated snapshots and packs, each made when it is first asked for."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.pack100 import hundred_rules
from benchmarks.processes import PROJECT


@dataclass
class Data:
    """Files in a folder that somebody else removes."""

    folder: Path
    _made: dict[tuple[str, ...], str] = field(default_factory=dict)

    def snapshot(self, units: int, *options: str) -> str:
        """The path of a generated snapshot; the options are those of the generator."""
        key = (str(units), *options)
        if key not in self._made:
            path = str(self.folder / f"{len(self._made)}.yaml")
            subprocess.run(
                [sys.executable, "-m", "benchmarks.generate", "--units", *key, path],
                cwd=PROJECT,
                check=True,
                stdout=subprocess.DEVNULL,
            )
            self._made[key] = path
        return self._made[key]

    def changed(self, units: int) -> str:
        """The path of a later version of the snapshot of so many units: 1% of them changed."""
        return self.snapshot(units, "--changed", "0.01")

    def pack(self, rules: int) -> str:
        """The path of the pack of so many rules: 3, 12 or 100."""
        if rules != 100:
            return str(PROJECT / "benchmarks" / f"pack{rules}.yaml")
        path = self.folder / "pack100.yaml"
        if not path.exists():
            path.write_text(hundred_rules(), encoding="utf-8")
        return str(path)
