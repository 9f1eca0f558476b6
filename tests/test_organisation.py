"""The questions that one asks of an organisation."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgcheck.errors import Unreadable
from orgcheck.organisation import Organisation
from orgcheck.paths import too_deep
from tests.building import organisation
from tests.generators.organisations import random_organisation
from tests.snapshot.writing import json_text

OFFICE = """
    bodies: [{id: board, name: Board, type: organ}]
    posts:
      - {id: director, name: Director, unit: office, reports_to: board}
      - {id: chief, name: Chief, unit: sales}
      - {id: clerk, name: Clerk, unit: sales}
      - {id: aide, name: Aide, unit: audit}
    units:
      - {id: office, name: Office, top: true, head: director}
      - {id: sales, name: Sales, parent: office, head: chief}
      - {id: north, name: North, parent: sales}
      - {id: audit, name: Audit, parent: office, reports_to: board}
      - {id: east, name: East, parent: audit}
"""


def test_the_superior_of_a_unit() -> None:
    office = organisation(OFFICE)
    assert office.superior("audit") == "board", "stated"
    assert office.superior("sales") == "director", "the head of its parent"
    assert office.superior("east") == "audit", "the parent, where that has no head"
    assert office.superior("office") is None, "a top"


def test_a_head_that_does_not_exist_is_passed_over() -> None:
    office = organisation(
        "units: [{id: a, name: A, top: true, head: x}, {id: b, name: B, parent: a}]"
    )
    assert office.superior("b") == "a"


def test_the_superior_of_a_post_or_body() -> None:
    office = organisation(OFFICE)
    assert office.superior("director") == "board", "stated"
    assert office.superior("chief") == "director", "a head answers to its unit's superior"
    assert office.superior("clerk") == "chief", "another post to the head of its unit"
    assert office.superior("aide") == "audit", "or to the unit, where that has no head"
    assert office.superior("board") is None


def test_nobody_is_their_own_superior() -> None:
    office = organisation("""
        bodies: [{id: board, name: Board, type: organ}]
        posts: [{id: p, name: P, unit: b}]
        units:
          - {id: top, name: Top, top: true, reports_to: board}
          - {id: a, name: A, parent: top, head: p}
          - {id: b, name: B, parent: a, head: p}
    """)
    assert office.superior("p") == "top"
    assert office.chain("b") == ("b", "p", "top", "board")


def test_the_chain_of_command() -> None:
    assert organisation(OFFICE).chain("north") == ("north", "chief", "director", "board")


def test_places_in_the_structure() -> None:
    office = organisation(OFFICE)
    assert office.ancestors("north") == ("sales", "office")
    assert list(office.descendants("office")) == ["sales", "north", "audit", "east"]
    assert (office.depth("office"), office.depth("north")) == (0, 2)


def test_the_span_of_control_is_a_units_own_reports_and_its_heads() -> None:
    office = organisation(OFFICE)
    assert office.span("sales") == 2, "north and clerk report to the chief"
    assert office.span("office") == 1, "sales with its chief; audit reports to the board"
    assert office.span("audit") == 2, "east and aide report to the unit"


def test_a_unit_and_its_own_head_are_one_line_of_the_span() -> None:
    ministry = organisation("""
        posts:
          - {id: minister, name: Minister}
          - {id: head-a, name: Head}
          - {id: head-b, name: Head}
          - {id: aide, name: Aide, unit: top}
        units:
          - {id: top, name: Top, top: true, head: minister}
          - {id: a, name: A, parent: top, head: head-a}
          - {id: b, name: B, parent: top, head: head-b}
    """)
    assert ministry.reports["minister"] == ("a", "b", "head-a", "head-b", "aide")
    assert (ministry.span("top"), ministry.span("minister")) == (3, 3)


def test_walks_end_in_a_cycle() -> None:
    circle = organisation("units: [{id: a, name: A, parent: b}, {id: b, name: B, parent: a}]")
    assert circle.ancestors("a") == ("b",)
    assert list(circle.descendants("a")) == ["b"]
    assert circle.chain("a") == ("a", "b")


def test_a_duty_is_its_id_or_its_folded_text() -> None:
    office = organisation("""
        responsibilities: [{id: HR, name: Staff}]
        units:
          - {id: a, name: A, top: true, responsibilities: [HR, "Legal  advice", {id: it, name: IT}]}
          - {id: b, name: B, parent: a, responsibilities: [legal advice, hr]}
    """)
    assert dict(office.holders) == {
        "HR": ("a",), "legal advice": ("a", "b"), "it": ("a",), "hr": ("b",),
    }  # fmt: skip


@given(st.integers(0, 10_000))
@settings(max_examples=20, deadline=None)
def test_the_graphs_say_what_the_indexes_say(seed: int) -> None:
    office = organisation(json_text(random_organisation(random.Random(seed), 40)))
    for id in office.units:
        assert sorted(office.structure.successors(id)) == sorted(office.children_of(id))
    for id, superior in office.superiors.items():
        assert list(office.command.successors(id)) == ([] if superior is None else [superior])


def line(field: str, members: int, *, first: str = "") -> str:
    """Units each of which names the next one in a field; the last names what is given."""
    over = [f"u{number}" for number in range(1, members)] + [first]
    fields = (f"{field}: {name}, " if name else "" for name in over)
    units = (f"{{id: u{n}, {said}name: U}}" for n, said in enumerate(fields))
    return f"units: [{', '.join(units)}]"


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("parent", "what is part of u1 is more than 200 levels deep"),
        ("reports_to", "the chain of command through u1 has more than 200 steps"),
    ],
)
def test_what_is_deeper_than_any_structure_is_refused(field: str, words: str) -> None:
    assert len(organisation(line(field, 201)).chain("u0")) == 201
    with pytest.raises(Unreadable) as refused:
        organisation(line(field, 202))
    (problem,) = refused.value.problems

    assert problem.message == words
    assert problem.location.column == line(field, 202).index(f"{field}: u2") + len(f"{field}: ") + 1


@pytest.mark.parametrize("field", ["parent", "reports_to"])
def test_a_circle_longer_than_any_structure_is_deep_is_refused(field: str) -> None:
    assert len(organisation(line(field, 200, first="u0")).chain("u0")) == 200
    with pytest.raises(Unreadable):
        organisation(line(field, 20_000, first="u0"))


@given(st.data())
def test_depth_is_measured_whatever_the_order(data: st.DataObject) -> None:
    ids = [f"u{number}" for number in range(8)]
    above = {
        id: data.draw(st.sampled_from([None, "gone", *ids[:number]]))
        for number, id in enumerate(ids)
    }
    order = data.draw(st.permutations(ids))
    inner = {id: above[id] for id in order if id in above.values()}

    def depth(id: str) -> int:
        over = above[id]
        return 0 if over not in above or over is None else 1 + depth(over)

    deepest = max(map(depth, ids))
    assert too_deep(inner, max(1, deepest)) is None
    if deepest > 1:
        assert too_deep(inner, deepest - 1) is not None


def test_what_a_word_means_is_not_taken_over_from_a_version_with_another_register() -> None:
    units = "units: [{id: a, name: A, top: true, responsibilities: [Audit]}]"
    older = organisation(units)
    entry = "responsibilities: [{id: Audit, name: Audits}]"
    read = organisation(f"{entry}\n{units}")
    shared = read.snapshot.model_copy(update={"units": older.snapshot.units})
    newer = Organisation(shared, like=older)

    assert older.holders == {"audit": ("a",)}
    assert newer.holders == {"Audit": ("a",)}
