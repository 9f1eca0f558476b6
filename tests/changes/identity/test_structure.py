"""Step 4: the same structure."""

from __future__ import annotations

import pytest

from orgcheck.changes.changeset import Certainty
from orgcheck.changes.thresholds import Thresholds
from tests.changes.identity.identifying import below_top, found, holding, identified


def pair(before: str, after: str) -> tuple[str, str]:
    """Two snapshots with one unit each, of unlike names, holding these duties."""
    return below_top(holding("a", "Harbour", before)), below_top(holding("x", "Forest", after))


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("pqr", "pqr", True),
        ("pqrs", "pqrt", True),
        ("pqr", "pqrstu", True),
        ("pqr", "pqrstuv", False),
        ("pq", "pq", False),
    ],
    ids=["all", "3 of 5", "a half", "less than a half", "two of two may be chance"],
)
def test_half_of_what_they_hold_and_at_least_three(before: str, after: str, same: bool) -> None:
    assert found(*pair(before, after)) == ({("a", "x")} if same else set())


def test_the_thresholds_are_options() -> None:
    snapshots = pair("pq", "pq")
    assert found(*snapshots, Thresholds(shared_items=2)) == {("a", "x")}
    assert found(*pair("pqrs", "pqrt"), Thresholds(likeness=0.7)) == set()


def test_what_is_shared_is_counted() -> None:
    old = below_top("id: a, name: Harbour, responsibilities: [p, q], sites: [Oslo, Bergen]") + (
        "  - {id: c, name: C, parent: a}\n  - {id: d, name: D, parent: a}\n"
    )
    new = below_top("id: x, name: Forest, responsibilities: [P, r], sites: [Oslo, Bergen]") + (
        "  - {id: c, name: C, parent: x}\n  - {id: d, name: D, parent: x}\n"
    )
    match = identified(old, new).matches["a"]
    assert match.certainty is Certainty.STRUCTURE
    assert match.evidence == ("2 of 2 child units", "1 of 2 duties", "2 of 2 sites")


def test_posts_count_under_their_earlier_ids_too() -> None:
    def snapshot(unit: str, name: str, post: str, line: str = "") -> str:
        return below_top(f"id: {unit}, name: {name}, head: {post}, responsibilities: [p, q]") + (
            f"posts:\n  - {{id: {post}, name: Head, unit: {unit}{line}}}\n"
        )

    new = snapshot("x", "Forest", "head-of-forest", ", previously: [head-of-harbour]")
    match = identified(snapshot("a", "Harbour", "head-of-harbour"), new).matches["a"]
    assert match.evidence == ("2 of 2 duties", "1 of 1 post")


def test_a_duty_that_got_an_id_is_the_same_duty() -> None:
    old = below_top("id: a, name: Harbour, responsibilities: [Dredging, Piloting, Towing]")
    new = below_top(
        "id: x, name: Forest, responsibilities: "
        "[{id: d1, name: dredging}, {id: d2, name: piloting}, towing]"
    )
    assert found(old, new) == {("a", "x")}


def test_the_next_candidate_must_be_well_behind_on_either_side() -> None:
    old = below_top(holding("a", "Harbour", "pqrstu"))
    clear = below_top(holding("x", "Forest", "pqrstu"), holding("y", "Fishery", "pqrst"))
    assert found(old, clear) == {("a", "x")}, "five of six against all"
    close = below_top(holding("x", "Forest", "pqrst"), holding("y", "Fishery", "qrstu"))
    assert found(old, close) == set()
    assert found(close, old) == set()


def test_among_equals_nobody_is_taken_and_each_succeeds_each() -> None:
    old = below_top(holding("a", "Harbour", "pqr"), holding("b", "Bridges", "pqr"))
    new = below_top(holding("x", "Forest", "pqr"), holding("y", "Fishery", "pqr"))
    assert found(old, new) == set()
    assert len(identified(old, new).successions) == 4


