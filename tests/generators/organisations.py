"""Made-up organisations, and other ways to write down the same one."""

from __future__ import annotations

from random import Random
from typing import Any

from .structure import Record, Snapshot, by_id, command_is_acyclic, copied, subtree
from .words import Namer, slug

KINDS: dict[str, Record] = {
    "organisation": {"top": True},
    "agency": {"top": True, "parents": ["organisation"]},
    "department": {"parents": ["organisation", "agency"]},
    "division": {"parents": ["organisation", "agency", "department"]},
    "office": {"parents": ["agency", "department", "division"]},
    "team": {"parents": ["department", "division", "office"]},
    "staff-unit": {"parents": ["organisation", "agency", "department", "division"]},
}
SPAN = 8
TAGS = ("field", "shared-service", "regulator", "open-to-public", "pilot")
HEADER_LISTS = ("units", "posts", "bodies", "responsibilities")


def random_organisation(rng: Random, units: int, *, vocabulary: bool = True) -> Snapshot:
    """Make up the snapshot of an organisation that no integrity check objects to.

    It has `units` units (at least one) in flat form, one top or a few, and about a third as many
    posts. Any two units share at most one duty or site, so that what two snapshots share
    tells something. Without `vocabulary` it leaves out `kinds`.
    """
    namer = Namer()
    languages = rng.choice(([], [], ["en", "fi"]))
    snapshot = _header(rng, namer, languages, vocabulary)
    snapshot["bodies"] = _bodies(rng, namer)
    snapshot["posts"] = []
    snapshot["units"] = _tree(rng, namer, units, languages)
    _give_time(rng, snapshot)
    _give_contents(rng, namer, snapshot)
    _give_posts(rng, namer, snapshot)
    _give_lines(rng, snapshot)
    return snapshot


def shuffled(rng: Random, snapshot: Snapshot) -> Snapshot:
    """Write the same organisation in another order of records and of keys."""
    result: Snapshot = _keys_shuffled(rng, snapshot)
    for field in HEADER_LISTS:
        if field in result:
            rng.shuffle(result[field])
    return result


def nested(rng: Random, snapshot: Snapshot) -> Snapshot:
    """Write some or all units of a flat snapshot inside their parents.

    Some nested units repeat their `parent`.
    """
    result = copied(snapshot)
    share = rng.choice((0.3, 0.7, 1.0))
    units = by_id(result["units"])
    flat: list[Record] = []
    for unit in units.values():
        if "parent" not in unit or rng.random() >= share:
            flat.append(unit)
            continue
        units[unit["parent"]].setdefault("units", []).append(unit)
        if rng.random() < 0.7:
            del unit["parent"]
    result["units"] = flat
    return result


def in_files(rng: Random, snapshot: Snapshot) -> dict[str, Snapshot]:
    """Write the same organisation as a folder: contents by the path of the file below it.

    One file holds the organisation's own fields; lists may stand in any of them.
    """
    source = copied(snapshot)
    header = {key: value for key, value in source.items() if key not in HEADER_LISTS}
    names = [f"{place}part-{number}.yaml" for number, place in enumerate(("", "units/", "a/b/"), 1)]
    names = [rng.choice(("organisation.yaml", "zz.yml")), *rng.sample(names, rng.randint(1, 3))]
    files: dict[str, Snapshot] = {name: {} for name in names}
    files[names[0]] = header
    for field in HEADER_LISTS:
        for record in source.get(field, []):
            files[rng.choice(names)].setdefault(field, []).append(record)
    return {name: content for name, content in files.items() if content}


def _keys_shuffled(rng: Random, value: Any) -> Any:
    if isinstance(value, dict):
        keys = rng.sample(list(value), len(value))
        return {key: _keys_shuffled(rng, value[key]) for key in keys}
    if isinstance(value, list):
        return [_keys_shuffled(rng, inner) for inner in value]
    return value


