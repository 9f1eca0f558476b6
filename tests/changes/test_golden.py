"""All that is told of a change: another telling shows in the review of its example."""

from __future__ import annotations

import pytest

from tests.changes.golden_changes import GENERATED
from tests.regenerate import kept


@pytest.mark.parametrize("path", GENERATED)
def test_a_change_is_told_as_in_its_example(path: str) -> None:
    assert GENERATED[path]() == kept(path)
