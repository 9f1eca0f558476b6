"""What a program says of its own share: the time without imports, reading and building."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

INNER = "in process: "


def timed(work: Callable[[], T]) -> T:
    """Do the work, and say on standard error how many seconds of processor time it took."""
    begun = time.process_time()
    done = work()
    print(f"{INNER}{time.process_time() - begun:.4f}", file=sys.stderr)
    return done


def said_share(said: str) -> float | None:
    """The seconds that a program said, if it did."""
    times = [line.removeprefix(INNER) for line in said.splitlines() if line.startswith(INNER)]
    return float(times[-1]) if times else None
