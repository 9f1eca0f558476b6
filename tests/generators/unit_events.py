"""Events of a single unit that goes on."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

from .draft import Draft, NoRoom, pick
from .structure import ancestors, children_of, holders, item_key, subtree
from .words import folded


def recode(draft: Draft, rng: Random) -> None:
    """Give a unit another id and leave its name."""
    unit = pick(rng, draft.persisting("id", "name"))
    _give_new_id(draft, rng, unit)
    draft.take(unit, "name")
    draft.plan("recode", [unit], [unit])


def rename(draft: Draft, rng: Random) -> None:
    """Give a unit another name, in one language or all, or another acronym; sometimes a new id."""
    unit = pick(rng, draft.persisting("name"))
    record = draft.units[unit]
    draft.take(unit, "name")
    draft.plan("rename", [unit], [unit])
    if isinstance(record.get("acronym"), str) and rng.random() < 0.4:
        record["acronym"] += "X"
        return
    languages = list(record["name"]) if isinstance(record["name"], dict) else []
    name = draft.namer.unit_name(rng, record.get("kind"), languages)
    if isinstance(name, str):
        record["name"] = name
    elif rng.random() < 0.4:
        language = rng.choice(languages)
        record["name"][language] = name[language]
        return
    else:
        record["name"] = name
    if draft.free(unit, "id") and rng.random() < 0.4:
        _give_new_id(draft, rng, unit)


def _give_new_id(draft: Draft, rng: Random, unit: str) -> None:
    draft.recodes[unit] = (
        draft.namer.code(rng) if rng.random() < 0.5 else draft.namer.identifier(f"new {unit}")
    )
    draft.declare(rng, unit, "previously", unit)
    draft.take(unit, "id")


def move(draft: Draft, rng: Random) -> None:
    """Put a unit elsewhere, neither above nor below its old parent, or to or from the top."""
    if rng.random() < 0.2:
        _move_to_or_from_the_top(draft, rng)
        return
    unit, parent = _to_be_moved(draft, rng)
    avoided = {*ancestors(draft.old_units, parent), *ancestors(draft.units, parent)}
    avoided |= set(subtree(draft.units, parent))
    _move_to_one_of(draft, rng, unit, [one for one in draft.persisting() if one not in avoided])


def promote(draft: Draft, rng: Random) -> None:
    """Put a unit under one that stood above its old parent."""
    unit, parent = _to_be_moved(draft, rng)
    _move_to_one_of(draft, rng, unit, ancestors(draft.old_units, parent))


def demote(draft: Draft, rng: Random) -> None:
    """Put a unit under one that stands below its old parent."""
    unit, parent = _to_be_moved(draft, rng)
    _move_to_one_of(draft, rng, unit, subtree(draft.units, parent)[1:])


def _to_be_moved(draft: Draft, rng: Random) -> tuple[str, str]:
    units = [unit for unit in draft.persisting("parent") if "parent" in draft.units[unit]]
    unit = pick(rng, units)
    return unit, draft.units[unit]["parent"]


def _move_to_one_of(draft: Draft, rng: Random, unit: str, wanted: Sequence[str]) -> None:
    kind = draft.units[unit].get("kind")
    own = set(subtree(draft.units, unit))
    going_on = set(draft.persisting())
    targets = [
        one for one in wanted if one in going_on and one not in own and draft.allows(kind, one)
    ]
    draft.place(unit, pick(rng, targets))


def _move_to_or_from_the_top(draft: Draft, rng: Random) -> None:
    units = draft.persisting("parent")
    if rng.random() < 0.5:
        inner = [one for one in units if "parent" in draft.units[one]]
        draft.place(
            pick(rng, [one for one in inner if draft.allows(draft.units[one].get("kind"), None)]),
            None,
        )
    else:
        tops = [one for one, record in draft.units.items() if record.get("top")]
        if len(tops) < 2:
            raise NoRoom
        top = pick(rng, [one for one in tops if one in units])
        _move_to_one_of(draft, rng, top, draft.persisting())


def retype(draft: Draft, rng: Random) -> None:
    """Make a unit one of another kind that may stand where it stands."""
    unit = pick(rng, [one for one in draft.persisting("kind") if "kind" in draft.units[one]])
    record = draft.units[unit]
    below = children_of(draft.units)[unit]
    before = record["kind"]
    kinds = sorted(
        draft.header.get("kinds") or {one.get("kind", "") for one in draft.units.values()}
    )
    fitting = []
    for kind in kinds:
        record["kind"] = kind
        if (
            kind not in ("", before)
            and draft.allows(kind, record.get("parent"))
            and all(draft.allows(draft.units[child].get("kind"), unit) for child in below)
        ):
            fitting.append(kind)
    record["kind"] = pick(rng, fitting)
    draft.take(unit, "kind")
    draft.plan("retype", [unit], [unit])


def reporting(draft: Draft, rng: Random) -> None:
    """Change one of the lines that a unit states itself."""
    unit = pick(rng, draft.persisting("line"))
    rng.choice((_change_superior, _change_lines, _change_head))(draft, rng, unit)
    draft.take(unit, "line")
    draft.plan("reporting", [unit], [unit])


def _change_superior(draft: Draft, rng: Random, unit: str) -> None:
    record = draft.units[unit]
    # Were the old superior to end later, the new one could turn out to be its successor.
    draft.take(record.get("reports_to", ""), "named")
    if "reports_to" in record and rng.random() < 0.3:
        del record["reports_to"]
        return
    below = set(subtree(draft.units, unit))
    others = [one for one in draft.persisting() if one not in below]
    targets = [one for one in (*others, *_old_records(draft)) if one != record.get("reports_to")]
    record["reports_to"] = pick(rng, targets)
    draft.take(record["reports_to"], "named")


def _old_records(draft: Draft) -> list[str]:
    """List the posts and bodies that were there before."""
    return [
        record["id"]
        for sort, now in (("posts", draft.posts), ("bodies", draft.bodies))
        for record in draft.old.get(sort, [])
        if record["id"] in now
    ]


def _change_lines(draft: Draft, rng: Random, unit: str) -> None:
    record = draft.units[unit]
    if "lines" in record and rng.random() < 0.5:
        record["lines"].pop()
        if not record["lines"]:
            del record["lines"]
        return
    kind = rng.choice(("functional", "matrix", "advisory", "other"))
    target = pick(rng, _old_records(draft))
    record.setdefault("lines", []).append({"to": target, "type": kind})


def _change_head(draft: Draft, rng: Random, unit: str) -> None:
    record = draft.units[unit]
    if "head" in record and rng.random() < 0.3:
        del record["head"]
        return
    old_posts = {post["id"] for post in draft.old.get("posts", [])}
    posts = [post for post in draft.posts if post in old_posts and post != record.get("head")]
    record["head"] = pick(rng, posts)


def responsibility(draft: Draft, rng: Random) -> None:
    """Create, drop, transfer or reword a duty of units that go on."""
    change = rng.choice((_create_item, _drop_item, _transfer_item, _reword_duty))
    change(draft, rng, "responsibility", "responsibilities", "duties")


def site(draft: Draft, rng: Random) -> None:
    """Open, close or hand over a site of units that go on."""
    rng.choice((_create_item, _drop_item, _transfer_item))(draft, rng, "site", "sites", "sites")


def _create_item(draft: Draft, rng: Random, kind: str, field: str, aspect: str) -> None:
    unit = pick(rng, draft.persisting(aspect))
    text = draft.namer.duty(rng) if kind == "responsibility" else draft.namer.site(rng)
    named = rng.random() < 0.3
    item = {"id": draft.namer.identifier(text), "name": text} if named else text
    draft.units[unit].setdefault(field, []).append(item)
    draft.take(unit, aspect)
    draft.plan(kind, new=[unit])


def _drop_item(draft: Draft, rng: Random, kind: str, field: str, aspect: str) -> None:
    statutory = draft.statutory()
    held = [
        (unit, item)
        for unit, item in _held_alone(draft, field, aspect)
        if item_key(item) not in statutory
    ]
    unit, item = pick(rng, held)
    _take_away(draft, unit, field, item)
    draft.take(unit, aspect)
    draft.plan(kind, old=[unit])


def _transfer_item(draft: Draft, rng: Random, kind: str, field: str, aspect: str) -> None:
    unit, item = pick(rng, _held_alone(draft, field, aspect))
    receiver = pick(rng, [one for one in draft.persisting(aspect) if one != unit])
    _take_away(draft, unit, field, item)
    draft.units[receiver].setdefault(field, []).append(item)
    draft.take(unit, aspect)
    draft.take(receiver, aspect)
    draft.plan(kind, [unit], [receiver])


def _reword_duty(draft: Draft, rng: Random, kind: str, field: str, aspect: str) -> None:
    own = [
        (unit, item)
        for unit, item in _held_alone(draft, field, aspect)
        if isinstance(item, dict) and "id" in item
    ]
    unit, item = pick(rng, own)
    item["name"] = draft.namer.duty(rng)
    draft.take(unit, aspect)
    draft.plan(kind, [unit], [unit])


def _held_alone(draft: Draft, field: str, aspect: str) -> list[tuple[str, Any]]:
    """List the holdings whose duty or site nobody else holds, before or now."""
    before, now = holders(draft.old_units, field), holders(draft.units, field)
    return [
        (unit, item)
        for unit in draft.persisting(aspect)
        for item in draft.units[unit].get(field, [])
        if now[item_key(item)] == [unit] == before[item_key(item)]
    ]


def _take_away(draft: Draft, unit: str, field: str, item: Any) -> None:
    items = draft.units[unit][field]
    items.remove(item)
    if not items:
        del draft.units[unit][field]


def figure(draft: Draft, rng: Random) -> None:
    """Change a figure of a unit, or record one where there was none."""
    unit = pick(rng, draft.persisting("figures"))
    figures = draft.units[unit].setdefault("figures", {})
    name = rng.choice(sorted(figures)) if figures else "headcount"
    figures[name] = figures.get(name, 0) + rng.randint(1, 30)
    draft.take(unit, "figures")
    draft.plan("figure", [unit], [unit])


def attribute(draft: Draft, rng: Random) -> None:
    """Change one of the other fields of a unit."""
    unit = pick(rng, draft.persisting("attribute"))
    change = rng.choice((_tag, _found_in_law, _note, _cite, _link, _name_in_further_language))
    change(draft, rng, unit)
    draft.take(unit, "attribute")
    draft.plan("attribute", [unit], [unit])


def _tag(draft: Draft, rng: Random, unit: str) -> None:
    draft.units[unit].setdefault("tags", []).append(f"tag-{rng.randint(100, 999)}")


def _found_in_law(draft: Draft, rng: Random, unit: str) -> None:
    draft.units[unit]["legal_basis"] = f"Act {rng.randint(1000, 2000)}/2025"


def _note(draft: Draft, rng: Random, unit: str) -> None:
    draft.units[unit].setdefault("attributes", {})["note"] = f"seen on day {rng.randint(1, 365)}"


def _cite(draft: Draft, rng: Random, unit: str) -> None:
    draft.units[unit]["source"] = f"https://structure.example/page/{rng.randint(1, 999)}"


def _link(draft: Draft, rng: Random, unit: str) -> None:
    if not draft.free(unit, "links"):
        raise NoRoom
    other = pick(rng, [one for one in draft.persisting() if one != unit])
    draft.units[unit].setdefault("links", []).append({"type": "advises", "to": other})
    draft.take(unit, "links")
    draft.take(other, "linked")


def _name_in_further_language(draft: Draft, rng: Random, unit: str) -> None:
    record = draft.units[unit]
    if not draft.free(unit, "name") or not isinstance(record["name"], dict):
        raise NoRoom
    known = {folded(name) for name in record["name"].values()}
    language = pick(rng, [one for one in ("fr", "sv") if one not in record["name"]])
    name = f"{next(iter(record['name'].values()))} ({language})"
    if folded(name) in known:
        raise NoRoom
    record["name"][language] = name
    draft.take(unit, "name")
