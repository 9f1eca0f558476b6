"""Laws of a merge, on made-up organisations that two sides reorganise."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from orgcheck.changes.changeset import EntityType
from orgcheck.merging.merge import merge
from orgcheck.merging.sides import Member
from orgcheck.organisation import Organisation
from tests.canonical import canonical
from tests.generators.organisations import nested, random_organisation
from tests.generators.people import with_people
from tests.generators.reorganisations import reorganise
from tests.merge.merging import merged, read, text_of, written

Texts = tuple[str, str, str]


SEEDS = st.integers(0, 10**6)


def versions(seed: int) -> Texts:
    """A base and two reorganisations of it, written flat or with units nested."""
    rng = Random(seed)
    base = random_organisation(rng, rng.randint(3, 40), vocabulary=rng.random() < 0.5)
    sides = [base, *(reorganise(rng, base, rng.randint(0, 6))[0] for _ in range(2))]
    for side in sides:
        if side.get("status") == "withdrawn":
            side["status"] = "draft"
    if rng.random() < 0.5:
        # Each version nests its units by the same dice: what is the same is written the same.
        sides = [nested(Random(seed), side) for side in sides]
    if seed % 3 == 0:
        sides = [with_people(side, seed, version) for version, side in enumerate(sides)]
    one, other, third = map(written, sides)
    return one, other, third


@given(SEEDS)
@settings(max_examples=25, deadline=None)
def test_both_orders_give_the_same_organisation_or_the_same_conflicts(seed: int) -> None:
    base, ours, theirs = versions(seed)
    one, other = merged(base, ours, theirs), merged(base, theirs, ours)
    pairs_told = Counter(_pair(conflict) for conflict in one.conflicts)
    assert pairs_told == Counter(_pair(conflict)[::-1] for conflict in other.conflicts)
    assert one.merged == other.merged
    if one.merged:
        assert canonical(one.organisation.snapshot) == canonical(other.organisation.snapshot)


def _pair(conflict: Any) -> tuple[str, ...]:
    return tuple(
        told.event.fingerprint if told is not None else ""
        for told in (conflict.ours, conflict.theirs)
    )


@given(SEEDS)
@settings(max_examples=20, deadline=None)
def test_a_side_merged_with_its_base_or_with_itself_is_that_side(seed: int) -> None:
    base, ours, _ = versions(seed)
    for one, other in ((ours, base), (base, ours), (ours, ours)):
        result = merged(base, one, other)
        assert not result.conflicts
        assert canonical(result.organisation.snapshot) == canonical(read(ours).snapshot)
    assert text_of(merged(base, ours, base)) == ours
    assert text_of(merged(base, ours, ours)) == ours


@given(SEEDS)
@settings(max_examples=25, deadline=None)
def test_what_is_merged_brings_no_finding_of_integrity(seed: int) -> None:
    from orgcheck.rules.integrity import check

    base, ours, theirs = versions(seed)
    result = merged(base, ours, theirs)
    if result.merged:
        before = {finding.fingerprint for finding in check(result.ours.organisation)}
        assert {finding.fingerprint for finding in check(result.organisation)} <= before


@given(SEEDS)
@settings(max_examples=20, deadline=None)
def test_lines_of_members_that_theirs_does_not_touch_stay_as_they_are(seed: int) -> None:
    base, ours, theirs = versions(seed)
    result = merged(base, ours, theirs)
    touched = set(result.theirs.touched) | {
        member for member in result.ours.touched if result.theirs.renamed
    }
    places = result.ours.organisation.places
    now = text_of(result).splitlines()
    for unit in result.ours.organisation.units.values():
        line = [unit.id, *result.ours.organisation.ancestors(unit.id)]
        if any(Member(EntityType.UNIT, result.ours.key(id)) in touched for id in line):
            # What is nested in a unit that moves is indented as that one is.
            continue
        place = places.locate(unit, "name")
        assert place is not None
        assert ours.splitlines()[place.line - 1] in now


@given(SEEDS)
@settings(max_examples=20, deadline=None)
def test_references_of_one_side_follow_the_ids_that_the_other_gives(seed: int) -> None:
    base, _, _ = versions(seed)
    before = read(base)
    rng = Random(seed)
    units = [unit for unit in before.units.values() if not unit.top]
    if len(units) < 2:
        return
    recoded = rng.choice(units)
    moved = rng.choice(
        [unit for unit in before.units.values() if unit.id != recoded.id and not unit.top]
    )
    if moved.id in (*before.ancestors(recoded.id), recoded.parent):
        return
    ours = _with(before, recoded.id, id="other-id", previously=[recoded.id])
    theirs = _with(before, moved.id, parent=recoded.id)
    for one, other in ((ours, theirs), (theirs, ours)):
        result = merge(before, one, other)
        assert not [c for c in result.conflicts if c.finding is None]
        assert result.organisation.units[moved.id].parent == "other-id"


def _with(organisation: Organisation, unit_id: str, **values: Any) -> Organisation:
    """The organisation with other values of one unit, references to it following its id."""
    now = values.get("id", unit_id)
    snapshot = organisation.snapshot
    renamed = {unit_id: now}

    def following(record: dict[str, Any]) -> dict[str, Any]:
        for field in ("parent", "head", "reports_to", "unit"):
            if record.get(field) in renamed:
                record[field] = renamed[record[field]]
        for item in (*record.get("lines", ()), *record.get("links", ())):
            item["to"] = renamed.get(item["to"], item["to"])
        return record

    units = []
    for unit in snapshot.units:
        data = following(unit.data())
        if unit.id == unit_id:
            data = {**data, **values}
            if "parent" in values:
                data.pop("top", None)
        units.append(type(unit).model_validate(data))
    posts = [type(post).model_validate(following(post.data())) for post in snapshot.posts]
    bodies = [type(body).model_validate(following(body.data())) for body in snapshot.bodies]
    update = {"units": tuple(units), "posts": tuple(posts), "bodies": tuple(bodies)}
    return Organisation(snapshot.model_copy(update=update))


@given(SEEDS)
@settings(max_examples=20, deadline=None)
def test_what_follows_a_successor_gives_way_to_what_the_other_side_decides(seed: int) -> None:
    rng = Random(seed)
    before = read(written(random_organisation(rng, rng.randint(8, 40))))
    families = [
        (id, below)
        for id, below in before.children.items()
        if len(below) >= 2 and (parent := before.parent_of(id)) is not None and parent != id
    ]
    if not families:
        return
    ended, (follower, moved, *_) = rng.choice(families)
    heir = before.parent_of(ended)
    elsewhere = sorted(
        id
        for id in before.units
        if id not in (ended, heir, moved)
        and moved not in before.ancestors(id)
        and ended not in before.ancestors(id)
    )
    if heir is None or not elsewhere:
        return
    goal = rng.choice(elsewhere)
    ours = _absorbed(before, ended, heir)
    theirs = _with(before, moved, parent=goal)
    for one, other in ((ours, theirs), (theirs, ours)):
        result = merge(before, one, other)
        assert not [conflict for conflict in result.conflicts if conflict.finding is None]
        units = result.organisation.units
        assert ended not in units
        assert (units[follower].parent, units[moved].parent) == (heir, goal)


def _absorbed(organisation: Organisation, ended: str, heir: str) -> Organisation:
    """The organisation with one unit absorbed by another, and whatever named it naming that."""
    units = []
    for unit in organisation.snapshot.units:
        data = unit.data()
        if unit.id == ended:
            continue
        for field in ("parent", "reports_to"):
            if data.get(field) == ended:
                data[field] = heir
        for name in ("lines", "links"):
            items = [item for item in data.get(name, ()) if item["to"] != ended]
            data = {key: value for key, value in data.items() if key != name}
            if items:
                data[name] = items
        if unit.id == heir:
            data["replaces"] = [*data.get("replaces", ()), ended]
        units.append(type(unit).model_validate(data))
    posts = [
        type(post).model_validate(
            {
                **post.data(),
                **{
                    field: heir
                    for field in ("unit", "reports_to")
                    if post.data().get(field) == ended
                },
            }
        )
        for post in organisation.snapshot.posts
    ]
    update = {"units": tuple(units), "posts": tuple(posts)}
    return Organisation(organisation.snapshot.model_copy(update=update))
