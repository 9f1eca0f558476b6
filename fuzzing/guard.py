"""A case that takes too long or too much memory is a finding, however it ends."""

from __future__ import annotations

import resource
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

# Processor time, so that other programs on the machine do not count.
MOST_SECONDS = 10.0
MOST_MIB = 300
# What the process may hold at any time, whatever the number of cases before.
MOST_PEAK_MIB = 1_024
# What one process may take as a whole: beyond it, a bomb is a MemoryError and no crash.
MOST_ADDRESSES = 4 * 2**30


class OverLimit(BaseException):
    """No `Exception`, so that nothing on the way takes it for one of its own."""


def limit_memory() -> None:
    """Keep a bomb from taking the machine along."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (MOST_ADDRESSES, hard))


def heed_the_clock() -> None:
    """Stop a case at once when its time is up, and not only when it ends."""
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
    before = peak_mib()
    begun = time.process_time()
    # Without `heed_the_clock` the signal would end the process.
    clocked = signal.getsignal(signal.SIGVTALRM) is _stop
    signal.setitimer(signal.ITIMER_VIRTUAL, MOST_SECONDS if clocked else 0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    if time.process_time() - begun > MOST_SECONDS:
        raise OverLimit(f"it takes more than {MOST_SECONDS:g} seconds")
    if peak_mib() - before > MOST_MIB:
        raise OverLimit(f"it takes more than {MOST_MIB} MiB")
    if peak_mib() > MOST_PEAK_MIB >= before:
        raise OverLimit(f"the process takes more than {MOST_PEAK_MIB:,} MiB")


def peak_mib() -> float:
    """The most memory that this process has had at one time."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
