"""What a source says, laid over a snapshot: what it has no place for stays as people wrote it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from orgcheck.common_ground import as_known
from orgcheck.findings import Fault
from orgcheck.organisation import Organisation
from orgcheck.records import dataclass
from orgcheck.snapshot.model import (
    LISTS,
    Entity,
    Header,
    Part,
    Post,
    Snapshot,
    Sources,
    Unit,
    display,
)
from orgcheck.snapshot.scope import HEADER, Scope, all_of


@dataclass(frozen=True)
class Overlay:
    """The snapshot that comes of it, and the entities that the source lacks.

    These are in the snapshot still, or not, as was asked.
    """

    snapshot: Snapshot
    lacking: tuple[Entity, ...] = ()


def overlaid(
    known: Organisation,
    source: Snapshot,
    scope: Scope | None,
    *,
    unread: Collection[Fault] = (),
    prune: bool = False,
) -> Overlay:
    """Say of each unit, post and body what a source says, as far as that has a place for it.

    What the source lacks is kept, unless it is pruned: with a unit, the posts that belong to it.
    So are the values of a source that could not be read, `unread`.
    """
    source = as_known(source, known, unread, scope)
    said: dict[str, Any] = dict(known.snapshot)
    said |= _header(source, scope)
    lacking: list[Entity] = []
    for key in LISTS:
        if scope is not None and key not in scope.fields:
            continue
        fields = scope.fields[key] if scope is not None else None
        theirs = {_id(part): part for part in getattr(source, key)}
        ours: tuple[Part, ...] = getattr(known.snapshot, key)
        gone = [one for one in ours if _id(one) not in theirs and _is_held(one, known, scope)]
        lacking += (one for one in gone if isinstance(one, Entity))
        pruned = {_id(one) for one in gone} if prune else set()
        kept = (one for one in ours if _id(one) not in pruned)
        said[key] = (
            *(_updated(one, theirs.get(_id(one)), fields) for one in kept),
            *_new(theirs, ours),
        )
    if prune:
        units = {one.id for one in lacking if isinstance(one, Unit)}
        said["posts"] = tuple(post for post in said["posts"] if post.unit not in units)
    return Overlay(Snapshot.model_construct(**said), tuple(lacking))


def _id(part: Part) -> str:
    return str(part.__dict__["id"])


def _new(theirs: Mapping[str, Part], ours: Iterable[Part]) -> list[Part]:
    known = {_id(one) for one in ours}
    return [part for id, part in theirs.items() if id not in known]


def _is_held(part: Part, known: Organisation, scope: Scope | None) -> bool:
    """Whether a source would have a part, did it exist: of posts those of heads alone, for some."""
    heads_alone = scope is not None and scope.heads_alone
    return not (heads_alone and isinstance(part, Post)) or part.id in known.heads


def _header(source: Snapshot, scope: Scope | None) -> dict[str, Any]:
    fields = all_of(Header) if scope is None else scope.fields.get(HEADER, frozenset())
    return {field: getattr(source, field) for field in fields if field in Header.model_fields}


def _updated(part: Part, said: Part | None, fields: frozenset[str] | None) -> Part:
    """A part as a source says it, in the fields that the source has a place for."""
    if said is None:
        return part
    changed: dict[str, Any] = {}
    for field in type(part).model_fields:
        if field == "source" or field == "id":
            continue
        if fields is None or field in fields or field == "name":
            changed[field] = getattr(said, field)
    if isinstance(part, Entity) and isinstance(said, Entity):
        changed["name"] = _name(part, said)
        held = fields is None or "source" in fields
        changed["source"] = Sources(said.source if held else part.source, said.origin)
    if isinstance(part, Unit) and isinstance(said, Unit) and "figures" not in changed:
        named = {field.partition(".")[2] for field in fields or () if field.startswith("figures.")}
        left = {name: value for name, value in part.figures.items() if name not in named}
        changed["figures"] = {**left, **said.figures}
    return part.model_copy(update=changed)


def _name(part: Entity, said: Entity) -> str | dict[str, str]:
    """The name that a source gives: of a name in several languages, the one that is shown."""
    if isinstance(said.name, dict) or not isinstance(part.name, dict):
        return said.name
    shown = display(part.name)
    return {language: said.name if name == shown else name for language, name in part.name.items()}
