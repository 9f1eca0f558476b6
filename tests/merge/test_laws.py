"""Laws of a merge, on made-up organisations that two sides reorganise."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from orgcheck.changes.changeset import EntityType
from orgcheck.changes.fields import canonical
from orgcheck.merging.merge import merge
from orgcheck.merging.sides import Member
from orgcheck.organisation import Organisation
from tests.generators.organisations import nested, random_organisation
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
        if Member(EntityType.UNIT, result.ours.key(unit.id)) in touched:
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
