"""All that integrity says of faults: a change to a finding shows in the review of its example."""

from __future__ import annotations

import pytest

from tests.rules.integrity.golden_findings import SNAPSHOTS, kept, written


@pytest.mark.parametrize("name", SNAPSHOTS)
def test_a_snapshot_has_the_findings_of_its_example(name: str) -> None:
    assert written(name) == kept(name)
