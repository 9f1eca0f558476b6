"""The snapshots of a git repository, and which of them a change touches."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from orgcheck.snapshot.git import GitError, Repository
from orgcheck.snapshot.layout import Role, role_of, snapshots_of
from orgcheck.snapshot.sources import SUFFIXES, is_snapshot_file

_PARTS = re.compile(r"([0-9]+)")


@dataclass(frozen=True)
class State:
    """The files of a repository as a commit, the index or the working tree has them.

    `revision` is a commit's name, empty for what is staged, None for the working tree.
    """

    repository: Repository
    revision: str | None

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
    def roles(self) -> Mapping[str, Role]:
        """What each file is that could be a snapshot or a part of one."""
        files = [name for name in self._objects if is_snapshot_file(PurePosixPath(name))]
        return {
            name: role_of(data.decode("utf-8", errors="replace"))
            for name, data in zip(files, self._contents(files), strict=True)
            if data is not None
        }

    @cached_property
    def snapshots(self) -> Mapping[str, str]:
        """The snapshot that each file belongs to."""
        return snapshots_of(self.roles)

    def has(self, snapshot: str) -> bool:
        """Whether there is such a file or folder, readable or not, and not several snapshots."""
        files = [file for file in self.roles if _belongs(file, snapshot)]
        homes = {self.snapshots[file] for file in files if file in self.snapshots}
        return bool(files) and len(homes) <= 1

    def organisation(self, snapshot: str) -> object:
        """What a snapshot calls its organisation; None where it cannot be read."""
        from orgcheck.snapshot.reader import Unreadable, decoded, read

        for file, home in self.snapshots.items():
            if home == snapshot and self.roles[file] is Role.HEAD:
                (data,) = self._contents([file])
                try:
                    root = read(decoded(file, data or b"")).root
                except Unreadable:
                    return None
                return root.get("organisation") if isinstance(root, dict) else None
        return None

    @cached_property
    def _objects(self) -> Mapping[str, str]:
        return self.repository.entries(self.revision or "")

    def _contents(self, files: list[str]) -> Iterator[bytes | None]:
        if self.revision is not None:
            return self.repository.blobs([self._objects[file] for file in files])
        return (_content(self.repository.folder / file) for file in files)


@dataclass(frozen=True)
class Pair:
    """A snapshot that a change touches, and the one to compare it with.

    `old` is None for one that came without a predecessor, `new` for one that is gone. Both are
    arguments of the command line.
    """

    old: str | None
    new: str | None


def touched(state: State, files: Collection[str]) -> list[str]:
    """The snapshots of a state that some files are or belong to, in order."""
    return sorted({state.snapshots[file] for file in files if file in state.snapshots})


def pairs(old: State, new: State, files: Collection[str]) -> list[Pair]:
    """What to compare with what, given the files that differ between two states.

    A snapshot is compared with itself; one that came, with the gone one of the same
    organisation where there is one, else with the one beside it that comes before it by name,
    as `2023.yaml` does before `2024.yaml`.
    """
    before, after = touched(old, files), touched(new, files)
    # A file that can no longer be read as a snapshot is compared all the same, and refused.
    staying = [name for name in before if name not in after and new.has(name)]
    came = [name for name in after if not old.has(name)]
    gone = [name for name in before if name not in after and name not in staying]
    found = [
        Pair(old.argument(name), new.argument(name))
        for name in sorted({*after, *staying} - {*came})
    ]
    for name in came:
        origin = _moved_from(name, old, new, gone)
        if origin is not None:
            gone.remove(origin)
            found.append(Pair(old.argument(origin), new.argument(name)))
        else:
            found.append(Pair(_previous(name, old, new), new.argument(name)))
    return [*found, *(Pair(old.argument(name), None) for name in gone)]


def _moved_from(name: str, old: State, new: State, gone: list[str]) -> str | None:
    """The one gone snapshot of the same organisation."""
    organisation = new.organisation(name)
    if organisation is None:
        return None
    same = [other for other in gone if old.organisation(other) == organisation]
    return same[0] if len(same) == 1 else None


def _previous(name: str, old: State, new: State) -> str | None:
    """The snapshot of the same organisation that stands before one in its folder.

    Rather one that was there before: what came with the change would bring its own rules.
    """
    beside = [
        other
        for other in set(new.snapshots.values())
        if PurePosixPath(other).parent == PurePosixPath(name).parent
        and _natural(other) < _natural(name)
    ]
    organisation = new.organisation(name) if beside else None
    if organisation is None:
        return None
    earlier = [
        other
        for other in sorted(beside, key=_natural, reverse=True)
        if new.organisation(other) == organisation
    ]
    known = next((other for other in earlier if old.has(other)), None)
    if known is not None:
        return old.argument(known)
    return new.argument(earlier[0]) if earlier else None


def _natural(path: str) -> list[tuple[int, str]]:
    """The name without its suffix, numbers counting as numbers: 9 before 10."""
    file = PurePosixPath(path)
    parts = _PARTS.split(file.stem if file.suffix in SUFFIXES else file.name)
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts if part]


def _belongs(file: str, snapshot: str) -> bool:
    return not snapshot or file == snapshot or file.startswith(f"{snapshot}/")


def _content(path: Path) -> bytes | None:
    """The bytes of a regular file of the working tree; None where it is gone, or is a link."""
    try:
        return path.read_bytes() if path.is_file() and not path.is_symlink() else None
    except OSError:
        return None
