"""Units through versions as bands: what is drawn, and where it stands."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from orgcheck.charts.alluvial import Alluvial, Tie, arranged
from orgcheck.charts.bands import svg
from orgcheck.charts.descent import MOST_COLUMNS, MOST_UNITS, of_history, of_lineage
from orgcheck.charts.lettering import width_of
from orgcheck.descent.history import History
from orgcheck.descent.lineage import lineage_of
from tests.descent.histories import of_units

AUDIT, NEW_NAME = "id: audit, name: Audit", "id: audit, name: Control"
MERGED = "id: ict, name: ICT, replaces: [data, net]"


def whole(history: History) -> Alluvial:
    return of_history(history, "Agency", "all versions")


def labels(drawn: Alluvial) -> list[tuple[str, int]]:
    return [(column.label, column.folded) for column in drawn.columns]


def test_versions_that_show_no_change_are_folded() -> None:
    drawn = whole(of_units([AUDIT], [AUDIT], [AUDIT], [NEW_NAME], [NEW_NAME], [NEW_NAME]))
    assert labels(drawn) == [("1", 0), ("4", 2), ("6", 1)]
    assert [block.name for block in drawn.blocks] == ["Audit", "Control", "Control"]


def test_of_a_whole_history_what_only_begins_goes_on_or_ends_is_counted() -> None:
    drawn = whole(of_units(["data", "net", "press"], [MERGED, "press"], [MERGED, "law"]))
    told = {block.told.split(" ")[0] for block in drawn.blocks}
    assert told == {"Data", "Net", "ICT"}
    assert drawn.remarks == ("3 units that only began, went on or ended: not drawn",)


def test_a_handover_is_a_band_of_its_own_with_its_kind() -> None:
    drawn = whole(of_units(["data", "net"], [MERGED], [MERGED]))
    assert [(band.tie, band.label) for band in drawn.bands if band.label] == [
        (Tie.SUCCESSION, "merge"),
        (Tie.SUCCESSION, "merge"),
    ]


def test_a_version_that_leaves_a_unit_out_is_drawn_and_has_no_block_of_it() -> None:
    drawn = whole(of_units([AUDIT], [AUDIT], [], [AUDIT]))
    assert [(block.column, block.is_absent) for block in drawn.blocks] == [
        (0, False),
        (1, True),
        (2, False),
    ]
    assert {band.tie for band in drawn.bands} == {Tie.RETURN}


def test_a_lineage_shows_its_unit_and_its_relatives_alone() -> None:
    history = of_units(["data", "net", "press"], [MERGED, "press"])
    drawn = of_lineage(lineage_of(history, "data"), "Data", "")
    names = [block.name for block in drawn.blocks if block.unit in drawn.subjects]
    assert names == ["Data"]
    assert len({block.unit for block in drawn.blocks}) == 2


def test_of_very_many_units_those_that_took_over_are_drawn() -> None:
    before = [f"id: u{n}, name: Unit {n}" for n in range(MOST_UNITS)]
    after = [f"id: u{n}, name: Office {n}" for n in range(MOST_UNITS)]
    drawn = whole(of_units([*before, "data", "net"], [*after, MERGED]))
    assert len({block.unit for block in drawn.blocks}) == MOST_UNITS
    assert "merge" in {band.label for band in drawn.bands}
    assert drawn.remarks[0].startswith("3 further units with another name")


def test_of_very_many_versions_those_in_which_others_take_over_are_drawn() -> None:
    many = MOST_COLUMNS + 20
    versions = [[f"id: audit, name: Audit {n}", "data", "net"] for n in range(many)]
    drawn = whole(of_units(*versions, ["audit", MERGED], ["audit", MERGED]))
    assert len(drawn.columns) == MOST_COLUMNS + 2
    assert [column.label for column in drawn.columns][-2:] == [str(many + 1), str(many + 2)]
    assert drawn.columns[-2].folded > 0
    assert "merge" in {band.label for band in drawn.bands}
    arranged(drawn)


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Versions in which units come, go, are left out, and take over from any of the one before."""
    versions: list[list[str]] = []
    before: list[str] = []
    for _ in range(draw(st.integers(2, 5))):
        ids = sorted(draw(st.sets(st.sampled_from("abcdef"), min_size=1)))
        units = []
        for id in ids:
            gone = [other for other in before if other not in ids]
            given_up = draw(st.lists(st.sampled_from(gone), unique=True)) if gone else []
            said = f", replaces: [{', '.join(given_up)}]" if given_up else ""
            units.append(f"id: {id}, name: {draw(st.sampled_from('xy'))}{id}{said}")
        versions.append(units)
        before = ids
    return of_units(*versions, inference=False)


