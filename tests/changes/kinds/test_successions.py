"""Units that hand over to each other are classified as a whole, never link by link."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgcheck.changes.changeset import Certainty, EntityType, Flow, Op
from orgcheck.changes.kinds.successions import connected
from tests.changes.comparing import changes, only, told

TOP = "- {id: top, name: Top, top: true}"


def units(*lines: str) -> str:
    return "units:\n" + "\n".join([TOP, *(f"- {{parent: top, {line}}}" for line in lines)]) + "\n"


A, B, C = "id: a, name: A", "id: b, name: B", "id: c, name: C"


@pytest.mark.parametrize(
    ("kind", "before", "after", "old", "new"),
    [
        ("replace", [A], ["id: n, name: N, replaces: [a]"], ["a"], ["n"]),
        ("merge", [A, B], ["id: n, name: N, replaces: [a, b]"], ["a", "b"], ["n"]),
        (
            "split",
            [A],
            ["id: m, name: M, replaces: [a]", "id: n, name: N, replaces: [a]"],
            ["a"],
            ["m", "n"],
        ),
        ("absorb", [A, C], [f"{C}, replaces: [a]"], ["a", "c"], ["c"]),
        ("absorb", [A, B, C], [f"{C}, replaces: [a, b]"], ["a", "b", "c"], ["c"]),
        ("spin-off", [C], [C, "id: n, name: N, split_from: [c]"], ["c"], ["c", "n"]),
        (
            "dissolve",
            [A, B, C],
            [f"{B}, replaces: [a]", f"{C}, replaces: [a]"],
            ["a"],
            ["b", "c"],
        ),
        (
            "reorganise",
            [A, C],
            [f"{C}, replaces: [a]", "id: n, name: N, replaces: [a]"],
            ["a", "c"],
            ["c", "n"],
        ),
        (
            "reorganise",
            [B, C],
            [B, C, "id: n, name: N, split_from: [b, c]"],
            ["b", "c"],
            ["b", "c", "n"],
        ),
    ],
)
def test_the_numbers_of_ended_new_and_persisting_units_make_the_kind(
    kind: str, before: list[str], after: list[str], old: list[str], new: list[str]
) -> None:
    assert told(changes(units(*before), units(*after))) == [(kind, tuple(old), tuple(new))]


def test_what_replaces_a_unit_that_lives_on_was_carved_out_of_it() -> None:
    after = units(C, "id: n, name: N, replaces: [c]")
    assert told(changes(units(C), after)) == [("spin-off", ("c",), ("c", "n"))]


def test_a_split_from_a_unit_that_ended_is_a_succession() -> None:
    assert only(changes(units(A), units("id: n, name: N, split_from: [a]"))).kind == "replace"


def test_declarations_between_units_that_go_on_are_history() -> None:
    change_set = changes(units(B, C), units(B, f"{C}, split_from: [b]"))
    assert told(change_set) == [("attribute", ("c",), ("c",))]


def test_a_declaration_of_ids_that_the_older_snapshot_lacks_is_not_heeded() -> None:
    assert told(changes(units(A), units(A, "id: n, name: N, replaces: [long-gone]"))) == [
        ("create", (), ("n",))
    ]


def test_two_components_that_share_no_unit_are_two_events() -> None:
    after = units("id: m, name: M, replaces: [a]", "id: n, name: N, replaces: [b]")
    assert told(changes(units(A, B), after)) == [
        ("replace", ("a",), ("m",)),
        ("replace", ("b",), ("n",)),
    ]


def test_evidence_says_where_the_declaration_stands_and_the_weakest_ground_counts() -> None:
    event = only(
        changes(
            units(A, B),
            units("id: n, name: N, replaces: [a, {id: b, accepted: 2024-05-01, by: Board}]"),
        )
    )
    assert event.certainty is Certainty.ACCEPTED
    assert event.evidence == (
        "replaces in new.yaml:3",
        "replaces in new.yaml:3, accepted 2024-05-01 by Board",
    )


def test_what_a_unit_took_over_is_told_with_the_component_and_not_again() -> None:
    event = only(
        changes(
            units(
                "id: a, name: A, responsibilities: [x, y], sites: [S], figures: {headcount: 5}",
                "id: c, name: C, figures: {headcount: 10}",
            ),
            units(
                "id: c, name: C, replaces: [a], responsibilities: [x], sites: [S],"
                " figures: {headcount: 15}"
            ),
        )
    )
    assert event.kind == "absorb"
    assert [(edit.op, edit.id, edit.field) for edit in event.edits] == [
        (Op.REMOVE, "a", None),
        (Op.SET, "c", "figures"),
        (Op.ADD, "c", "replaces"),
        (Op.ADD, "c", "responsibilities"),
        (Op.ADD, "c", "sites"),
    ]
    assert {edit.entity_type for edit in event.edits} == {EntityType.UNIT}
    assert (event.figures["headcount"].before, event.figures["headcount"].after) == (15, 15)


def test_what_a_carved_out_unit_got_is_told_with_it() -> None:
    event = only(
        changes(
            units("id: c, name: C, responsibilities: [x, y]"),
            units(
                "id: c, name: C, responsibilities: [x]",
                "id: n, name: N, split_from: [c], responsibilities: [y]",
            ),
        )
    )
    assert event.kind == "spin-off"
    assert event.flows == (Flow("c", "n", responsibilities=("y",)),)


def test_what_else_changes_in_a_unit_of_a_component_stands_beside_it() -> None:
    change_set = changes(
        units("id: a, name: A, responsibilities: [x]", C),
        units("id: c, name: Other, replaces: [a], responsibilities: [x, z], kind: office"),
    )
    assert told(change_set) == [
        ("absorb", ("a", "c"), ("c",)),
        ("rename", ("c",), ("c",)),
        ("retype", ("c",), ("c",)),
        ("responsibility", (), ("c",)),
    ]


def test_three_ministries_made_into_four_are_one_event_with_its_matrix() -> None:
    bodies = [f"- {{id: b{n}, name: Body {n}, parent: {'abc'[n % 3]}}}" for n in range(36)]
    before = units(A, B, C) + "\n".join(bodies)
    receivers = {"a": "mn", "b": "no", "c": "op"}
    moved = [
        f"- {{id: b{n}, name: Body {n}, parent: {receivers['abc'[n % 3]][n % 2]}}}"
        for n in range(36)
    ]
    after = units(
        "id: m, name: M, replaces: [a]",
        "id: n, name: N, replaces: [a, b]",
        "id: o, name: O, replaces: [b, c]",
        "id: p, name: P, replaces: [c]",
    ) + "\n".join(moved)
    event = only(changes(before, after))

    assert (event.kind, event.old, event.new) == (
        "reorganise",
        ("a", "b", "c"),
        ("m", "n", "o", "p"),
    )
    assert [(flow.giver, flow.receiver, len(flow.children)) for flow in event.flows] == [
        ("a", "m", 6),
        ("a", "n", 6),
        ("b", "n", 6),
        ("b", "o", 6),
        ("c", "o", 6),
        ("c", "p", 6),
    ]
    assert sum(consequence.count for consequence in event.consequences) == 36


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12))))
def test_units_are_tied_together_as_the_components_of_their_graph(
    ties: list[tuple[int, int]],
) -> None:
    found = connected(ties)

    expected = list(nx.connected_components(nx.Graph(ties)))
    assert found == {n: part for part in expected for n in part}
    assert len({id(part) for part in found.values()}) == len(expected)
