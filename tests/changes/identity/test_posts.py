"""Which post is which: by id, by declaration, or through its unit, its title and whom it heads."""

from __future__ import annotations

import pytest

from orgcheck.changes.changeset import ChangeSet, EntityType, Op
from orgcheck.changes.compare import compare
from orgcheck.changes.comparison import Comparison
from orgcheck.changes.identity.posts import title_follows
from orgcheck.snapshot.model import Unit
from tests.building import organisation
from tests.changes.comparing import told
from tests.ministry import after, before

TOP = "{id: top, name: Top, top: true}"


def snapshot(units: list[str], posts: list[str]) -> str:
    listed = "".join(f"- {unit}\n" for unit in (TOP, *units))
    return f"units:\n{listed}posts:\n" + "".join(f"- {post}\n" for post in posts)


def changed(old: str, new: str, *, inference: bool = True) -> ChangeSet:
    return compare(organisation(old), organisation(new), inference=inference)


def matched(old: str, new: str, *, inference: bool = True) -> dict[str, str]:
    """The posts that persist, by their old id."""
    comparison = Comparison.of(organisation(old), organisation(new), inference=inference)
    return {id: match.new for id, match in comparison.posts.items()}


def unit(id: str, name: str = "ICT Services", more: str = "") -> str:
    return f"{{id: {id}, name: {name}, parent: top, head: h{id}{more}}}"


def head(id: str, title: str) -> str:
    return f"{{id: h{id}, name: {title}, unit: {id}}}"


BEFORE = snapshot([unit("7300")], [head("7300", '"Director, ICT Services"')])


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ('"Director, Digital Services"', "Digital Services"),
        ('"Director, ICT Services"', "ICT Services"),
        # The id follows its unit's, so the title may be another.
        ("Chief Digital Officer", "Digital Services"),
    ],
)
def test_a_unit_under_another_id_takes_its_head_along(title: str, name: str) -> None:
    new = snapshot([unit("7600", name, ", previously: [7300]")], [head("7600", title)])
    assert matched(BEFORE, new) == {"h7300": "h7600"}


def test_a_head_that_follows_its_unit_is_no_event_of_its_own() -> None:
    new = snapshot(
        [unit("7600", "Digital Services", ", previously: [7300]")],
        [head("7600", '"Director, Digital Services"')],
    )
    changes = changed(BEFORE, new)

    assert told(changes) == [("rename", ("7300",), ("7600",))]
    assert [(one.field, one.members) for one in changes.events[0].consequences] == [
        ("head", ("7300",)),
        ("id", ("h7300",)),
        ("name", ("h7300",)),
        ("unit", ("h7300",)),
    ]


def test_a_title_that_follows_the_name_of_its_unit_is_no_event_whatever_the_ids() -> None:
    new = snapshot(
        [unit("7300", "Digital Services")], [head("7300", '"Director, Digital Services"')]
    )
    changes = changed(BEFORE, new)

    assert told(changes) == [("rename", ("7300",), ("7300",))]
    assert [one.members for one in changes.events[0].consequences] == [("h7300",)]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        # The unit is called as before.
        ('"Head, ICT Services"', "ICT Services"),
        # It says something else beside the name of its unit.
        ('"Head, Digital Services"', "Digital Services"),
    ],
)
def test_a_title_that_changes_by_itself_is_told(title: str, name: str) -> None:
    changes = changed(BEFORE, snapshot([unit("7300", name)], [head("7300", title)]))
    assert [event.change for event in changes.events if event.kind == "post"] == ["renamed"]


def test_without_inference_posts_are_what_ids_and_declarations_say() -> None:
    new = snapshot(
        [unit("7600", "Digital Services", ", previously: [7300]")],
        [head("7600", '"Director, Digital Services"')],
    )
    assert matched(BEFORE, new, inference=False) == {}


