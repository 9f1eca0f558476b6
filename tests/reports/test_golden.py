"""The formats as a person sees them: a change to a report shows in the review of its example."""

from __future__ import annotations

import pytest

from tests.reports.golden_reports import REPORTS, kept, written


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_is_as_its_example(name: str) -> None:
    assert written(name) == kept(name)
