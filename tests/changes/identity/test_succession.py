"""Step 5: who took over from units that ended, and what new units were carved out of."""

from __future__ import annotations

import pytest

from orgcheck.changes.changeset import Certainty
from orgcheck.changes.thresholds import Thresholds
from tests.changes.identity.identifying import below_top, handed_over, holding, identified


@pytest.mark.parametrize(
    ("before", "received", "succeeds"),
    [
        ("pq", "pq", True),
        ("pqrs", "pq", True),
        ("p", "p", False),
        ("pqrs", "p", False),
        ("pq" + "abcdefghijklmnorst", "pq", True),
        ("pq" + "abcdefghijklmnorstu", "pq", False),
    ],
    ids=["all", "half", "one of one", "one of four", "2 of 20", "2 of 21"],
)
def test_two_items_and_a_tenth(before: str, received: str, succeeds: bool) -> None:
    old = below_top(holding("a", "Harbour", before), "id: u, name: Forest")
    new = below_top(holding("u", "Forest", received))
    assert handed_over(old, new) == ({("a", "u")} if succeeds else set())


@pytest.mark.parametrize(("received", "replaces"), [("pqr", True), ("pq", False)])
def test_one_new_unit_replaces_one_ended_where_it_has_half(received: str, replaces: bool) -> None:
    old = below_top(holding("a", "Harbour", "pqrst"))
    new = below_top(holding("x", "Forest", received + "klmn"))
    assert handed_over(old, new) == ({("a", "x")} if replaces else set())


def test_one_of_several_receivers_need_not_have_half() -> None:
    old = below_top(holding("a", "Harbour", "pqrstuvw"), "id: u, name: Archives")
    alone = below_top(holding("x", "Forest", "pqr"), "id: u, name: Archives")
    assert handed_over(old, alone) == set()
    several = below_top(holding("x", "Forest", "pqr"), holding("u", "Archives", "st"))
    assert handed_over(old, several) == {("a", "x"), ("a", "u")}


@pytest.mark.parametrize(("scattered", "took_in"), [("", True), ("rs", True), ("rst", False)])
def test_a_unit_that_goes_on_took_in_one_of_which_it_has_half_of_what_is_left(
    scattered: str, took_in: bool
) -> None:
    others = [f"id: o{n}, name: Other {word}" for n, word in enumerate(("Port", "Mine", "Lake"))]
    old = below_top(holding("a", "Harbour", "pqrst"), "id: u, name: Forest", *others)
    received = [holding(f"o{n}", "Other", duty) for n, duty in enumerate(scattered)]
    new = below_top(holding("u", "Forest", "pq"), *received, *others[len(received) :])
    assert handed_over(old, new) == ({("a", "u")} if took_in else set())


@pytest.mark.parametrize(
    ("one", "other", "pooled", "merged"),
    [
        ("p", "q", "pq", True),
        ("p", "qr", "pqr", True),
        ("p", "q", "pqx", False),
        ("pr", "qs", "pq", False),
        ("p", "p", "p", False),
    ],
    ids=["one of one each", "one and two", "and another", "half of each", "one item"],
)
def test_small_units_merged_where_all_of_theirs_is_all_that_a_new_one_has(
    one: str, other: str, pooled: str, merged: bool
) -> None:
    old = below_top(holding("a", "Harbour", one), holding("b", "Forest", other))
    new = below_top(holding("x", "Archives", pooled))
    assert handed_over(old, new) == ({("a", "x"), ("b", "x")} if merged else set())
    elsewhere = below_top("id: p, name: Port") + new.splitlines()[-1].replace("top", "p") + "\n"
    assert ("a", "x") not in handed_over(old, elsewhere), "not of units of another place"


def test_what_falls_to_those_above_was_not_taken_over_unless_a_duty_was_too() -> None:
    def snapshot(parent: str, *units: str, duties: str = "") -> str:
        children = "".join(f"  - {{id: c{n}, name: C{n}, parent: {parent}}}\n" for n in range(3))
        return below_top(holding("p", "Port", duties), *units) + children

    ended = "  - {id: a, name: Harbour, parent: p, responsibilities: [duty p]}\n"
    old = snapshot("a") + ended
    assert handed_over(old, snapshot("p")) == set()
    assert handed_over(old, snapshot("top")) == set()
    assert handed_over(old, snapshot("p", duties="p")) == {("a", "p")}


