"""The collector of garbage waits, and does not go through what was made meanwhile."""

from __future__ import annotations

import gc
import weakref

from orgcheck.collector import collector_paused


def test_what_was_made_in_a_pause_counts_as_old() -> None:
    with collector_paused():
        assert not gc.isenabled()
        made = [[] for _ in range(50_000)]  # type: ignore[var-annotated]

    assert gc.isenabled()
    assert gc.get_count()[0] < len(made) // 2


class Knot:
    """A value that refers to itself: only the collector frees it."""

    def __init__(self) -> None:
        self.itself = self


def test_what_refers_to_itself_is_freed_now_and_then() -> None:
    kept: list[weakref.ref[Knot]] = []
    # Three times as many as may be kept, whatever was made before.
    for _ in range(80):
        with collector_paused():
            kept += [weakref.ref(Knot()) for _ in range(20_000)]

    assert sum(knot() is not None for knot in kept) < len(kept) // 2


def test_what_somebody_froze_stays_frozen() -> None:
    gc.freeze()
    try:
        frozen = gc.get_freeze_count()
        with collector_paused():
            pass
        # Some of it may have gone meanwhile.
        assert 0 < gc.get_freeze_count() <= frozen
    finally:
        gc.unfreeze()
