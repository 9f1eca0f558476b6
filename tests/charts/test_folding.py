"""Less of a picture, with what is left out counted."""

from __future__ import annotations

from orgcheck.charts import folding
from orgcheck.charts.change import ghost
from orgcheck.charts.drawing import Drawing, Sort
from tests.charts.drawings import KELA, change, drawing

WIDE = "units:\n  - {id: top, name: Top, top: true}\n" + "".join(
    f"  - {{id: u{n}, name: U{n}, parent: {'top' if n < 10 else f'u{n % 10}'}}}\n"
    for n in range(40)
)


def keys(picture: Drawing) -> list[str]:
    """What is in a picture."""
    return [box.key for box in picture.boxes]


def test_units_below_a_depth_are_counted_in_the_box_above() -> None:
    picture = folding.to_depth(drawing(WIDE), 1)

    assert len(picture.boxes) == 11
    assert {box.notes for box in picture.units_below("top")} == {("+ 3 units",)}


def test_posts_of_units_below_a_depth_go_with_them() -> None:
    text = KELA.replace("unit: kela,", "unit: aland,")

    assert keys(folding.to_depth(drawing(text), 1)) == ["kela", "benefits", "audit", "board"]


def test_a_line_to_what_is_not_shown_is_said_in_words() -> None:
    text = KELA.replace("reports_to: director-general", "reports_to: aland")
    picture = folding.to_depth(drawing(text), 1)

    assert picture.box["audit"].notes == ("reports to Åland",)
    assert [line.tail for line in picture.lines] == ["audit", "kela"]


def test_the_depth_that_fits_is_the_greatest_with_so_many_boxes() -> None:
    picture = drawing(WIDE)

    assert folding.depth_that_fits(picture, 41) is None
    assert folding.depth_that_fits(picture, 40) == 1
    assert folding.depth_that_fits(picture, 2) == 1


def test_a_branch_brings_what_its_lines_lead_to_outside_of_the_tree() -> None:
    text = KELA.replace("type: organ}", "type: organ, reports_to: trustees}")
    text = text.replace("bodies:", "bodies:\n  - {id: trustees, name: Trustees, type: organ}")
    picture = folding.branch(drawing(text), "audit")

    assert keys(picture) == ["audit", "trustees", "board"]
    assert picture.tops[0].notes == ("reports to Kela",)


def test_a_branch_is_the_unit_and_all_below_it() -> None:
    picture = folding.branch(drawing(KELA), "benefits")

    assert keys(picture) == ["benefits", "aland"]
    assert [box.key for box in picture.tops] == ["benefits"]
    assert (picture.title, picture.subtitle) == (
        "Structure of Test, 2024: Benefit Services",
        "2 units",
    )


def test_a_title_names_two_branches_and_counts_the_others() -> None:
    picture = folding.branches(drawing(WIDE), ["u1", "u2", "u3", "u4"])

    assert picture.title.endswith(": U1, U2 and 2 more")


def test_unchanged_units_are_counted_where_they_stand() -> None:
    renamed = WIDE.replace("name: U15,", "name: Another,")
    picture = folding.without_unchanged(change(WIDE, renamed))

    assert {box.name for box in picture.boxes} == {
        "Top",
        "U5",
        "Another",
        "36 units unchanged",
        "2 units unchanged",
    }
    assert [box.sort for box in picture.units_below("top")] == [Sort.UNIT, Sort.FOLDED]


def test_a_branch_that_ended_as_a_whole_is_its_top_with_a_count() -> None:
    gone = "\n".join(line for line in WIDE.splitlines() if not line.count("5,"))
    picture = folding.without_carried(change(WIDE, gone))

    assert picture.box[ghost("u5")].notes == ("3 units ended with it",)
    assert ghost("u15") not in picture.box


def test_what_moved_out_of_an_ended_branch_stays_in_the_picture() -> None:
    moved = "\n".join(line for line in WIDE.splitlines() if "id: u5," not in line)
    moved = moved.replace("id: u15, name: U15, parent: u5", "id: u15, name: U15, parent: u6")
    moved = "\n".join(line for line in moved.splitlines() if "parent: u5}" not in line)
    picture = folding.without_carried(change(WIDE, moved))

    assert ghost("u15") in picture.box
    assert picture.box[ghost("u5")].notes == ("2 units ended with it",)


def test_of_too_many_lines_none_is_drawn_and_all_are_said() -> None:
    picture = folding.with_fewer_lines(drawing(KELA), 2)

    assert picture.lines == ()
    assert picture.box["audit"].notes == (
        "reports to Kela",
        "functional line: Board of Directors",
    )
    assert folding.with_fewer_lines(drawing(KELA), 3) == drawing(KELA)


def test_what_stands_outside_goes_with_the_units_that_are_joined_to_it() -> None:
    text = KELA.replace("lines: [{to: board", "lines: [{to: committee").replace(
        "bodies:",
        "bodies:\n  - {id: committee, name: Audit Committee, type: committee}\n"
        "  - {id: council, name: Council, type: organ, reports_to: aland}\n"
        "  - {id: alone, name: Joined to nobody, type: organ}",
    )
    whole = drawing(text.replace("audit, name: Internal Audit, kind: unit, parent: kela", _BELOW))

    assert {box.key for box in folding.to_depth(whole, 1).outside} == {"board", "alone"}
    assert {box.key for box in folding.to_depth(whole, 2).outside} == {
        *("board", "alone", "committee", "council")
    }
    assert "council" in keys(folding.branch(whole, "benefits"))


# Internal Audit, a level deeper.
_BELOW = "audit, name: Internal Audit, kind: unit, parent: benefits"
