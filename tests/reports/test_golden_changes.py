"""The formats of a change as a person sees them, in the review of their examples."""

from __future__ import annotations

import pytest

from tests.reports import golden_ministry
from tests.reports.golden_changes import REPORTS, kept, written


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_is_as_its_example(name: str) -> None:
    assert written(name) == kept(name)


def test_the_reorganisation_of_a_ministry_is_told_as_it_was() -> None:
    assert golden_ministry.written() == golden_ministry.KEPT.read_text(encoding="utf-8")
