"""Which snapshots of a repository a commit or a branch touches, for the commands that ask."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from orgcheck.cli.failure import Failure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from orgcheck.snapshot.git import Repository


@contextmanager
def git_answers() -> Iterator[None]:
    """Turn what git refuses into a failure of the command."""
    from orgcheck.snapshot.git import GitError

    try:
        yield
    except GitError as error:
        raise Failure(error.message, error.fix) from None


def repository_here() -> Repository:
    """The repository around the current folder, seen from its root."""
    from orgcheck.snapshot.git import Repository

    return Repository(Repository.here().root())


def from_root(repository: Repository, names: Iterable[str]) -> frozenset[str]:
    """Paths that count from the current folder, as git writes them."""
    root = os.path.realpath(repository.folder)
    paths = (
        os.path.relpath(os.path.join(os.path.realpath(Path(name).parent), Path(name).name), root)  # noqa: PTH118
        for name in names
    )
    return frozenset(Path(path).as_posix() for path in paths)
