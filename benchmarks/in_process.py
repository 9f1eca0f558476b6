"""orgcheck's checks alone, for peers that are given their data ready.

The snapshot and the pack are read before the clock starts.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import orgcheck
from benchmarks.processes import INNER
from orgcheck.rules.packs import read_pack
from orgcheck.snapshot.reader import decoded


def main(snapshot: str, pack: str) -> None:
    """Time the validation of one snapshot by one pack."""
    organisation = orgcheck.load(snapshot)
    rules = read_pack(decoded(pack, Path(pack).read_bytes()))
    begun = time.process_time()
    findings = orgcheck.validate(organisation, [rules])
    print(f"{INNER}{time.process_time() - begun:.4f}", file=sys.stderr)
    for finding in findings:
        print(finding.rule, finding.unit)


if __name__ == "__main__":
    main(*sys.argv[1:])
