"""The garbage collector of Python, and when it had better wait."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the garbage collector: among millions of live values it costs more than reading."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            _count_as_old()
            gc.enable()


# From so many values on that were made in pauses, what is old is collected.
_MANY = 1_000_000
_made_in_pauses = 0


def _count_as_old() -> None:
    """Put all that there is among what is collected seldom.

    Else the first collection after the pause goes through everything that was made in it, which
    takes a quarter of the time of an import. Freezing and unfreezing moves it there; what somebody
    else froze stays frozen.

    Python does not know of what was moved there, and would hardly ever look: a program that reads
    and compares all day would keep what refers to itself. So that is collected here, now and then.
    """
    global _made_in_pauses
    if gc.get_freeze_count():
        return
    _made_in_pauses += gc.get_count()[0]
    if _made_in_pauses >= _MANY:
        _made_in_pauses = 0
        gc.collect()
    gc.freeze()
    gc.unfreeze()
