"""What kind of machine the figures are from."""

from __future__ import annotations

import os
import platform
from pathlib import Path


def machine() -> str:
    """The interpreter, the processors and the memory, in a line."""
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return (
        f"{python} on {platform.system()}, {os.cpu_count()} processors ({_processor()}), "
        f"{memory:.0f} GiB of memory"
    )


def _processor() -> str:
    """The processor's name, where the system tells it."""
    about = Path("/proc/cpuinfo")
    lines = about.read_text(encoding="utf-8").splitlines() if about.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
