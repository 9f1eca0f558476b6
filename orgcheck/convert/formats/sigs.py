"""Groups of a community as kubernetes/community lists them: `sigs.yaml`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from orgcheck.convert.format import Format, Given, Imported
from orgcheck.language import said
from orgcheck.patterns import pattern

if TYPE_CHECKING:
    from orgcheck.convert.draft import Draft
    from orgcheck.convert.people import People
    from orgcheck.snapshot.text import Document, MappingNode

_SIGS = pattern(rb"^sigs:", re.M)
# The lists of groups, and what each is a list of.
_KINDS = {"sigs": "sig", "workinggroups": "wg", "usergroups": "ug", "committees": "committee"}
_LEADS = {"chairs": "Chair", "tech_leads": "Technical lead"}


def recognises(data: bytes) -> bool:
    """Whether a YAML text is a list of groups."""
    return _SIGS.search(data) is not None


def read(given: Given) -> Imported:
    """Each group as a top with its posts, each subproject below its group."""
    from orgcheck.convert.draft import Draft
    from orgcheck.convert.people import People
    from orgcheck.convert.tree import documents_of
    from orgcheck.snapshot.scope import Scope
    from orgcheck.snapshot.text import ListNode, MappingNode

    units = frozenset(("kind", "parent", "top", "responsibilities", "links", "head", "heads"))
    posts = frozenset(("unit", "holders") if given.with_people else ("unit",))
    draft = Draft(given, Scope({"units": units, "posts": posts}))
    people = People(draft)
    ((document, root),) = documents_of(given)
    ids = {
        str(group.get("name")): str(group.get("dir"))
        for key in _KINDS
        for group in _mappings(root.get(key))
    }
    for key, kind in _KINDS.items():
        listed = root.get(key)
        if not isinstance(listed, ListNode):
            continue
        for number, group in enumerate(listed):
            if not isinstance(group, MappingNode) or not group.get("name"):
                place = document.of_value(listed, number)
                draft.defect(
                    place,
                    said("{key}: a group has no name", key=key),
                    said("write `name:` and `dir:`"),
                )
                continue
            _add_group(draft, people, document, group, kind, ids)
    people.finish()
    draft.header["organisation"] = given.label or "?"
    return draft.finished()


def _add_group(
    draft: Draft,
    people: People,
    document: Document,
    group: MappingNode,
    kind: str,
    ids: dict[str, str],
) -> None:
    from orgcheck.convert.ids import id_in
    from orgcheck.convert.tree import standing_at

    name = str(group["name"])
    id = str(group.get("dir") or id_in(f"{kind}-{name}"))
    unit: dict[str, Any] = {"id": id, "name": name, "kind": kind, "top": True}
    if mission := group.get("mission_statement"):
        unit["responsibilities"] = [" ".join(str(mission).split())]
    stakeholders = group.get("stakeholder_sigs")
    if isinstance(stakeholders, list) and stakeholders:
        unit["links"] = [
            {"type": "stakeholder", "to": ids.get(str(one), str(one))} for one in stakeholders
        ]
    origin, place = standing_at(document.of_value(group, "name"))
    leadership = group.get("leadership")
    for field, title in _LEADS.items():
        leads = _mappings(leadership.get(field) if isinstance(leadership, dict) else None)
        handles = [lead.get("github") or "" for lead in leads]
        post = f"{id}/{field.removesuffix('s').replace('_', '-')}"
        people.add_post(unit, post, title, handles, origin, head=field == "chairs")
    draft.add("units", unit, origin, place)
    for subproject in _mappings(group.get("subprojects")):
        if not (called := str(subproject.get("name") or "")):
            continue
        below: dict[str, Any] = {"id": f"{id}/{id_in(called)}", "name": called}
        below |= {"kind": "subproject", "parent": id}
        if text := subproject.get("description"):
            below["responsibilities"] = [" ".join(str(text).split())]
        draft.add("units", below, *standing_at(document.of_value(subproject, "name")))


def _mappings(value: Any) -> list[MappingNode]:
    from orgcheck.snapshot.text import MappingNode

    return [one for one in value if isinstance(one, MappingNode)] if isinstance(value, list) else []


FORMAT = Format(
    name="sigs",
    what="groups and subprojects as kubernetes/community lists them",
    endings=(".yaml", ".yml"),
    read=read,
    recognises=recognises,
)
