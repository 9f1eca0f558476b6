"""A case that takes too long or too much memory is a finding, however it ends."""

from __future__ import annotations

import resource
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

# Processor time, so that other programs on the machine do not count.
MOST_SECONDS = 2.0
MOST_MIB = 300
# What one process may take as a whole: beyond it, a bomb is a MemoryError and no crash.
MOST_ADDRESSES = 4 * 2**30


class OverLimit(BaseException):
    """No `Exception`, so that nothing on the way takes it for one of its own."""


def limit_memory() -> None:
    """Keep a bomb from taking the machine along."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (MOST_ADDRESSES, hard))
    signal.signal(signal.SIGVTALRM, _stop)


def _stop(_: int, __: FrameType | None) -> None:
    raise OverLimit(f"it takes more than {MOST_SECONDS:g} seconds")


@contextmanager
def limits() -> Iterator[None]:
    """Stop what takes too long, and what took too much memory afterwards.

    Raises
    ------
    OverLimit
        With the limit that was passed.
    """
    before = _peak_mib()
    begun = time.process_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, MOST_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    if time.process_time() - begun > MOST_SECONDS:
        raise OverLimit(f"it takes more than {MOST_SECONDS:g} seconds")
    if _peak_mib() - before > MOST_MIB:
        raise OverLimit(f"it takes more than {MOST_MIB} MiB")


def _peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
