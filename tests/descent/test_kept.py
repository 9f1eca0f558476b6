"""Comparisons that are written to be kept, and read again."""

from __future__ import annotations

import sys
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgcheck.changes.compare import compare
from orgcheck.descent.kept import Kept, read, written
from orgcheck.organisation import Organisation
from orgcheck.snapshot.model import Snapshot
from tests.building import organisation
from tests.generators.organisations import random_organisation, shuffled
from tests.generators.reorganisations import reorganise


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 10**9))
def test_what_is_kept_is_read_as_it_was(seed: int) -> None:
    rng = Random(seed)
    old = random_organisation(rng, 30)
    new, _ = reorganise(rng, old, 6)
    sides = tuple(Organisation(Snapshot.model_validate(one)) for one in (old, shuffled(rng, new)))
    changes = compare(*sides)
    kept = read(written(*sides, changes), sides[0])
    assert kept is not None
    assert kept.organisation is not None
    assert kept.changes == changes
    assert kept.changes.data() == changes.data()
    assert kept.organisation.snapshot == sides[1].snapshot


def test_what_is_known_of_a_text_beside_what_it_says_is_not_kept() -> None:
    old = organisation("units: [{id: a, name: A, top: true}]")
    new = organisation("units: [{id: a, name: A, top: true}, {id: b, name: B, parent: a, x: 1}]")
    kept = read(written(old, new, compare(old, new)), old)
    assert kept == Kept(compare(old, new))


FORMS = (
    b"",
    b"[]",
    b"{}",
    b"\xff",
    b"[" * 100_000,
    b'{"changes": {"schema": "orgcheck.changes/2"}}',
    b'{"changes": null, "snapshot": null}',
)


@pytest.mark.parametrize("data", FORMS)
def test_what_has_another_form_is_nothing(data: bytes) -> None:
    assert read(data, organisation("units: [{id: a, name: A, top: true}]")) is None


@pytest.mark.parametrize("row", ["[0, 2]", "[1, 1]", "[-1, 1]", "[0]", '"a"', "null"])
def test_parts_that_the_older_version_does_not_have_are_nothing(row: str) -> None:
    one = organisation("units: [{id: a, name: A, top: true}]")
    data = written(one, one, compare(one, one)).decode()
    assert '"units":[[0,1]]' in data
    assert read(data.replace("[[0,1]]", f"[{row}]").encode(), one) is None


def test_of_many_versions_the_last_may_be_asked_first() -> None:
    last = organisation("units: [{id: a, name: A, top: true, responsibilities: [x]}]")
    data = written(last, last, compare(last, last))
    for _ in range(sys.getrecursionlimit()):
        kept = read(data, last)
        assert kept is not None
        assert kept.organisation is not None
        last = kept.organisation
    assert (last.holders, last.sites) == ({"x": ("a",)}, {})
