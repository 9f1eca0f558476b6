"""What is measured with: generated snapshots and packs, each made when it is first asked for."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.pack100 import hundred_rules
from benchmarks.processes import PROJECT
from benchmarks.recording import FILE, record


@dataclass
class Data:
    """Files in a folder that somebody else removes."""

    folder: Path
    _made: dict[tuple[str, ...], str] = field(default_factory=dict)

    def snapshot(self, units: int, *options: str) -> str:
        """The path of a generated snapshot; the options are those of the generator."""
        return self._generated("benchmarks.generate", "--units", str(units), *options)

    def register(self, units: int, version: str) -> str:
        """The path of a version of a register with realistic names; no two have an id in common."""
        return self._generated("benchmarks.registers", "--units", str(units), "--version", version)

    def _generated(self, *key: str) -> str:
        if key not in self._made:
            path = str(self.folder / f"{len(self._made)}.yaml")
            subprocess.run(
                [sys.executable, "-m", *key, path],
                cwd=PROJECT,
                check=True,
                stdout=subprocess.DEVNULL,
            )
            self._made[key] = path
        return self._made[key]

    def workbook(self, rows: int) -> str:
        """The path of a workbook with a row a unit: codes, parents, titles, figures, duties."""
        import xlsxwriter

        path = self.folder / f"{rows}.xlsx"
        if path.exists():
            return str(path)
        book = xlsxwriter.Workbook(str(path))
        sheet = book.add_worksheet("Units")
        sheet.write_row(0, 0, ("Code", "Name", "Parent", "Head", "FTE", "Duties"))
        for row in range(rows):
            parent = f"{(row - 1) // 8:05}" if row else ""
            head = f"Head of unit {row}" if row % 5 == 0 else ""
            values = (f"{row:05}", f"Unit number {row}", parent, head, row % 40, "payments; advice")
            sheet.write_row(row + 1, 0, values)
        book.close()
        return str(path)

    def changed(self, units: int) -> str:
        """The path of a later version of the snapshot of so many units: 1% of them changed."""
        return self.snapshot(units, "--changed", "0.01")

    def versions(self, units: int, count: int) -> tuple[str, ...]:
        """The paths of versions of a snapshot, with 1% of the units otherwise in each later one."""
        seeds = range(1, count + 1)
        made = [
            self.snapshot(units, *(("--changed", "0.01", "--seed", str(seed)) if seed > 1 else ()))
            for seed in seeds
        ]
        return tuple(self._as_version(path, seed) for seed, path in zip(seeds, made, strict=True))

    def recorded(self, units: int, commits: int) -> Path:
        """The path of a snapshot in a git repository, committed so many times."""
        folder = self.folder / f"recorded-{units}-{commits}"
        if not folder.exists():
            record(folder, Path(self.snapshot(units)).read_text("utf-8"), commits)
        return folder / FILE

    def _as_version(self, path: str, number: int) -> str:
        version = self.folder / f"version-{number}-{Path(path).name}"
        if not version.exists():
            text = Path(path).read_text("utf-8")
            own = f'version: "{number}"'
            version.write_text(re.sub("^version: .*", own, text, count=1, flags=re.M), "utf-8")
        return str(version)

    def pack(self, rules: int) -> str:
        """The path of the pack of so many rules: 3, 12 or 100."""
        if rules != 100:
            return str(PROJECT / "benchmarks" / f"pack{rules}.yaml")
        path = self.folder / "pack100.yaml"
        if not path.exists():
            path.write_text(hundred_rules(), encoding="utf-8")
        return str(path)
