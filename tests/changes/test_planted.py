"""Reorganisations whose truth is known are told event by event, nothing missed or made up."""

from __future__ import annotations

import pytest

from evaluation.planted import planted_scores


@pytest.mark.parametrize("seed", range(6))
def test_declared_events_are_told_exactly(seed: int) -> None:
    ((_, score),) = planted_scores([seed], units=250)
    assert score.missed() == []
    assert score.made_up() == []
