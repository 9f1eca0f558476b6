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


def test_posts_are_part_of_their_unit_and_bodies_of_none() -> None:
    picture = drawing(KELA)

    assert [(box.key, box.heads) for box in picture.posts_of("kela")] == [
        ("director-general", True)
    ]
    assert [box.key for box in picture.outside] == ["board"]


def test_a_head_stands_before_other_posts() -> None:
    picture = drawing("""
        posts:
          - {id: deputy, name: Deputy, unit: a}
          - {id: head, name: Head, unit: a}
        units: [{id: a, name: A, top: true, head: head}]
        """)

    assert [box.key for box in picture.posts_of("a")] == ["head", "deputy"]


def test_a_head_that_belongs_to_another_unit_is_named_in_the_box() -> None:
    picture = drawing("""
        posts: [{id: head, name: The Head, unit: a}]
        units:
          - {id: a, name: A, top: true, head: head}
          - {id: b, name: B, parent: a, head: head}
        """)

    assert picture.box["a"].notes == ()
    assert picture.box["b"].notes == ("head: The Head",)


def test_lines_are_those_that_are_stated_and_say_more_than_membership() -> None:
    assert drawing(KELA).lines == (
        Line("audit", "director-general", LineType.COMMAND),
        Line("audit", "board", LineType.FUNCTIONAL),
        Line("director-general", "board", LineType.COMMAND),
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
        "Kela 2024",
        "proposed, 4 units, 1 post, 1 body",
    )
    assert {box.sort for box in picture.boxes} == {Sort.UNIT, Sort.POST, Sort.BODY}
