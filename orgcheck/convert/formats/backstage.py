"""Backstage's software catalog: YAML documents, groups for units and users for people."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from orgcheck.convert.format import Exported, Format, Given, Imported
from orgcheck.language import msg, said, said_n
from orgcheck.patterns import pattern

if TYPE_CHECKING:
    from orgcheck.convert.draft import Draft
    from orgcheck.findings import Location
    from orgcheck.snapshot.model import Snapshot, Unit
    from orgcheck.snapshot.text import Document

# A group must have a type: the one of units without a kind.
_NO_KIND = "unspecified"
_NAME = pattern(r"[A-Za-z0-9]+([-_.][A-Za-z0-9]+)*")
_LONGEST_NAME = 63
_IS_CATALOG = pattern(rb"""^apiVersion:[ ]*["']?backstage\.io/""", re.M)
# The id of a unit that is no name of Backstage.
_ID = "orgcheck/id"
_API = "backstage.io/v1alpha1"


def recognises(data: bytes) -> bool:
    """Whether a YAML text is a catalog."""
    return _IS_CATALOG.search(data) is not None


def read(given: Given) -> Imported:
    """The groups of a catalog as units, with parents and children checked against each other.

    Where people are asked for, the users are these, and belong to the groups that they name, or
    that name them.
    """
    from orgcheck.convert.draft import Draft
    from orgcheck.convert.people import People, tell_unknown
    from orgcheck.convert.tree import documents_of
    from orgcheck.snapshot.scope import Scope
    from orgcheck.snapshot.text import MappingNode

    fields = ("kind", "parent", "top", *(("members",) if given.with_people else ()))
    draft = Draft(given, Scope({"units": frozenset(fields)}))
    units: dict[str, tuple[dict[str, Any], Location, list[str]]] = {}
    users = _Users()
    others: Counter[str] = Counter()
    for document, root in documents_of(given, several=True):
        if root.get("kind") == "User":
            users.add(root, document)
            continue
        if root.get("kind") != "Group":
            others[str(root.get("kind"))] += 1
            continue
        metadata, spec = _mapping(root.get("metadata")), _mapping(root.get("spec"))
        name = str(metadata.get("name", ""))
        where = metadata if isinstance(metadata, MappingNode) else root
        place = document.of_value(where, "name" if name else "kind")
        profile, notes = _mapping(spec.get("profile")), _mapping(metadata.get("annotations"))
        key = name.lower()
        if not name or key in units:
            draft.defect(place, _not_a_group(name))
            continue
        values: dict[str, Any] = {"id": notes.get(_ID, name)}
        values["name"] = profile.get("displayName") or metadata.get("title") or name
        if spec.get("type") not in (None, _NO_KIND):
            values["kind"] = spec["type"]
        if isinstance(parent := spec.get("parent"), str):
            values["parent"] = _referred(parent)
        children = spec.get("children")
        some = children if isinstance(children, list) else []
        units[key] = (values, place, [_referred(one) for one in some if isinstance(one, str)])
        users.note_members(key, spec.get("members"))
    _note_left_out(draft, others)
    people = People(draft)
    for key, (values, _, _) in units.items():
        if belonging := people.of(users.members_of(key)):
            values["members"] = belonging
    people.of(list(users.ids.values()))
    people.finish(users.names)
    tell_unknown(draft, users.unknown(units.keys()), msg("group"))
    _join(units, draft)
    tops = [values["name"] for values, _, _ in units.values() if values.get("top")]
    draft.header["organisation"] = tops[0] if len(tops) == 1 else given.label
    return draft.finished()


def _not_a_group(name: str) -> str:
    if not name:
        return said("a group has no name")
    return said('group "{name}" stands twice', name=name)


def _note_left_out(draft: Draft, others: Counter[str]) -> None:
    """Say how many entities of each kind are neither units nor people."""
    for kind, number in others.items():
        message = said_n(
            "{number} entity of kind {kind} left out: units and people are read",
            "{number} entities of kind {kind} left out: units and people are read",
            number,
            kind=kind,
        )
        draft.note(draft.given.name, message)


def _join(units: dict[str, tuple[dict[str, Any], Location, list[str]]], draft: Draft) -> None:
    """Give each unit its parent, which it names itself or which names it among its children."""
    from orgcheck.convert.tree import standing_at
    from orgcheck.snapshot.text import clipped

    for key, (_, _, children) in units.items():
        for child in children:
            if child not in units:
                continue
            named = units[child][0].setdefault("parent", key)
            if named != key:
                message = said(
                    '"{child}" is a child of "{parent}", and names "{named}" as parent',
                    child=clipped(child),
                    parent=key,
                    named=clipped(named),
                )
                fix = (
                    said("correct one of them; the parent was read")
                    if named in units
                    else said("correct one of them; the child was read")
                )
                draft.defect(units[child][1], message, fix)
                units[child][0]["parent"] = named if named in units else key
    for values, place, children in units.values():
        for child in children:
            if child not in units:
                draft.defect(
                    place,
                    said('child "{name}" is no group here', name=clipped(child)),
                    said("remove it, or add it"),
                )
        parent = values.get("parent")
        if parent is None:
            values["top"] = True
        elif parent in units:
            values["parent"] = units[parent][0]["id"]
        else:
            message = said('parent "{name}" is no group here', name=clipped(values.pop("parent")))
            draft.defect(place, message, said("add it, or name another group"))
            draft.unread(values["id"], "parent")
        draft.add("units", values, *standing_at(place))


