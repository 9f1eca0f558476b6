"""Snapshots with integrity findings are compared all the same."""

from __future__ import annotations

from orgcheck.changes.compare import compare
from orgcheck.changes.replay import apply
from tests.building import organisation
from tests.canonical import canonical
from tests.changes.comparing import changes, told


def test_of_units_that_share_an_id_the_first_stands() -> None:
    twice = """
        units:
        - {id: a, name: First, top: true}
        - {id: a, name: Second, top: true}
        """
    assert told(changes(twice, "units: [{id: a, name: First, top: true}]\n")) == []
    assert told(changes(twice, "units: [{id: a, name: Second, top: true}]\n")) == [
        ("rename", ("a",), ("a",))
    ]


def test_a_cycle_of_parents_is_cut_at_its_first_unit() -> None:
    cycle = """
        units:
        - {id: top, name: Top, top: true}
        - {id: b, name: B, parent: a}
        - {id: a, name: A, parent: c}
        - {id: c, name: C, parent: b}
        """
    change_set = changes(cycle, "units: [{id: top, name: Top, top: true}]\n")
    assert told(change_set) == [("abolish", ("b",), ())]
    assert change_set.events[0].carried == 2


def test_a_reference_to_nothing_is_compared_as_it_stands() -> None:
    dangling = "units: [{id: a, name: A, parent: ghost}]\n"
    assert told(changes(dangling, dangling)) == []
    assert told(changes(dangling, "units: [{id: a, name: A, parent: other}]\n")) == [
        ("move", ("a",), ("a",))
    ]


def test_the_change_set_of_faulty_snapshots_replays() -> None:
    old = organisation("units: [{id: a, name: A, parent: b}, {id: b, name: B, parent: a}]\n")
    new = organisation("units: [{id: a, name: A, parent: ghost}, {id: a, name: X, top: true}]\n")
    result = apply(compare(old, new, inference=False), old)
    assert canonical(result) == canonical(new.snapshot)
