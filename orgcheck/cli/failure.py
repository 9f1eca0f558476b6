"""What keeps a command from doing its work, and the exit statuses that say so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from orgcheck.errors import Diagnostic

USAGE = 2
UNREADABLE = 3
# Of a program that an interrupt or a closed pipe ended, as shells count it.
INTERRUPTED = 130
PIPE_CLOSED = 141


class Failure(Exception):
    """A message for standard error, what to do, and the exit status.

    Raised by a command whose work cannot be done; a snapshot with findings is no failure.
    """

    def __init__(self, message: str, fix: str | None = None, *, status: int = USAGE) -> None:
        super().__init__(message)
        self.complaints: tuple[tuple[str, str | None], ...] = ((message, fix),)
        self.status = status

    @classmethod
    def of_problems(cls, problems: Sequence[Diagnostic], *, status: int = USAGE) -> Failure:
        """The failure that every problem of a text makes, each with its place."""
        return cls.of_complaints(
            [(f"{problem.location}: {problem.message}", problem.fix) for problem in problems],
            status=status,
        )

    @classmethod
    def of_complaints(
        cls, complaints: Sequence[tuple[str, str | None]], *, status: int = USAGE
    ) -> Failure:
        """One failure of several messages, each with what to do about it."""
        failure = cls("; ".join(message for message, _ in complaints), status=status)
        failure.complaints = tuple(complaints)
        return failure

    @classmethod
    def together(cls, failures: Sequence[Failure], *, status: int | None = None) -> Failure:
        """One failure of several; `UNREADABLE` where each of them is, if no status is given."""
        complaints = [complaint for failure in failures for complaint in failure.complaints]
        if status is None:
            unread = all(failure.status == UNREADABLE for failure in failures)
            status = UNREADABLE if unread else USAGE
        return cls.of_complaints(complaints, status=status)
