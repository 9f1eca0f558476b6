"""A unit has moved where its parent is neither the old one nor a successor of it."""

from __future__ import annotations

import pytest

from tests.changes.comparing import changes, only, told


def tree(**parents: str) -> str:
    """Units by their parents; `-` is the top."""
    lines = [
        f"- {{id: {id}, name: {id.upper()}, " + ("top: true}" if up == "-" else f"parent: {up}}}")
        for id, up in parents.items()
    ]
    return "units:\n" + "\n".join(lines) + "\n"


BASE = {"top": "-", "a": "top", "b": "top", "a1": "a", "a2": "a1", "x": "a1"}


@pytest.mark.parametrize(
    ("parent", "kind"),
    [("b", "move"), ("-", "move"), ("a", "promote"), ("top", "promote"), ("a2", "demote")],
)
def test_up_and_down_the_line_of_parents_are_told_apart_from_aside(parent: str, kind: str) -> None:
    assert told(changes(tree(**BASE), tree(**BASE | {"x": parent}))) == [(kind, ("x",), ("x",))]


def test_a_moved_subtree_is_one_move_with_the_number_that_it_carries() -> None:
    below = {f"u{n}": "a1" for n in range(250)} | {f"v{n}": f"u{n}" for n in range(250)}
    event = only(changes(tree(**BASE | below), tree(**BASE | below | {"a1": "b"})))
    assert (event.kind, event.old, event.carried) == ("move", ("a1",), 502)


def test_what_moves_by_itself_and_what_is_new_is_not_carried() -> None:
    change_set = changes(tree(**BASE), tree(**BASE | {"a1": "b", "a2": "top", "n": "a1"}))
    assert [(str(e.kind), e.old or e.new, e.carried) for e in change_set.events] == [
        ("create", ("n",), 0),
        ("move", ("a1",), 1),
        ("promote", ("a2",), 0),
    ]


def test_a_child_of_an_ended_unit_that_goes_to_its_successor_has_not_moved() -> None:
    before = tree(top="-", a="top", x="a")
    after = tree(top="-", n="top", x="n").replace("N,", "N, replaces: [a],")
    event = only(changes(before, after))
    assert event.kind == "replace"
    assert [consequence.members for consequence in event.consequences] == [("x",)]


def test_a_child_that_goes_along_with_a_unit_carved_out_has_moved() -> None:
    before = tree(top="-", a="top", x="a")
    after = tree(top="-", a="top", n="top", x="n").replace("N,", "N, split_from: [a],")
    assert told(changes(before, after)) == [
        ("spin-off", ("a",), ("a", "n")),
        ("move", ("x",), ("x",)),
    ]


def test_up_and_down_are_seen_through_successions_and_new_ids() -> None:
    before = tree(top="-", a="top", b="a", x="b")
    after = tree(top="-", n="top", b="n", x="n").replace("N,", "N, replaces: [a],")
    assert told(changes(before, after)) == [
        ("replace", ("a",), ("n",)),
        ("promote", ("x",), ("x",)),
    ]
