"""What happens to posts and bodies."""

from __future__ import annotations

import pytest

from tests.changes.comparing import changes, only

UNITS = """\
units:
- {id: a, name: A, top: true, head: chief}
- {id: b, name: B, parent: a}
"""


def with_post(fields: str) -> str:
    chief = "- {id: chief, name: Chief}"
    return f"{UNITS}posts:\n{chief}\n" + (f"- {{id: p, {fields}}}\n" if fields else "")


@pytest.mark.parametrize(
    ("before", "after", "change", "field"),
    [
        ("", "name: P", "created", None),
        ("name: P", "", "ended", None),
        ("name: P", "name: Q", "renamed", None),
        ("name: P, unit: a", "name: P, unit: b", "moved", None),
        ("name: P", "name: P, reports_to: chief", "line", None),
        ("name: P", "name: P, vacant: true", "vacated", None),
        ("name: P, vacant: true", "name: P", "filled", None),
        ("name: P", "name: P, legal_basis: Act 1", "changed", "legal_basis"),
    ],
)
def test_each_change_of_a_post_has_its_word(
    before: str, after: str, change: str, field: str | None
) -> None:
    event = only(changes(with_post(before), with_post(after)))
    assert (str(event.kind), event.change, event.field) == ("post", change, field)
    assert event.old == (("p",) if before else ())
    assert event.new == (("p",) if after else ())


def test_several_changes_of_a_post_stand_side_by_side() -> None:
    change_set = changes(with_post("name: P, unit: a"), with_post("name: Q, unit: b, vacant: true"))
    assert [event.change for event in change_set.events] == ["moved", "renamed", "vacated"]


def test_a_post_under_another_id_takes_its_references_along() -> None:
    before = with_post("name: P, reports_to: chief")
    after = before.replace("chief", "boss").replace(
        "name: Chief", "name: Chief, previously: [chief]"
    )
    event = only(changes(before, after))
    assert (event.change, event.old, event.new) == ("recoded", ("chief",), ("boss",))
    assert [(one.field, one.members) for one in event.consequences] == [
        ("head", ("a",)),
        ("reports_to", ("p",)),
    ]


def test_a_post_of_an_ended_unit_follows_to_its_successor() -> None:
    before = with_post("name: P, unit: b")
    after = before.replace("id: b, name: B", "id: n, name: N, replaces: [b]").replace(
        "unit: b", "unit: n"
    )
    event = only(changes(before, after))
    assert (str(event.kind), event.consequences[0].members) == ("replace", ("p",))


def test_a_body_that_becomes_another_type_of_body_has_changed() -> None:
    body = UNITS + "posts: [{id: chief, name: Chief}]\nbodies: [{id: x, name: X, type: organ}]\n"
    event = only(changes(body, body.replace("organ", "committee")))
    assert (str(event.kind), event.change, event.field) == ("body", "changed", "type")
