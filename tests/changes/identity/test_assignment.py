"""The pairs that add up to the most, no unit in two of them."""

from __future__ import annotations

from itertools import permutations
from random import Random
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from orgcheck.changes.identity import assignment
from orgcheck.changes.identity.assignment import Pair, best_assignment

if TYPE_CHECKING:
    import pytest

# Few different weights, so that many assignments are as good as each other.
WEIGHTS = st.dictionaries(
    st.tuples(st.sampled_from("abcde"), st.sampled_from("vwxyz")),
    st.sampled_from((0.25, 0.5, 2 / 3, 0.75, 1.0, 1.5)),
)


def worth(chosen: set[Pair], weights: dict[Pair, float]) -> float:
    """What the weights of pairs add up to, as far as rounding lets one say."""
    return round(sum(weights[pair] for pair in chosen), 9)


def most(weights: dict[Pair, float]) -> float:
    """The best of all assignments, one after the other."""
    every = (dict.fromkeys(zip("abcde", news, strict=True)) for news in permutations("vwxyz"))
    return max(round(sum(weights.get(pair, 0) for pair in pairs), 9) for pairs in every)


@given(WEIGHTS)
def test_no_other_assignment_is_better(weights: dict[Pair, float]) -> None:
    chosen = best_assignment(weights)

    assert len({old for old, _ in chosen}) == len(chosen) == len({new for _, new in chosen})
    assert worth(chosen, weights) == most(weights)


@given(WEIGHTS, st.randoms(use_true_random=False))
def test_the_order_of_the_pairs_does_not_matter(weights: dict[Pair, float], random: Random) -> None:
    pairs = list(weights.items())
    random.shuffle(pairs)

    assert best_assignment(dict(pairs)) == best_assignment(weights)


def test_ties_are_broken_by_the_ids() -> None:
    weights = {(old, new): 1.0 for old in "ab" for new in "xy"}
    assert best_assignment(weights) == {("a", "x"), ("b", "y")}


def test_sums_that_are_equal_are_ties_whatever_was_added_up() -> None:
    # As binary fractions, 0.1 + 0.2 is more than 0.3.
    weights = {("a", "x"): 0.3, ("a", "y"): 0.1, ("b", "x"): 0.2}
    assert best_assignment(weights) == {("a", "x")}


def test_a_large_group_of_few_pairs_each_is_assigned_at_best() -> None:
    # Each would rather have the next one; the last of all takes that from the whole row.
    numbers = [(n, m) for n in range(5_000) for m in (n, n + 1)]
    weights = {(f"a{n:05}", f"x{m:05}"): 0.5 if m == n else 0.500001 for n, m in numbers}
    weights["b", "x05000"] = 0.9

    chosen = best_assignment(weights)
    assert worth(chosen, weights) == 5_000 * 0.5 + 0.9


def test_a_group_that_takes_too_long_takes_the_heaviest_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    weights = {("a", "x"): 0.9, ("a", "y"): 0.8, ("b", "x"): 0.8}
    monkeypatch.setattr(assignment, "_PATIENCE", 2)
    assert best_assignment(weights) == {("a", "x")}
