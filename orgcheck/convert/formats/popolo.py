"""Popolo: organizations and posts as JSON, as parliaments and their observers publish them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from orgcheck.convert.format import Exported, Format, Given, Imported
from orgcheck.language import msg, said

if TYPE_CHECKING:
    from orgcheck.convert.people import People
    from orgcheck.snapshot.model import Person, Snapshot

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
    """The organizations as units, and the posts; memberships where people are asked for."""
    from orgcheck.convert.draft import Draft
    from orgcheck.convert.people import People, tell_unknown
    from orgcheck.convert.tree import documents_of, standing_at
    from orgcheck.errors import Diagnostic, InvalidSnapshot
    from orgcheck.snapshot.scope import Scope
    from orgcheck.snapshot.text import MappingNode, clipped

    members, holders = (("members",), ("holders",)) if given.with_people else ((), ())
    scope = {
        "units": frozenset((*_UNIT, "top", *members)),
        "posts": frozenset((*_POST, *holders)),
    }
    draft = Draft(given, Scope(scope))
    people = People(draft)
    ((document, root),) = documents_of(given)
    organizations = root.get("organizations")
    if not isinstance(organizations, list):
        fix = said(
            "name another format with --format, or write {text}", text='{"organizations": [...]}'
        )
        raise InvalidSnapshot([Diagnostic(document.start(), said('no list "organizations"'), fix)])
    persons = _persons(root.get("memberships"), people)
    known = {one.get("id") for one in _all_of(organizations)}
    tops = []
    for key, nodes, fields in (
        ("units", organizations, _UNIT),
        ("posts", root.get("posts"), _POST),
    ):
        for node in nodes if isinstance(nodes, list) else []:
            if not isinstance(node, MappingNode):
                draft.defect(document.start(), said("{key}: an entry is no mapping", key=key))
                continue
            values = {ours: node[theirs] for ours, theirs in fields.items() if node.get(theirs)}
            if key == "units" and "parent" not in values:
                values["top"] = True
                tops.append(values.get("name"))
            if belonging := persons.get(str(values.get("id"))):
                values["members" if key == "units" else "holders"] = belonging
            place = document.of_value(node, next(iter(node))) if node else document.start()
            if key == "units" and "parent" in values and values["parent"] not in known:
                message = said(
                    'parent_id "{name}" is no organization here',
                    name=clipped(str(values.pop("parent"))),
                )
                draft.defect(place, message, said("add it, or name another organization"))
                draft.unread(str(values.get("id", "")), "parent")
            draft.add(key, values, *standing_at(place))
    held = {
        str(one.get("id")) for key in (organizations, root.get("posts")) for one in _all_of(key)
    }
    lost = {where: document.start() for where in persons if where not in held}
    tell_unknown(draft, lost, msg("organization or post"))
    named = _all_of(root.get("persons"))
    people.of([one.get("id") for one in named])
    people.finish({str(one.get("id")): str(one["name"]) for one in named if one.get("name")})
    draft.header["organisation"] = tops[0] if len(tops) == 1 else given.label
    return draft.finished()


def _all_of(listed: Any) -> list[dict[str, Any]]:
    """The mappings in what should be a list of them."""
    return [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []


def _persons(memberships: Any, people: People) -> dict[str, list[str]]:
    """Who belongs to each organization, and who holds each post, by its id."""
    persons: dict[str, list[str]] = {}
    for one in _all_of(memberships):
        if where := one.get("post_id") or one.get("organization_id"):
            persons.setdefault(str(where), []).extend(people.of([one.get("person_id")]))
    return persons


def write(snapshot: Snapshot) -> Exported:
    """Units as organizations, and posts; people as persons with memberships."""
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
    memberships = [
        {"person_id": person, where: entity.id}
        for where, held in (
            ("organization_id", ((unit, unit.members) for unit in snapshot.units)),
            ("post_id", ((post, post.holders) for post in snapshot.posts)),
        )
        for entity, persons in held
        for person in persons
    ]
    if snapshot.people:
        popolo["persons"] = [_person(person) for person in snapshot.people]
    if memberships:
        popolo["memberships"] = memberships
    lost = losses(
        snapshot,
        unit={*_UNIT, "members"},
        post={*_POST, "holders"},
        lists={"posts", "people"},
        implied_name=True,
    )
    return Exported(json_written(popolo), lost)


def _person(person: Person) -> dict[str, Any]:
    from orgcheck.snapshot.model import display

    name = {"name": display(person.name)} if person.name is not None else {}
    return {"id": person.id, **name}


FORMAT = Format(
    name="popolo",
    what="organizations and posts of the Popolo standard",
    endings=(".json",),
    read=read,
    write=write,
    recognises=recognises,
)
