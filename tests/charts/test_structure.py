"""What is in the picture of an organisation."""

from __future__ import annotations

import pytest

from orgcheck.charts.drawing import Line, LineType, Sort
from tests.charts.drawings import KELA, drawing


def test_units_hang_together_as_they_are_part_of_each_other() -> None:
    picture = drawing(KELA)

    assert [box.key for box in picture.tops] == ["kela"]
    assert [box.key for box in picture.units_below("kela")] == ["benefits", "audit"]
    assert [box.key for box in picture.units_below("benefits")] == ["aland"]


def test_the_head_of_a_unit_is_a_line_in_its_box_and_a_body_is_part_of_none() -> None:
    picture = drawing(KELA)

    assert picture.box["kela"].notes == ("Director General",)
    assert "director-general" not in picture.box
    assert [box.key for box in picture.outside] == ["board"]


def test_a_vacant_head_is_said_to_be() -> None:
    picture = drawing("""
        posts: [{id: head, name: The Head, unit: a, vacant: true}]
        units: [{id: a, name: A, top: true, head: head}]
        """)

    assert picture.box["a"].notes == ("The Head: vacant",)


def test_a_head_that_belongs_to_another_unit_is_a_line_in_both() -> None:
    picture = drawing("""
        posts: [{id: head, name: The Head, unit: a}]
        units:
          - {id: a, name: A, top: true, head: head}
          - {id: b, name: B, parent: a, head: head}
        """)

    assert picture.box["a"].notes == picture.box["b"].notes == ("The Head",)


def test_a_post_is_a_box_only_where_something_reports_to_it() -> None:
    posts = """
        posts:
          - {id: head, name: Head, unit: a}
          - {id: deputy, name: Deputy, unit: a}
          - {id: clerk, name: Clerk, unit: a, reports_to: deputy}
        units: [{id: a, name: A, top: true, head: head}]
        """
    picture = drawing(posts)

    assert [(box.key, box.sort) for box in picture.boxes] == [
        ("a", Sort.UNIT),
        ("deputy", Sort.POST),
    ]
    assert [box.key for box in picture.posts_of("a")] == ["deputy"]
    assert picture.box["a"].notes == ("Head", "1 further post")
    assert picture.lines == (Line("a", "deputy", LineType.COMMAND),)


def test_a_post_of_no_unit_is_a_box_since_it_stands_nowhere_else() -> None:
    picture = drawing("""
        posts: [{id: envoy, name: Envoy}]
        units: [{id: a, name: A, top: true}]
        """)

    assert [box.key for box in picture.outside] == ["envoy"]


def test_of_many_heads_some_are_named() -> None:
    posts = "".join(f"{{id: p{n}, name: P{n}, unit: a}}, " for n in range(5))
    picture = drawing(f"""
        posts: [{posts}]
        units: [{{id: a, name: A, top: true, heads: [p0, p1, p2, p3, p4]}}]
        """)

    assert picture.box["a"].notes == ("P0", "P1", "3 further heads")


def test_figures_and_the_id_are_shown_where_they_are_asked_for() -> None:
    picture = drawing(
        """
        units:
          - {id: a, name: A, top: true, figures: {headcount: 1200, budget: 2.5}}
          - {id: b, name: B, parent: a}
        """,
        show=("headcount", "id"),
    )

    assert picture.box["a"].notes == ("headcount 1,200", "a")
    assert picture.box["b"].notes == ("b",)


def test_lines_are_those_that_are_stated_and_say_more_than_membership() -> None:
    assert drawing(KELA).lines == (
        Line("audit", "kela", LineType.COMMAND),
        Line("audit", "board", LineType.FUNCTIONAL),
        Line("kela", "board", LineType.COMMAND),
    )


def test_a_line_to_the_own_parent_is_membership() -> None:
    picture = drawing("""
        posts:
          - {id: head, name: Head, unit: a}
          - {id: deputy, name: Deputy, unit: a, reports_to: head}
          - {id: b-head, name: Head of B, unit: b, reports_to: head}
        units:
          - {id: a, name: A, top: true, head: head}
          - {id: b, name: B, parent: a, reports_to: a, head: b-head}
        """)

    assert picture.lines == ()


def test_names_in_the_language_asked_for() -> None:
    assert drawing(KELA, language="fi").box["kela"].name == "Kansaneläkelaitos"


def test_control_characters_of_names_can_be_seen() -> None:
    picture = drawing('units: [{id: a, name: "A \\e[31m \\u202e\\nB", top: true}]')

    assert picture.box["a"].name == "A \\x1b[31m \\u202e\\x0aB"


@pytest.mark.parametrize(
    ("units", "tops"),
    [
        ("[{id: a, name: A, parent: gone}, {id: b, name: B, parent: a}]", ["a"]),
        ("[{id: a, name: A, parent: b}, {id: b, name: B, parent: a}]", ["a"]),
        ("[{id: a, name: A}, {id: b, name: B}]", ["a", "b"]),
    ],
    ids=["a parent that does not exist", "a cycle", "no parent"],
)
def test_every_unit_is_drawn_once_whatever_is_wrong_with_parents(
    units: str, tops: list[str]
) -> None:
    picture = drawing(f"units: {units}")

    assert sorted(box.key for box in picture.boxes) == ["a", "b"]
    assert [box.key for box in picture.tops] == tops


def test_the_title_says_the_version_and_the_status_unless_it_is_in_force() -> None:
    picture = drawing(KELA + "\nstatus: proposed\norganisation: Kela\n")

    assert (picture.title, picture.subtitle) == (
        "Structure of Kela, 2024",
        "proposed, 4 units, 1 post, 1 body",
    )
    assert {box.sort for box in picture.boxes} == {Sort.UNIT, Sort.BODY}
