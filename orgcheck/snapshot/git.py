"""Reading files as git has them at a revision, without a checkout.

Content comes from `git cat-file`, which runs no filter, no driver and no hook of the repository.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath


class GitError(Exception):
    """A revision or a path in it that git does not have."""

    def __init__(self, message: str, fix: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix


@dataclass(frozen=True)
class Repository:
    """The repository around a folder; paths beginning with `./` count from that folder."""

    folder: Path

    @classmethod
    def here(cls) -> Repository:
        """The repository around the current folder.

        Raises
        ------
        GitError
            Where there is none, or no git.
        """
        repository = cls(Path.cwd())
        repository.root()
        return repository

    def root(self) -> Path:
        """The top folder of the working tree."""
        answer = self._git("rev-parse", "--show-toplevel")
        if answer is None:
            raise GitError(
                f"{self.folder} is in no git repository",
                "run the command inside the repository, or name an existing file",
            )
        return Path(os.fsdecode(answer).rstrip("\n"))

    def commit(self, revision: str) -> str:
        """The full hash of the commit that a revision names."""
        answer = self._git(
            "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"
        )
        if answer is None:
            raise GitError(
                f"git knows no revision {revision}",
                "name a branch, a tag or a commit; `git fetch` it where it is elsewhere",
            )
        return answer.decode("ascii").strip()

    def kind(self, revision: str, path: str) -> str:
        """`blob` for a file, `tree` for a folder; the empty revision is what is staged."""
        if revision:
            self.commit(revision)
        answer = self._git("cat-file", "-t", f"{revision}:{path}")
        if answer is not None:
            return answer.decode("ascii").strip()
        if not revision and next(self._staged_below(path), None) is not None:
            return "tree"
        where = f"revision {revision} has" if revision else "the index has"
        raise GitError(
            f"{where} no {path or 'files'}",
            "paths count from the root of the repository; begin with ./ for the current folder",
        )

    def files_below(self, revision: str, path: str) -> list[str]:
        """The regular files below a folder, relative to it, sorted; links are left out."""
        if not revision:
            return sorted(self._staged_below(path))
        listing = self._git("ls-tree", "-r", "-z", f"{revision}:{path}") or b""
        return sorted(_regular(listing))

    def contents(self, revision: str, paths: Sequence[str]) -> Iterator[bytes]:
        """The content of each file at a revision."""
        for path in paths:
            data = self._git("cat-file", "blob", f"{revision}:{path}")
            if data is None:
                raise GitError(f"git cannot read {revision}:{path}")
            yield data

    def _staged_below(self, path: str) -> Iterator[str]:
        above = path.removeprefix("./").rstrip("/")
        listing = self._git("ls-files", "--stage", "-z", "--full-name", "--", f":/{above}") or b""
        for name in _regular(listing):
            below = PurePosixPath(name)
            if not above or below.is_relative_to(above):
                yield str(below.relative_to(above)) if above else name

    def _git(self, *arguments: str) -> bytes | None:
        """What git prints, or None where it refuses."""
        try:
            run = subprocess.run(
                ["git", "--no-pager", *arguments],
                cwd=self.folder,
                env={**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=False,
            )
        except FileNotFoundError:
            raise GitError(
                "git is not installed", "install git, or name an existing file"
            ) from None
        return run.stdout if run.returncode == 0 else None


def _regular(listing: bytes) -> Iterator[str]:
    """The names of the regular files in the listing of `ls-tree` or `ls-files --stage`."""
    for entry in listing.split(b"\0"):
        mode, _, rest = entry.partition(b" ")
        if mode.startswith(b"100"):
            yield os.fsdecode(rest.split(b"\t", 1)[1])
