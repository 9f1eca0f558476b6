"""What integrity asks of a flat snapshot, said once more in plain Python."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/-]{0,127}")
UNIT_FIELDS = {
    *("id", "name", "kind", "parent", "top", "head", "reports_to", "lines", "links", "acronym"),
    *("responsibilities", "sites", "tags", "figures", "attributes", "legal_basis", "source"),
    *("previously", "replaces", "split_from", "valid_from", "valid_to", "winding_down"),
}


def integrity_errors(snapshot: dict[str, Any]) -> list[str]:
    """List what is wrong with a snapshot, as ORG002 to ORG012 see it."""
    return [
        *_form(snapshot),
        *_references(snapshot),
        *_tree(snapshot),
        *_command(snapshot),
        *_time(snapshot),
        *_succession(snapshot),
        *_statutory(snapshot),
    ]


def _records(snapshot: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for sort in ("units", "posts", "bodies") for one in snapshot.get(sort, [])]


def _form(snapshot: dict[str, Any]) -> Iterator[str]:
    for name, count in Counter(one["id"] for one in _records(snapshot)).items():
        if count > 1:
            yield f"ORG003 {name} is there {count} times"
        if not ID.fullmatch(name):
            yield f"ORG002 {name} is no id"
    for unit in snapshot["units"]:
        if unknown := unit.keys() - UNIT_FIELDS:
            yield f"ORG002 {unit['id']} has {unknown}"
        for field, value in unit.items():
            if value in ([], {}, ""):
                yield f"ORG002 {unit['id']}: {field} is empty"


def _references(snapshot: dict[str, Any]) -> Iterator[str]:
    units, posts, bodies = (
        {one["id"] for one in snapshot.get(sort, [])} for sort in ("units", "posts", "bodies")
    )
    anyone = units | posts | bodies
    sorts = {"parent": units, "head": posts, "unit": units, "reports_to": anyone}
    for record in _records(snapshot):
        for field, allowed in sorts.items():
            if field in record and record[field] not in allowed:
                yield f"ORG004 {record['id']}: {field} {record[field]}"
        for line in record.get("lines", []):
            if line["to"] not in anyone:
                yield f"ORG004 {record['id']}: a line to {line['to']}"
        for link in record.get("links", []):
            if link["to"] not in units:
                yield f"ORG004 {record['id']}: a link to {link['to']}"
    if snapshot.get("decision", {}).get("body", "board") not in bodies:
        yield "ORG004 the decision's body"


def _tree(snapshot: dict[str, Any]) -> Iterator[str]:
    units = {unit["id"]: unit for unit in snapshot["units"]}
    for name, unit in units.items():
        if ("parent" in unit) == bool(unit.get("top")):
            yield f"ORG007 or ORG008 {name}"
        if "kinds" in snapshot:
            entry = snapshot["kinds"].get(unit.get("kind"), {})
            above = units.get(unit.get("parent", ""), {}).get("kind")
            if above not in entry.get("parents", []) and not (unit.get("top") and entry.get("top")):
                yield f"ORG009 {name}"
        seen = [name]
        while "parent" in units[seen[-1]]:
            seen.append(units[seen[-1]]["parent"])
            if len(seen) > len(units):
                yield f"ORG005 {name}"
                break


def _command(snapshot: dict[str, Any]) -> Iterator[str]:
    units = {unit["id"]: unit for unit in snapshot["units"]}
    places = {post["id"]: post["unit"] for post in snapshot.get("posts", []) if "unit" in post}
    stated = {one["id"]: one["reports_to"] for one in _records(snapshot) if "reports_to" in one}

    def superior(name: str) -> str | None:
        if name in stated:
            return str(stated[name])
        if name in units:
            parent = units[name].get("parent")
            return units[parent].get("head", parent) if parent else None
        unit = places.get(name)
        if unit is None:
            return None
        head = units[unit].get("head", unit)
        return superior(unit) if head == name else str(head)

    for record in _records(snapshot):
        chain: list[str] = []
        at: str | None = record["id"]
        while at is not None and at not in chain:
            chain.append(at)
            at = superior(at)
        if at is not None:
            yield f"ORG006 {' -> '.join(chain)} -> {at}"


def _time(snapshot: dict[str, Any]) -> Iterator[str]:
    units = {unit["id"]: unit for unit in snapshot["units"]}

    def apart(one: dict[str, Any], other: dict[str, Any]) -> bool:
        begin = max(one.get("valid_from", "0"), other.get("valid_from", "0"))
        return bool(begin > min(one.get("valid_to", "9"), other.get("valid_to", "9")))

    for name, unit in units.items():
        parent = units.get(unit.get("parent", ""), {})
        if apart(unit, unit) or apart(unit, snapshot) or apart(unit, parent):
            yield f"ORG010 {name}"


def _succession(snapshot: dict[str, Any]) -> Iterator[str]:
    living = {one["id"]: one for one in _records(snapshot)}
    before: list[str] = []
    for unit in snapshot["units"]:
        for field in ("previously", "replaces"):
            for entry in unit.get(field, []):
                earlier = entry if isinstance(entry, str) else entry["id"]
                before += [earlier] if field == "previously" else []
                if earlier in living and not living[earlier].get("winding_down"):
                    yield f"ORG011 {unit['id']}: {field} {earlier}"
    yield from (f"ORG011 two were {name}" for name, count in Counter(before).items() if count > 1)


def _statutory(snapshot: dict[str, Any]) -> Iterator[str]:
    held = Counter(
        duty if isinstance(duty, str) else duty.get("id")
        for unit in snapshot["units"]
        for duty in unit.get("responsibilities", [])
    )
    for entry in snapshot.get("responsibilities", []):
        if entry.get("statutory") and held[entry["id"]] != 1:
            yield f"ORG012 {entry['id']} has {held[entry['id']]} holders"