@settings(deadline=None, max_examples=60)
@given(histories())
def test_no_block_stands_on_another_and_what_goes_on_runs_straight(history: History) -> None:
    drawn = whole(history)
    placed = arranged(drawn)
    for column in range(len(drawn.columns)):
        seats = sorted(
            (seat.top, seat.top + seat.size)
            for block, seat in zip(drawn.blocks, placed.seats, strict=True)
            if block.column == column
        )
        assert all(end <= begin + 1e-9 for (_, end), (begin, _) in pairwise(seats))
    ends = zip(placed.leaves, placed.arrives, strict=True)
    for band, (leaves, arrives) in zip(drawn.bands, ends, strict=True):
        if band.tie is not Tie.SUCCESSION:
            assert abs(leaves - arrives) < 1e-9
        for block, edge in ((band.start, leaves), (band.end, arrives)):
            seat = placed.seats[block]
            assert seat.top - 1e-9 <= edge <= seat.top + seat.size - 1 + 1e-9


def test_a_picture_is_well_formed_and_says_what_it_shows() -> None:
    drawn = of_lineage(lineage_of(of_units(["data", "net"], [MERGED]), "data"), "Data & <Co>", "x")
    root = ET.fromstring(svg(drawn))
    words = [element.text for element in root.iter() if element.tag.endswith("text")]
    assert {"Data & <Co>", "merge", "ICT"} <= set(words)
    assert root.get("aria-label") == "Data & <Co>. x"


# -- where texts stand ------------------------------------------------------------------------

LONG = "Customer service unit for the Greater Helsinki Area"


def number(element: ET.Element, key: str) -> float:
    return float(element.get(key, ""))


def of_sort(element: ET.Element, tag: str) -> list[ET.Element]:
    return [one for one in element.iter() if one.tag.endswith(tag)]


def units_of(drawn: Alluvial) -> list[ET.Element]:
    """The groups of a picture, each of which is a unit."""
    return of_sort(ET.fromstring(svg(drawn)), "}g")


def assert_texts_stand_free(unit: ET.Element) -> None:
    """No bar and no bend of a band of the unit begins before a text beside it ends."""
    bars = [number(bar, "x") for bar in of_sort(unit, "}rect")]
    bends = []
    for path in of_sort(unit, "}path"):
        if path.get("stroke-dasharray") == "6,3":
            corner, bend = (point[1:].split(",") for point in path.get("d", "").split(" ")[:2])
            bends.append((float(corner[0]), float(corner[1]), float(bend[0])))
    for text in of_sort(unit, "}text"):
        begin, low = number(text, "x"), number(text, "y")
        end = begin + width_of(text.text or "", number(text, "font-size"))
        assert all(bar < begin or end <= bar + 0.02 for bar in bars)
        for left, top, bend in bends:
            if left < begin < bend and top < low < top + 32:
                assert end <= bend + 0.02


@settings(deadline=None, max_examples=60)
@given(histories())
def test_a_name_ends_before_the_next_bar_and_before_its_band_bends(history: History) -> None:
    for unit in units_of(whole(history)):
        assert_texts_stand_free(unit)


def test_long_names_are_whole_and_no_edge_runs_through_them() -> None:
    units = [f"id: data, name: {LONG}", f"id: net, name: Kehittämispalvelut {LONG}"]
    drawn = whole(of_units(units, [f"id: ict, name: {LONG} 2, replaces: [data, net]"], []))
    groups = units_of(drawn)
    said = {" ".join(text.text or "" for text in of_sort(group, "}text")) for group in groups}
    assert said == {LONG, f"Kehittämispalvelut {LONG}", f"✕ {LONG} 2"}
    for group in groups:
        assert_texts_stand_free(group)


def test_thirteen_versions_with_names_that_change_fit_on_a_page() -> None:
    versions = [
        [f"id: u{n}, name: Section {n}{'a' if n > v else 'b'}" for n in range(13)]
        for v in range(13)
    ]
    root = ET.fromstring(svg(whole(of_units(*versions))))
    assert len(whole(of_units(*versions)).columns) == 13
    assert number(root, "width") <= 1_180


def test_a_unit_does_not_begin_where_an_unrelated_one_ended() -> None:
    before = ["data", "net", "id: press, name: Press 1"]
    after = [MERGED, "id: press, name: Press 2"]
    drawn = whole(of_units(before, after, [MERGED, "law"], [MERGED, "id: law, name: Law 2"]))
    placed = arranged(drawn)
    lanes = {
        drawn.blocks[block].told.split(" ")[0]: seat.own for block, seat in enumerate(placed.seats)
    }
    assert abs(lanes["Press"] - lanes["Law"]) >= 1


def test_what_only_goes_on_has_no_bar() -> None:
    drawn = whole(of_units([AUDIT], [AUDIT, "x"], [NEW_NAME, "id: x, name: Y"], [NEW_NAME]))
    assert [len(of_sort(unit, "}rect")) for unit in units_of(drawn)] == [3, 2]
