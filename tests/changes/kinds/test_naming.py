"""Another name is a rename, another id alone a recode; what referred to it follows."""

from __future__ import annotations

import pytest

from orgcheck.changes.changeset import Certainty, Consequence
from tests.changes.comparing import changes, only, told


def unit(fields: str, id: str = "a") -> str:
    return f"units:\n- {{id: {id}, top: true, {fields}}}\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("name: A", "name: B"),
        ("name: {en: A, fi: Ä}", "name: {en: A, fi: Ö}"),
        ("name: A", "name: {en: B, fi: C}"),
        ("name: A, acronym: X", "name: A, acronym: Y"),
    ],
)
def test_a_name_that_differs_in_a_language_of_both_is_a_rename(before: str, after: str) -> None:
    assert told(changes(unit(before), unit(after))) == [("rename", ("a",), ("a",))]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("name: {en: A}", "name: {en: A, fi: Ä}"),
        ("name: A", "name: {en: A, fi: Ä}"),
        ("name: {en: A, fi: Ä}", "name: A"),
        ("name: A", "name: A, acronym: X"),
        ('name: "\\u00c5"', 'name: "A\\u030a"'),
    ],
)
def test_a_name_in_a_further_language_is_an_attribute(before: str, after: str) -> None:
    assert told(changes(unit(before), unit(after))) == [("attribute", ("a",), ("a",))]


def test_an_id_that_changes_alone_is_a_recode() -> None:
    event = only(changes(unit("name: A"), unit("name: A, previously: [a]", id="z")))
    assert (event.kind, event.old, event.new) == ("recode", ("a",), ("z",))
    assert event.certainty is Certainty.DECLARED
    assert event.evidence == ("previously in new.yaml:2",)


def test_an_id_that_changes_with_the_name_is_no_event_beside_the_rename() -> None:
    change_set = changes(unit("name: A"), unit("name: B, previously: [a]", id="z"))
    assert told(change_set) == [("rename", ("a",), ("z",))]


def test_references_to_the_new_id_are_consequences_with_their_count() -> None:
    below = """\
- {id: b, name: B, parent: PARENT}
- {id: c, name: C, parent: PARENT, links: [{type: peer, to: PARENT}]}
posts:
- {id: head, name: Head, unit: PARENT}
"""
    event = only(
        changes(
            unit("name: A") + below.replace("PARENT", "a"),
            unit("name: A, previously: [a]", id="z") + below.replace("PARENT", "z"),
        )
    )
    assert event.kind == "recode"
    assert event.consequences == (
        Consequence("links", "a", "z", ("c",)),
        Consequence("parent", "a", "z", ("b", "c")),
        Consequence("unit", "a", "z", ("head",)),
    )
    assert [consequence.count for consequence in event.consequences] == [1, 2, 1]


def test_the_same_id_wins_over_previously() -> None:
    before = unit("name: A") + "- {id: b, name: B, parent: a}\n"
    after = unit("name: A") + "- {id: b, name: B, parent: a, previously: [a]}\n"
    assert told(changes(before, after)) == [("attribute", ("b",), ("b",))]


def test_of_two_that_claim_to_be_one_unit_the_other_was_carved_out() -> None:
    before = unit("name: Top", id="top") + "- {id: o, name: O, parent: top}\n"
    after = unit("name: Top", id="top") + (
        "- {id: y, name: O, parent: top, previously: [o]}\n"
        "- {id: x, name: O, parent: top, previously: [o]}\n"
    )
    assert told(changes(before, after)) == [
        ("spin-off", ("o",), ("x", "y")),
        ("recode", ("o",), ("x",)),
    ]
