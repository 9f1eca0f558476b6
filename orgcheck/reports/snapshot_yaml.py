"""A snapshot as YAML in the snapshot format, one fact a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from orgcheck.changes.plain import plain, plain_header
from orgcheck.escaping import visible
from orgcheck.snapshot.model import Snapshot

# Texts that mean themselves without quotes: they begin with a letter, and nothing in them could
# be taken for the end of a value or the beginning of a comment.
_BARE = re.compile(r"[^\W\d_](?:[\w .,()/&;+*!?%=-]|'(?=\w)|:(?=[\w/]))*(?<![\s:])")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# What some version of YAML takes for something other than text.
_NOT_TEXT = frozenset(("true", "false", "null", "yes", "no", "on", "off", "y", "n"))
# A longer key needs a mark of its own.
_LONGEST_KEY = 1000
_LISTS = ("bodies", "posts", "units", "responsibilities")


def report(snapshot: Snapshot) -> str:
    """The text of a snapshot: read again, it describes the same organisation.

    Units are flat, each with its parent; no comment and no order of keys is kept.
    """
    members = {key: [plain(part) for part in getattr(snapshot, key)] for key in _LISTS}
    facts = {**plain_header(snapshot), **{key: parts for key, parts in members.items() if parts}}
    return "".join(f"{line}\n" for line in _mapping(facts))


def _mapping(values: Mapping[str, Any]) -> Iterator[str]:
    for key, value in values.items():
        name = _scalar(key)
        head = f"{name}:"
        if len(name) > _LONGEST_KEY:
            yield f"? {name}"
            head = ":"
        if isinstance(value, Mapping) and value:
            yield head
            yield from (f"  {line}" for line in _mapping(value))
        elif isinstance(value, list) and value:
            yield head
            yield from (f"  {line}" for line in _list(value))
        else:
            yield f"{head} {_scalar(value)}"


def _list(values: list[Any]) -> Iterator[str]:
    for value in values:
        if isinstance(value, Mapping) and value:
            first, *more = _mapping(value)
            yield f"- {first}"
            yield from (f"  {line}" for line in more)
        else:
            yield f"- {_scalar(value)}"


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, str):
        return _text(value)
    return "[]" if isinstance(value, list) else "{}"


def _text(text: str) -> str:
    if _DAY.fullmatch(text):
        return text
    if _BARE.fullmatch(text) and text.isprintable() and text.casefold() not in _NOT_TEXT:
        return text
    escaped = visible(text.replace("\\", "\\\\").replace('"', '\\"'))
    return f'"{escaped}"'
