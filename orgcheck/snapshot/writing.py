"""A snapshot -> YAML as a person writes it, which reads back as the same snapshot."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from orgcheck.numbers import json_of
from orgcheck.snapshot.model import Header, Part, Snapshot

# The order in which a person looks for a member's fields; others follow in the model's order.
_FIRST = (
    "id",
    "name",
    "acronym",
    "type",
    "kind",
    "parent",
    "top",
    "unit",
    "head",
    "reports_to",
    "lines",
    "vacant",
    "previously",
    "replaces",
    "split_from",
    "responsibilities",
    "sites",
)
# What is written as one line where it is short; a list of duties reads better one a line.
_BLOCKS = frozenset(("responsibilities", "sites", "lines", "links", "source", "kinds"))
_WIDEST = 72
# Beyond this libyaml does not take a key for one unless it is marked.
_LONGEST_KEY = 500

# Texts that mean themselves without quotes: they begin with a letter, and nothing in them could
# be taken for the end of a value or the beginning of a comment.
_PLAIN = re.compile(r"[^\W\d_](?:[\w .,()/&;+*!?%=’-]|'(?=\w)|:(?=[\w/]))*(?<![\s:])")
# Within brackets these have a meaning of their own.
_IN_FLOW = frozenset(",:?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# What YAML 1.1 or 1.2 may read as something else than text.
_TAKEN = frozenset(("true", "false", "yes", "no", "on", "off", "y", "n", "null"))


def yaml_of(snapshot: Snapshot) -> str:
    """A snapshot as YAML: what it says of itself first, then its members, flat."""
    return "\n".join(_lines(snapshot)) + "\n"


def _lines(snapshot: Snapshot) -> Iterator[str]:
    header = snapshot.data(include=set(Header.model_fields))
    header = {"orgcheck": 1, "organisation": header.pop("organisation"), **header}
    yield from _mapping(header, "")
    lists: tuple[tuple[str, tuple[Part, ...]], ...] = (
        ("bodies", snapshot.bodies),
        ("posts", snapshot.posts),
        ("units", snapshot.units),
        ("responsibilities", snapshot.responsibilities),
    )
    for name, parts in lists:
        if parts:
            yield ""
            yield f"{name}:"
        for number, part in enumerate(parts):
            if number and name == "units":
                yield ""
            values = part.data()
            ordered = {key: values[key] for key in _FIRST if key in values}
            first, *rest = _mapping({**ordered, **values}, "    ")
            yield f"  - {first.lstrip()}"
            yield from rest


def _mapping(values: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, value in values.items():
        yield from _entry(key, value, indent)


def _entry(key: str, value: Any, indent: str) -> Iterator[str]:
    spelled = scalar(key)
    start = (
        f"{indent}{spelled}:" if len(spelled) < _LONGEST_KEY else f"{indent}? {spelled}\n{indent}:"
    )
    flow = on_one_line(value) if isinstance(value, (dict, list)) else scalar(value)
    short = key not in _BLOCKS and len(indent) + len(spelled) + len(flow) < _WIDEST
    if short or not value or not isinstance(value, (dict, list)):
        yield f"{start} {flow}"
        return
    yield start
    below = indent + "  "
    yield from _mapping(value, below) if isinstance(value, dict) else _items(value, below)


def _items(values: list[Any], indent: str) -> Iterator[str]:
    for value in values:
        flow = on_one_line(value) if isinstance(value, (dict, list)) else scalar(value)
        if not isinstance(value, dict) or len(indent) + len(flow) < _WIDEST:
            yield f"{indent}- {flow}"
            continue
        first, *rest = _mapping(value, indent + "  ")
        yield f"{indent}- {first.lstrip()}"
        yield from rest


def on_one_line(value: Any) -> str:
    """A value as YAML on one line: lists and mappings in brackets."""
    if isinstance(value, dict):
        entries = (f"{on_one_line(key)}: {on_one_line(item)}" for key, item in value.items())
        return "{" + ", ".join(entries) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(on_one_line(item) for item in value) + "]"
    return scalar(value, bracketed=True)


def scalar(value: Any, *, bracketed: bool = False) -> str:
    """A scalar that reads back as what it is; a text in quotes where it could be misread.

    Examples
    --------
    >>> print(scalar("Åland"), scalar("no"), scalar("010"), scalar(10), scalar("a: b\\u202e"))
    Åland "no" "010" 10 "a: b\\u202e"
    """
    if not isinstance(value, str):
        return json_of(value)
    if _DAY.fullmatch(value) or _is_bare(value, bracketed=bracketed):
        return value
    quoted = json.dumps(value, ensure_ascii=False)
    return quoted if quoted.isprintable() else "".join(map(_escaped, quoted))


def _is_bare(text: str, *, bracketed: bool) -> bool:
    return (
        text.isprintable()
        and _PLAIN.fullmatch(text) is not None
        and text.casefold() not in _TAKEN
        and not (bracketed and _IN_FLOW.intersection(text))
    )


def _escaped(character: str) -> str:
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
