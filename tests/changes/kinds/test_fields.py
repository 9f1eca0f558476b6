"""Figures and any other field of a unit that goes on, and what a snapshot says of itself."""

from __future__ import annotations

import pytest

from orgcheck.changes.compare import compare
from orgcheck.changes.kinds import sentence
from orgcheck.changes.kinds.words import opening
from orgcheck.changes.names import Names
from tests.building import organisation
from tests.changes.comparing import changes, only, told


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


def test_a_duty_that_is_spelt_otherwise_says_in_what() -> None:
    old, new = (
        unit("responsibilities: [Payments, audit]"),
        unit('responsibilities: ["payments ", x]'),
    )
    before, after = organisation(old), organisation(new)
    changes = compare(before, after)
    sentences = [sentence(event, Names(before, after, changes)) for event in changes.events]

    assert any(
        '"Payments" is now written "payments " (only in white space and upper or lower case)' in one
        for one in sentences
    )


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


# -- the snapshot itself ----------------------------------------------------------------------

UNITS = "units: [{id: a, name: A, top: true, kind: office}]\n"


@pytest.mark.parametrize(
    ("before", "after", "field"),
    [
        ("status: draft", "status: approved", "status"),
        ("decision: {date: 2024-01-01}", "decision: {date: 2024-01-02}", "decision"),
        ("languages: [fi]", "decision: {reference: x}", None),
        ("kinds: {office: {}}", "kinds: {office: {top: true}, team: {}}", "kinds"),
        ("organisation: X", "organisation: Y", "organisation"),
        ('version: "1"', 'version: "2"', "version"),
        (
            "responsibilities: [{id: d, name: D}]",
            "responsibilities: [{id: d, name: D, statutory: true}, {id: e, name: E}]",
            "responsibilities",
        ),
        ("responsibilities_complete: true", "status: draft", None),
    ],
)
def test_each_field_that_differs_is_one_event(before: str, after: str, field: str | None) -> None:
    change_set = changes(UNITS + before, UNITS + after)
    if field is None:
        assert told(change_set) == [("snapshot", (), ())] * 2
    else:
        assert (str(only(change_set).kind), only(change_set).field) == ("snapshot", field)


def test_a_decision_that_names_a_body_under_its_new_id_has_not_changed() -> None:
    before = UNITS + "bodies: [{id: b, name: B, type: organ}]\ndecision: {body: b}\n"
    after = UNITS + (
        "bodies: [{id: c, name: B, type: organ, previously: [b]}]\ndecision: {body: c}\n"
    )
    assert str(only(changes(before, after)).kind) == "body"


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("{}", "{team: {}}", "The snapshot: kinds gained team"),
        ("{team: {}}", "{}", "The snapshot: kinds lost team"),
        (
            "{team: {top: true}}",
            "{team: {}}",
            "The snapshot: kinds team top: true, now no conditions",
        ),
        ("{}", "{team: {top: true}}", "The snapshot: kinds team is now top: true"),
    ],
)
def test_a_kind_that_is_declared_without_conditions_is_no_nothing(
    before: str, after: str, words: str
) -> None:
    old, new = (organisation(f"kinds: {kinds}\n{unit('tags: []')}") for kinds in (before, after))
    change_set = compare(old, new, inference=False)
    (event,) = change_set.events
    assert opening(sentence(event, Names(old, new, change_set))) == words


def test_a_version_taken_from_the_name_of_the_file_is_not_compared() -> None:
    assert changes(UNITS, UNITS).events == ()
