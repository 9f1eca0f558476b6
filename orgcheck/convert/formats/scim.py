"""SCIM: groups of an identity system as JSON (RFC 7643), nested where groups are members."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from orgcheck.convert.format import Format, Given, Imported
from orgcheck.errors import Diagnostic, InvalidSnapshot
from orgcheck.language import said

if TYPE_CHECKING:
    from orgcheck.convert.draft import Draft
    from orgcheck.snapshot.text import Document, MappingNode

_GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"


def recognises(data: bytes) -> bool:
    """Whether a JSON text holds groups of SCIM."""
    return _GROUP.encode() in data


def read(given: Given) -> Imported:
    """Each group as a unit; a group that is a member of another is below that."""
    from orgcheck.convert.draft import Draft
    from orgcheck.convert.people import People, members_of
    from orgcheck.convert.tree import documents_of, standing_at
    from orgcheck.snapshot.scope import Scope
    from orgcheck.snapshot.text import MappingNode

    people_too = ("members",) if given.with_people else ()
    draft = Draft(given, Scope({"units": frozenset(("kind", "parent", "top", *people_too))}))
    people = People(draft)
    ((document, root),) = documents_of(given)
    resources = root.get("Resources")
    listed = resources if isinstance(resources, list) else [root]
    groups = {
        str(one["id"]): one
        for one in listed
        if isinstance(one, MappingNode) and "id" in one and _is_group(one)
    }
    if not groups:
        wanted = '{"Resources": [{"schemas": [...], "id": ..., "displayName": ...}]}'
        fix = said("write {text}", text=wanted)
        raise InvalidSnapshot([Diagnostic(document.start(), said("no group of SCIM"), fix)])
    parents = _parents(groups, document, draft)
    for id, group in groups.items():
        unit: dict[str, Any] = {"id": id, "name": str(group.get("displayName") or id)}
        unit |= {"kind": "group"}
        unit |= {"parent": parents[id]} if id in parents else {"top": True}
        users = [one.get("value") for one in _members(group) if one.get("value") not in groups]
        unit |= members_of(people, users)
        draft.add("units", unit, *standing_at(document.of_value(group, "id")))
    people.finish()
    draft.header["organisation"] = given.label or "?"
    return draft.finished()


def _is_group(resource: MappingNode) -> bool:
    schemas = resource.get("schemas")
    return isinstance(schemas, list) and _GROUP in schemas


def _members(group: MappingNode) -> list[dict[str, Any]]:
    members = group.get("members")
    return [one for one in members if isinstance(one, dict)] if isinstance(members, list) else []


def _parents(groups: dict[str, MappingNode], document: Document, draft: Draft) -> dict[str, str]:
    """The group that each is a member of; of several the first, with a remark on the others."""
    parents: dict[str, str] = {}
    for id, group in groups.items():
        for member in _members(group):
            child = str(member.get("value"))
            if child in groups and parents.setdefault(child, id) != id:
                message = said(
                    "{child} is a member of {parent} too, and was put below that",
                    child=child,
                    parent=parents[child],
                )
                draft.defect(
                    document.of_value(group, "id"), message, said("leave it in one of them")
                )
    return parents


FORMAT = Format(
    name="scim",
    what="groups of an identity system, as SCIM",
    endings=(".json",),
    read=read,
    recognises=recognises,
)
