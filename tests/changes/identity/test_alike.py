"""Units known again by names alike, and what speaks against it."""

from __future__ import annotations

import pytest

from orgcheck.changes.changeset import Certainty
from tests.changes.identity.identifying import below_top, found, holding, identified, possible

PLACES = ("id: p, name: Harbour", "id: q, name: Forest")


def one(name: str, parent: str = "p", kind: str = "team", id: str = "a") -> str:
    """A snapshot with two departments and one unit below one of them."""
    return below_top(*PLACES) + f"  - {{id: {id}, parent: {parent}, kind: {kind}, name: {name}}}\n"


@pytest.mark.parametrize(
    ("before", "after", "in_place", "retyped", "elsewhere", "both"),
    [
        ("ChefOpenStack", "Chef OpenStack", True, True, True, True),
        ("Road Safety", "Safety Road", True, True, True, True),
        ("wg-rustfmt", "rustfmt", True, True, False, False),
        ("Harbour Pilots", "Pilots", True, True, True, False),
        ("Pilots", "Forest Pilots", True, False, False, False),
        ("Department of Health", "Ministry of Health", True, True, False, False),
        ("Release Cycle Management", "Release Management", True, False, False, False),
        ("Release Cycle Management", "Release Management Team", True, False, False, False),
        ("Road Safty", "Road Safety", True, True, True, False),
        ("Civil Defence", "Civil Defense", True, True, True, False),
        ("Botanical Gardens", "Botanic Gardens", True, True, True, False),
        ("Mental Health", "Dental Health", False, False, False, False),
        ("Port Policy", "Port Police", False, False, False, False),
        ("Product Management", "PM", False, False, False, False),
        ("Health", "Health Data Standards", False, False, False, False),
        ("Eastern Roads", "Western Roads", False, False, False, False),
        ("Roads and Harbours", "Roads and Forests", False, False, False, False),
    ],
)
def test_what_likeness_is_enough_where(
    before: str, after: str, in_place: bool, retyped: bool, elsewhere: bool, both: bool
) -> None:
    old = one(before)
    assert bool(found(old, one(after, id="x"))) is in_place
    assert bool(found(old, one(after, id="x", kind="office"))) is retyped
    assert bool(found(old, one(after, id="x", parent="q"))) is elsewhere
    assert bool(found(old, one(after, id="x", parent="q", kind="office"))) is both


def test_it_is_certain_by_name_and_says_what_differs() -> None:
    match = identified(one("wg-pilots"), one("pilots", id="x")).matches["a"]
    assert match.certainty is Certainty.NAME
    assert match.evidence == ('names differ by "wg" only', "same parent")


def test_where_content_was_kept_less_of_the_name_is_enough() -> None:
    old = below_top(holding("a", "Health", "p"))
    new = below_top(holding("x", "Health Data Standards", "p"))
    assert found(old, new) == {("a", "x")}
    assert identified(old, new).matches["a"].evidence[-1] == "1 of 1 duty"
    initials = below_top(holding("x", "HDS", "p"))
    assert found(below_top(holding("a", "Health Data Standards", "p")), initials) == {("a", "x")}


def test_half_of_all_content_says_as_much_as_the_place() -> None:
    old = below_top(*PLACES, holding("a", "Finance", "pq")).replace("top, id: a", "p, id: a")
    new = below_top(*PLACES, holding("x", "Finance and Procurement", "pq"))
    assert found(old, new.replace("top, id: x", "q, id: x")) == {("a", "x")}
    less = below_top(*PLACES, holding("x", "Finance and Procurement", "pqrstu"))
    assert found(old, less.replace("top, id: x", "q, id: x")) == set()


def test_where_those_below_have_names_alike_less_of_the_name_is_enough() -> None:
    def version(name: str, *children: str, id: str) -> str:
        below = (f"  - {{parent: {id}, id: {id}{n}, name: {c}}}\n" for n, c in enumerate(children))
        return below_top(f"id: {id}, name: {name}") + "".join(below)

    old = version("Central State Bureaucracy", "Personnel Affairs", "Roads", "Harbours", id="a")
    new = version("Central State Governance", "Personnel Affairs and Law", "Roads Unit", id="x")
    assert ("a", "x") in found(old, new)
    other = version("Central State Governance", "Personnel Affairs and Law", "Forests", id="x")
    assert ("a", "x") not in found(old, other)


