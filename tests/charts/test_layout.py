"""Where boxes and lines are: the laws of any picture."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgcheck.charts.drawing import Box, Drawing, Line, LineType, Sort
from orgcheck.charts.geometry import Layout, Path, Place, Point
from orgcheck.charts.layout import lay_out
from tests.charts.drawings import KELA, drawing


@st.composite
def drawings(draw: st.DrawFn) -> Drawing:
    """Pictures of any shape: forests of units with posts, bodies beside them, lines between."""
    number = draw(st.integers(1, 30))
    boxes = []
    for index in range(number):
        parent = draw(st.none() | st.integers(0, index - 1)) if index else None
        name = draw(
            st.sampled_from(["Unit", "A unit with a long name, as some units have", "x" * 90])
        )
        above = None if parent is None else f"u{parent}"
        boxes.append(Box(key=f"u{index}", sort=Sort.UNIT, name=name, parent=above))
    boxes.extend(
        Box(key=f"p{index}", sort=Sort.POST, name="Post", parent=f"u{index}")
        for index in draw(st.sets(st.integers(0, number - 1), max_size=6))
    )
    bodies = draw(st.integers(0, 4))
    boxes.extend(Box(key=f"b{index}", sort=Sort.BODY, name="Body") for index in range(bodies))
    keys = st.sampled_from([box.key for box in boxes])
    ends = draw(st.sets(st.tuples(keys, keys).filter(lambda pair: pair[0] != pair[1]), max_size=6))
    lines = tuple(Line(tail, head, LineType.COMMAND) for tail, head in sorted(ends))
    return Drawing(title="T", subtitle="", boxes=tuple(boxes), lines=lines)


def apart(one: Place, other: Place) -> bool:
    """Whether two places have nothing in common, not even a border."""
    return (
        one.x + one.width < other.x
        or other.x + other.width < one.x
        or one.y + one.height < other.y
        or other.y + other.height < one.y
    )


def runs_through(path: Path, place: Place) -> bool:
    """Whether a path crosses a box or touches it."""
    return any(
        not apart(
            Place(min(a.x, b.x), min(a.y, b.y), abs(a.x - b.x), abs(a.y - b.y)),
            place,
        )
        for a, b in pairwise(path)
    )


def on_border(point: Point, place: Place) -> bool:
    """Whether a point lies on the border of a box."""
    beside = abs(point.x - place.x) < 0.01 or abs(point.x - place.x - place.width) < 0.01
    above = abs(point.y - place.y) < 0.01 or abs(point.y - place.y - place.height) < 0.01
    return beside or above


@settings(max_examples=30, deadline=None)
@given(drawings())
def test_every_box_has_a_place_and_none_touches_another(picture: Drawing) -> None:
    layout = lay_out(picture)

    assert set(layout.places) == set(picture.box)
    assert all(apart(one, other) for one, other in combinations(layout.places.values(), 2))


@settings(max_examples=30, deadline=None)
@given(drawings())
def test_every_box_is_inside_of_the_picture_and_below_what_it_is_part_of(picture: Drawing) -> None:
    layout = lay_out(picture)

    for box in picture.boxes:
        place = layout.places[box.key]
        assert min(place.x, place.y) >= 0
        assert place.x + place.width <= layout.width
        assert place.y + place.height <= layout.height
        if box.sort is Sort.UNIT and box.parent is not None:
            above = layout.places[box.parent]
            assert above.y + above.height < place.y


@settings(max_examples=30, deadline=None)
@given(drawings())
def test_a_line_runs_level_and_upright_from_border_to_border_and_around_all_boxes(
    picture: Drawing,
) -> None:
    layout = lay_out(picture)

    for line, route in layout.routes.items():
        assert all(a.x == b.x or a.y == b.y for a, b in pairwise(route))
        assert on_border(route[0], layout.places[line.tail])
        assert on_border(route[-1], layout.places[line.head])
        others = (
            place for key, place in layout.places.items() if key not in (line.tail, line.head)
        )
        assert not any(runs_through(route, place) for place in others)
    assert set(layout.routes) == set(picture.lines)


@settings(max_examples=30, deadline=None)
@given(drawings())
def test_memberships_reach_every_unit_and_no_stretch_is_drawn_twice(picture: Drawing) -> None:
    layout = lay_out(picture)

    for (_, below), path in layout.paths.items():
        assert on_border(path[-1], layout.places[below])
    parts = {box.key for box in picture.boxes if box.parent is not None}
    assert {key for pair in layout.paths for key in pair} >= {
        key for key in parts if key.startswith("u")
    }
    assert _drawn_length(layout) == pytest.approx(_covered_length(layout), abs=0.1)


def _drawn_length(layout: Layout) -> float:
    strokes = (pair for path in layout.paths.values() for pair in pairwise(path))
    return round(sum(abs(a.x - b.x) + abs(a.y - b.y) for a, b in strokes), 2)


def _covered_length(layout: Layout) -> float:
    """The length of all strokes, what lies on each other counted once."""
    tracks: dict[tuple[str, float], list[tuple[float, float]]] = {}
    for path in layout.paths.values():
        for a, b in pairwise(path):
            if a.x == b.x:
                tracks.setdefault(("x", a.x), []).append((min(a.y, b.y), max(a.y, b.y)))
            else:
                tracks.setdefault(("y", a.y), []).append((min(a.x, b.x), max(a.x, b.x)))
    total = 0.0
    for strokes in tracks.values():
        reached = float("-inf")
        for begin, end in sorted(strokes):
            total += max(0.0, end - max(begin, reached))
            reached = max(reached, end)
    return round(total, 2)


def test_a_small_organisation_has_its_parts_beside_each_other() -> None:
    layout = lay_out(drawing(KELA))

    assert layout.places["benefits"].y == layout.places["audit"].y
    assert layout.places["board"].y < layout.places["kela"].y < layout.places["audit"].y


def test_many_units_without_parts_fit_a_screen_in_columns() -> None:
    units = "".join(f"  - {{id: u{n}, name: U{n}, parent: top}}\n" for n in range(60))
    layout = lay_out(drawing("units:\n  - {id: top, name: Top, top: true}\n" + units))

    assert layout.width < 1200
    assert layout.height < 800


def test_places_are_the_same_every_time() -> None:
    assert lay_out(drawing(KELA)) == lay_out(drawing(KELA))


def test_nothing_to_draw_is_an_empty_picture() -> None:
    layout = lay_out(drawing("organisation: Empty"))

    assert (layout.places, layout.width, layout.height) == ({}, 0, 0)