def test_a_known_child_is_evidence_for_its_parent_and_so_on_upwards() -> None:
    def snapshot(side: str, names: str) -> str:
        lines = below_top(f"id: {side}0, name: {names} Zero")
        for number in range(1, 4):
            lines += (
                f"  - {{id: {side}{number}, parent: {side}0, name: {names} {number} x,"
                f" responsibilities: [p{number}, q{number}, r{number}]}}\n"
            )
        return lines

    pairs = {(f"a{number}", f"b{number}") for number in range(4)}
    assert found(snapshot("a", "Harbour"), snapshot("b", "Forest")) == pairs


def test_a_pair_waits_for_children_that_may_speak_for_another() -> None:
    """By its duties the Harbour is the Forest; its two teams, once known, went to the Mine."""

    def teams(side: str, names: str, parent: str) -> str:
        return "".join(
            f"  - {{id: {side}{team}, parent: {parent}, name: {names} {team},"
            f" responsibilities: [p{team}, q{team}, r{team}]}}\n"
            for team in range(2)
        )

    old = below_top(holding("a", "Harbour", "pqrs")) + teams("a", "Pilots", "a")
    new = below_top(holding("x", "Forest", "pqrs"), holding("y", "Mine", "p"))
    assert ("a", "x") in found(old, new)
    assert found(old, new + teams("y", "Miners", "y")) == {("a0", "y0"), ("a1", "y1")}


def test_units_whose_parents_form_a_cycle_do_not_wait_for_ever() -> None:
    def snapshot(side: str, names: str) -> str:
        return "units:\n" + "".join(
            f"  - {{id: {side}{number}, parent: {side}{1 - number}, name: {names} {number},"
            f" responsibilities: [p{number}, q{number}, r{number}, s{number}]}}\n"
            for number in range(2)
        )

    pairs = {("a0", "b0"), ("a1", "b1")}
    assert found(snapshot("a", "Harbour"), snapshot("b", "Forest")) == pairs


def test_a_level_put_between_hides_nothing() -> None:
    teams = [f"{{id: r{number}, name: R{number}, parent: %s}}" for number in range(4)]
    old = below_top("id: a, name: Power")
    old += "".join(f"  - {team % 'a'}\n" for team in teams)
    new = below_top("id: x, name: Steam")
    new += "".join(f"  - {{id: d{n}, name: Product {n} a, parent: x}}\n" for n in range(4))
    new += "".join(f"  - {team % f'd{number}'}\n" for number, team in enumerate(teams))
    match = identified(old, new).matches["a"]
    assert (match.new, match.evidence[0]) == ("x", "4 of 4 units below")


def test_two_that_became_one_are_a_merger_though_one_gave_more() -> None:
    old = below_top(holding("a", "Harbour", "pqrst"), holding("b", "Bridges", "uvw"))
    new = below_top(holding("x", "Forest", "pqrstuvw"))
    correspondence = identified(old, new)
    assert "a" not in correspondence.matches
    assert {(link.old, link.new) for link in correspondence.successions} == {("a", "x"), ("b", "x")}


def test_where_nearly_all_is_from_one_it_goes_on_and_takes_the_other_in() -> None:
    old = below_top(holding("a", "Harbour", "abcdefghijkl"), holding("b", "Bridges", "vw"))
    new = below_top(holding("x", "Forest", "abcdefghijklvw"))
    correspondence = identified(old, new)
    assert correspondence.matches["a"].new == "x"
    assert {(link.old, link.new) for link in correspondence.successions} == {("b", "x")}


def test_one_that_was_divided_is_neither_part() -> None:
    old = below_top(holding("a", "Harbour", "pqrstuvw"))
    new = below_top(holding("x", "Forest", "pqrst"), holding("y", "Fishery", "uvw"))
    assert found(old, new) == set()


def test_what_very_many_hold_is_no_evidence_and_the_report_says_so() -> None:
    def snapshot(side: str) -> str:
        names = {"a": "Harbour", "x": "Forest"}
        return below_top(*(holding(f"{side}{n}", f"{names[side]} {n} b", "pqr") for n in range(25)))

    correspondence = identified(snapshot("a"), snapshot("x"))
    assert not any(one.certainty is Certainty.STRUCTURE for one in correspondence.matches.values())
    assert correspondence.successions == ()
    assert any("very many" in note for note in correspondence.notes)