def test_what_it_held_being_elsewhere_speaks_against_it() -> None:
    old = below_top(holding("a", "wg-pilots", "pqrs"), "id: b, name: Bridges")
    moved = below_top(holding("x", "pilots", "p"), holding("b", "Bridges", "qrs"))
    assert ("a", "x") not in found(old, moved)
    kept = below_top(holding("x", "pilots", "pqr"), holding("b", "Bridges", "s"))
    assert ("a", "x") in found(old, kept)


def test_another_that_has_more_in_common_speaks_against_it() -> None:
    old = below_top("id: a, name: wg-pilots", holding("b", "Bridges", "pq"))
    new = below_top(holding("x", "pilots", "pq"))
    assert ("a", "x") not in found(old, new)


def test_where_two_are_equally_near_nobody_is_taken() -> None:
    old = one("wg-pilots")
    new = one("pilots", id="x") + "  - {id: y, parent: p, kind: team, name: Pilots}\n"
    assert found(old, new) == set()
    assert {old for old, _ in possible(old, new)} == {"a"}


def test_the_nearer_of_two_is_taken() -> None:
    new = one("pilots", id="x") + "  - {id: y, parent: q, kind: office, name: pilots sig}\n"
    assert found(one("wg-pilots"), new) == {("a", "x")}


def test_a_sibling_that_stayed_and_is_as_near_is_a_rival() -> None:
    stayed = "  - {id: s, parent: p, kind: team, name: Pilots}\n"
    old, new = one("wg-pilots"), one("sig pilots", id="x")
    assert found(old, new) == {("a", "x")}
    assert found(old + stayed, new + stayed) == set()


def test_an_ended_child_is_not_taken_for_the_site_that_its_id_spells() -> None:
    sites = "id: s, name: Forest, sites: [turku, oulu]"
    children = "".join(f"  - {{id: {id}, parent: a, name: {id}}}\n" for id in ("turku", "oulu"))
    old = below_top(holding("a", "Road Safty", "p"), sites) + children
    new = below_top(holding("x", "Road Safety", "p"), sites)
    assert found(old, new) == {("a", "x")}


def test_elsewhere_any_unit_that_is_as_near_is_a_rival() -> None:
    stayed = "  - {id: s, parent: top, kind: team, name: Pilots at Sea}\n"
    old, new = one("Sea Pilots"), one("Sea Pilot", id="x", parent="q")
    assert found(old, new) == {("a", "x")}
    assert found(old + stayed, new + stayed) == set()


def test_a_word_that_tells_two_units_apart_makes_another_name() -> None:
    old, new = one("Debian Release Tools"), one("Release Tools", id="x")
    assert found(old, new) == {("a", "x")}
    both = (
        "  - {id: s, parent: q, kind: team, name: Debian Pilots}\n"
        "  - {id: t, parent: q, kind: team, name: Pilots}\n"
    )
    assert found(old + both, new + both) == set()


def test_at_the_top_a_little_more_is_asked_than_below_one_parent() -> None:
    top = "units: [{id: %s, name: %s, top: true%s}]"
    names = ("Release Cycle Management", "Release Tools and Management")
    old, new = (top % (id, name, "") for id, name in zip("ax", names, strict=True))
    assert found(old, new) == set()
    duty = ", responsibilities: [tagging]"
    old, new = (top % (id, name, duty) for id, name in zip("ax", names, strict=True))
    assert found(old, new) == {("a", "x")}
    assert found(top % ("a", names[0], ""), top % ("x", "Release Management", "")) == {("a", "x")}


def test_a_single_word_joins_no_unit_of_another_kind_at_the_top() -> None:
    old = "units: [{id: top, name: Works}, {id: a, name: wg-pilots, kind: working-group}]"
    for kind, joined in (("working-group", True), ("marker-team", False)):
        new = f"units: [{{id: top, name: Works}}, {{id: x, name: Pilots, kind: {kind}}}]"
        assert bool(found(old, new)) is joined


