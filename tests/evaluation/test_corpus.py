"""The corpus by which identity is judged: its truth is true, and owes nothing to the matcher."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path

import pytest

from evaluation.corpus.findable import Findable
from evaluation.corpus.naming import misspelt
from evaluation.corpus.reorganising import Planted, Reorganised, reorganised

SEEDS = range(3)
JUDGES = ("judging.py", "__main__.py")


@pytest.fixture(params=SEEDS, scope="module")
def case(request: pytest.FixtureRequest) -> Reorganised:
    return reorganised(request.param)


def test_a_seed_always_gives_the_same_pair(case: Reorganised) -> None:
    again = next(one for one in map(reorganised, SEEDS) if one.old == case.old)
    assert (again.new, again.planted, again.decoys) == (case.new, case.planted, case.decoys)


def test_each_parent_is_there(case: Reorganised) -> None:
    for units in (case.old, case.new):
        assert {unit.parent for unit in units.values()} <= {*units, None}


def test_a_decoy_is_no_truth(case: Reorganised) -> None:
    assert not any(case.is_true(old, new) for _, old, new in case.decoys)
    assert all(old in case.old and new in case.new for _, old, new in case.decoys)


def test_what_is_planted_is_in_the_two_versions(case: Reorganised) -> None:
    for one in case.planted:
        assert set(one.old) <= set(case.old)
        assert set(one.new) <= set(case.new)
        if one.old == one.new:
            (key,) = one.old
            changed = case.old[key].name.text != case.new[key].name.text
            assert changed or one.kind == "moved, name kept"


def test_a_name_in_another_language_is_not_findable_by_name_alone(case: Reorganised) -> None:
    findable = Findable(case)
    bare = [
        one for one in case.planted if one.kind == "translated" and not findable.before[one.old[0]]
    ]
    assert not any(findable.of(one) for one in bare)


def test_a_rival_with_the_same_topic_makes_a_rename_unfindable(case: Reorganised) -> None:
    findable = Findable(case)
    (key,) = next(
        one.old
        for one in case.planted
        if one.old == one.new and not findable.before[one.old[0]] and findable.of(one)
    )
    rival = max(case.new) + 1
    crowded = replace(case, new={**case.new, rival: case.new[key]}, touched=case.touched | {rival})
    assert not Findable(crowded).of(Planted("rename", (key,), (key,)))


def test_a_slip_changes_one_word_and_never_the_first_letters() -> None:
    for seed in range(50):
        text = misspelt("Road Conservation Unit", seed)
        assert text.split()[::2] == ["Road", "Unit"]
        assert text != "Road Conservation Unit" or seed % 3 == 0
        assert text.split()[1].startswith("Co")


def test_generator_and_truth_import_nothing_of_what_they_judge() -> None:
    for path in Path("evaluation/corpus").glob("*.py"):
        if path.name in JUDGES:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = [
            alias.name for n in ast.walk(tree) if isinstance(n, ast.Import) for alias in n.names
        ]
        names += [n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)]
        assert not [name for name in names if name.partition(".")[0] == "orgcheck"], path
