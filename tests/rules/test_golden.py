"""All that rules say: a change to a finding shows in the review of its example."""

from __future__ import annotations

import pytest

from tests.rules.golden_findings import REFUSED, SNAPSHOTS, kept, written


@pytest.mark.parametrize("name", [*SNAPSHOTS, *REFUSED])
def test_rules_say_what_their_example_says(name: str) -> None:
    assert written(name) == kept(name)
