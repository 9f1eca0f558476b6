"""The formats as a person sees them: a change to a report shows in the review of its example."""

from __future__ import annotations

import pytest

from tests.regenerate import kept
from tests.reports import golden_changes, golden_ministry, golden_reports

EXAMPLES = {
    **golden_reports.GENERATED,
    **golden_changes.GENERATED,
    **golden_ministry.GENERATED,
}


@pytest.mark.parametrize("path", EXAMPLES)
def test_a_report_is_as_its_example(path: str) -> None:
    assert EXAMPLES[path]() == kept(path)
