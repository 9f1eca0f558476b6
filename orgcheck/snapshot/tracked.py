"""The snapshots of a git repository, as a commit, the index or the working tree has them."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath

from orgcheck.snapshot.facts import Facts, Profile, facts_of, object_name, together
from orgcheck.snapshot.git import GitError, Repository
from orgcheck.snapshot.layout import Role, snapshots_of
from orgcheck.snapshot.sources import SUFFIXES, is_snapshot_file

# Snapshots, packs, waivers, baselines, settings and calls.
_READ = (*SUFFIXES, ".toml")


@dataclass(frozen=True)
class State:
    """The files of a repository as a commit, the index or the working tree has them.

    `revision` is a commit's name, empty for what is staged, None for the working tree. What was
    read of a content is `known` by git's name of it, also to other states that share the mapping.
    """

    repository: Repository
    revision: str | None
    known: dict[str, Facts] = field(default_factory=dict, repr=False, compare=False)

    def argument(self, snapshot: str) -> str:
        """What names a snapshot of this state on the command line.

        Raises
        ------
        GitError
            Where a file is called like that, and would be read in place of what git has.
        """
        if self.revision is not None:
            argument = f"{self.revision}:{snapshot}"
            if os.path.lexists(argument):
                raise GitError(
                    f"a file is called {argument}, and would be read in place of what git has",
                    "give the file a name without a colon",
                )
            return argument
        path = os.path.relpath(self.repository.folder / snapshot)
        return f"./{path}" if path.startswith("-") else path

    @cached_property
    def facts(self) -> Mapping[str, Facts]:
        """What each file says of itself that could be a snapshot or a part of one."""
        files = [name for name in self._objects if is_snapshot_file(PurePosixPath(name))]
        return dict(self._in_working_tree(files) if self.revision is None else self._in_git(files))

    @cached_property
    def roles(self) -> Mapping[str, Role]:
        """What each of these files is to a snapshot."""
        return {name: facts.role for name, facts in self.facts.items()}

    @cached_property
    def snapshots(self) -> Mapping[str, str]:
        """The snapshot that each file belongs to."""
        return snapshots_of(self.roles)

    @cached_property
    def profiles(self) -> Mapping[str, Profile]:
        """The snapshots, by their paths."""
        files: dict[str, list[Facts]] = {}
        for file, home in self.snapshots.items():
            files.setdefault(home, []).append(self.facts[file])
        return {home: Profile(home, together(each)) for home, each in files.items()}

    @cached_property
    def links(self) -> frozenset[str]:
        """The symbolic links, none of which is followed."""
        tracked = self.repository.links(self.revision or "")
        if self.revision is not None:
            return tracked
        folder = self.repository.folder
        return tracked | {name for name in self._objects if (folder / name).is_symlink()}

    def has(self, snapshot: str) -> bool:
        """Whether there is such a file or folder, readable or not, and not several snapshots."""
        files = [file for file in self.facts if _belongs(file, snapshot)]
        homes = {self.snapshots[file] for file in files if file in self.snapshots}
        return bool(files) and len(homes) <= 1

    def text(self, file: str) -> str:
        """What a file says; empty where there is none."""
        if self.revision is None:
            data = _content(self.repository.folder, file) or b""
        else:
            name = self._objects.get(file)
            data = next(self.repository.blobs([name])) if name is not None else b""
        return data.decode("utf-8", errors="replace")

    def apart_from_disk(self) -> list[str]:
        """The files that a review reads, and of which the working tree does not say the same.

        Whatever git holds for unchanged: filters and encodings that the repository asks for make
        another text of what git has. Ends of lines are no difference.
        """
        folder = self.repository.folder
        on_disk = {
            file: _content(folder, file) or b"" for file in self._objects if file.endswith(_READ)
        }
        apart = [file for file, data in on_disk.items() if object_name(data) != self._objects[file]]
        committed = self.repository.blobs([self._objects[file] for file in apart])
        return [
            file
            for file, data in zip(apart, committed, strict=True)
            if _with_plain_ends(data) != _with_plain_ends(on_disk[file])
        ]

    def touched(self, files: Collection[str]) -> frozenset[str]:
        """The snapshots that some files are or belong to."""
        return frozenset(self.snapshots[file] for file in files if file in self.snapshots)

    @cached_property
    def _objects(self) -> Mapping[str, str]:
        return self.repository.entries(self.revision or "")

    def _in_git(self, files: list[str]) -> Iterator[tuple[str, Facts]]:
        unknown = {self._objects[file]: file for file in files}
        unknown = {name: file for name, file in unknown.items() if name not in self.known}
        for (name, file), data in zip(
            unknown.items(), self.repository.blobs(list(unknown)), strict=True
        ):
            self.known[name] = facts_of(file, data)
        return ((file, self.known[self._objects[file]]) for file in files)

    def _in_working_tree(self, files: list[str]) -> Iterator[tuple[str, Facts]]:
        for file in files:
            data = _content(self.repository.folder, file)
            if data is not None:
                name = object_name(data)
                if name not in self.known:
                    self.known[name] = facts_of(file, data)
                yield file, self.known[name]


def _with_plain_ends(data: bytes) -> bytes:
    return data.replace(b"\r\n", b"\n")


def _belongs(file: str, snapshot: str) -> bool:
    return not snapshot or file == snapshot or file.startswith(f"{snapshot}/")


def _content(root: Path, file: str) -> bytes | None:
    """The bytes of a regular file of the working tree; None where it is gone, or behind a link."""
    path = root / file
    try:
        behind = any((root / above).is_symlink() for above in PurePosixPath(file).parents)
        if behind or path.is_symlink() or not path.is_file():
            return None
        return path.read_bytes()
    except OSError:
        return None
