"""Step 6: what looks alike and is left to a person."""

from __future__ import annotations

from tests.changes.identity.identifying import below_top, found, holding, identified, possible


def test_a_likeness_of_names_is_shown_and_never_applied() -> None:
    old, new = (
        below_top("id: a, name: Product Security"),
        below_top("id: x, name: Security Response"),
    )
    correspondence = identified(old, new)
    assert "a" not in correspondence.matches
    (shown,) = correspondence.possible
    assert (shown.old, shown.new, shown.runner_up) == ("a", "x", None)
    assert shown.because == 'name only: "Product Security" and "Security Response"'
    assert shown.paste == "previously: [a]"


def test_the_next_best_is_the_runner_up() -> None:
    old = below_top("id: a, name: autoscaler")
    new = below_top("id: x, name: big pod autoscaler", "id: y, name: other big autoscaler")
    (shown,) = identified(old, new).possible
    assert (shown.new, shown.runner_up) == ("x", "y")


def test_each_unit_is_in_one_pair_so_that_all_together_are_most_alike() -> None:
    old = below_top("id: a, name: Urban Wood", "id: b, name: Urban Wood Parks Care Rivers")
    new = below_top(
        "id: x, name: Wood Urban Park Lakes Tolls", "id: y, name: Urban River Care Dams"
    )
    assert possible(old, new) == {("a", "x"), ("b", "y")}


def test_names_unlike_are_not_shown() -> None:
    old, new = (
        below_top("id: a, name: Urban Forestry"),
        below_top("id: x, name: Urban Payroll Tools"),
    )
    assert possible(old, new) == set()


def test_units_whose_succession_is_known_are_not_shown() -> None:
    old = below_top(holding("a", "Product Security", "pq"))
    new = below_top(holding("x", "Security Response", "pqrs"))
    assert possible(old, new) == set()


def test_it_says_where_content_speaks_against_the_name() -> None:
    old = below_top(holding("a", "wg-pilots", "p"), "id: b, name: Bridges")
    new = below_top("id: x, name: pilots", holding("b", "Bridges", "p"))
    assert found(old, new) == set()
    (shown,) = identified(old, new).possible
    assert shown.because.endswith("though most of what it held is elsewhere now")


def test_what_could_not_all_be_compared_is_noted() -> None:
    def snapshot(side: str, word: str) -> str:
        return below_top(*(f"id: {side}{n}, name: {word}{n}q common" for n in range(60)))

    notes = identified(snapshot("a", "pier"), snapshot("x", "dock")).notes
    assert any("not all were compared by name" in note for note in notes)


def test_units_that_are_numbered_otherwise_are_not_shown() -> None:
    old = below_top("id: a, name: Benefit Decisions Team 3")
    assert possible(old, below_top("id: x, name: Benefit Decisions Team 5")) == set()
    assert possible(old, below_top("id: x, name: Pension Decisions Team 3")) == {("a", "x")}
