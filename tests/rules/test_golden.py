"""All that rules say: a change to a finding shows in the review of its example."""

from __future__ import annotations

import pytest

from tests.regenerate import kept
from tests.rules.golden_findings import GENERATED


@pytest.mark.parametrize("path", GENERATED)
def test_rules_say_what_their_example_says(path: str) -> None:
    assert GENERATED[path]() == kept(path)
