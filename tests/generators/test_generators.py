"""The generators keep what they promise: whole snapshots, and a truth that is the truth."""

from __future__ import annotations

import json
from functools import cache
from random import Random
from typing import Any

import pytest

from tests.generators.integrity import integrity_errors
from tests.generators.organisations import in_files, nested, random_organisation, shuffled
from tests.generators.reorganisations import EVENTS, Planted, erase_ids, reorganise
from tests.generators.retelling import retold
from tests.generators.structure import by_id, contents, recoded

SEEDS = range(30)
DESCENT = ("previously", "replaces", "split_from")


def organisation(seed: int) -> dict[str, Any]:
    return random_organisation(Random(seed), 1 + seed * 2, vocabulary=seed % 4 > 0)


@cache
def reorganised(
    seed: int, *, declared: bool = True
) -> tuple[dict[str, Any], dict[str, Any], list[Planted]]:
    old = organisation(seed)
    new, truth = reorganise(Random(seed), old, 1 + seed % 15, declared=declared)
    return old, new, truth


def as_sets(snapshot: dict[str, Any]) -> dict[str, Any]:
    """Give the records of a snapshot by id, whatever their order."""
    lists = ("units", "posts", "bodies", "responsibilities")
    return snapshot | {name: by_id(snapshot.get(name, [])) for name in lists}


# Organisations


@pytest.mark.parametrize("seed", SEEDS)
def test_an_organisation_has_the_size_asked_for_and_no_integrity_error(seed: int) -> None:
    made = organisation(seed)

    assert len(made["units"]) == 1 + seed * 2
    assert integrity_errors(made) == []


def test_an_organisation_that_runs_out_of_room_gets_another_top() -> None:
    made = random_organisation(Random(1973), 88)

    assert sum("top" in unit for unit in made["units"]) > 1
    assert len(made["units"]) == 88
    assert integrity_errors(made) == []


def test_organisations_have_all_that_the_format_offers() -> None:
    fields = {field for seed in SEEDS for unit in organisation(seed)["units"] for field in unit}

    assert fields >= {
        *("head", "reports_to", "lines", "links", "acronym", "responsibilities", "sites", "tags"),
        *("figures", "legal_basis", "attributes", "previously", "replaces", "winding_down"),
        *("valid_from", "valid_to", "top", "parent", "kind"),
    }


def test_two_units_of_an_organisation_share_at_most_one_duty_or_site() -> None:
    for seed in SEEDS:
        items = list(contents(by_id(organisation(seed)["units"])).values())
        pairs = ((a, b) for number, a in enumerate(items) for b in items[:number])
        assert max((len(a & b) for a, b in pairs), default=0) <= 1


def test_the_same_seed_gives_the_same_organisation_and_reorganisation() -> None:
    old = organisation(20)
    first, second = (json.dumps(reorganise(Random(20), old, 12)[0]) for _ in range(2))

    assert json.dumps(old) == json.dumps(organisation(20))
    assert first == second


# The same organisation, written otherwise


@pytest.mark.parametrize("seed", SEEDS)
def test_shuffling_changes_the_order_only(seed: int) -> None:
    made = organisation(seed)

    assert as_sets(shuffled(Random(seed), made)) == as_sets(made)


@pytest.mark.parametrize("seed", SEEDS)
def test_nesting_changes_places_only(seed: int) -> None:
    made = organisation(seed)

    def flat(units: list[dict[str, Any]], parent: str | None) -> list[dict[str, Any]]:
        found = []
        for unit in units:
            own = {key: value for key, value in unit.items() if key != "units"}
            if parent is not None:
                assert own.setdefault("parent", parent) == parent
            found += [own, *flat(unit.get("units", []), unit["id"])]
        return found

    written = nested(Random(seed), made)

    assert as_sets(written | {"units": flat(written["units"], None)}) == as_sets(made)


def test_nesting_sometimes_repeats_the_parent_and_sometimes_not() -> None:
    written = [nested(Random(seed), organisation(20)) for seed in range(5)]
    below = [child for one in written for unit in one["units"] for child in unit.get("units", [])]

    assert {"parent" in child for child in below} == {True, False}


@pytest.mark.parametrize("seed", SEEDS)
def test_files_hold_together_what_the_snapshot_holds(seed: int) -> None:
    made = organisation(seed)
    together: dict[str, Any] = {"units": [], "posts": [], "bodies": [], "responsibilities": []}
    for content in in_files(Random(seed), made).values():
        for field, value in content.items():
            if field in together and field in ("units", "posts", "bodies", "responsibilities"):
                together[field] += value
            else:
                assert field not in together
                together[field] = value

    assert as_sets(together) == as_sets(made)


