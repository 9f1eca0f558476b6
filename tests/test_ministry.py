"""The worked example of a ministry: in order before and after, and told as what happened."""

from __future__ import annotations

import pytest

from orgcheck.organisation import Organisation
from orgcheck.rules.examples import never_shown_to_fail, run_examples
from orgcheck.rules.structure_rules import findings_of
from tests.ministry import after, before, pack


@pytest.mark.parametrize("organisation", [before(), after()], ids=["before", "after"])
def test_the_ministry_keeps_its_own_rules(organisation: Organisation) -> None:
    assert findings_of(organisation, [pack()]) == []


def test_the_ministry_s_rules_judge_their_examples_as_they_claim() -> None:
    assert [result for result in run_examples(pack()) if not result.agrees] == []
    assert never_shown_to_fail(pack(), run_examples(pack())) == []
