"""Laws of mutation, whatever the organisation."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from orgcheck.organisation import Organisation
from orgcheck.reports.formats.json.writing import json_text
from orgcheck.rules.integrity import check
from orgcheck.rules.strength.measure import plan
from orgcheck.rules.strength.mistakes import MISTAKES
from orgcheck.rules.strength.mutant import mutated
from tests.building import organisation
from tests.generators.organisations import random_organisation

SEEDS = st.integers(min_value=0, max_value=10_000)
LIMITS = st.integers(min_value=1, max_value=120)
# What the structure says of itself, its vocabulary, its times and its register, forbids things too.
OWN = {"ORG009", "ORG010", "ORG012"}


def made_up(seed: int) -> Organisation:
    """An organisation of a dozen units that no integrity check objects to."""
    return organisation(json_text(random_organisation(Random(seed), 12)))


@settings(max_examples=40, deadline=None)
@given(SEEDS, LIMITS)
def test_a_mutant_is_one_change_that_integrity_alone_does_not_catch(seed: int, limit: int) -> None:
    whole = made_up(seed)
    for mutant in plan(whole, limit).mutants:
        other = mutated(whole, mutant)
        assert other.snapshot != whole.snapshot
        assert {finding.rule for finding in check(other)} <= OWN, mutant


@settings(max_examples=40, deadline=None)
@given(SEEDS, LIMITS)
def test_a_plan_keeps_its_limit_and_is_the_same_every_time(seed: int, limit: int) -> None:
    first, second = plan(made_up(seed), limit), plan(made_up(seed), limit)
    assert [(m.kind, m.member, m.what) for m in first.mutants] == [
        (m.kind, m.member, m.what) for m in second.mutants
    ]
    assert len(first.mutants) <= limit


@settings(max_examples=10, deadline=None)
@given(SEEDS)
def test_every_kind_that_has_ways_is_tried_where_the_limit_allows(seed: int) -> None:
    whole = made_up(seed)
    tried = plan(whole, 5_000)
    assert tried.sampled == frozenset()
    assert {mutant.kind for mutant in tried.mutants} <= tried.ways.keys()
    assert tried.ways.keys() <= MISTAKES.keys()
