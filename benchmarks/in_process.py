"""orgcheck's own share alone, for peers that are given their data ready.

Whatever is read is read before the clock starts.

    python -m benchmarks.in_process validate SNAPSHOT PACK
    python -m benchmarks.in_process diff OLD NEW
    python -m benchmarks.in_process import WORKBOOK
"""

from __future__ import annotations

import sys
from pathlib import Path

import orgcheck
from benchmarks.own_share import timed
from orgcheck.rules.packs import read_pack
from orgcheck.snapshot.sources import decoded


def validate(snapshot: str, pack: str) -> None:
    """Time the validation of one snapshot by one pack."""
    organisation = orgcheck.load(snapshot)
    rules = read_pack(decoded(pack, Path(pack).read_bytes()))
    for finding in timed(lambda: orgcheck.validate(organisation, [rules])):
        print(finding.rule, finding.unit)


def diff(old: str, new: str) -> None:
    """Time the comparison of two snapshots that share nothing in memory."""
    before, after = orgcheck.load(old), orgcheck.load(new)
    for event in timed(lambda: orgcheck.diff(before, after)).events:
        print(*{edit.id for edit in event.edits}, sep="\n")


def import_workbook(workbook: str) -> None:
    """Time the import of a workbook."""
    # What a first import loads and builds is left out, as it is in the others.
    orgcheck.import_snapshot("tests/data/import/virasto.csv")
    imported = timed(lambda: orgcheck.import_snapshot(workbook))
    print(len(imported.snapshot.units), len(imported.remarks))


if __name__ == "__main__":
    command, *paths = sys.argv[1:]
    {"validate": validate, "diff": diff, "import": import_workbook}[command](*paths)
