"""Which is which is found once: the change set says it, and whoever asks has it from there."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings

from orgcheck.changes.changeset import Certainty, ChangeSet, Correspondence, Match, Succession
from orgcheck.changes.comparison import Comparison
from orgcheck.changes.inversion import invert
from orgcheck.changes.reading import read_changes
from orgcheck.numbers import json_of
from orgcheck.snapshot.text import SourceText
from tests.changes.comparing import changes
from tests.changes.test_laws import PAIRS, Pair, compared

TOP = "units: [{id: top, name: Top, top: true}, "


def who_is_who(comparison: Comparison) -> list[Any]:
    """The ids of all that persist, and the successions."""
    matches = (comparison.units.matches, comparison.posts, comparison.bodies)
    return [
        *({old: match.new for old, match in some.items()} for some in matches),
        sorted((link.old, link.new, link.spin_off) for link in comparison.links),
    ]


def without_correspondence(change_set: ChangeSet) -> ChangeSet:
    """A change set as it was written before it said which is which."""
    data = change_set.data()
    del data["correspondence"]
    return read_changes(SourceText("changes.json", json_of(data)))


@given(PAIRS)
@settings(max_examples=60, deadline=None)
def test_a_change_set_tells_all_that_was_found(pair: Pair) -> None:
    old, new, found = compared(pair, inference=True)
    told = Comparison.told_by(found, old, new)
    assert who_is_who(told) == who_is_who(Comparison.of(old, new))


@given(PAIRS)
@settings(max_examples=60, deadline=None)
def test_the_inverse_tells_it_the_other_way_round(pair: Pair) -> None:
    old, new, found = compared(pair, inference=True)
    forth, back = Comparison.told_by(found, old, new), Comparison.told_by(invert(found), new, old)
    assert (back.ended, back.begun) == (forth.begun, forth.ended)
    assert back.units.by_new.keys() == forth.units.matches.keys()
    for comparison in (forth, back):
        persisting = comparison.units.matches
        assert all(link.spin_off == (link.old in persisting) for link in comparison.links)


@given(PAIRS)
@settings(max_examples=60, deadline=None)
def test_an_older_change_set_tells_it_by_its_events(pair: Pair) -> None:
    old, new, found = compared(pair, inference=True)
    told = Comparison.told_by(without_correspondence(found), old, new)
    assert who_is_who(told) == who_is_who(Comparison.told_by(found, old, new))


def test_what_keeps_its_id_is_not_listed() -> None:
    found = changes(
        f"{TOP}{{id: a, name: A, parent: top}}, {{id: b, name: B, parent: top}}]\n",
        f"{TOP}{{id: x, name: A, previously: [a], parent: top}}, "
        "{id: c, name: C, replaces: [b], parent: top}]\n",
    )
    declared = Certainty.DECLARED
    assert found.correspondence == Correspondence(
        units=(Match("a", "x", declared, ("previously in new.yaml:1",)),),
        successions=(Succession("b", "c", declared, ("replaces in new.yaml:1",)),),
    )
    assert found.data()["correspondence"] == {
        "units": (
            {
                "old": "a",
                "new": "x",
                "certainty": "declared",
                "evidence": ("previously in new.yaml:1",),
            },
        ),
        "posts": (),
        "bodies": (),
        "successions": (
            {
                "old": "b",
                "new": "c",
                "certainty": "declared",
                "evidence": ("replaces in new.yaml:1",),
                "spin_off": False,
            },
        ),
    }


def test_an_older_change_set_tells_of_a_unit_that_ended_and_one_of_its_id_that_began() -> None:
    found = changes(
        f"{TOP}{{id: a, name: A, parent: top}}]\n",
        f"{TOP}{{id: a, name: A, parent: top, revives: false}}]\n",
    )
    assert without_correspondence(found).correspondence.parted == ("a",)
