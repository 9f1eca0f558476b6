"""A program within a repository: `python -m benchmarks.in_repository FOLDER WHEN COMMAND...`.

WHEN is `first`, which removes what an earlier run kept there, or `again`. The process becomes the
program, so that their processor time is one.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

if __name__ == "__main__":
    _, folder, when, *command = sys.argv
    if when == "first":
        shutil.rmtree(Path(folder, ".git", "orgcheck"), ignore_errors=True)
    os.chdir(folder)
    os.execv(command[0], command)
