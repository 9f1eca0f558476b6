"""Mergers and divisions that names tell."""

from __future__ import annotations

import pytest

from orgcheck.changes.changeset import Certainty
from tests.changes.identity.identifying import below_top, found, handed_over, holding, identified

TOURISM, LANDS = "id: a, name: Ministry of Tourism", "id: b, name: Ministry of Lands"
BOTH = "id: x, name: Ministry of Tourism and Lands"


def test_a_name_made_of_two_ended_ones_is_a_merger_whatever_either_gave() -> None:
    old, new = below_top(TOURISM, LANDS), below_top(BOTH)
    assert found(old, new) == set()
    assert handed_over(old, new) == {("a", "x"), ("b", "x")}
    (link, _) = identified(old, new).successions
    assert link.certainty is Certainty.NAME
    assert link.evidence == ('its name takes in "Ministry of Tourism" and "Ministry of Lands"',)
    unequal = below_top(
        holding("a", "Ministry of Tourism", "pqrs"), holding("b", "Ministry of Lands", "tu")
    )
    merged = below_top(holding("x", "Ministry of Tourism and Lands", "pqrstu"))
    assert handed_over(unequal, merged) == {("a", "x"), ("b", "x")}
    assert identified(unequal, merged).successions[1].evidence[-1] == "2 of 2 duties"


def test_a_name_divided_is_a_division() -> None:
    assert handed_over(below_top(BOTH), below_top(TOURISM, LANDS)) == {("x", "a"), ("x", "b")}


def test_one_that_goes_on_and_gained_the_name_of_an_ended_one_took_it_in() -> None:
    old = below_top(TOURISM, LANDS)
    new = below_top("id: a, name: Ministry of Tourism and Lands")
    (link,) = identified(old, new).successions
    assert (link.old, link.new, link.spin_off) == ("b", "a", False)


def test_one_that_goes_on_and_lost_a_name_to_a_new_one_was_divided() -> None:
    old = below_top("id: a, name: Ministry of Tourism and Lands")
    (link,) = identified(old, below_top(TOURISM, LANDS)).successions
    assert (link.old, link.new, link.spin_off) == ("a", "b", True)


@pytest.mark.parametrize(
    ("ended", "begun"),
    [
        ((TOURISM,), (BOTH,)),
        ((TOURISM, LANDS), ("id: x, name: Ministry of Tourism and Lands and Mines and Roads",)),
        ((TOURISM, LANDS + " and Mines and Roads"), (BOTH,)),
        ((TOURISM, "id: b, name: Department of Tourism and Lands"), (BOTH,)),
        (("id: a, name: Section 1", "id: b, name: Section 2"), ("id: x, name: Section 1-2",)),
    ],
    ids=["one part", "half of the whole", "a third of a part", "no word of its own", "numbers"],
)
def test_what_is_no_merger(ended: tuple[str, ...], begun: tuple[str, ...]) -> None:
    assert handed_over(below_top(*ended), below_top(*begun)) == set()


def test_where_the_content_of_a_part_went_elsewhere_it_is_none() -> None:
    old = below_top(TOURISM, holding("b", "Ministry of Lands", "pq"), "id: u, name: Archives")
    new = below_top(BOTH, holding("u", "Archives", "pq"))
    assert handed_over(old, new) == {("b", "u")}


def test_parts_stand_where_the_whole_does() -> None:
    old = below_top(TOURISM, LANDS, "id: p, name: Port")
    new = below_top("id: p, name: Port") + f"  - {{parent: p, {BOTH}}}\n"
    assert handed_over(old, new) == set()
