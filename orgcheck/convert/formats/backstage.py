"""Backstage's software catalog: groups as YAML documents, of which each is a unit."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from orgcheck.convert.format import Exported, Format, Given, Imported
from orgcheck.patterns import pattern

if TYPE_CHECKING:
    from orgcheck.convert.draft import Draft
    from orgcheck.findings import Location
    from orgcheck.snapshot.model import Snapshot, Unit

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
    """The groups of a catalog as units, with parents and children checked against each other."""
    from orgcheck.convert.draft import Draft
    from orgcheck.convert.tree import documents_of
    from orgcheck.counting import counted
    from orgcheck.snapshot.scope import Scope
    from orgcheck.snapshot.text import MappingNode

    draft = Draft(given, Scope({"units": frozenset(("kind", "parent", "top"))}))
    units: dict[str, tuple[dict[str, Any], Location, list[str]]] = {}
    others: Counter[str] = Counter()
    for document, root in documents_of(given, several=True):
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
            draft.defect(place, f'group "{name}" stands twice' if name else "a group has no name")
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
    for kind, number in others.items():
        what = "user" if kind == "User" else f"entity of kind {kind}"
        draft.note(given.name, f"{counted(number, what)} left out: units alone are read")
    _join(units, draft)
    tops = [values["name"] for values, _, _ in units.values() if values.get("top")]
    draft.header["organisation"] = tops[0] if len(tops) == 1 else given.label
    return draft.finished()


def _join(units: dict[str, tuple[dict[str, Any], Location, list[str]]], draft: Draft) -> None:
    """Give each unit its parent, which it names itself or which names it among its children."""
    from orgcheck.convert.tree import standing_at
    from orgcheck.snapshot.text import clipped

    for key, (_, _, children) in units.items():
        for child in children:
            if child not in units:
                continue
            said = units[child][0].setdefault("parent", key)
            if said != key:
                message = f'"{clipped(child)}" is a child of "{key}", and names "{clipped(said)}"'
                message += " as parent"
                draft.defect(units[child][1], message, "correct one of them; the parent was read")
    for values, place, children in units.values():
        for child in children:
            if child not in units:
                draft.defect(
                    place, f'child "{clipped(child)}" is no group here', "remove it, or add it"
                )
        parent = values.get("parent")
        if parent is None:
            values["top"] = True
        elif parent in units:
            values["parent"] = units[parent][0]["id"]
        draft.add("units", values, *standing_at(place))


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _referred(reference: str) -> str:
    """The name in `group:default/NAME`; case is nothing to Backstage."""
    return reference.rpartition(":")[2].rpartition("/")[2].lower()


def write(snapshot: Snapshot) -> Exported:
    """The units of a snapshot as groups."""
    from orgcheck.convert.losses import losses
    from orgcheck.snapshot.model import display
    from orgcheck.snapshot.writing import entry_lines

    names = _names(snapshot)
    children: dict[str, list[str]] = {}
    for unit in snapshot.units:
        if unit.parent is not None:
            children.setdefault(unit.parent, []).append(names[unit.id])
    documents = []
    for unit in snapshot.units:
        metadata: dict[str, Any] = {"name": names[unit.id]}
        if names[unit.id] != unit.id:
            metadata["annotations"] = {_ID: unit.id}
        spec = _spec(unit, names, children, display(unit.name))
        group = {"apiVersion": _API, "kind": "Group", "metadata": metadata, "spec": spec}
        documents.append([line for key in group for line in entry_lines(key, group[key], "")])
    content = "---\n".join("\n".join(lines) + "\n" for lines in documents)
    lost = losses(snapshot, unit={"kind"}, implied_name=True)
    return Exported(content, lost)


def _spec(
    unit: Unit, names: dict[str, str], children: dict[str, list[str]], name: str
) -> dict[str, Any]:
    spec: dict[str, Any] = {"type": unit.kind or _NO_KIND, "profile": {"displayName": name}}
    if unit.parent is not None:
        spec["parent"] = names.get(unit.parent, unit.parent)
    return {**spec, "children": children.get(unit.id, [])}


def _names(snapshot: Snapshot) -> dict[str, str]:
    """A name that Backstage takes for each unit: its id, or one made of that."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for unit in snapshot.units:
        name = unit.id
        if not _NAME.fullmatch(name) or len(name) > _LONGEST_NAME or name.lower() in taken:
            stem = "-".join(re.findall(r"[A-Za-z0-9]+", name))[: _LONGEST_NAME - 8] or "unit"
            number, name = 1, stem
            while name.lower() in taken:
                number += 1
                name = f"{stem}-{number}"
        names[unit.id] = name
        taken.add(name.lower())
    return names


FORMAT = Format(
    name="backstage",
    what="groups of Backstage's software catalog",
    endings=(".yaml", ".yml"),
    read=read,
    write=write,
    recognises=recognises,
)
