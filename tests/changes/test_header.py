"""What a snapshot says of itself."""

from __future__ import annotations

import pytest

from tests.changes.comparing import changes, only, told

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


def test_a_version_taken_from_the_name_of_the_file_is_not_compared() -> None:
    assert changes(UNITS, UNITS).events == ()
