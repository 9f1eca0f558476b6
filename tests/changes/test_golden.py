"""All that is told of a change: another telling shows in the review of its example."""

from __future__ import annotations

import pytest

from tests.changes.golden_changes import PAIRS, kept, written


@pytest.mark.parametrize("name", PAIRS)
def test_a_change_is_told_as_in_its_example(name: str) -> None:
    assert written(name) == kept(name)