def _header(rng: Random, namer: Namer, languages: list[str], vocabulary: bool) -> Snapshot:
    year = rng.randint(2015, 2026)
    snapshot: Snapshot = {
        "orgcheck": 1,
        "organisation": namer.unit_name(rng, "organisation", languages),
        "version": str(year),
        "valid_from": f"{year}-01-01",
        "status": rng.choice(("in-force", "approved", "proposed")),
        "source": "https://structure.example/register",
        "responsibilities_complete": rng.random() < 0.5,
    }
    if rng.random() < 0.5:
        snapshot["valid_to"] = f"{year}-12-31"
    if rng.random() < 0.5:
        snapshot["decision"] = {
            "body": "board",
            "date": f"{year - 1}-11-{rng.randint(10, 28)}",
            "reference": f"minute {rng.randint(1, 20)}/{year - 1}",
        }
    if languages:
        snapshot["languages"] = languages
    if vocabulary:
        snapshot["kinds"] = copied(KINDS)
    return snapshot


def _bodies(rng: Random, namer: Namer) -> list[Record]:
    bodies: list[Record] = [{"id": "board", "name": "Board", "type": "organ"}]
    if rng.random() < 0.7:
        bodies.append(
            {
                "id": "audit-committee",
                "name": "Audit Committee",
                "type": "committee",
                "reports_to": "board",
            }
        )
    if rng.random() < 0.5:
        bodies.append({"id": "ministry", "name": "Ministry of the Interior", "type": "external"})
    for body in bodies:
        namer.identifier(body["id"])
    return bodies


def _tree(rng: Random, namer: Namer, count: int, languages: list[str]) -> list[Record]:
    units = [_unit(rng, namer, "organisation", languages)]
    units[0]["top"] = True
    room = {units[0]["id"]: (units[0], SPAN)}
    kinds_below = {
        kind: [below for below, entry in KINDS.items() if kind in entry.get("parents", [])]
        for kind in KINDS
    }
    while len(units) < count:
        parent, left = rng.choice(list(room.values())) if room else (units[0], 0)
        unit = _unit(rng, namer, rng.choice(kinds_below[parent["kind"]]), languages)
        if not room or (unit["kind"] == "agency" and rng.random() < 0.2):
            unit |= {"kind": "agency", "top": True}
        else:
            unit["parent"] = parent["id"]
            room[parent["id"]] = (parent, left - 1)
            if left == 1:
                del room[parent["id"]]
        if kinds_below[unit["kind"]]:
            room[unit["id"]] = (unit, SPAN)
        units.append(unit)
    return units


def _unit(rng: Random, namer: Namer, kind: str, languages: list[str]) -> Record:
    name = namer.unit_name(rng, kind, languages if rng.random() < 0.8 else ())
    english = name if isinstance(name, str) else name["en"]
    unit: Record = {"id": namer.identifier(english), "name": name, "kind": kind}
    if rng.random() < 0.1:
        unit["id"] = f"{kind[0].upper()}{rng.choice('._:/-')}{namer.code(rng)}"
    if rng.random() < 0.25:
        initials = "".join(word[0] for word in english.split())
        unit["acronym"] = initials if rng.random() < 0.7 else {"en": initials}
    return unit


def _give_time(rng: Random, snapshot: Snapshot) -> None:
    """Give some units a founding day: all before the snapshot's first, so that any two overlap."""
    for unit in snapshot["units"]:
        if rng.random() < 0.15:
            unit["valid_from"] = f"{rng.randint(1950, 2014)}-{rng.randint(1, 12):02}-01"
        if rng.random() < 0.03:
            unit["valid_to"] = f"20{rng.randint(27, 60)}-12-31"


def _give_contents(rng: Random, namer: Namer, snapshot: Snapshot) -> None:
    register = [_register_entry(rng, namer) for _ in range(rng.randint(2, 8))]
    shared_duties = [entry["id"] for entry in register if not entry.get("statutory")]
    shared_sites = [namer.site(rng) for _ in range(3)]
    for unit in snapshot["units"]:
        duties = [
            _named(rng, namer, namer.duty(rng)) for _ in range(rng.choice((0, 1, 2, 3, 4, 5)))
        ]
        sites = [_named(rng, namer, namer.site(rng)) for _ in range(rng.choice((0, 0, 1, 2, 3)))]
        # One shared thing a unit at most: two units that have two things in common are related.
        if shared_duties and rng.random() < 0.08:
            duties.append(rng.choice(shared_duties))
        elif rng.random() < 0.08:
            sites.append(rng.choice(shared_sites))
        _set_lists(unit, responsibilities=duties, sites=sites)
        _give_details(rng, namer, unit)
    for entry in register:
        if entry.get("statutory"):
            rng.choice(snapshot["units"]).setdefault("responsibilities", []).append(entry["id"])
    snapshot["responsibilities"] = register
    for unit in snapshot["units"]:
        if rng.random() < 0.1 and len(snapshot["units"]) > 1:
            other = rng.choice([one for one in snapshot["units"] if one is not unit])
            unit["links"] = [{"type": rng.choice(("cooperates", "serves")), "to": other["id"]}]


