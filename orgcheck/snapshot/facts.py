"""What a file says of itself, as far as it takes to tell which version of which snapshot it is."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from pathlib import PurePosixPath
from typing import Any

from pydantic_core import PydanticCustomError

from orgcheck.snapshot.layout import Role, role_of_broken, role_of_root
from orgcheck.snapshot.model import folded
from orgcheck.snapshot.reader import Unreadable, decoded, read
from orgcheck.snapshot.scalars import as_date
from orgcheck.snapshot.sources import SUFFIXES

_PARTS = re.compile(r"([0-9]+)")
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
            # What goes on where the other one ends comes after it, if it goes on to a number.
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
