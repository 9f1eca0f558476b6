"""Laws of inference, on reorganisations with sense and on pairs of snapshots with none."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.corpus.register import as_snapshot
from evaluation.corpus.reorganising import reorganised
from evaluation.undeclared import erased, scores
from orgcheck.changes.changeset import Certainty
from orgcheck.changes.compare import compare
from orgcheck.changes.identity import identify
from orgcheck.changes.identity.declared import Identification
from orgcheck.organisation import Organisation
from orgcheck.snapshot.model import Snapshot
from tests.changes.arbitrary import snapshots
from tests.generators.organisations import random_organisation, shuffled
from tests.generators.reorganisations import Planted, erase_ids, reorganise

Data = dict[str, Any]
DESCENT = ("previously", "replaces", "split_from")


@st.composite
def reorganisations(draw: st.DrawFn) -> tuple[Data, Data]:
    """An organisation and what became of it, with some ids erased and little declared."""
    rng = Random(draw(st.integers(0, 10**6)))
    old = random_organisation(rng, rng.randint(1, 60))
    new, _ = reorganise(rng, old, rng.randint(0, 10), declared=rng.random() < 0.2)
    return old, erase_ids(rng, new, rng.choice((0.0, 0.3, 1.0)))[0]


def of_unique_ids(data: Data) -> Data:
    """The snapshot with one of the records that share an id, so that their order is no matter."""
    lists = {sort: {one["id"]: one for one in data.get(sort, ())} for sort in SORTS}
    return data | {sort: list(by_id.values()) for sort, by_id in lists.items()}


SORTS = ("units", "posts", "bodies", "responsibilities")
ANY = snapshots().map(of_unique_ids)
PAIRS = st.one_of(reorganisations(), st.tuples(ANY, ANY))


def organisation(data: Data) -> Organisation:
    return Organisation(Snapshot.model_validate(data))


def identified(pair: tuple[Data, Data], *, inference: bool = True) -> Identification:
    old, new = map(organisation, pair)
    return identify(old, new, inference=inference)


@given(PAIRS, st.integers(0, 10**6))
@settings(max_examples=60, deadline=None)
def test_the_order_of_units_changes_nothing(pair: tuple[Data, Data], seed: int) -> None:
    rng = Random(seed)
    reference = identified(pair)
    again = identified((shuffled(rng, pair[0]), shuffled(rng, pair[1])))
    assert again.matches == reference.matches
    assert again.successions == reference.successions
    assert again.possible == reference.possible


@given(PAIRS)
@settings(max_examples=60, deadline=None)
def test_units_go_on_one_to_one(pair: tuple[Data, Data]) -> None:
    old, new = map(organisation, pair)
    correspondence = identify(old, new)
    matches = correspondence.matches
    assert matches.keys() <= old.units.keys()
    assert Counter(match.new for match in matches.values()) <= Counter(new.units.keys())
    assert all(match.old == id for id, match in matches.items())


@given(PAIRS)
@settings(max_examples=60, deadline=None)
def test_what_ids_and_declarations_say_is_kept(pair: tuple[Data, Data]) -> None:
    certain, correspondence = identified(pair, inference=False), identified(pair)
    assert certain.matches.items() <= correspondence.matches.items()
    assert set(certain.successions) <= set(correspondence.successions)


@given(PAIRS)
@settings(max_examples=60, deadline=None)
def test_what_is_shown_as_possible_is_not_applied(pair: tuple[Data, Data]) -> None:
    correspondence = identified(pair)
    for shown in correspondence.possible:
        assert shown.old not in correspondence.matches
        assert shown.new not in correspondence.by_new
    assert len({shown.old for shown in correspondence.possible}) == len(correspondence.possible)


@given(st.integers(0, 10**6))
@settings(max_examples=30, deadline=None)
def test_where_only_ids_changed_every_unit_is_found(seed: int) -> None:
    rng = Random(seed)
    old = random_organisation(rng, rng.randint(1, 60))
    new, codes = erase_ids(rng, old, rng.choice((0.3, 0.6, 1.0)))
    correspondence = identified((old, shuffled(rng, new)))
    expected = {unit["id"]: codes.get(unit["id"], unit["id"]) for unit in old["units"]}
    assert {id: match.new for id, match in correspondence.matches.items()} == expected
    assert correspondence.successions == ()


UNRELATED = 10_000


def unrelated(side: Data, number: int) -> Data:
    """The snapshot with further units, each with words of its own."""
    top = {"id": "z", "name": "Zzyzx"}
    more = [{"id": f"z{n}", "name": f"Zq{n}abc of Wx{n}def", "parent": "z"} for n in range(number)]
    return {**side, "units": [*side["units"], top, *more]}


def with_made_up_words(seed: int) -> tuple[Data, Data]:
    """A register of realistic names and what became of it, all ids that count new."""
    case = reorganised(seed)
    old, new = (
        as_snapshot(units, {key: f"{side}{key}" for key in units}, side)
        for side, units in (("a", case.old), ("b", case.new))
    )
    return old, new


def recoded_at_random(seed: int) -> tuple[Data, Data]:
    rng = Random(seed)
    old = random_organisation(rng, 60)
    new, _ = reorganise(rng, old, 8, declared=False)
    return old, erase_ids(rng, new, 0.3)[0]


@pytest.mark.parametrize("pair_of", [with_made_up_words, recoded_at_random])
def test_units_with_words_of_their_own_change_nothing_for_others(
    pair_of: Callable[[int], tuple[Data, Data]],
) -> None:
    old, new = pair_of(0)
    reference = identified((old, new))
    among = identified((unrelated(old, UNRELATED), unrelated(new, UNRELATED)))
    more = {id: match for id, match in among.matches.items() if not id.startswith("z")}
    assert more == reference.matches
    assert among.successions == reference.successions
    assert among.possible == reference.possible
    assert any(match.certainty is Certainty.NAME for match in more.values())


@pytest.mark.parametrize("share", [0.1, 0.3, 0.6])
def test_planted_events_are_found_without_declarations(share: float) -> None:
    """Small and few, to be quick; `python -m evaluation.undeclared` measures it at length."""
    score = scores(range(4), share, units=120)
    assert sum(score.found_findable.values()) >= 0.97 * sum(score.findable.values())
    told = sum(score.told.values()) - sum(score.left_out.values())
    assert sum(score.right.values()) >= 0.97 * told


@pytest.mark.parametrize("seed", range(5))
def test_a_true_declaration_never_lowers_recall(seed: int) -> None:
    rng = Random(seed)
    old = random_organisation(rng, 60)
    new, truth = reorganise(rng, old, 7, declared=True)
    new, truth = erased(rng, old, new, truth, 0.3)
    before = organisation(old)
    entries = list(_declarations(new, before.units))
    rng.shuffle(entries)

    def found(number: int) -> set[Planted]:
        kept = set(entries[:number])
        data = _keeping(new, lambda entry: entry in kept or entry[2] not in before.units)
        events = compare(before, organisation(data)).events
        told = Counter((str(event.kind), event.old, event.new) for event in events)
        return {event for event in truth if told[event.kind, event.old, event.new]}

    of_each = [found(number) for number in range(len(entries) + 1)]
    for fewer, more in pairwise(of_each):
        assert fewer <= more
    assert of_each[-1] == set(truth)


Entry = tuple[str, str, str]


def _declarations(data: Data, known: Any) -> Iterator[Entry]:
    for unit in data["units"]:
        for field in DESCENT:
            for entry in unit.get(field, ()):
                if _earlier(entry) in known:
                    yield unit["id"], field, _earlier(entry)


def _earlier(entry: str | Data) -> str:
    return entry if isinstance(entry, str) else str(entry["id"])


def _keeping(data: Data, wanted: Callable[[Entry], bool]) -> Data:
    """The snapshot with those declarations only that are wanted."""
    result = copy.deepcopy(data)
    for unit in result["units"]:
        for field in DESCENT:
            entries = unit.pop(field, ())
            ids = (entry if isinstance(entry, str) else entry["id"] for entry in entries)
            kept = [
                e for e, id in zip(entries, ids, strict=True) if wanted((unit["id"], field, id))
            ]
            if kept:
                unit[field] = kept
    return result
