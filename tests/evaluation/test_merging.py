"""Planted pairs: what fits merges, and what collides is named by its events and nothing else."""

from __future__ import annotations

import pytest

from evaluation.merging import by_meaning, faults, planted_pair, score_of, table


@pytest.mark.parametrize("seed", range(12))
def test_a_planted_pair_merges_or_is_named_by_its_events(seed: int) -> None:
    pair = planted_pair(seed)
    one, other = by_meaning(pair), by_meaning(pair, swapped=True)
    assert list(faults(pair, one, other)) == []


def test_the_table_counts_every_pair_and_every_collision() -> None:
    score = score_of(range(12, 16))
    assert score.pairs.total() == 4
    assert score.wrong == []
    assert score.named == score.collisions
    assert len(list(table(score))) == 6
