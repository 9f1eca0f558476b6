"""Units through versions as bands: what is drawn, and where it stands."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from orgcheck.charts.alluvial import Alluvial, Tie, arranged
from orgcheck.charts.bands import svg
from orgcheck.charts.descent import MOST_COLUMNS, MOST_UNITS, of_history, of_lineage
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
    assert [(c.folded > 0, c.is_quiet) for c in drawn.columns][-2] == (True, False)
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
