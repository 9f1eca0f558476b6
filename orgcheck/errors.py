"""What cannot be done, and why: the errors that this library raises."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Self

from orgcheck.language import msg, said, spoken
from orgcheck.records import dataclass

if TYPE_CHECKING:
    from orgcheck.findings import Location


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """What is wrong with a text or a call, where it is wrong and what to do about it.

    In a snapshot it becomes a finding, in a rule pack or a waiver file a usage error. `location`
    is None where no text is at fault: a file that does not exist has no lines.

    Examples
    --------
    >>> print(Diagnostic(None, "2025.yaml does not exist", "name a file or a folder"))
    2025.yaml does not exist
    """

    location: Location | None
    message: str
    fix: str | None = None

    def __str__(self) -> str:
        return f"{self.location}: {self.message}" if self.location else self.message

    @property
    def words(self) -> str:
        """The same in the language that is spoken."""
        message = spoken(self.message)
        return f"{self.location}: {message}" if self.location else message

    @property
    def order(self) -> tuple[str, int, int]:
        """By file, line and column; what has no place stands first."""
        place = self.location
        return (place.file, place.line, place.column) if place else ("", 0, 0)


@dataclass(frozen=True, slots=True)
class FolderOfSnapshots(Diagnostic):
    """A folder that is named as one snapshot, and holds several: its name and theirs."""

    folder: str = ""
    names: tuple[str, ...] = ()


class OrgcheckError(Exception):
    """Something that cannot be done. Every error that this library raises is of this kind.

    Parameters
    ----------
    message
        Why it cannot be done.
    fix
        What to do about it.

    Attributes
    ----------
    message, fix
        As above; of several problems the message names all, and `fix` is None.
    problems : tuple of Diagnostic
        All that stands in the way, at least one: each with its place, where a text is at fault,
        and with what to do about it.

    Examples
    --------
    >>> try:
    ...     raise OrgcheckError("2025.yaml does not exist", "name a file or a folder")
    ... except OrgcheckError as error:
    ...     print(error, "-", error.problems[0].fix)
    2025.yaml does not exist - name a file or a folder
    """

    def __init__(self, message: str, fix: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix
        self.problems: tuple[Diagnostic, ...] = (Diagnostic(None, message, fix),)


def reason_of(error: OSError) -> str:
    """Why the system did not do something, as it says it.

    Examples
    --------
    >>> reason_of(FileNotFoundError(2, "No such file or directory"))
    'no such file or directory'
    """
    return said((error.strerror or _UNKNOWN).lower())


_UNKNOWN = msg("unknown reason")
# What systems say in English, as far as catalogues have it.
_REASONS = (
    msg("file exists"),
    msg("file name too long"),
    msg("input/output error"),
    msg("invalid argument"),
    msg("is a directory"),
    msg("no space left on device"),
    msg("no such file or directory"),
    msg("not a directory"),
    msg("operation not permitted"),
    msg("permission denied"),
    msg("read-only file system"),
    msg("too many levels of symbolic links"),
    msg("too many open files"),
)


class Unusable(OrgcheckError):
    """A text that cannot be used, with all that is wrong with it."""

    def __init__(self, problems: Iterable[Diagnostic]) -> None:
        problems = tuple(problems)
        super().__init__("; ".join(map(str, problems)))
        self.problems = problems

    @classmethod
    def together(cls, errors: Sequence[OrgcheckError]) -> Self:
        """One error of several, with the problems of all."""
        return cls([problem for error in errors for problem in error.problems])


class Unreadable(Unusable):
    """A text that nothing can be used of, with all that is wrong with it."""


class InvalidSnapshot(Unusable):
    """A snapshot that cannot be read, or of which nothing can be used (ORG001).

    Examples
    --------
    >>> import orgcheck
    >>> try:
    ...     orgcheck.load("snapshots/2099.yaml")
    ... except orgcheck.InvalidSnapshot as error:
    ...     print(error)
    snapshots/2099.yaml does not exist
    """


class NoSnapshot(InvalidSnapshot):
    """What is named and is no snapshot: nothing is there, or several snapshots are."""
