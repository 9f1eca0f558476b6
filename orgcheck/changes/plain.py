"""Parts of a snapshot as plain data, and when two of them say the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from orgcheck.numbers import json_of, normal
from orgcheck.snapshot.model import Header, Part, Snapshot

# What a snapshot says of itself. The format's own version is no fact about an organisation.
HEADER_FIELDS = tuple(name for name in Header.model_fields if name != "orgcheck")


def plain(part: Part) -> dict[str, Any]:
    """A part as JSON has it, without the fields that say no more than their absence."""
    return part.data()


def plain_header(snapshot: Snapshot) -> dict[str, Any]:
    """What a snapshot says of itself, as JSON has it."""
    return snapshot.data(include=set(HEADER_FIELDS))


def canonical(snapshot: Snapshot) -> dict[str, Any]:
    """A snapshot as plain data that equals another's exactly where both describe one organisation.

    Order, nesting, files and a version taken from a file's name do not count. Of parts that
    share an id the first stands.
    """
    lists: dict[str, Iterable[Part]] = {
        "units": snapshot.units,
        "posts": snapshot.posts,
        "bodies": snapshot.bodies,
        "responsibilities": snapshot.responsibilities,
    }
    return {
        **{field: spelled(value) for field, value in plain_header(snapshot).items()},
        **{field: _by_id(parts) for field, parts in lists.items()},
    }


def spelled(value: Any) -> str:
    """A value as text, the same for any two values that mean the same.

    Lists are sets in meaning, and a number is the same with and without a decimal point; a
    truth value is no number.

    Examples
    --------
    >>> spelled(["b", "a", Decimal("1.0")]) == spelled(["a", 1, "b", "b"])
    True
    """
    return json_of(_ordered(value), ensure_ascii=False, sort_keys=True)


def _ordered(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _ordered(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return sorted({spelled(item) for item in value})
    return normal(value) if isinstance(value, Decimal) else value


def _by_id(parts: Iterable[Part]) -> dict[str, dict[str, str]]:
    by_id: dict[str, dict[str, str]] = {}
    for part in parts:
        values = plain(part)
        by_id.setdefault(values["id"], {key: spelled(item) for key, item in values.items()})
    return by_id
