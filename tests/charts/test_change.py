"""What is in the picture of a change."""

from __future__ import annotations

from orgcheck.changes.compare import compare
from orgcheck.changes.kinds.event_type import Mark
from orgcheck.charts.change import before_and_after, ghost
from orgcheck.charts.drawing import Box, Drawing, Line, LineType
from orgcheck.charts.layout import lay_out
from tests.building import organisation
from tests.charts.drawings import MERGED, OLD, change, sides


def told(picture: Drawing, key: str) -> tuple[list[Mark], list[str], str | None]:
    """What a box says happened, and where it stands."""
    box: Box = picture.box[key]
    return list(box.marks), list(box.notes), box.parent


def test_nothing_is_marked_where_nothing_changed() -> None:
    picture = change(OLD, OLD)

    assert not any(box.marks for box in picture.boxes)
    assert picture.subtitle == "no change"


def test_a_new_unit_and_one_that_ended() -> None:
    picture = change(OLD, OLD.replace("- {id: d, name: Unit D", "- {id: e, name: Quite other"))

    assert told(picture, "e") == ([Mark.NEW], [], "top")
    assert told(picture, ghost("d")) == ([Mark.ENDED], [], "top")
    assert picture.box[ghost("d")].ghost


def test_a_moved_unit_says_from_where_and_leaves_a_ghost() -> None:
    picture = change(OLD, OLD.replace("name: Unit C, parent: a", "name: Unit C, parent: b"))

    assert told(picture, "c") == ([Mark.MOVED], ["was in Unit A"], "b")
    assert told(picture, ghost("c")) == ([Mark.MOVED], ["now in Unit B"], "a")
    assert Line(ghost("c"), "c", LineType.MOVE) in picture.lines


def test_a_merger_says_what_became_of_what() -> None:
    picture = change(OLD, MERGED)

    assert told(picture, "ab") == ([Mark.NEW], ["merged from Unit A and Unit B"], "top")
    assert told(picture, ghost("a")) == ([Mark.ENDED], ["merged into Unit AB"], "top")
    assert told(picture, "c") == ([Mark.FOLLOWS], ["came along from Unit A"], "ab")
    assert {(line.tail, line.head) for line in picture.lines} == {
        (ghost("a"), "ab"),
        (ghost("b"), "ab"),
    }


def test_a_ghost_stands_right_after_what_took_over_from_it() -> None:
    new = OLD.replace("- {id: a, name: Unit A, ", "- {id: z, name: Unit Z, replaces: [a], ")
    picture = change(OLD, new.replace("parent: a}", "parent: z}"))

    assert [box.key for box in picture.units_below("top")] == ["z", ghost("a"), "b", "d"]


def test_a_spin_off_marks_both() -> None:
    new = OLD + "  - {id: e, name: Quite other, parent: top, split_from: [d]}\n"
    picture = change(OLD, new)

    assert told(picture, "e") == ([Mark.NEW], ["carved out of Unit D"], "top")
    assert told(picture, "d") == ([Mark.CHANGED], ["gave rise to Quite other"], "top")


def test_a_renamed_unit_says_its_earlier_name_and_a_retyped_one_its_earlier_kind() -> None:
    picture = change(
        OLD, OLD.replace("Unit D", "Dee").replace("name: Unit B", "kind: team, name: Unit B")
    )

    assert told(picture, "d") == ([Mark.RENAMED], ["was called Unit D"], "top")
    assert told(picture, "b") == ([Mark.CHANGED], ["now a team, formerly of no stated kind"], "top")


def test_a_name_in_another_language_says_what_it_was_in_which() -> None:
    old = OLD.replace("name: Unit D", "name: {fi: Dee, sv: Dé}")
    picture = change(old, old.replace("sv: Dé", "sv: Avdelning D"))

    assert told(picture, "d") == ([Mark.RENAMED], ['name in Swedish was "Dé"'], "top")