def test_that_a_name_says_its_kind_is_no_second_difference() -> None:
    old = one("Rope by Example", kind="team")
    for name, kind in (("wg-rope-by-example", "working-group"), ("Rope by Example", "office")):
        assert found(old, one(name, "q", kind, "x")) == {("a", "x")}
    assert found(old, one("Ministry of Rope by Example", "q", "office", "x")) == set()


def test_a_unit_of_another_kind_elsewhere_is_another_though_its_kind_alone_is_in_its_name() -> None:
    old = one("General Forestry Team")
    agency = {"id": "x", "kind": "agency"}
    assert found(old, one("General Forestry Agency", **agency)) == {("a", "x")}
    assert found(old, one("General Forestry Agency", parent="q", **agency)) == set()


def test_below_a_successor_is_in_place() -> None:
    old = below_top(holding("a", "Harbour", "pq"), "id: p, name: P")
    old += "  - {id: b, parent: a, name: Release Cycle Management}\n"
    new = below_top(holding("x", "Mine", "pqrstuvw"), "id: p, name: P")
    child = "  - {id: y, parent: %s, name: Release Management}\n"
    assert found(old, new + child % "x") == {("b", "y")}
    assert found(old, new + child % "p") == set()


def test_where_too_many_bear_the_words_to_be_told_nobody_is_taken_elsewhere() -> None:
    crowd = "".join(f"  - {{id: c{n}, parent: q, name: Sea Pilots {n}q}}\n" for n in range(60))
    old, new = one("wg-sea-pilots"), one("sea pilots", id="x", parent="q")
    assert found(old, new) == {("a", "x")}
    assert found(old + crowd, new + crowd) == set()
    assert found(old + crowd, one("sea pilots", id="x") + crowd) == {("a", "x")}, "few siblings"


def in_two_bodies(*below_p: str, below_q: tuple[str, ...] = ()) -> str:
    """A snapshot of two bodies, each with these units below it, and the sections that both have."""
    sections = ("Finance", "London", "Human Resources")
    text = below_top("id: p, name: Port Authority", "id: q, name: Forest Agency")
    for body, units in (("p", below_p), ("q", below_q)):
        names = [f"id: {body}{n}, name: {name}" for n, name in enumerate(sections)]
        text += "".join(
            f"  - {{parent: {body}, kind: section, {unit}}}\n" for unit in (*names, *units)
        )
    return text


@pytest.mark.parametrize(
    ("name", "joined"),
    [
        ("Assurance", False),
        ("Finance London", False),
        ("Human Resources London", False),
        ("Tidal Measurement", True),
        ("Tidal Finance", False),
    ],
)
def test_across_branches_a_name_joins_where_sections_do_not_make_it_up(
    name: str, joined: bool
) -> None:
    old = in_two_bodies(f"id: a, name: {name}")
    new = in_two_bodies(below_q=(f"id: x, name: {name}",))
    assert bool(found(old, new)) is joined
    assert bool(possible(old, new)) is not joined, "it is shown where it is not applied"
    assert found(old, in_two_bodies(f"id: x, name: {name}")) == {("a", "x")}, "in its place"


def test_never_with_a_word_for_another_across_branches() -> None:
    old = in_two_bodies("id: a, name: Tidal River Water Measurement")
    new = in_two_bodies(below_q=("id: x, name: Tidal River Water Records",))
    assert found(old, new) == set()


def test_a_name_alike_of_which_others_have_the_content_is_a_division() -> None:
    old = below_top(holding("a", "Northern Benefits", "pqrs"))
    new = below_top(holding("x", "Northern Benefit Grants", "pq"), holding("y", "Fisheries", "rs"))
    assert found(old, new) == set()


def test_a_name_that_stands_whole_in_several_new_ones_is_none_of_theirs() -> None:
    old = below_top("id: a, name: Autoscaler")
    new = "id: x, name: Cluster Autoscaler"
    assert found(old, below_top(new)) == {("a", "x")}
    rival = "id: y, name: Vertical Pod Autoscaler for All"
    assert found(old, below_top(new, rival)) == set()
    assert possible(old, below_top(new, rival)) == {("a", "x")}
    back = [below_top(new, rival).replace("id: top", "id: t"), old.replace("id: top", "id: t")]
    assert found(*back) == set(), "nor the other way round"
    assert found(old, below_top(rival, "id: z, name: Autoscaler")) == {("a", "z")}
