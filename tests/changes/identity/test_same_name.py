"""Step 3: the same name, unique on both sides."""

from __future__ import annotations

import pytest

from orgcheck.changes.changeset import Certainty
from tests.changes.identity.identifying import (
    below_top,
    found,
    handed_over,
    holding,
    identified,
    possible,
)


def test_a_unit_is_known_by_a_name_that_nobody_else_bears() -> None:
    old = below_top("id: a, name: Legal Affairs", "id: b, name: Audit")
    new = below_top("id: x, name: LEGAL-AFFAIRS", "id: b, name: Audit")
    correspondence = identified(old, new)
    match = correspondence.matches["a"]
    assert (match.new, match.certainty) == ("x", Certainty.NAME)
    assert match.evidence == ("same name, same parent",)


def test_of_two_that_bear_the_name_neither_is_guessed() -> None:
    old = below_top("id: a, name: Audit", "id: b, name: Audit")
    new = below_top("id: x, name: Audit", "id: y, name: Audit")
    assert found(old, new) == set()
    assert possible(old, new) == {("a", "x"), ("b", "y")}, "shown, none applied"


def test_a_name_that_a_known_unit_bears_too_tells_nothing() -> None:
    places = ("id: p, name: P", "id: q, name: Q")
    old = below_top("id: a, name: Secretariat", *places)
    new = below_top(*places) + "  - {id: x, parent: q, name: Secretariat}\n"
    assert found(old, new) == {("a", "x")}
    known = "  - {id: s, parent: p, name: Secretariat}\n"
    assert found(old + known, new + known) == set()


def test_below_one_parent_it_need_be_unique_among_the_siblings_only() -> None:
    def snapshot(first: str, second: str) -> str:
        return below_top("id: p, name: P", "id: q, name: Q") + (
            f"  - {{id: {first}, parent: p, name: Secretariat}}\n"
            f"  - {{id: {second}, parent: q, name: Secretariat}}\n"
        )

    assert found(snapshot("a", "b"), snapshot("x", "y")) == {("a", "x"), ("b", "y")}


def test_what_is_found_leads_to_the_children() -> None:
    def snapshot(prefix: str) -> str:
        return below_top(f"id: {prefix}1, name: Harbour", f"id: {prefix}2, name: Forest") + (
            f"  - {{id: {prefix}3, parent: {prefix}1, name: Team}}\n"
            f"  - {{id: {prefix}4, parent: {prefix}2, name: Team}}\n"
        )

    pairs = {(f"a{number}", f"b{number}") for number in range(1, 5)}
    assert found(snapshot("a"), snapshot("b")) == pairs


def test_of_several_of_that_name_the_one_of_its_kind() -> None:
    old = below_top("id: a, name: nova, kind: team", "id: b, name: nova, kind: product")
    new = below_top("id: x, name: nova, kind: team", "id: y, name: nova, kind: product")
    assert found(old, new) == {("a", "x"), ("b", "y")}


def test_another_kind_is_no_obstacle() -> None:
    old = below_top("id: a, name: Big Data, kind: sig")
    new = below_top("id: x, name: Big Data, kind: ug")
    assert found(old, new) == {("a", "x")}


def test_another_kind_and_most_of_its_content_elsewhere_is_one() -> None:
    units = [f"{{id: r{number}, name: R{number}, parent: %s}}" for number in range(4)]
    old = below_top("id: a, name: Ceilometer, kind: team")
    old += "".join(f"  - {unit % 'a'}\n" for unit in units)
    new = below_top("id: t, name: Telemetry, kind: team")
    new += "  - {id: x, name: Ceilometer, kind: product, parent: t}\n"
    new += "".join(f"  - {unit % ('t' if number else 'x')}\n" for number, unit in enumerate(units))
    assert ("a", "x") not in found(old, new)


def test_a_name_in_one_language_that_differs_in_another_is_half_a_name() -> None:
    old = below_top("id: a, name: {en: Pier, fi: Laituri}", "id: p, name: P")
    new = below_top("id: x, name: {en: Pier, fi: Aallonmurtaja}", "id: p, name: P")
    match = identified(old, new).matches["a"]
    assert match.evidence == ("same name, in one language", "same parent")
    assert found(old, new.replace("parent: top, id: x", "parent: p, id: x")) == set()


def test_a_unit_that_was_replaced_by_declaration_is_not_looked_for() -> None:
    old = below_top("id: a, name: Audit")
    new = below_top("id: x, name: Control, replaces: [a]", "id: y, name: Audit")
    assert found(old, new) == set()


@pytest.mark.parametrize("name", ["Finance", "Harbour Pilots Training"])
def test_where_content_says_that_it_goes_on_as_another_both_are_shown(name: str) -> None:
    old = below_top(holding("f", name, "abcd", sites="[Oulu]"))
    namesake = holding("x", name, "kl")
    new = below_top(holding("u", "Treasury", "abcd", sites="[Oulu]"), namesake)
    assert found(old, new) == set()
    assert handed_over(old, new) == set(), "nor was the one carved out of the other"
    (shown,) = identified(old, new).possible
    assert (shown.old, shown.new, shown.runner_up) == ("f", "u", "x")
    assert shown.because == "4 of 4 duties, 1 of 1 site, though a name says otherwise"


@pytest.mark.parametrize(
    ("kept", "moved", "rival"),
    [("ab", "cd", "cd"), ("", "ab", "ab"), ("", "abc", "abcklmn"), ("abc", "abcd", "abcd")],
    ids=["as much", "two items", "much else", "held by both"],
)
def test_of_less_elsewhere_the_name_stands(kept: str, moved: str, rival: str) -> None:
    old = below_top(holding("f", "Finance", sorted({*kept, *moved})))
    new = below_top(holding("x", "Finance", kept), holding("u", "Treasury", rival))
    assert found(old, new) == {("f", "x")}


def test_what_a_unit_that_stayed_took_over_does_not_make_it_another() -> None:
    old = below_top(holding("f", "Finance", "abcd"), holding("u", "Treasury", ""))
    new = below_top(holding("x", "Finance", "kl"), holding("u", "Treasury", "abcd"))
    assert found(old, new) == {("f", "x")}


def test_what_stands_below_it_now_speaks_for_the_name() -> None:
    old = below_top(holding("f", "Finance", "abcd"))
    below = "  - {id: u, name: Treasury, parent: x, responsibilities: [%s]}\n"
    below %= ", ".join(f"duty {duty}" for duty in "abcd")
    assert found(old, below_top("id: x, name: Finance") + below) == {("f", "x")}
