"""Which modules are left out where the system has not what they try; what they need compiled."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

_CACHES = TemporaryDirectory(prefix="orgcheck-caches-")

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


def pytest_configure() -> None:
    """Compile the catalogues of sentences, which git has as text only; keep caches apart.

    Without what builds the package they are as the installation compiled them.
    """
    # What tests keep is gone with them, and they find nothing of the user's.
    for variable in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        os.environ[variable] = _CACHES.name
    with suppress(ModuleNotFoundError):
        from hatch_build import compile_catalogues

        compile_catalogues()