class _Users:
    """The users of a catalog, by their names in it: their ids, their own names, their groups."""

    def __init__(self) -> None:
        self.ids: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self._members: dict[str, dict[str, None]] = {}
        # Where each group is first named by a user.
        self._groups: dict[str, Location] = {}

    def add(self, root: dict[str, Any], document: Document) -> None:
        """A user, and the groups that it says it is a member of."""
        from orgcheck.snapshot.text import ListNode

        metadata, spec = _mapping(root.get("metadata")), _mapping(root.get("spec"))
        name = str(metadata.get("name", ""))
        if not name:
            return
        id = str(_mapping(metadata.get("annotations")).get(_ID, name))
        self.ids[name.lower()] = id
        called = _mapping(spec.get("profile")).get("displayName")
        if isinstance(called, str):
            self.names[id] = called
        groups = spec.get("memberOf")
        if not isinstance(groups, ListNode):
            return
        for index, group in enumerate(groups):
            key = _referred(str(group))
            self._members.setdefault(key, {})[name.lower()] = None
            if key not in self._groups:
                self._groups[key] = document.of_value(groups, index)

    def unknown(self, known: Collection[str]) -> dict[str, Location]:
        """The groups that users belong to and that are none of the catalog's."""
        return {group: place for group, place in self._groups.items() if group not in known}

    def note_members(self, group: str, members: Any) -> None:
        """The users whom a group names as its members."""
        for member in members if isinstance(members, list) else ():
            self._members.setdefault(group, {})[_referred(str(member))] = None

    def members_of(self, group: str) -> list[str]:
        """The ids of those who belong to a group."""
        return [self.ids.get(name, name) for name in self._members.get(group, ())]


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _referred(reference: str) -> str:
    """The name in `group:default/NAME`; case is nothing to Backstage."""
    return reference.rpartition(":")[2].rpartition("/")[2].lower()


def write(snapshot: Snapshot) -> Exported:
    """The units of a snapshot as groups, and people as users who are members of these."""
    from orgcheck.convert.losses import losses
    from orgcheck.snapshot.model import display
    from orgcheck.snapshot.writing import entry_lines

    names = _names(unit.id for unit in snapshot.units)
    children: dict[str, list[str]] = {}
    for unit in snapshot.units:
        if unit.parent is not None:
            children.setdefault(unit.parent, []).append(names[unit.id])
    entities: list[dict[str, Any]] = []
    for unit in snapshot.units:
        metadata: dict[str, Any] = {"name": names[unit.id]}
        if names[unit.id] != unit.id:
            metadata["annotations"] = {_ID: unit.id}
        spec = _spec(unit, names, children, display(unit.name))
        entities.append({"apiVersion": _API, "kind": "Group", "metadata": metadata, "spec": spec})
    documents = (
        [line for key, value in entity.items() for line in entry_lines(key, value, "")]
        for entity in (*entities, *_users(snapshot, names))
    )
    content = "---\n".join("\n".join(lines) + "\n" for lines in documents)
    lost = losses(snapshot, unit={"kind", "members"}, lists={"people"}, implied_name=True)
    return Exported(content, lost)


def _spec(
    unit: Unit, names: dict[str, str], children: dict[str, list[str]], name: str
) -> dict[str, Any]:
    spec: dict[str, Any] = {"type": unit.kind or _NO_KIND, "profile": {"displayName": name}}
    if unit.parent is not None:
        spec["parent"] = names.get(unit.parent, unit.parent)
    return {**spec, "children": children.get(unit.id, [])}


def _users(snapshot: Snapshot, groups: dict[str, str]) -> Iterator[dict[str, Any]]:
    """The people of the register, and those whom units name beside it."""
    from orgcheck.snapshot.model import display

    called = {person.id: person.name for person in snapshot.people}
    belongs: dict[str, list[str]] = {id: [] for id in called}
    for unit in snapshot.units:
        for person in dict.fromkeys(unit.members):
            belongs.setdefault(person, []).append(groups[unit.id])
    names = _names(belongs)
    for id, member_of in belongs.items():
        metadata: dict[str, Any] = {"name": names[id]}
        if names[id] != id:
            metadata["annotations"] = {_ID: id}
        name = called.get(id)
        profile = {"profile": {"displayName": display(name)}} if name is not None else {}
        spec = {**profile, "memberOf": member_of}
        yield {"apiVersion": _API, "kind": "User", "metadata": metadata, "spec": spec}


def _names(ids: Iterable[str]) -> dict[str, str]:
    """A name that Backstage takes for each: its id, or one made of that."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for id in ids:
        name = id
        if not _NAME.fullmatch(name) or len(name) > _LONGEST_NAME or name.lower() in taken:
            stem = "-".join(re.findall(r"[A-Za-z0-9]+", name))[: _LONGEST_NAME - 8] or "unit"
            number, name = 1, stem
            while name.lower() in taken:
                number += 1
                name = f"{stem}-{number}"
        names[id] = name
        taken.add(name.lower())
    return names


FORMAT = Format(
    name="backstage",
    what="groups and users of Backstage's software catalog",
    endings=(".yaml", ".yml"),
    read=read,
    write=write,
    recognises=recognises,
)
