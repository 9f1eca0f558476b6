"""What is raised where a rule asks for what has no answer."""

from __future__ import annotations

from orgcheck.findings import Location


class Unanswerable(Exception):
    """What has no answer, for a member or at all, and why; `place` is where the pack asks it.

    `example` is a member for which it has none, where that is known.
    """

    def __init__(self, why: str, place: Location | None = None) -> None:
        super().__init__(why)
        self.place = place
        self.example: str | None = None


class TooLong(Unanswerable):
    """What is asked no more, since its answers take too long."""
