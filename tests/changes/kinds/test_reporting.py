"""What a unit itself says of its superior, its lines and its head."""

from __future__ import annotations

import pytest

from tests.changes.comparing import changes, only, told

REST = """\
- {id: other, name: Other, parent: top}
posts:
- {id: head, name: Head}
- {id: deputy, name: Deputy}
"""


def unit(fields: str = "") -> str:
    own = f"- {{id: a, name: A, parent: top{', ' * bool(fields)}{fields}}}\n"
    return "units:\n- {id: top, name: Top, top: true}\n" + own + REST


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "reports_to: head"),
        ("reports_to: head", "reports_to: deputy"),
        ("head: head", ""),
        ("lines: [{to: head}]", "lines: [{to: head, type: matrix}]"),
        ("", "reports_to: other, head: head, lines: [{to: deputy}]"),
    ],
)
def test_whatever_of_it_changes_is_one_event_of_the_unit(before: str, after: str) -> None:
    assert told(changes(unit(before), unit(after))) == [("reporting", ("a",), ("a",))]


def test_a_derived_superior_that_changes_is_no_event_of_those_below() -> None:
    before, after = unit(), unit().replace("name: Top", "name: Top, head: head")
    assert told(changes(before, after)) == [("reporting", ("top",), ("top",))]


def test_a_line_to_a_unit_that_has_a_successor_follows() -> None:
    before = unit("lines: [{to: other, type: advisory}], reports_to: other")
    after = before.replace("to: other", "to: n").replace(
        "{id: other, name: Other", "{id: n, name: N, replaces: [other]"
    )
    event = only(changes(before, after))
    assert event.kind == "replace"
    assert [(one.field, one.count) for one in event.consequences] == [
        ("lines", 1),
        ("reports_to", 1),
    ]