# Reorganisations


@pytest.mark.parametrize("declared", [True, False])
@pytest.mark.parametrize("seed", SEEDS)
def test_a_reorganised_snapshot_has_no_integrity_error(seed: int, declared: bool) -> None:
    assert integrity_errors(reorganised(seed, declared=declared)[1]) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_the_truth_is_what_the_catalogue_of_changes_says(seed: int) -> None:
    old, new, truth = reorganised(seed)

    assert truth == retold(old, new)


@pytest.mark.parametrize("kind", EVENTS)
def test_every_kind_of_event_can_be_asked_for(kind: str) -> None:
    old = organisation(30)
    planted = [reorganise(Random(seed), old, 1, kinds=[kind]) for seed in range(5)]

    assert any(event.kind == kind for _, truth in planted for event in truth)
    assert all(truth == retold(old, new) for new, truth in planted)


def test_every_kind_of_event_is_planted_within_thirty_seeds() -> None:
    kinds = {event.kind for seed in SEEDS for event in reorganised(seed)[2]}

    assert kinds == set(EVENTS)


def test_three_units_sometimes_become_four() -> None:
    old = organisation(35)
    shapes = {
        (len(event.old), len(event.new))
        for seed in range(20)
        for event in reorganise(Random(seed), old, 1, kinds=["reorganise"])[1]
    }

    assert (3, 4) in shapes


def test_the_old_snapshot_stays_as_it_was() -> None:
    old = organisation(30)
    reorganise(Random(1), old, 10)

    assert old == organisation(30)


@pytest.mark.parametrize("seed", SEEDS)
def test_without_declarations_the_same_happens_and_nothing_says_so(seed: int) -> None:
    old, told, truth = reorganised(seed)
    _, silent, same_truth = reorganised(seed, declared=False)
    history = {entry for unit in old["units"] for field in DESCENT for entry in unit.get(field, [])}
    entries = [
        entry for unit in silent["units"] for field in DESCENT for entry in unit.get(field, [])
    ]

    assert truth == same_truth
    assert history.issuperset(entries)
    assert without_descent(told) == without_descent(silent)


def without_descent(snapshot: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {key: value for key, value in unit.items() if key not in DESCENT}
        for unit in snapshot["units"]
    ]


# What can be found without declarations


def shared(old: dict[str, Any], new: dict[str, Any], before: str, after: str) -> tuple[int, float]:
    """Count what two units share, and its part in what both hold together."""
    left = contents(by_id(old["units"]), by_id(old["posts"]))[before]
    right = contents(by_id(new["units"]), by_id(new["posts"]))[after]
    return len(left & right), len(left & right) / max(1, len(left | right))


def test_a_replacement_that_keeps_most_of_the_content_is_not_to_be_found_as_one() -> None:
    outcomes = set()
    for seed in range(60):
        old = organisation(20)
        new, [event] = reorganise(Random(seed), old, 1, declared=False, kinds=["replace"])
        count, likeness = shared(old, new, event.old[0], event.new[0])
        looks_like_a_new_id = count >= 3 and likeness >= 0.5
        outcomes.add((looks_like_a_new_id, event.findable))
        if count < 2:
            assert not event.findable

    assert (False, True) in outcomes
    assert (True, False) in outcomes
    assert (True, True) not in outcomes


def test_a_unit_under_another_id_and_name_is_found_by_its_content_alone() -> None:
    outcomes = set()
    for seed in range(60):
        old = organisation(20)
        new, [event] = reorganise(Random(seed), old, 1, declared=False, kinds=["rename"])
        if event.old != event.new:
            outcomes.add((shared(old, new, event.old[0], event.new[0])[0] >= 3, event.findable))

    assert outcomes == {(True, True), (False, False)}


def test_most_events_can_be_found_and_some_cannot() -> None:
    events = [event for seed in SEEDS for event in reorganised(seed)[2]]
    found = sum(event.findable for event in events)

    assert 0.75 * len(events) < found < len(events)


# Organisations without stable ids


@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
@pytest.mark.parametrize("seed", range(5, 10))
def test_erased_ids_leave_everything_else_as_it_was(seed: int, share: float) -> None:
    made = organisation(seed)
    erased, codes = erase_ids(Random(seed), made, share)
    ids = {unit["id"] for unit in made["units"]}

    assert len(codes) == round(share * len(ids))
    assert ids.isdisjoint(codes.values())
    assert recoded(erased, {new: old for old, new in codes.items()}) == made
    assert integrity_errors(erased) == []
