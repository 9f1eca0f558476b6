"""Which rules hold, from which revision, and what they say of a snapshot or of a change."""

from __future__ import annotations

# What was read and is kept until the process ends; None where it goes when nobody needs it.
kept: list[object] | None = None


def keep_what_is_read() -> None:
    """Keep what is read from now on: for a process that ends after one answer.

    Giving back millions of values one by one takes longer than checking them.
    """
    global kept
    kept = []
