"""All that integrity says of faults: a change to a finding shows in the review of its example."""

from __future__ import annotations

import pytest

from tests.regenerate import kept
from tests.rules.integrity.golden_findings import GENERATED


@pytest.mark.parametrize("path", GENERATED)
def test_a_snapshot_has_the_findings_of_its_example(path: str) -> None:
    assert GENERATED[path]() == kept(path)
