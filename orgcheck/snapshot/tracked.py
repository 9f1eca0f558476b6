"""The snapshots of a git repository, and what each says of itself: at a commit, staged, on disk."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import field
from datetime import date
from functools import cached_property
from itertools import zip_longest
from pathlib import Path, PurePosixPath
from typing import Any

from orgcheck.core import PydanticCustomError
from orgcheck.errors import Unreadable
from orgcheck.language import said
from orgcheck.patterns import pattern
from orgcheck.records import dataclass
from orgcheck.snapshot.git import GitError, Repository
from orgcheck.snapshot.model import folded
from orgcheck.snapshot.reader import read
from orgcheck.snapshot.recognition import Role, role_of_broken, role_of_root, snapshots_of
from orgcheck.snapshot.scalars import as_date
from orgcheck.snapshot.sources import SUFFIXES, decoded, is_snapshot_file, path_from

_PARTS = pattern(r"([0-9]+)")
# What has not come into force replaces nothing.
_NOT_IN_FORCE = frozenset(("draft", "proposed", "withdrawn"))


@dataclass(frozen=True)
class Facts:
    """A file, or all files of a snapshot together.

    `names` are those of the organisation in every language, and `members` the ids and the names
    of its units, all folded. `readable` says whether the reader takes the text.
    """

    role: Role
    readable: bool = True
    names: frozenset[str] = frozenset()
    version: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    in_force: bool = True
    members: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Profile:
    """A snapshot of a repository: its path, and what it says of itself."""

    path: str
    facts: Facts

    @property
    def label(self) -> str:
        """Its version; where it states none, its file's stem or its folder's name."""
        return self.facts.version or stem(self.path)

    @property
    def folder(self) -> PurePosixPath:
        """The folder that it lies in."""
        return PurePosixPath(self.path).parent

    def shared_with(self, other: Profile) -> float:
        """The share of the smaller one's ids and names that the other one has too."""
        mine, others = self.facts.members, other.facts.members
        smaller = min(len(mine), len(others))
        return len(mine & others) / smaller if smaller else 0.0

    def precedes(self, other: Profile) -> bool:
        """Whether it is known to come before another one: by their dates, else by their labels."""
        mine, others = self.facts.valid_from, other.facts.valid_from
        if mine is not None and others is not None:
            if mine < others:
                return True
            if others < mine:
                return False
        return numbered_before(self.label, other.label)

    def stands_before(self, other: Profile) -> bool:
        """Whether it lies beside another one, and its path has the lower number."""
        beside = self.folder == other.folder
        return beside and numbered_before(stem(self.path), stem(other.path))


def object_name(data: bytes) -> str:
    """What git calls a file's content, in a repository that hashes with SHA-1."""
    head = b"blob %d\0" % len(data)
    return hashlib.sha1(head + data, usedforsecurity=False).hexdigest()


def facts_of(name: str, data: bytes) -> Facts:
    """Read a file as every command reads it."""
    try:
        text = decoded(name, data)
    except Unreadable:
        return Facts(role_of_broken(data.decode("utf-8", errors="replace")), readable=False)
    try:
        root = read(text).root
    except Unreadable:
        return Facts(role_of_broken(text.text), readable=False)
    if not isinstance(root, Mapping):
        return Facts(Role.UNKNOWN)
    return Facts(
        role_of_root(root),
        names=frozenset(map(folded, _texts(root.get("organisation")))),
        version=_text(root.get("version")),
        valid_from=_day(root.get("valid_from")),
        valid_to=_day(root.get("valid_to")),
        in_force=root.get("status") not in _NOT_IN_FORCE,
        members=frozenset(_members(root)),
    )


def together(files: Iterable[Facts]) -> Facts:
    """The facts of the files that make one snapshot: the head's, and the members of all."""
    each = list(files)
    head = next((facts for facts in each if facts.role is Role.HEAD), each[0])
    return Facts(
        head.role,
        all(facts.readable for facts in each),
        head.names,
        head.version,
        head.valid_from,
        head.valid_to,
        head.in_force,
        frozenset().union(*(facts.members for facts in each)),
    )


def stem(path: str) -> str:
    """The name of a file without its suffix, or of a folder."""
    file = PurePosixPath(path)
    return file.stem if file.suffix in SUFFIXES else file.name


def numbered_before(one: str, other: str) -> bool:
    """Whether two names differ first in a number, and the first has the lower one.

    Of names that differ in their words nobody can say which is the earlier.

    Examples
    --------
    >>> numbered_before("2023", "2024"), numbered_before("v9", "v10")
    (True, True)
    >>> numbered_before("archive", "2024"), numbered_before("2024", "2024-05")
    (False, True)
    """
    for mine, others in zip_longest(_PARTS.split(one), _PARTS.split(other), fillvalue=""):
        if mine != others:
            if mine.isdecimal() and others.isdecimal():
                return int(mine) < int(others)
            # A name that is the beginning of the other one comes before it.
            return not mine and other.startswith(one)
    return False


def _members(root: Mapping[str, Any]) -> Iterator[str]:
    waiting = [root.get("units")]
    while waiting:
        units = waiting.pop()
        for unit in units if isinstance(units, list) else ():
            if isinstance(unit, Mapping):
                yield from map(folded, _texts(unit.get("id")))
                yield from map(folded, _texts(unit.get("name")))
                waiting.append(unit.get("units"))


def _texts(value: object) -> Iterator[str]:
    values = value.values() if isinstance(value, Mapping) else (value,)
    return (text for text in values if isinstance(text, str) and text)


def _text(value: object) -> str | None:
    return str(value) if isinstance(value, str) and value else None


def _day(value: object) -> date | None:
    try:
        return as_date(value) if isinstance(value, str) else None
    except PydanticCustomError:
        return None


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
                    said(
                        "a file is called {file}, and would be read in place of what git has",
                        file=argument,
                    ),
                    said("give the file a name without a colon"),
                )
            return argument
        path = path_from(self.repository.folder / snapshot)
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
