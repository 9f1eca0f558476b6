"""What two snapshots that describe one organisation have in common."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from orgcheck.changes.fields import HEADER_FIELDS, spelled_field
from orgcheck.changes.spelling import spelled
from orgcheck.snapshot.model import Part, Snapshot


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
        "people": snapshot.people,
    }
    return {
        **{
            field: spelled(value)
            for field, value in snapshot.data(include=set(HEADER_FIELDS)).items()
        },
        **{field: _by_id(parts) for field, parts in lists.items()},
    }


def _by_id(parts: Iterable[Part]) -> dict[str, dict[str, str]]:
    by_id: dict[str, dict[str, str]] = {}
    for part in parts:
        values = part.data()
        by_id.setdefault(
            values["id"], {key: spelled_field(key, item) for key, item in values.items()}
        )
    return by_id
