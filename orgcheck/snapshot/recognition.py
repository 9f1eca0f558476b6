"""Which of this program's files a text is, and which files of a repository make one snapshot."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from pathlib import PurePosixPath
from typing import Any

from orgcheck.errors import Diagnostic, Unreadable
from orgcheck.findings import Location
from orgcheck.language import msg, said
from orgcheck.patterns import pattern
from orgcheck.snapshot.model import LISTS
from orgcheck.snapshot.reader import read
from orgcheck.snapshot.text import SourceText, kind_words

SNAPSHOT = msg("a snapshot")
PACK = msg("a rule pack")
WAIVERS = msg("a waiver file")
SUCCESSIONS = msg("a file of successions")
CHANGES = msg("a change set")
FINDINGS = msg("a report of findings")
BASELINE = msg("a baseline")

# What to do with a file of this program that stands in another one's place.
_WHERE = {
    SNAPSHOT: msg("name it where the command takes a snapshot"),
    PACK: msg("name it with --rules"),
    WAIVERS: msg("name it with --waivers"),
    CHANGES: msg("`orgcheck apply` and `orgcheck invert` read it"),
    FINDINGS: msg("name the snapshot that it is about"),
    SUCCESSIONS: msg("name it with --successions, or in the settings: `successions = ...`"),
    BASELINE: msg("name it in the settings: `baseline = ...`"),
}
_TABLES = (".csv", ".tsv")


def text_type(name: str, text: str) -> str | None:
    """What a text is that is no mapping: a table, or a page."""
    if name.lower().endswith(_TABLES):
        return said("a table (CSV)")
    return said("HTML or XML") if text.lstrip().startswith("<") else None


def file_type(root: Any) -> str | None:
    """Which of this program's files a mapping is, by its outermost keys."""
    if not isinstance(root, Mapping):
        return None
    keys = root.keys()
    if keys & {"organisation", "units"}:
        return SNAPSHOT
    if "events" in keys:
        return CHANGES
    if "findings" in keys and "schema" in keys:
        return FINDINGS
    if "findings" in keys and str(root.get("format")).startswith("orgcheck.baseline/"):
        return BASELINE
    if keys & {"pack", "rules", "change_rules"}:
        return PACK
    if "successions" in keys:
        return SUCCESSIONS
    return WAIVERS if "waivers" in keys else None


def in_place_of(wanted: str, root: Any, place: Location) -> Diagnostic | None:
    """The problem of a file that is none of this program's, or another one than is wanted.

    Settings may name any file of the repository, secrets that lie there too: nothing is quoted.
    """
    if not isinstance(root, Mapping):
        message = said(
            "this is not {wanted}: expected a mapping, found {found}",
            wanted=said(wanted),
            found=kind_words(root),
        )
        return Diagnostic(place, message)
    type = file_type(root)
    if type is None or type == wanted:
        return None
    message = said("this is {what}, not {wanted}", what=said(type), wanted=said(wanted))
    return Diagnostic(place, message, said(_WHERE[type]))


# -- the files of a repository --------------------------------------------------------------------

# The keys at the left margin: what stands deeper belongs to something else.
_KEY = pattern(r"""^(["']?)([A-Za-z_]+)\1[ \t]*:(?=\s|$)""", re.M)
_LISTS = frozenset(LISTS)
_OTHERS = frozenset(("pack", "waivers", "events", "successions"))
_CHANGE_SET = frozenset(("schema", "events"))


class Role(Enum):
    """What a file is to a snapshot.

    A head names the organisation, a part adds members to it, another file is one of this
    program that is no snapshot: a rule pack, waivers, a change set.
    """

    HEAD = "head"
    PART = "part"
    OTHER = "other"
    UNKNOWN = "unknown"


def role_of(text: str) -> Role:
    """What a text is, by the outermost keys that the reader finds in it.

    A text that the reader refuses is what its left margin sets out to be: as such it is refused.

    Examples
    --------
    >>> role_of("organisation: Example Agency\\nunits: []\\n")
    <Role.HEAD: 'head'>
    >>> role_of('{"units": []}')
    <Role.PART: 'part'>
    >>> role_of("pack: agency\\nrules: []\\n")
    <Role.OTHER: 'other'>
    """
    try:
        return role_of_root(read(SourceText("", text)).root)
    except Unreadable:
        return role_of_broken(text)


def role_of_root(root: object) -> Role:
    """What a document that was read is."""
    return _role(frozenset(root)) if isinstance(root, dict) else Role.UNKNOWN


def role_of_broken(text: str) -> Role:
    """What a text that cannot be read sets out to be, by the keys at its left margin."""
    return _role(frozenset(match[2] for match in _KEY.finditer(text)))


def _role(keys: frozenset[str]) -> Role:
    # A snapshot with a key of another file is a snapshot in which that key is wrong.
    if "organisation" in keys and keys & _CHANGE_SET != _CHANGE_SET:
        return Role.HEAD
    if keys & _OTHERS:
        return Role.OTHER
    return Role.PART if keys & _LISTS else Role.UNKNOWN


def snapshots_of(roles: Mapping[str, Role]) -> dict[str, str]:
    """The snapshot of each file that belongs to one: its own path, or that of a folder.

    A folder is a snapshot where exactly one file below it names the organisation and another
    one adds members. The outermost folder of a repository is one only where it holds nothing
    else, since rule packs, too, live below it.

    Examples
    --------
    >>> H, P, U = Role.HEAD, Role.PART, Role.UNKNOWN
    >>> snapshots_of({"s/2023.yaml": H, "s/2024.yaml": H})
    {'s/2023.yaml': 's/2023.yaml', 's/2024.yaml': 's/2024.yaml'}
    >>> snapshots_of({"org/a.yaml": H, "org/units/b.yaml": P, "org/units/c.yaml": U})
    {'org/a.yaml': 'org', 'org/units/b.yaml': 'org', 'org/units/c.yaml': 'org'}
    """
    folders = _folders(roles)
    homes: dict[str, str] = {}
    for file, role in roles.items():
        above = [folder for folder in _above(file) if folder in folders]
        if above:
            # A folder that holds another one takes that one's files in too.
            homes[file] = above[-1]
        elif role in (Role.HEAD, Role.PART):
            homes[file] = file
    return homes


def _folders(roles: Mapping[str, Role]) -> frozenset[str]:
    heads: dict[str, int] = {}
    for file in _having(Role.HEAD, roles):
        for folder in _above(file):
            heads[folder] = heads.get(folder, 0) + 1
    alone = all(role in (Role.HEAD, Role.PART) for role in roles.values())
    found: set[str] = set()
    for file in _having(Role.PART, roles):
        nearest = next((folder for folder in _above(file) if folder in heads), None)
        if nearest is not None and heads[nearest] == 1 and (nearest or alone):
            found.add(nearest)
    return frozenset(found)


def _having(role: Role, roles: Mapping[str, Role]) -> Iterable[str]:
    return (file for file, its in roles.items() if its is role)


def _above(file: str) -> Iterator[str]:
    """The folders around a file, the nearest first; the outermost is called ``""``."""
    for folder in PurePosixPath(file).parents:
        yield "" if str(folder) == "." else str(folder)
