"""Merges where a side uses an id again for another unit, or changes which unit has which."""

from __future__ import annotations

from tests.merge.merging import merged, text_of

TOP = "organisation: T\nunits:\n- {id: top, name: Agency, top: true}\n"
ONE = TOP + "- {id: x, name: Style, parent: top}\n- {id: c, name: C, parent: x}\n"
ANOTHER = ONE.replace("Style, parent: top", "Harbour, parent: top, revives: false")
TWO = TOP + "- {id: a, name: Alpha, parent: top}\n- {id: b, name: Beta, parent: top}\n"
CHILD = "- {id: c, name: C, parent: a}\n"
SWAPPED = (
    TOP
    + "- {id: b, name: Alpha, parent: top, revives: false, previously: [a]}\n"
    + "- {id: a, name: Beta, parent: top, revives: false, previously: [b]}\n"
    + CHILD.replace("parent: a", "parent: b")
)


def test_where_one_side_alone_uses_an_id_again_that_is_the_merge() -> None:
    for merge in (merged(ONE, ANOTHER, ONE), merged(ONE, ONE, ANOTHER)):
        assert merge.merged
        assert merge.organisation.units["x"].name == "Harbour"


def test_a_side_that_changes_the_unit_that_had_the_id_collides() -> None:
    (conflict,) = merged(ONE, ANOTHER, ONE.replace("Style", "Style Team")).conflicts
    assert conflict.collision == "ended-changed"


def test_a_side_that_puts_a_unit_below_the_one_that_had_the_id_collides() -> None:
    (conflict,) = merged(ONE, ANOTHER, ONE + "- {id: d, name: D, parent: x}\n").conflicts
    assert conflict.ours is not None
    assert str(conflict.ours.event.kind) == "abolish"


def test_a_further_line_leads_to_another_unit_where_its_id_does() -> None:
    line = ONE + "- {id: d, name: D, parent: top, lines: [{to: x, type: matrix}]}\n"
    ours = line.replace("Style, parent: top", "Harbour, parent: top, revives: false")
    (conflict,) = merged(line, ours, line.replace("matrix", "other")).conflicts
    assert conflict.ours is not None
    assert str(conflict.ours.event.kind) == "create"


def test_units_that_swapped_their_ids_are_merged_as_what_they_are() -> None:
    # Renamed here, and moved from the one to the other.
    theirs = TWO.replace("Alpha", "Alpha Office") + CHILD.replace("parent: a", "parent: b")
    for merge in (merged(TWO + CHILD, SWAPPED, theirs), merged(TWO + CHILD, theirs, SWAPPED)):
        units = merge.organisation.units
        assert merge.merged
        assert (units["b"].name, units["a"].name, units["c"].parent) == (
            "Alpha Office",
            "Beta",
            "a",
        )
        assert "Alpha Office" in text_of(merge)