def test_a_post_that_changes_along_with_its_unit_follows() -> None:
    posts = "posts: [{id: d-head, name: Head of Dee, unit: d}]\n"
    new = OLD.replace("id: d, name: Unit D", "id: e, name: Unit E, previously: [d]")
    heads = "posts: [{id: e-head, name: Head of Dee, unit: e, previously: [d-head]}]\n"
    picture = change(OLD + posts, new + heads)

    assert "e-head" not in picture.box
    assert told(picture, "e") == (
        [Mark.RENAMED],
        ["was called Unit D; id was d", "1 post follows"],
        "top",
    )


def test_a_unit_with_several_changes_has_each_mark() -> None:
    picture = change(OLD, OLD.replace("name: Unit C, parent: a", "name: See, parent: b"))

    assert picture.box["c"].marks == (Mark.MOVED, Mark.RENAMED)


def test_an_ended_branch_is_a_branch_of_ghosts() -> None:
    kept = [line for line in OLD.splitlines() if "id: a," not in line and "id: c," not in line]
    picture = change(OLD, "\n".join(kept))

    assert picture.box[ghost("c")].parent == ghost("a")
    assert picture.box[ghost("c")].marks == (Mark.ENDED,)


def test_whoever_may_be_another_unit_says_so_below_a_root_too() -> None:
    old = OLD + (
        "  - {id: x, name: Harbours, parent: top}\n  - {id: y, name: Product Security, parent: x}\n"
    )
    new = OLD + (
        "  - {id: v, name: Lighthouses, parent: top}\n"
        "  - {id: w, name: Product Security Response, parent: v}\n"
    )
    picture = change(old, new)

    perhaps = "no successor was found (possibly Product Security Response)"
    assert told(picture, ghost("y")) == ([Mark.ENDED], [perhaps], ghost("x"))
    assert told(picture, "w") == ([Mark.NEW], ["possibly it was Product Security"], "v")
    assert told(picture, ghost("x")) == ([Mark.ENDED], [], "top")


def test_duties_that_pass_are_counted() -> None:
    old = OLD.replace("id: a,", "id: a, responsibilities: [advice, archives],")
    new = OLD.replace("id: b,", "id: b, responsibilities: [advice, archives],")
    picture = change(old, new)

    assert told(picture, "a") == ([Mark.CHANGED], ["loses 2 duties"], "top")
    assert told(picture, "b") == ([Mark.CHANGED], ["gains 2 duties"], "top")


def test_duties_of_a_unit_that_ended_pass_to_others() -> None:
    old = OLD.replace("id: a,", "id: a, responsibilities: [advice, archives, peat],")
    new = "".join(line for line in OLD.splitlines(keepends=True) if "id: a," not in line)
    picture = change(old, new.replace("id: b,", "id: b, responsibilities: [advice],"))

    assert told(picture, ghost("a")) == ([Mark.ENDED], ["1 duty passes to others"], "top")
    assert told(picture, "b") == ([Mark.CHANGED], ["gains 1 duty"], "top")


def test_posts_and_bodies_that_come_go_and_change() -> None:
    posts = """
posts:
  - {id: p, name: Chief, unit: a}
  - {id: q, name: Deputy, unit: a}
"""
    new = """
posts:
  - {id: p, name: Director, unit: a, vacant: true}
bodies:
  - {id: board, name: Board, type: organ}
"""
    picture = change(OLD + posts, OLD + new)

    words = ["post ended: Deputy", "Director: was called Chief, vacated"]
    assert told(picture, "a") == ([Mark.CHANGED], words, "top")
    assert picture.box["board"].marks == (Mark.NEW,)


def test_a_post_that_something_reports_to_is_a_box_and_has_its_own_marks() -> None:
    said = "posts: [{id: q, name: Deputy, unit: a}]\n"
    old = OLD.replace("name: Unit B,", "name: Unit B, reports_to: q,") + said
    picture = change(old, old.replace("Deputy", "Second"))

    assert told(picture, "q") == ([Mark.RENAMED], ["was called Deputy"], "a")
    assert told(picture, "a") == ([], [], "top")


def test_many_posts_of_one_lot_are_counted() -> None:
    posts = "posts:\n" + "".join(f"  - {{id: p{n}, name: P{n}, unit: a}}\n" for n in range(3))
    picture = change(OLD, OLD + posts)

    assert told(picture, "a") == ([Mark.CHANGED], ["3 new posts"], "top")


