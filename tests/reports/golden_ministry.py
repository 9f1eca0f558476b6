"""What the program tells of the reorganisation of a ministry, as it shall stay."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.ministry import FOLDER


def written() -> str:
    """The report as it is now, on a terminal of 80 columns."""
    command = ("diff", "--isolated", "--rules", "rules.yaml", "before.yaml", "after.yaml")
    run = subprocess.run(
        [sys.executable, "-m", "orgcheck", *command],
        cwd=FOLDER,
        env={**os.environ, "COLUMNS": "80", "NO_COLOR": "1", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return run.stdout + run.stderr


GENERATED = {"tests/reports/golden/ministry.txt": written}
