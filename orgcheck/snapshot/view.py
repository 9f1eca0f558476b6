"""The files of a repository from one standpoint: the working tree, what is staged, a revision."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path

from orgcheck.errors import reason_of
from orgcheck.language import said
from orgcheck.records import dataclass
from orgcheck.snapshot.git import GitError, Repository, names_revision
from orgcheck.snapshot.sources import (
    SourceError,
    path_from,
    refuse_leading_out,
    texts_at,
    texts_of,
)
from orgcheck.snapshot.text import SourceText


@dataclass(frozen=True)
class View:
    """Files as git has them at a revision; what lies outside of the repository is as it is.

    `revision` is None for the working tree, and empty for what is staged. Names and paths are
    those of the working tree: as spelt, so that no link of a change leads elsewhere.
    """

    revision: str | None = None

    @cached_property
    def root(self) -> Path | None:
        """The top folder of the repository around the current folder."""
        try:
            return Repository.here().root
        except GitError:
            return None

    def tracked(self, name: str | os.PathLike[str]) -> str | None:
        """A path as git writes it; None where it lies outside of the repository."""
        if self.root is None:
            return None
        here = os.path.realpath(Path())
        for path in (os.path.join(here, name), os.path.realpath(name)):  # noqa: PTH118
            relative = path_from(os.path.normpath(path), self.root)
            outside = os.path.isabs(relative) or Path(relative).parts[:1] == (os.pardir,)  # noqa: PTH117
            if not outside:
                return None if self._is_of_another(relative) else Path(relative).as_posix()
        return None

    def path_from_root(self, name: str) -> str:
        """Where a name leads, from the root of the repository; what is elsewhere stays as it is.

        Of REV:path it is the path: the file is shown as the repository has it.
        """
        if name == "-":
            return name
        path = name.partition(":")[2] if revision_of(name) is not None else name
        if path != name and not path.startswith(("./", "../")):
            return path or name  # from the root, as git reads it
        return self.tracked(path) or name

    def _is_of_another(self, relative: str) -> bool:
        """Whether a path within the working tree belongs to a repository of its own there."""
        assert self.root is not None, "only paths within a repository are asked about"
        *folders, _ = Path(relative).parts or ("",)
        inner = self.root
        for folder in folders:
            inner = inner / folder
            if (inner / ".git").exists():
                return True
        return False

    def holds(self, name: str) -> bool:
        """Whether what a name says is read from the repository, from this standpoint."""
        return not _names_itself(name) and self.tracked(name) is not None

    def argument(self, name: str | os.PathLike[str]) -> str | None:
        """REV:path for what is read from a revision; None for what is read from the disk."""
        if self.revision is None:
            return None
        path = self.tracked(name)
        return f"{self.revision}:{path}" if path is not None else None

    def has(self, name: str | os.PathLike[str]) -> bool:
        """Whether there is such a file or folder."""
        if self.argument(name) is None:
            return Path(name).exists()
        return self._kind(name) is not None

    def has_file(self, path: Path) -> bool:
        """Whether there is such a file."""
        if self.argument(path) is None:
            return path.is_file()
        return self._kind(path) == "blob"

    def has_no_file_there(self, path: Path) -> bool:
        """Whether something has that name that is no file: a folder, a pipe, a link to nothing."""
        if self.argument(path) is None:
            return os.path.lexists(path) and not path.is_file()
        return self._kind(path) not in (None, "blob")

    def _kind(self, name: str | os.PathLike[str]) -> str | None:
        """What git has under a path of the repository: a `blob`, a `tree` or nothing."""
        assert self.root is not None, "what lies in a repository is asked about"
        assert self.revision is not None, "git has revisions"
        try:
            return Repository(self.root).kind(self.revision, self.tracked(name) or "")
        except GitError:
            return None

    def texts(self, name: str) -> tuple[SourceText, ...]:
        """The texts of a file or folder, or of what names a revision itself.

        Raises
        ------
        SourceError
            Where there is none.
        Unreadable
            Where a text is none.
        """
        argument = self.argument(name) if not _names_itself(name) else None
        return (texts_of(name) if argument is None else texts_at(argument)).texts

    def data(self, path: Path, most: int) -> bytes:
        """The content of a file, of which no more than one byte beyond `most` is read from disk.

        Raises
        ------
        SourceError
            Where it cannot be read.
        """
        argument = self.argument(path)
        try:
            if argument is None:
                refuse_leading_out(path)
                if path.exists() and not path.is_file():
                    # Opening a pipe would wait for somebody who writes to it.
                    raise SourceError(said("it is not a regular file"), unreadable=True)
                with path.open("rb") as stream:
                    return stream.read(most + 1)
            assert self.root is not None, "what lies in a repository is read from it"
            revision, _, name = argument.partition(":")
            return next(Repository(self.root).contents(revision, [name]))
        except OSError as error:
            raise SourceError(reason_of(error), unreadable=True) from None
        except GitError as error:
            raise SourceError(error.message, error.fix) from None

    def label(self, path: Path) -> str:
        """What messages call a file by; what is staged goes by the name of the file."""
        argument = self.argument(path) if self.revision else None
        return argument or path_from(path)


def revision_of(argument: str) -> str | None:
    """The revision that a snapshot's argument names; None where it is read from elsewhere."""
    if argument == "-" or os.path.lexists(argument) or not names_revision(argument):
        return None
    return argument.partition(":")[0]


def _names_itself(name: str) -> bool:
    """Whether a name says itself what is read, from whichever standpoint: `-`, or REV:path."""
    return name == "-" or revision_of(name) is not None