def test_a_figure_is_said_once_whether_it_changed_or_not() -> None:
    old = OLD.replace("name: Unit A,", "name: Unit A, figures: {headcount: 12, sites: 2},")
    picture = change(old, old.replace("12", "14"), show=("headcount", "sites", "id"))

    (changed, *others) = picture.box["a"].notes
    assert changed.startswith("headcount ")
    assert others == ["sites 2", "a"]


def test_both_versions_are_in_the_title_and_the_events_are_counted() -> None:
    new = OLD.replace('"2023"', '"2024"').replace("Unit D", "Dee").replace("Unit B", "Bee")
    picture = change(OLD, new)

    assert (picture.title, picture.subtitle) == (
        "Test: what changes from 2023 to 2024",
        "2 renames",
    )


def test_a_reorganisation_with_a_title_is_called_by_it() -> None:
    manifest = "reorganisation: {title: The great merger, measures: []}\n"
    picture = change(OLD, OLD.replace('"2023"', '"2024"').replace("Unit D", "Dee") + manifest)

    assert picture.title == "The great merger"
    assert picture.subtitle.startswith("Test, from 2023 to 2024: 1 rename")


# -- before and after -------------------------------------------------------------------------


def test_a_small_change_is_drawn_as_before_and_after() -> None:
    picture = sides(OLD, MERGED)

    assert picture is not None
    assert picture.sides == ("Before: 2023", "After: 2024")
    before, after = ([box.key for box in part.boxes] for _, part in picture.parts)
    assert before[:-1] == [ghost("top"), ghost("a"), ghost("c"), ghost("b")]
    assert after[:-1] == ["top", "ab", "c"]
    assert {picture.box[key].name for key in (before[-1], after[-1])} == {"1 unit unchanged"}
    assert told(picture, ghost("a")) == ([Mark.ENDED], ["merged into Unit AB"], ghost("top"))
    assert told(picture, "ab") == ([Mark.NEW], ["merged from Unit A and Unit B"], "top")


def test_lines_lead_from_what_was_to_what_became_of_it() -> None:
    picture = sides(OLD, MERGED)

    assert picture is not None
    assert set(picture.lines) == {
        Line(ghost("a"), "ab", LineType.SUCCESSION),
        Line(ghost("b"), "ab", LineType.SUCCESSION),
        Line(ghost("c"), "c", LineType.SAME),
    }


def test_a_unit_that_gives_and_goes_on_is_on_both_sides() -> None:
    new = OLD + "  - {id: e, name: Quite other, parent: top, split_from: [d]}\n"
    picture = sides(OLD, new)

    assert picture is not None
    assert told(picture, ghost("d")) == ([], [], ghost("top"))
    assert told(picture, "d") == ([Mark.CHANGED], ["gave rise to Quite other"], "top")
    assert Line(ghost("d"), "e", LineType.SUCCESSION) in picture.lines
    assert Line(ghost("d"), "d", LineType.SAME) in picture.lines


def test_no_change_and_a_large_one_have_no_before_and_after() -> None:
    many = "units:\n  - {id: top, name: Top, top: true}\n" + "".join(
        f"  - {{id: u{n}, name: Unit {n}, parent: top}}\n" for n in range(40)
    )

    assert sides(OLD, OLD) is None
    assert sides(many, many.replace("name: Unit", "name: Office")) is None


def test_a_post_with_the_id_of_a_unit_above_its_own_is_drawn_once() -> None:
    """From box to box one would come back to the unit without end."""
    old = "units: [{id: b, name: B, top: true, units: [{id: a, name: A}, {id: c, name: C}]}]"
    new = (
        "units:\n- {id: b, name: B, top: true, units: [{id: a, name: A}, {id: c, name: C2}]}\n"
        "- {id: d, name: D, parent: c, reports_to: b}\nposts: [{id: b, name: P, unit: a}]"
    )
    both = organisation(old), organisation(new)
    drawn = before_and_after(*both, compare(*both))
    assert drawn is not None
    assert len({box.key for box in drawn.boxes}) == len(drawn.boxes)
    assert lay_out(drawn).places.keys() == drawn.box.keys()
