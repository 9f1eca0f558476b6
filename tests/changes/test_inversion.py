"""Turned round, a change set mirrors its kinds, and says what a person would say of the undoing."""

from __future__ import annotations

import pytest

from orgcheck.changes.inversion import invert
from tests.changes.comparing import Told, changes, told

TOP = "units:\n- {id: top, name: Top, top: true}\n"
A, B, C = (f"- {{id: {id}, name: {id.upper()}, parent: top}}\n" for id in "abc")


def heir(id: str, **descent: str) -> str:
    fields = ", ".join(f"{key}: [{value}]" for key, value in descent.items())
    return f"- {{id: {id}, name: {id.upper()}, parent: top, {fields}}}\n"


@pytest.mark.parametrize(
    ("old", "new", "inverse"),
    [
        (A + B, heir("n", replaces="a, b"), ("split", ("n",), ("a", "b"))),
        (A, heir("m", replaces="a") + heir("n", replaces="a"), ("merge", ("m", "n"), ("a",))),
        (A + C, heir("c", replaces="a"), ("spin-off", ("c",), ("a", "c"))),
        (C, C + heir("n", split_from="c"), ("absorb", ("c", "n"), ("c",))),
        (A, "", ("create", (), ("a",))),
        ("", A, ("abolish", ("a",), ())),
        (A, heir("n", replaces="a"), ("replace", ("n",), ("a",))),
        (
            A + B + C,
            heir("b", replaces="a") + heir("c", replaces="a"),
            ("reorganise", ("b", "c"), ("a", "b", "c")),
        ),
        (B + C, B + C + heir("n", split_from="b, c"), ("dissolve", ("n",), ("b", "c"))),
        (A, A.replace("name: A", "name: Z"), ("rename", ("a",), ("a",))),
        (A + B, A + B.replace("parent: top", "parent: a"), ("promote", ("b",), ("b",))),
    ],
)
def test_kinds_are_mirrored(old: str, new: str, inverse: Told) -> None:
    assert told(invert(changes(TOP + old, TOP + new))) == [inverse]


def test_ids_are_those_of_their_side_where_a_unit_in_the_event_got_another() -> None:
    new = TOP + heir("b", replaces="a") + heir("z", previously="c", replaces="a")
    forth = changes(TOP + A + B + C, new.replace("name: Z", "name: C"))
    assert ("dissolve", ("a",), ("b", "z")) in told(forth)
    assert ("reorganise", ("b", "z"), ("a", "b", "c")) in told(invert(forth))


@pytest.mark.parametrize(
    ("old", "new", "change", "mirror"),
    [
        ("responsibilities: [x]", "tags: []", "dropped", "created"),
        ("sites: [x]", "tags: []", "closed", "opened"),
    ],
)
def test_what_is_lost_is_gained(old: str, new: str, change: str, mirror: str) -> None:
    unit = "- {id: a, name: A, parent: top, FIELDS}\n"
    forth = changes(TOP + unit.replace("FIELDS", old), TOP + unit.replace("FIELDS", new))
    assert [event.change for event in forth.events] == [change]
    assert [event.change for event in invert(forth).events] == [mirror]


def test_the_ledger_is_turned_round() -> None:
    forth = changes(TOP + A.replace("parent", "responsibilities: [x], parent"), TOP + A)
    back = invert(forth).ledger.responsibilities
    assert (back.before, back.items.created, back.items.dropped, back.after) == (0, ("x",), (), 1)
