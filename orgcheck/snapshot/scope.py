"""What of a snapshot its source has a place for, where it was made of another format."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from orgcheck.records import dataclass
from orgcheck.snapshot.model import Entity, Header, Part, Post, Snapshot, Sources

P = TypeVar("P", bound=Part)
# What a snapshot says of itself, among the lists.
HEADER = "snapshot"
# What says which one it is: no source is compared without it.
DESCENT = ("previously", "replaces", "split_from")
_IDENTITY = frozenset(("id", "name", "revives", *DESCENT))


@dataclass(frozen=True)
class Scope:
    """The fields that a source has a place for, by list; a list that is missing it cannot hold.

    A single figure is named by itself: `figures.headcount`. `heads_alone` says that posts are
    those of heads alone, with ids that were made of their units'.

    Examples
    --------
    >>> Scope({"units": frozenset(("kind", "head"))}).both(Scope({"units": frozenset(("kind",))}))
    Scope(fields={'units': frozenset({'kind'})}, heads_alone=False)
    """

    fields: Mapping[str, frozenset[str]]
    heads_alone: bool = False

    def both(self, other: Scope) -> Scope:
        """What both sources have a place for."""
        shared = {
            key: _shared(known, other.fields[key])
            for key, known in self.fields.items()
            if key in other.fields
        }
        return Scope(shared, self.heads_alone or other.heads_alone)

    def header(self, snapshot: Snapshot) -> dict[str, Any]:
        """What a snapshot says of itself, within the scope; its name is always in it."""
        known = self.fields.get(HEADER, frozenset())
        return {
            name: getattr(snapshot, name) if name in known else field.default
            for name, field in Header.model_fields.items()
            if name != "organisation"
        }

    def parts(self, key: str, snapshot: Snapshot) -> list[tuple[Part, Part]]:
        """The parts of a list that are within the scope, each with what is within it of that."""
        if key not in self.fields:
            return []
        parts: tuple[Part, ...] = getattr(snapshot, key)
        if key == "posts" and self.heads_alone:
            heads = {post for unit in snapshot.units for post in unit.headed_by}
            parts = tuple(one for one in parts if isinstance(one, Post) and one.id in heads)
        return [(part, self.part(key, part)) for part in parts]

    def part(self, key: str, part: P) -> P:
        """A part without what the source has no place for."""
        known = self.fields.get(key, frozenset())
        changed: dict[str, Any] = {}
        for name, field in type(part).model_fields.items():
            if name in known or name in _IDENTITY:
                continue
            if (value := getattr(part, name)) != field.default and not field.is_required:
                changed[name] = field.default
                if name == "figures":
                    changed[name] = {k: v for k, v in value.items() if f"figures.{k}" in known}
        if "source" in changed and isinstance(part, Entity):
            changed["source"] = Sources((), part.origin)
        return part.model_copy(update=changed) if changed else part


def _shared(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    """The fields that both have; of figures those that both name, or one names and one has all."""
    figures = {
        name
        for mine, theirs in ((one, other), (other, one))
        for name in mine
        if name.startswith("figures.") and "figures" in theirs
    }
    return (one & other) | figures


def all_of(model: type[Part]) -> frozenset[str]:
    """Every field of a unit, post, body or register entry.

    Examples
    --------
    >>> from orgcheck.snapshot.model import Unit
    >>> "sites" in all_of(Unit)
    True
    """
    return frozenset(model.model_fields)
