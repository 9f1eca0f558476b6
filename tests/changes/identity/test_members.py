"""Members in common: evidence that weighs less, and is never enough by itself."""

from __future__ import annotations

import pytest

from orgcheck.changes.changeset import ChangeSet
from orgcheck.changes.compare import compare
from tests.building import organisation

TOP = "{id: org, name: Org, top: true, kind: org}"
HELPERS = "{id: help, name: Helpers, kind: team, parent: org, members: [p1, p2, p3, p4]}"


def changed(before: str, after: str, *, people: bool = True) -> ChangeSet:
    old, new = (organisation(f"units: [{TOP}, {units}]") for units in (before, after))
    return compare(old, new, people=people)


def joined(changes: ChangeSet) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(one.old, one.new, one.evidence) for one in changes.correspondence.units]


def possible(changes: ChangeSet) -> list[tuple[str, str, str]]:
    return [(one.old, one.new, one.because) for one in changes.possible_matches]


def team(id: str, name: str, members: str, more: str = "parent: org, kind: team") -> str:
    return f"{{id: {id}, name: {name}, members: [{members}], {more}}}"


def test_the_same_people_in_the_same_place_are_the_same_team() -> None:
    changes = changed(HELPERS, team("aid", "Guide", "p1, p2, p3, p9"))
    assert joined(changes) == [("help", "aid", ("3 of 4 members", "same parent"))]


def test_people_alone_are_a_possible_match() -> None:
    changes = changed(HELPERS, team("aid", "Guide", "p1, p2, p3, p4", "parent: org, kind: office"))
    assert joined(changes) == []
    assert possible(changes) == [("help", "aid", "members only: 4 of 4 members")]


def test_without_people_nothing_is_found_by_them() -> None:
    changes = changed(HELPERS, team("aid", "Guide", "p1, p2, p3, p9"), people=False)
    assert joined(changes) == possible(changes) == []


def test_too_few_in_common_are_no_evidence() -> None:
    changes = changed(HELPERS, team("aid", "Guide", "p1, p8, p9"))
    assert joined(changes) == possible(changes) == []


@pytest.mark.parametrize(
    "rival",
    [team("two", "Twins", "p1, p2, p3, p8"), team("two", "Twins", "p3, p4")],
    ids=["as many", "half of another"],
)
def test_of_two_candidates_neither_is_taken(rival: str) -> None:
    changes = changed(HELPERS, f"{team('aid', 'Guide', 'p1, p2, p3, p9')}, {rival}")
    assert joined(changes) == []


def test_two_teams_of_which_most_are_in_one_have_merged_and_are_not_that_one() -> None:
    both = f"{HELPERS}, {team('other', 'Others', 'p5, p6')}"
    changes = changed(both, team("aid", "Guide", "p1, p2, p3, p4, p5, p6"))
    assert joined(changes) == []


def test_those_who_went_to_the_parent_too_did_not_go_on_as_another_team() -> None:
    parent = "{{id: lib, name: Library, kind: team, parent: org, members: [{}]}}"
    below = "parent: lib, kind: team"
    changes = changed(
        f"{parent.format('q1')}, {team('api', 'Interfaces', 'p1, p2, p3', below)}",
        f"{parent.format('q1, p1, p2, p3')}, {team('fcp', 'Sign-off', 'p1, p2, p3', below)}",
    )
    assert joined(changes) == []


def test_what_speaks_against_a_pair_weighs_more_than_people() -> None:
    duties = "responsibilities: [audit, advice, legal aid]"
    before = team("help", "Helpers", "p1, p2, p3, p4", f"parent: org, kind: team, {duties}")
    others = f"{{id: desk, name: Desk, kind: team, parent: org, {duties}}}"
    changes = changed(before, f"{team('aid', 'Guide', 'p1, p2, p3, p4')}, {others}")
    assert ("help", "aid") not in {(old, new) for old, new, _ in joined(changes)}


def test_a_pseudonym_is_in_no_evidence() -> None:
    changes = changed(HELPERS, team("aid", "Guide", "p1, p2, p3, p9"))
    told = [*changes.correspondence.units[0].evidence, *changes.notes]
    assert not any("p1" in words or "p2" in words for words in told)


def test_where_nobody_is_in_both_a_name_is_not_enough_across_branches() -> None:
    def survey(id: str, name: str, members: str, parent: str) -> str:
        parents = "{id: p, name: Community, parent: org}, {id: q, name: Support, parent: org}"
        return f"{parents}, {team(id, name, members, f'parent: {parent}, kind: team')}"

    before = survey("a", "Community Survey", "p1, p2, p3", "p")
    kept = survey("x", "Survey", "p3, p4, p5", "q")
    assert [pair[:2] for pair in joined(changed(before, kept))] == [("a", "x")]
    others = survey("x", "Survey", "p4, p5, p6", "q")
    assert joined(changed(before, others)) == []
    words = 'name only: "Community Survey" and "Survey", though nobody is a member of both'
    assert possible(changed(before, others)) == [("a", "x", words)]
    assert joined(changed(before, others, people=False)), "people are left out"
    in_place = survey("x", "Survey", "p4, p5, p6", "p")
    assert joined(changed(before, in_place)), "the place says more"
