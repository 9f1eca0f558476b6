"""Reading files as git has them at a revision, without a checkout.

Content comes from `git cat-file`, which runs no filter, no driver and no hook of the repository.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from orgcheck.findings import Refusal


class GitError(Refusal):
    """A revision or a path in it that git does not have."""


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

    def merge_base(self, revision: str) -> str:
        """The commit from which the current branch and a revision parted.

        Raises
        ------
        GitError
            Where git does not have it, as in a clone without the whole history.
        """
        answer = self._git("merge-base", self.commit(revision), "HEAD")
        if answer is None:
            raise GitError(
                f"git has no commit that {revision} and the current branch share",
                "fetch the whole history: `git fetch --unshallow`, or `fetch-depth: 0` in CI",
            )
        return answer.decode("ascii").strip()

    def has_commits(self) -> bool:
        """Whether anything was ever committed on the current branch."""
        return self._git("rev-parse", "--verify", "--quiet", "HEAD^{commit}") is not None

    def entries(self, revision: str) -> dict[str, str]:
        """The object of every regular file of a revision; the empty one is what is staged."""
        if revision:
            listing = self._git("ls-tree", "-r", "-z", "--full-tree", self.commit(revision))
        else:
            listing = self._git("ls-files", "--stage", "-z", "--full-name", "--", ":/")
        objects: dict[str, str] = {}
        for entry in (listing or b"").split(b"\0"):
            facts, _, name = entry.partition(b"\t")
            if facts.startswith(b"100"):
                # mode, type and object of a tree; mode, object and stage of the index
                object = facts.split()[2 if revision else 1]
                objects[os.fsdecode(name)] = object.decode("ascii")
        return objects

    def changed_files(self, old: str, new: str | None) -> frozenset[str]:
        """The files that differ between a revision and another one.

        The empty revision is what is staged, None the working tree. A file that moved counts
        under both of its names.
        """
        before = self.commit(old)
        if new:
            listing = self._git("diff-tree", "-r", "-z", "--name-only", before, self.commit(new))
        else:
            staged = ["--cached"] if new is not None else []
            listing = self._git("diff-index", "-z", "--name-only", *staged, before)
        return frozenset(os.fsdecode(name) for name in (listing or b"").split(b"\0") if name)

    def blobs(self, objects: Sequence[str]) -> Iterator[bytes]:
        """The content of each object, from one run of git."""
        if not objects:
            return
        answer = self._git(
            "cat-file", "--batch", input="".join(f"{object}\n" for object in objects).encode()
        )
        rest = memoryview(answer or b"")
        for object in objects:
            end = bytes(rest[:200]).find(b"\n")
            head = bytes(rest[: max(end, 0)]).split()
            if len(head) != 3:
                raise GitError(f"git cannot read the object {object}")
            size = int(head[2])
            yield bytes(rest[end + 1 : end + 1 + size])
            rest = rest[end + size + 2 :]

    def _staged_below(self, path: str) -> Iterator[str]:
        above = path.removeprefix("./").rstrip("/")
        listing = self._git("ls-files", "--stage", "-z", "--full-name", "--", f":/{above}") or b""
        for name in _regular(listing):
            below = PurePosixPath(name)
            if not above or below.is_relative_to(above):
                yield str(below.relative_to(above)) if above else name

    def _git(self, *arguments: str, input: bytes = b"") -> bytes | None:
        """What git prints, or None where it refuses."""
        try:
            run = subprocess.run(
                ["git", "--no-pager", *arguments],
                cwd=self.folder,
                env={**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"},
                input=input,
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
