"""Popolo: organizations and posts as JSON, as parliaments and their observers publish them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from orgcheck.convert.format import Exported, Format, Given, Imported

if TYPE_CHECKING:
    from orgcheck.snapshot.model import Snapshot

# The fields of an organization, and of a post, by those of a unit, and of a post.
_UNIT = {
    "id": "id",
    "name": "name",
    "kind": "classification",
    "parent": "parent_id",
    "valid_from": "founding_date",
    "valid_to": "dissolution_date",
}
_POST = {"id": "id", "name": "label", "unit": "organization_id"}


def recognises(data: bytes) -> bool:
    """Whether a JSON text is Popolo's."""
    return b'"organizations"' in data


def read(given: Given) -> Imported:
    """The organizations as units, and the posts; persons and memberships are not read."""
    from orgcheck.convert.draft import Draft
    from orgcheck.convert.tree import documents_of, standing_at
    from orgcheck.counting import counted
    from orgcheck.errors import Diagnostic, InvalidSnapshot
    from orgcheck.snapshot.scope import Scope
    from orgcheck.snapshot.text import MappingNode

    scope = {"units": frozenset((*_UNIT, "top")), "posts": frozenset(_POST)}
    draft = Draft(given, Scope(scope))
    ((document, root),) = documents_of(given)
    organizations = root.get("organizations")
    if not isinstance(organizations, list):
        fix = 'name another format with --format, or write {"organizations": [...]}'
        raise InvalidSnapshot([Diagnostic(document.start(), 'no list "organizations"', fix)])
    tops = []
    for key, nodes, fields in (
        ("units", organizations, _UNIT),
        ("posts", root.get("posts"), _POST),
    ):
        for node in nodes if isinstance(nodes, list) else []:
            if not isinstance(node, MappingNode):
                draft.defect(document.start(), f"{key}: an entry is no mapping")
                continue
            values = {ours: node[theirs] for ours, theirs in fields.items() if node.get(theirs)}
            if key == "units" and "parent" not in values:
                values["top"] = True
                tops.append(values.get("name"))
            place = document.of_value(node, next(iter(node))) if node else document.start()
            draft.add(key, values, *standing_at(place))
    for key in ("persons", "memberships"):
        if isinstance(left := root.get(key), list) and left:
            draft.note(given.name, f"{counted(len(left), key[:-1])} left out: people are not read")
    draft.header["organisation"] = tops[0] if len(tops) == 1 else given.label
    return draft.finished()


def write(snapshot: Snapshot) -> Exported:
    """Units as organizations, and posts."""
    from orgcheck.convert.losses import losses
    from orgcheck.convert.tree import json_written
    from orgcheck.snapshot.model import Entity, display

    def said(entity: Entity, fields: dict[str, str]) -> dict[str, Any]:
        values = {**entity.data(), "name": display(entity.name)}
        return {theirs: values[ours] for ours, theirs in fields.items() if ours in values}

    popolo = {
        "organizations": [said(unit, _UNIT) for unit in snapshot.units],
        "posts": [said(post, _POST) for post in snapshot.posts],
    }
    lost = losses(snapshot, unit=_UNIT, post=_POST, lists={"posts"}, implied_name=True)
    return Exported(json_written(popolo), lost)


FORMAT = Format(
    name="popolo",
    what="organizations and posts of the Popolo standard",
    endings=(".json",),
    read=read,
    write=write,
    recognises=recognises,
)
