"""Who belongs to made-up units, who holds their posts, and who leads together."""

from __future__ import annotations

from random import Random

from tests.generators.structure import Snapshot, copied

PEOPLE = tuple(f"p{number}" for number in range(40))


def with_people(snapshot: Snapshot, seed: int, version: int = 0) -> Snapshot:
    """The same organisation with people in it.

    Whoever belongs to a unit or holds a post does so by its id, in every version of one seed, but
    for a few who come and go from version to version. There is a register of people in half of the
    organisations, and some units that have a head have a second one.
    """
    result = copied(snapshot)
    for unit in result["units"]:
        if people := _people(f"{seed} {unit['id']}", f"{seed} {unit['id']} {version}"):
            unit["members"] = people
    for post in result.get("posts", []):
        if people := _people(f"{seed} {post['id']}", f"{seed} {post['id']} {version}")[:2]:
            post["holders"] = people
    _give_second_heads(result, seed)
    if seed % 2:
        result["people"] = [{"id": id} for id in PEOPLE]
    return result


def _people(usual: str, now: str) -> list[str]:
    """A few people by one dice, of whom another one takes some and adds others."""
    rng, turn = Random(usual), Random(now)
    if rng.random() < 0.4:
        return []
    chosen = set(rng.sample(PEOPLE, rng.randint(1, 6)))
    if turn.random() < 0.3:
        chosen.discard(min(chosen))
    if turn.random() < 0.3:
        chosen.add(turn.choice(PEOPLE))
    return sorted(chosen)


def _give_second_heads(snapshot: Snapshot, seed: int) -> None:
    """A second head of the same unit, beside the one that the units below report to."""
    posts = snapshot.get("posts", [])
    taken = {post["id"] for post in posts} | {unit["id"] for unit in snapshot["units"]}
    for unit in snapshot["units"]:
        second = f"{unit['id']}-deputy"
        if "head" not in unit or second in taken or Random(f"{seed} {second}").random() < 0.7:
            continue
        unit["heads"] = [unit.pop("head"), second]
        posts.append({"id": second, "name": f"Deputy of {unit['id']}", "unit": unit["id"]})