def test_what_the_receiver_held_already_it_did_not_take_over() -> None:
    old = below_top(holding("a", "Harbour", "pqr"), holding("u", "Forest", "pq"))
    assert handed_over(old, below_top(holding("u", "Forest", "pq"))) == set()
    assert handed_over(old, below_top(holding("u", "Forest", "pqr"))) == set(), "one item is new"


def test_children_are_followed_to_where_they_stand() -> None:
    below = "  - {id: c, name: C, parent: %s}\n  - {id: d, name: D, parent: %s}\n"
    old = below_top("id: a, name: Harbour", "id: u, name: Forest", "id: v, name: Mine")
    new = below_top("id: u, name: Forest", "id: v, name: Mine")
    assert handed_over(old + below % ("a", "a"), new + below % ("u", "u")) == {("a", "u")}
    assert handed_over(old + below % ("a", "a"), new + below % ("u", "v")) == set()


def test_a_succession_is_by_structure_and_counted() -> None:
    old = below_top(holding("a", "Harbour", "pqrs", sites="[Oslo, Bergen]"), "id: u, name: Forest")
    new = below_top(holding("u", "Forest", "pq", sites="[Oslo]"))
    (link,) = identified(old, new).successions
    assert (link.certainty, link.spin_off) == (Certainty.STRUCTURE, False)
    assert link.evidence == ("2 of 4 duties", "1 of 2 sites")


@pytest.mark.parametrize(
    ("given", "further", "carved_out"),
    [("pq", "", True), ("pq", "xy", True), ("pq", "xyz", False), ("p", "", False)],
    ids=["all", "half", "less than half", "one item"],
)
def test_a_new_unit_is_carved_out_where_half_of_it_came(
    given: str, further: str, carved_out: bool
) -> None:
    old = below_top(holding("u", "Harbour", "pqrs"))
    kept = "".join(sorted(set("pqrs") - set(given)))
    new = below_top(holding("u", "Harbour", kept), holding("n", "Forest", given + further))
    assert handed_over(old, new) == ({("u", "n")} if carved_out else set())
    assert all(link.spin_off for link in identified(old, new).successions)


def test_what_the_giver_still_holds_it_did_not_give() -> None:
    old = below_top(holding("u", "Harbour", "pqrs"))
    new = below_top(holding("u", "Harbour", "pqrs"), holding("n", "Forest", "pq"))
    assert handed_over(old, new) == set()


def test_a_declared_link_is_not_found_again_and_does_not_hide_others() -> None:
    old = below_top(holding("a", "Harbour", "pqrs"), "id: u, name: Mine")
    new = below_top(
        holding("x", "Forest", "pq", replaces="[a]"), holding("u", "Mine", "rs"), "id: w, name: W"
    )
    links = {(link.new, link.certainty) for link in identified(old, new).successions}
    assert links == {("x", Certainty.DECLARED), ("u", Certainty.STRUCTURE)}


def test_an_ended_level_is_looked_through_unless_it_has_a_successor_itself() -> None:
    def snapshot(*levels: str, parents: tuple[str, str]) -> str:
        leaves = [f"  - {{id: r{n}, name: R{n}, parent: {parents[n]}}}\n" for n in range(2)]
        return below_top("id: u, name: Mine", *levels) + "".join(leaves)

    between = "  - {id: m, name: M, parent: a}\n  - {id: n, name: N, parent: a}\n"
    old = snapshot("id: a, name: Harbour", parents=("m", "n")) + between
    assert handed_over(old, snapshot(parents=("u", "u"))) == {("a", "u")}
    assert identified(old, snapshot(parents=("u", "u"))).successions[0].evidence == (
        "2 of 2 units below",
    )
    together = snapshot("id: a, name: Harbour", parents=("m", "m")) + between
    assert handed_over(together, snapshot(parents=("u", "u"))) == {("m", "u")}


def test_what_a_new_unit_took_over_is_not_its_parent_s_too() -> None:
    leaves = "  - {id: r, name: R, parent: %s}\n  - {id: s, name: S, parent: %s}\n"
    old = below_top("id: a, name: Harbour", "id: u, name: Mine") + leaves % ("a", "a")
    new = below_top("id: u, name: Mine") + "  - {id: n, name: New, parent: u}\n"
    assert handed_over(old, new + leaves % ("n", "n")) == {("a", "n")}


def test_thresholds_are_options() -> None:
    old = below_top(holding("a", "Harbour", "pqr"), "id: u, name: Forest")
    new = below_top(holding("u", "Forest", "pq"))
    assert identified(old, new, Thresholds(successor_share=0.7)).successions == ()
    assert identified(old, new, Thresholds(successor_items=3)).successions == ()
