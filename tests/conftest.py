"""Which modules are left out where the system has not what they try."""

from __future__ import annotations

import os
import re
from pathlib import Path

# A shell, links and pipes with names, modes of files; repositories of tests are driven by a shell.
POSIX = re.compile(
    r"tests\.repositories|tests\.integration|tests\.browser|\bbash\b|symlink_to|mkfifo|chmod"
)


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Leave out on Windows what needs POSIX; elsewhere nothing."""
    if os.name == "nt" and needs_posix(collection_path):
        return True
    return None


def needs_posix(path: Path) -> bool:
    """Whether a module of tests uses what Windows has not."""
    is_test = path.name.startswith("test_") and path.suffix == ".py"
    return is_test and POSIX.search(path.read_text("utf-8")) is not None
