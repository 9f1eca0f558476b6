"""Units that come and go: a whole subtree is one event, under the id of its root."""

from __future__ import annotations

from tests.changes.comparing import changes, only, told

TOP = "units:\n- {id: top, name: Top, top: true}\n"


def subtree(size: int) -> str:
    below = "".join(f"- {{id: u{n}, name: U{n}, parent: root}}\n" for n in range(size // 2))
    deeper = "".join(f"- {{id: v{n}, name: V{n}, parent: u{n}}}\n" for n in range(size // 2))
    return "- {id: root, name: Root, parent: top}\n" + below + deeper


def test_retiring_a_unit_with_five_hundred_below_is_one_event() -> None:
    event = only(changes(TOP + subtree(500), TOP))
    assert (event.kind, event.old, event.new, event.carried) == ("abolish", ("root",), (), 500)
    assert len(event.edits) == 501
    assert event.certainty is None


def test_founding_a_unit_with_others_below_is_one_event() -> None:
    event = only(changes(TOP, TOP + subtree(6)))
    assert (event.kind, event.old, event.new, event.carried) == ("create", (), ("root",), 6)
    assert event.certainty is None


def test_a_unit_that_leaves_an_abolished_one_has_moved() -> None:
    before = TOP + "- {id: a, name: A, parent: top}\n- {id: b, name: B, parent: a}\n"
    change_set = changes(before, TOP + "- {id: b, name: B, parent: top}\n")
    assert told(change_set) == [("abolish", ("a",), ()), ("promote", ("b",), ("b",))]


def test_a_unit_with_a_successor_below_an_abolished_one_is_told_by_itself() -> None:
    before = TOP + "- {id: a, name: A, parent: top}\n- {id: b, name: B, parent: a}\n"
    after = TOP + "- {id: n, name: N, parent: top, replaces: [b]}\n"
    assert told(changes(before, after)) == [
        ("replace", ("b",), ("n",)),
        ("abolish", ("a",), ()),
    ]


def test_duties_and_figures_that_ended_with_a_unit_are_not_told_again() -> None:
    unit = "- {id: a, name: A, parent: top, responsibilities: [x], figures: {headcount: 7}}\n"
    event = only(changes(TOP + unit, TOP))
    assert event.kind == "abolish"
    assert event.figures["headcount"].net == -7
