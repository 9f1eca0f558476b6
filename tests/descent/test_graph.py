"""Who descends from whom over many versions."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgcheck.changes.changeset import Certainty
from orgcheck.descent.graph import Bond, Descent, Node, Reuse
from tests.descent.histories import of_units
from tests.work import calls


def kinds(descent: Descent, id: str) -> list[tuple[int, str, int, str, str]]:
    """The steps from or to a unit, but for those in which its id alone stays."""
    return [
        (edge.old.version, edge.old.unit, edge.new.version, edge.new.unit, edge.kind)
        for edge in descent.edges
        if id in (edge.old.unit, edge.new.unit) and edge.kind != "same"
    ]


def test_a_unit_that_one_version_leaves_out_is_the_same_unit() -> None:
    descent = of_units(["audit"], [], ["audit"]).descent
    assert kinds(descent, "audit") == [(0, "audit", 2, "audit", "gap")]
    assert descent.lifetimes_called("audit") == ((Node(0, "audit"), Node(2, "audit")),)
    assert descent.reuses == ()


def test_a_unit_that_is_missing_for_longer_is_not_joined() -> None:
    descent = of_units(["audit"], [], [], ["audit"]).descent
    assert descent.lifetimes_called("audit") == ((Node(0, "audit"),), (Node(3, "audit"),))
    assert descent.reuses == (Reuse(Node(0, "audit"), Node(3, "audit")),)


def test_a_unit_that_says_that_it_is_revived_is_the_same_unit() -> None:
    revived = "id: audit, name: Audit, revives: true"
    (edge,) = (
        edge
        for edge in of_units(["audit"], [], [], [revived], [revived]).descent.edges
        if edge.bond is Bond.REVIVED
    )
    assert (edge.old, edge.new) == (Node(0, "audit"), Node(3, "audit"))
    assert (edge.certainty, edge.basis) == (Certainty.DECLARED, ("revives: true",))


def test_a_unit_that_says_that_it_is_another_one_is_not_joined_over_a_gap() -> None:
    descent = of_units(["audit"], [], ["id: audit, name: Audit, revives: false"]).descent
    assert len(descent.lifetimes_called("audit")) == 2
    assert descent.reuses == (Reuse(Node(0, "audit"), Node(2, "audit")),)


def test_a_unit_whose_successor_is_declared_ended_so_that_there_is_no_gap() -> None:
    review = "id: review, name: Review, replaces: [audit]"
    descent = of_units(["audit"], [review], [review, "audit"]).descent
    assert kinds(descent, "audit") == [(0, "audit", 1, "review", "replace")]
    assert descent.reuses == (Reuse(Node(0, "audit"), Node(2, "audit")),)


def test_a_unit_that_has_its_own_id_again_used_no_id_again() -> None:
    review = "id: review, name: Review, previously: [audit]"
    back = "id: audit, name: Audit, previously: [review]"
    descent = of_units(["audit"], [review], [back]).descent
    nodes = (Node(0, "audit"), Node(1, "review"), Node(2, "audit"))
    assert descent.lifetimes_called("audit") == (nodes,)
    assert descent.reuses == ()


def test_a_unit_that_ends_where_an_earlier_id_of_it_stands_again_is_the_same_unit() -> None:
    review = "id: review, name: Review, previously: [audit]"
    descent = of_units(["audit"], [review], [review], ["id: audit, name: Control"]).descent
    assert kinds(descent, "audit")[-1] == (2, "review", 3, "audit", "again")
    assert len(descent.lifetimes_called("audit")) == 1
    assert descent.reuses == ()


def test_an_earlier_id_that_stands_again_later_than_the_unit_ended_is_used_again() -> None:
    review = "id: review, name: Review, previously: [audit]"
    descent = of_units(["audit"], [review], [], ["id: audit, name: Control"]).descent
    assert descent.reuses == (Reuse(Node(0, "audit"), Node(3, "audit")),)


def test_a_unit_that_may_have_either_of_two_earlier_ids_again_has_neither() -> None:
    second = "id: review, name: Review, previously: [audit]"
    third = "id: checks, name: Checks, previously: [review]"
    back = ["id: audit, name: Assets", "id: review, name: Water"]
    descent = of_units(["audit"], [second], [third], [third], back).descent
    assert [reuse.new.unit for reuse in descent.reuses] == ["audit", "review"]
    assert descent.goes_on(Node(3, "checks")) is None


def test_a_merger_has_an_edge_from_each_unit_that_ended() -> None:
    both = "id: both, name: Both, replaces: [one, two]"
    descent = of_units(["one", "two"], [both], [both]).descent
    graph = descent.graph
    assert set(graph.predecessors(Node(1, "both"))) == {Node(0, "one"), Node(0, "two")}
    told = graph.edges[Node(0, "one"), Node(1, "both")]
    assert (told["kind"], told["certainty"]) == ("merge", "declared")
    assert told["basis"] == ("replaces in 2.yaml:4",)
    assert Node(0, "one") in nx.ancestors(graph, Node(2, "both"))


@given(st.lists(st.sets(st.sampled_from("abcde")), min_size=1, max_size=6))
def test_every_unit_of_every_version_is_in_one_lifetime(present: list[set[str]]) -> None:
    descent = of_units(*present, inference=False).descent
    nodes = [node for lifetime in descent.lifetimes for node in lifetime]
    assert sorted(nodes) == sorted(descent.nodes)
    assert all(list(lifetime) == sorted(lifetime) for lifetime in descent.lifetimes)
    assert nx.is_directed_acyclic_graph(descent.graph)


@given(st.lists(st.booleans(), min_size=1, max_size=8))
def test_units_are_parted_where_two_versions_or_more_leave_an_id_out(has: list[bool]) -> None:
    descent = of_units(*(["audit"] if one else [] for one in has), inference=False).descent
    stretches = "".join("x" if one else "." for one in has).strip(".").replace("x.x", "x-x")
    # Of two gaps in a row the first replacement hides the second.
    stretches = stretches.replace("x.x", "x-x")
    parts = [part for part in stretches.split("..") if part.strip(".")]
    assert len(descent.lifetimes_called("audit")) == len(parts)
    assert len(descent.reuses) == max(len(parts) - 1, 0)


@pytest.mark.parametrize("inference", [True, False])
def test_what_is_inferred_is_left_out_where_it_is_not_wanted(inference: bool) -> None:
    before, after = "id: audit, name: Auditing Practice", "id: auditing, name: Auditing Practice"
    descent = of_units([before], [after], inference=inference).descent
    assert len(descent.lifetimes_called("audit")[0]) == 1 + inference


def test_the_steps_of_an_id_that_is_used_again_and_again_are_followed_once() -> None:
    def asked(number: int) -> int:
        versions = [["audit"] if version % 2 else [] for version in range(number)]
        edges = [edge for edge in of_units(*versions).descent.edges if edge.old.unit == "audit"]
        units = tuple(frozenset(version) for version in versions)
        descent = Descent(units, tuple(edges))
        nodes = [Node(version, "audit") for version in range(1, number, 2)]
        return calls(lambda: [(descent.beginning(node), descent.end(node)) for node in nodes])

    assert asked(160) < 4.5 * asked(40)
