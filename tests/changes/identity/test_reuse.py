"""Ids that seem to name another unit than before."""

from __future__ import annotations

import pytest

from orgcheck.changes.identity import identify
from tests.building import organisation
from tests.changes.identity.identifying import below_top, identified

LONG = (
    "answer whether releases need a longer term of support, and if so what that looks like,"
    " and propose it to the rest of the project, which decides in the end about all of it"
)
OTHER = (
    "care for volunteers who gather money for machines that compile patches quickly,"
    " buy those machines, hand them out fairly, watch over every one of their bills"
)


def reused(old: str, new: str) -> tuple[str, ...]:
    before, after = organisation(old), organisation(new)
    return identify(before, after, inference=False).reused


@pytest.mark.parametrize(
    ("before", "after", "suspicious"),
    [
        ("name: Harbour", "name: Payroll", True),
        ("name: Harbour", "name: Harbour Office", False),
        ("name: Harbour Board", "name: Payroll Board", True),
        ("name: Build NYC", "name: BuildNYC", False),
        ("name: Product Management", "name: PM", False),
        ("name: {en: Harbour, fi: Satama}", "name: {en: Port, fi: Satama}", False),
        ("name: Harbour, responsibilities: [p]", "name: Payroll, responsibilities: [p]", False),
        ("name: Harbour, sites: [Oslo]", "name: Payroll, sites: [oslo]", False),
        ("name: LTS, responsibilities: [support]", "name: LTS, responsibilities: [mirrors]", False),
    ],
)
def test_names_unlike_and_nothing_in_common(before: str, after: str, suspicious: bool) -> None:
    old, new = below_top(f"id: a, {before}"), below_top(f"id: a, {after}")
    assert reused(old, new) == (("a",) if suspicious else ())


def test_a_child_in_common_clears_it() -> None:
    child = "  - {id: c, name: C, parent: a}\n"
    old, new = below_top("id: a, name: Harbour"), below_top("id: a, name: Payroll")
    assert reused(old + child, new + child) == ()


def test_the_same_name_and_a_mission_in_wholly_other_words() -> None:
    old = below_top(f'id: lts, name: LTS, responsibilities: ["{LONG}"]')
    new = below_top(f'id: lts, name: LTS, responsibilities: ["{OTHER}"]')
    assert reused(old, new) == ("lts",)
    edited = LONG.replace("project", "community").replace("longer", "much longer")
    assert reused(old, old.replace(LONG, edited)) == ()


def test_a_unit_with_children_may_well_get_another_mission() -> None:
    old = below_top(f'id: lts, name: LTS, responsibilities: ["{LONG}"]')
    new = old.replace(LONG, OTHER) + "  - {id: c, name: C, parent: lts}\n"
    assert reused(old, new) == ()


def test_the_same_id_is_taken_at_its_word_all_the_same() -> None:
    old, new = below_top("id: a, name: Harbour"), below_top("id: a, name: Payroll")
    assert identified(old, new).reused == ("a",)
    assert identified(old, new).new_of("a") == "a"