def _register_entry(rng: Random, namer: Namer) -> Record:
    name = namer.duty(rng)
    entry: Record = {"id": namer.identifier(name), "name": name}
    if rng.random() < 0.5:
        entry["basis"] = f"Act {rng.randint(1, 999)}/{rng.randint(1990, 2014)}"
        entry["statutory"] = rng.random() < 0.8
    return entry


def _named(rng: Random, namer: Namer, text: str) -> str | Record:
    if rng.random() < 0.75:
        return text
    return {"id": namer.identifier(text), "name": text}


def _set_lists(record: Record, **lists: list[Any]) -> None:
    record.update({field: values for field, values in lists.items() if values})


def _give_details(rng: Random, namer: Namer, unit: Record) -> None:
    if rng.random() < 0.4:
        unit["figures"] = {"headcount": rng.randint(2, 90)}
        if rng.random() < 0.4:
            unit["figures"]["fte"] = rng.randint(4, 160) / 2
    if rng.random() < 0.3:
        unit["tags"] = rng.sample(TAGS, rng.randint(1, 2))
    if rng.random() < 0.15:
        unit["legal_basis"] = f"Act {rng.randint(1, 999)}/{rng.randint(1990, 2014)} s. 3"
    if rng.random() < 0.15:
        unit["attributes"] = {"cost-centre": rng.randint(1000, 9999), "remote": rng.random() < 0.5}
    if rng.random() < 0.05:
        unit["winding_down"] = True
    # History: ids that were gone before this snapshot, which no comparison heeds.
    if rng.random() < 0.06:
        unit["previously"] = [namer.identifier(f"former {slug(unit['id'])}")]
    if rng.random() < 0.06:
        unit["replaces"] = [namer.identifier(f"late {slug(unit['id'])}")]


def _give_posts(rng: Random, namer: Namer, snapshot: Snapshot) -> None:
    for unit in snapshot["units"]:
        if not unit.get("top") and rng.random() >= 0.35:
            continue
        post = _post(rng, namer, "Head of", unit)
        unit["head"] = post["id"]
        if unit.get("top"):
            post["reports_to"] = "board"
        snapshot["posts"].append(post)
        if rng.random() < 0.2:
            snapshot["posts"].append(_post(rng, namer, "Adviser to", unit))
        below = [one for one in snapshot["units"] if one.get("parent") == unit["id"]]
        if below and rng.random() < 0.15:
            rng.choice(below).setdefault("head", post["id"])


def _post(rng: Random, namer: Namer, role: str, unit: Record) -> Record:
    name = unit["name"] if isinstance(unit["name"], str) else unit["name"]["en"]
    post: Record = {"id": namer.identifier(f"{role} {name}"), "name": f"{role} {name}"}
    if role != "Head of" or rng.random() < 0.9:
        post["unit"] = unit["id"]
    if rng.random() < 0.1:
        post["vacant"] = True
    return post


def _give_lines(rng: Random, snapshot: Snapshot) -> None:
    """State lines of command on some units, leaving out those that would lead back."""
    bodies, posts = by_id(snapshot["bodies"]), by_id(snapshot["posts"])
    units = by_id(snapshot["units"])
    for name, unit in units.items():
        if rng.random() >= 0.2:
            continue
        before = copied(unit)
        if rng.random() < 0.6:
            below = set(subtree(units, name))
            above = [one for one in [*units, *posts, *bodies] if one not in below]
            if unit.get("top"):
                above = list(bodies)
            unit["reports_to"] = rng.choice(above)
        else:
            kind = rng.choice(("functional", "matrix", "advisory", "other"))
            unit["lines"] = [{"to": rng.choice([*bodies, *posts]), "type": kind}]
            if rng.random() < 0.4:
                unit["lines"][0]["basis"] = "rules of procedure"
        if not command_is_acyclic(units, posts, bodies):
            unit.clear()
            unit.update(before)
