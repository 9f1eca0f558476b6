"""Events of posts, bodies and the snapshot itself."""

from __future__ import annotations

from random import Random

from .draft import Draft, NoRoom, pick
from .structure import references


def post(draft: Draft, rng: Random) -> None:
    """Create, end, rename or move a post, change its line, or leave it vacant."""
    rng.choice(
        (_create_post, _end_post, _rename_post, _move_post, _change_line_of_post, _vacate_post)
    )(draft, rng)


def body(draft: Draft, rng: Random) -> None:
    """Create, end or rename a body, or change its line."""
    rng.choice((_create_body, _end_body, _rename_body, _change_line_of_body))(draft, rng)


def snapshot(draft: Draft, rng: Random) -> None:
    """Change one field of the snapshot itself, once in a draft."""
    if not draft.free("", "snapshot"):
        raise NoRoom
    header = draft.header
    field = rng.choice(("status", "source", "decision"))
    if field == "status":
        states = ("draft", "proposed", "approved", "in-force", "withdrawn")
        header["status"] = rng.choice([one for one in states if one != header.get("status")])
    elif field == "source":
        header["source"] = f"https://structure.example/register/{rng.randint(1, 99)}"
    else:
        decision = header.setdefault("decision", {})
        decision["reference"] = f"minute {rng.randint(21, 60)}/2026"
    draft.take("", "snapshot")
    draft.plan("snapshot")


def _create_post(draft: Draft, rng: Random) -> None:
    unit = pick(rng, draft.persisting("posts"))
    number = rng.randint(100, 999)
    name = draft.namer.identifier(f"post {number}")
    draft.posts[name] = {"id": name, "name": f"Coordinator {number}", "unit": unit}
    draft.take(unit, "posts")
    draft.take(name, "all")
    draft.plan("post", new=[name])


def _end_post(draft: Draft, rng: Random) -> None:
    name = pick(
        rng,
        [
            one
            for one in _untouched_posts(draft)
            if not _is_named(draft, one) and draft.free(draft.posts[one].get("unit", ""), "posts")
        ],
    )
    _take_units_of(draft, name)
    del draft.posts[name]
    draft.take(name, "all")
    draft.plan("post", old=[name])


def _rename_post(draft: Draft, rng: Random) -> None:
    name = pick(rng, _untouched_posts(draft))
    draft.posts[name]["name"] = f"Director {rng.randint(1000, 9999)}"
    _tell_of_post(draft, name)


def _move_post(draft: Draft, rng: Random) -> None:
    name = pick(rng, [one for one in _untouched_posts(draft) if "unit" in draft.posts[one]])
    record = draft.posts[name]
    units = [one for one in draft.persisting("posts") if one != record["unit"]]
    if not draft.free(record["unit"], "posts"):
        raise NoRoom
    _take_units_of(draft, name)
    record["unit"] = pick(rng, units)
    _take_units_of(draft, name)
    _tell_of_post(draft, name)


def _change_line_of_post(draft: Draft, rng: Random) -> None:
    name = pick(rng, _untouched_posts(draft))
    record = draft.posts[name]
    draft.take(record.get("reports_to", ""), "named")
    if "reports_to" in record and rng.random() < 0.3:
        del record["reports_to"]
    else:
        targets = [*_old_bodies(draft), *_untouched_posts(draft)]
        others = [one for one in targets if one not in (name, record.get("reports_to"))]
        record["reports_to"] = pick(rng, others)
    _tell_of_post(draft, name)


def _vacate_post(draft: Draft, rng: Random) -> None:
    filled = [one for one in _untouched_posts(draft) if not draft.posts[one].get("vacant")]
    name = pick(rng, filled)
    draft.posts[name]["vacant"] = True
    _tell_of_post(draft, name)


def _tell_of_post(draft: Draft, name: str) -> None:
    draft.take(name, "all")
    draft.plan("post", [name], [name])


def _untouched_posts(draft: Draft) -> list[str]:
    old_posts = {record["id"] for record in draft.old.get("posts", [])}
    return [one for one in draft.posts if one in old_posts and draft.free(one)]


def _take_units_of(draft: Draft, name: str) -> None:
    if "unit" in draft.posts[name]:
        draft.take(draft.posts[name]["unit"], "posts")


def _is_named(draft: Draft, name: str) -> bool:
    records = (*draft.units.values(), *draft.posts.values(), *draft.bodies.values())
    return any(name in references(record) for record in records)


def _old_bodies(draft: Draft) -> list[str]:
    old_bodies = {record["id"] for record in draft.old.get("bodies", [])}
    return [one for one in draft.bodies if one in old_bodies]


def _create_body(draft: Draft, rng: Random) -> None:
    name = draft.namer.identifier(f"committee {rng.randint(100, 999)}")
    kind = rng.choice(("organ", "committee", "external"))
    draft.bodies[name] = {"id": name, "name": name.capitalize(), "type": kind}
    draft.take(name, "all")
    draft.plan("body", new=[name])


def _end_body(draft: Draft, rng: Random) -> None:
    decided = draft.header.get("decision", {}).get("body")
    name = pick(
        rng,
        [
            one
            for one in _old_bodies(draft)
            if draft.free(one) and one != decided and not _is_named(draft, one)
        ],
    )
    del draft.bodies[name]
    draft.take(name, "all")
    draft.plan("body", old=[name])


def _rename_body(draft: Draft, rng: Random) -> None:
    name = pick(rng, [one for one in _old_bodies(draft) if draft.free(one)])
    draft.bodies[name]["name"] = f"Council {rng.randint(1000, 9999)}"
    draft.take(name, "all")
    draft.plan("body", [name], [name])


def _change_line_of_body(draft: Draft, rng: Random) -> None:
    name = pick(rng, [one for one in _old_bodies(draft) if draft.free(one)])
    record = draft.bodies[name]
    if "reports_to" in record and rng.random() < 0.3:
        del record["reports_to"]
    else:
        others = [one for one in _old_bodies(draft) if one not in (name, record.get("reports_to"))]
        record["reports_to"] = pick(rng, others)
    draft.take(name, "all")
    draft.plan("body", [name], [name])
