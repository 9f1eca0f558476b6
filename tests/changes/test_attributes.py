"""Figures and any other field of a unit that goes on."""

from __future__ import annotations

import pytest

from tests.changes.comparing import changes, only


def unit(fields: str) -> str:
    return f"units:\n- {{id: a, name: A, top: true, {fields}}}\n"


@pytest.mark.parametrize(
    ("before", "after", "field", "key"),
    [
        ("figures: {fte: 1.5}", "figures: {fte: 2}", "figures", "fte"),
        ("tags: []", "figures: {headcount: 0}", "figures", "headcount"),
        ("legal_basis: Act 1", "legal_basis: Act 2", "legal_basis", None),
        ("tags: [x]", "tags: [x, y]", "tags", None),
        ("attributes: {a.b: 1}", "attributes: {a.b: 2}", "attributes", "a.b"),
        ("attributes: {x: true}", "attributes: {x: 1}", "attributes", "x"),
        ('attributes: {__x: "1"}', "attributes: {__x: 1}", "attributes", "__x"),
        ("valid_from: 2020-01-01", "winding_down: false", "valid_from", None),
        ("links: []", "links: [{type: peer, to: a}]", "links", None),
        ("sites: [{id: s, name: Here}]", "sites: [{id: s, name: There}]", "sites", None),
    ],
)
def test_a_field_that_differs_is_one_event(
    before: str, after: str, field: str, key: str | None
) -> None:
    event = only(changes(unit(before), unit(after)))
    assert (str(event.kind), event.field, event.key) == (
        "figure" if field == "figures" else "attribute",
        field,
        key,
    )


def test_old_and_new_value_stand_in_the_edit() -> None:
    event = only(changes(unit("figures: {fte: 1.5}"), unit("figures: {fte: 2}")))
    assert [(edit.old, edit.new) for edit in event.edits] == [(1.5, 2)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("figures: {fte: 1}", "figures: {fte: 1.0}"),
        ("tags: [x, y]", "tags: [y, x, x]"),
        ("winding_down: false", "tags: []"),
        ("source: here", "source: [here]"),
    ],
)
def test_other_ways_to_write_the_same_are_no_difference(before: str, after: str) -> None:
    assert changes(unit(before), unit(after)).events == ()


def test_each_figure_and_attribute_is_an_event_of_its_own() -> None:
    change_set = changes(
        unit("figures: {a: 1, b: 1}, attributes: {c: 1}"),
        unit("figures: {a: 2, b: 2}, attributes: {c: 2}"),
    )
    assert [(str(e.kind), e.key) for e in change_set.events] == [
        ("figure", "a"),
        ("figure", "b"),
        ("attribute", "c"),
    ]