def test_posts_of_one_title_follow_as_many_as_there_are() -> None:
    engineers = ["{id: e1, name: Engineer, unit: a}", "{id: e2, name: Engineer, unit: a}"]
    old = snapshot(["{id: a, name: Works, parent: top}"], engineers)
    now = "{id: b, name: Works, parent: top, previously: [a]}"
    as_many = [post.replace("id: e", "id: f").replace("unit: a", "unit: b") for post in engineers]

    assert matched(old, snapshot([now], as_many)) == {"e1": "f1", "e2": "f2"}
    # Which of two is the one that is left is nowhere said.
    assert matched(old, snapshot([now], as_many[:1])) == {}


MERGED = [unit("1", "Rivers"), unit("2", "Coast")]
HEADS = [head("1", '"Director, Rivers"'), head("2", '"Director, Coast"')]
CLERK = "{id: c1, name: Clerk, unit: 1}"


def test_the_heads_of_units_that_merge_end_with_them_and_other_posts_follow() -> None:
    old = snapshot(MERGED, [*HEADS, CLERK])
    new = snapshot(
        [unit("3", "Water", ", replaces: [1, 2]")],
        [head("3", '"Director, Water"'), "{id: c3, name: Clerk, unit: 3}"],
    )
    changes = changed(old, new)

    assert told(changes) == [("merge", ("1", "2"), ("3",))]
    assert changes.events[0].wholes(EntityType.POST, Op.REMOVE) == ("h1", "h2")
    assert changes.events[0].wholes(EntityType.POST, Op.ADD) == ("h3",)
    assert matched(old, new) == {"c1": "c3"}


def test_a_head_of_a_title_that_nobody_else_has_follows_through_a_merger() -> None:
    heads = [head("1", "Chief River Engineer"), head("2", '"Director, Coast"')]
    new = snapshot([unit("3", "Water", ", replaces: [1, 2]")], [head("3", "Chief River Engineer")])
    assert matched(snapshot(MERGED, heads), new) == {"h1": "h3"}


def test_who_reported_to_a_head_that_ended_and_reports_to_that_of_the_successor_follows() -> None:
    line = "{id: lab, name: Laboratory, parent: top, reports_to: h1}"
    old = snapshot([*MERGED, line], HEADS)
    new = snapshot(
        [unit("3", "Water", ", replaces: [1, 2]"), line.replace("h1", "h3")],
        [head("3", '"Director, Water"')],
    )
    changes = changed(old, new)

    assert told(changes) == [("merge", ("1", "2"), ("3",))]
    assert [(one.field, one.members) for one in changes.events[0].consequences] == [
        ("reports_to", ("lab",))
    ]


def test_posts_end_and_begin_with_their_units() -> None:
    old = snapshot([unit("1", "Rivers")], HEADS[:1])
    gone, come = changed(old, snapshot([], [])), changed(snapshot([], []), old)

    assert told(gone) == [("abolish", ("1",), ())]
    assert gone.events[0].wholes(EntityType.POST, Op.REMOVE) == ("h1",)
    assert told(come) == [("create", (), ("1",))]
    assert come.events[0].wholes(EntityType.POST, Op.ADD) == ("h1",)


def test_a_post_under_another_id_in_a_unit_that_stays_is_told() -> None:
    old = snapshot([unit("1", "Rivers")], [*HEADS[:1], CLERK])
    changes = changed(old, old.replace("c1", "clerk"))

    assert [(event.change, event.old, event.new) for event in changes.events] == [
        ("recoded", ("c1",), ("clerk",))
    ]
    assert changes.events[0].evidence == ("the same title in the same unit",)


@pytest.mark.parametrize(
    ("old", "new", "follows"),
    [
        ("Head of ICT", "Head of Digital", True),
        ("ICT Director", "Digital Director", True),
        ("Director", "Director", False),
        ("ICT", "Digital", False),
        ("Head of ICT", "Deputy Head of Digital", False),
    ],
)
def test_a_title_follows_where_it_says_the_same_beside_its_unit(
    old: str, new: str, follows: bool
) -> None:
    units = Unit(id="a", name="ICT Services"), Unit(id="b", name="Digital Services")
    assert title_follows(old, units[0], new, units[1]) is follows


def test_no_post_of_the_ministry_is_told_for_what_became_of_its_unit() -> None:
    changes = compare(before(), after())
    assert [event for event in changes.events if event.kind in ("post", "reporting")] == []
