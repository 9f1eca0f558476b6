"""The tables in tests/data/import, made as offices make them: the right tree, the right defects."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from benchmarks.data import Data
from tests.convert.workbooks import DATA, noted, read, told, tree

TREES: dict[str, dict[str, str | None]] = {
    "codes.xlsx": {
        "0100": None,
        "0200": "0100",
        "0210": "0200",
        "0220": "0200",
        "0300": "0100",
        "0310": None,
    },
    "parent-names.xlsx": {
        "city-office": None,
        "human-resources": "city-office",
        "recruitment": "human-resources",
        "training": "human-resources",
        "legal": None,
        "archive": "legal",
    },
    "indented.xlsx": {
        "satamalaitos": None,
        "liikenne": "satamalaitos",
        "luotsaus": "liikenne",
        "vaylat": "liikenne",
        "talvimerenkulku": "vaylat",
        "hallinto": "satamalaitos",
    },
    "levels.xlsx": {
        "kulturforvaltningen": None,
        "bibliotek": "kulturforvaltningen",
        "huvudbibliotek": "bibliotek",
        "bokbuss": "bibliotek",
        "museum": "kulturforvaltningen",
        "konservering": "museum",
    },
    "ministerio.xlsx": {
        "10": None,
        "11": "10",
        "111": "11",
        "112": "11",
        "12": "10",
        "121": "12",
        "122": "12",
        "123": "12",
        "124": "12",
    },
    "myndighet.csv": {"1": None, "2": "1", "3": "1", "4": "3"},
    "amt.csv": {"D": None, "F": "D", "F1": "F", "P": None},
}
DEFECTS = {
    "codes.xlsx": [
        'Org 2026!A8: code "0310" stands in row 7 too',
        'Org 2026!C5: parent "0200 Administration" is a name; 0200 meant?',
        'Org 2026!C7: parent "0030" is not in this sheet',
        'Org 2026!E6: figures.fte: expected a number, found the text "n/a"',
    ],
    "parent-names.xlsx": [
        'Sheet1!B6: parent "City Ofice" is not in this sheet; did you mean "City Office"?'
    ],
    "ministerio.xlsx": [
        'Organisaatio!D15: parent is "Hallinto" by name, and "Valvonta" by code;'
        " it was read by code",
        'Organisaatio!C17: parent "13" is not in this sheet; 12 meant, as its name says?',
    ],
    "myndighet.csv": [
        'myndighet.csv!C4: parent "1 Myndigheten" is a name; 1 meant?',
        'myndighet.csv!E5: figures.fte: expected a number, found the text "två"',
    ],
    "amt.csv": ['amt.csv!C5: parent "X" is not in this sheet'],
}
LEFT_OUT = {
    "levels.xlsx": ["Organisation!8: was left out: it is a total"],
    "ministerio.xlsx": [
        "Organisaatio!11: was left out: it is a total",
        "Organisaatio!19: was left out: it is a total",
        "Organisaatio!21: was left out: it is a note, and no unit",
        "Organisaatio!22: was left out: it is a note, and no unit",
        "Organisaatio: 1 row is hidden, and was read: 16",
        "Organisaatio!E13: is a sum of other cells, and was left out: figures are a unit's own",
    ],
    "myndighet.csv": [
        "myndighet.csv: is not UTF-8, and was read as Windows-1252",
        "myndighet.csv!6: was left out: it is a total",
    ],
}


def by_hand(name: str) -> Any:
    return read((DATA / name).read_bytes(), name)


@pytest.mark.parametrize("name", TREES)
def test_a_table_made_by_hand_gives_the_right_tree_and_the_right_defects(name: str) -> None:
    imported = by_hand(name)

    assert tree(imported) == TREES[name]
    assert told(imported) == DEFECTS.get(name, [])
    # Codes that are shown with zeros are a note each.
    others = [remark for remark in noted(imported) if "is a number shown as" not in remark]
    assert others == LEFT_OUT.get(name, [])


def test_figures_duties_and_heads_come_along() -> None:
    swedish = by_hand("myndighet.csv").snapshot
    assert [str(unit.figures.get("fte")) for unit in swedish.units] == [
        "1.0",
        "12.5",
        "7.25",
        "None",
    ]
    assert swedish.units[1].responsibilities == ("bokföring", "löner")
    assert [post.name for post in swedish.posts] == ["Generaldirektör", "Ekonomichef"]
    assert str(by_hand("amt.csv").snapshot.units[1].figures["fte"]) == "1250.75"
    assert by_hand("indented.xlsx").snapshot.units[2].figures == {"headcount": 22}


def test_ten_thousand_rows_give_ten_thousand_units(tmp_path: Path) -> None:
    content = Path(Data(tmp_path).workbook(10_000)).read_bytes()
    imported = read(content)

    assert (len(imported.snapshot.units), len(imported.snapshot.posts)) == (10_000, 2_000)
    assert imported.remarks == ()
    assert imported.snapshot.units[-1].parent == f"{9_998 // 8:05}"
