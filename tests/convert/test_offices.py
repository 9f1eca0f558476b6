"""Sheets with what offices write in place of values, and above and beside them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from orgcheck.convert.columns import ColumnMap
from orgcheck.convert.format import Imported
from orgcheck.convert.tables.heads import meaning, meanings
from orgcheck.errors import InvalidSnapshot
from tests.convert.workbooks import noted, read, told, tree, workbook


def sheet(*lines: str) -> Imported:
    """What an import of these lines came to, with their values between bars."""
    return read("\n".join(line.replace(" | ", "|").strip() for line in lines), "a.csv")


@pytest.mark.parametrize(
    "mark", ['"', '-"-', "”", "〃", "d:o", "Ditto", "sama", "s.o.", "wie oben", "idem"]
)
def test_what_says_as_above_is_what_stands_above(mark: str) -> None:
    mark = '"""' + mark[1:] + '"' if mark == '"' else mark
    imported = sheet(
        "Code|Name|Parent|Kind|Head",
        "1|Agency||agency|Director",
        "2|Finance|1|unit|Chief of Finance",
        f"3|Law|{mark}|{mark}|{mark}",
        f"4|IT|{mark}|{mark}|{mark}",
    )

    assert tree(imported) == {"1": None, "2": "1", "3": "1", "4": "1"}
    assert [unit.kind for unit in imported.snapshot.units] == ["agency", "unit", "unit", "unit"]
    assert [post.name for post in imported.snapshot.posts][1:] == ["Chief of Finance"] * 3
    assert told(imported) == []
    assert noted(imported) == [
        f'a.csv!{column}4: says "as above", and was read as what row 3 says' for column in "CDE"
    ]


def test_a_level_that_says_as_above_is_the_one_above_and_a_unit_that_does_is_told() -> None:
    imported = sheet(
        "Level 1|Level 2|Level 3",
        "City||",
        "|Care|",
        "dito|dito|North",
        "dito|dito|dito",
    )

    assert list(tree(imported).values()) == [None, "city", "care"]
    assert told(imported) == ['a.csv!C5: "North" stands in row 4 too']


def test_a_code_that_reads_as_a_word_for_as_above_is_a_code() -> None:
    imported = sheet("Code|Name|Parent", "same|Agency|", "idem|Finance|same", "x|Law|idem")

    assert list(tree(imported).values()) == [None, "same", "idem"]


@pytest.mark.parametrize(
    "none", ["-", "–", "--", "...", "n/a", "k.A.", "ei ole", "ingen", "aucune"]
)
def test_a_word_for_none_is_no_value(none: str) -> None:
    imported = sheet(
        "Code|Name|Parent|Kind|Staff|Duties|Valid from|Head",
        f"1|Agency|{none}|{none}|--|{none}|{none}|{none}",
    )

    (unit,) = imported.snapshot.units
    assert unit.top
    assert (unit.kind, unit.figures, unit.responsibilities, unit.valid_from) == (None, {}, (), None)
    assert imported.snapshot.posts == ()
    assert told(imported) == []


@pytest.mark.parametrize(
    "total", ["Finance total", "Talous yhteensä", "Delsumma", "Zwischensumme", "Summe Finanzen"]
)
def test_totals_in_the_middle_are_left_out(total: str) -> None:
    imported = sheet(
        "Code|Name|Parent|Staff", "1|Agency||2", "2|Finance|1|3", f"|{total}||5", "3|Law|1|1"
    )

    assert tree(imported) == {"1": None, "2": "1", "3": "1"}
    assert noted(imported) == ["a.csv!4: was left out: it is a total"]


@pytest.mark.parametrize(
    ("head", "field"),
    [
        ("Tunnus / Kod", "id"),
        ("Yksikkö\nEnhet", "name"),
        ("Yläyksikkö / Överordnad enhet", "parent"),
        ("Service / Team", "name"),
        ("Name / Title", None),
        ("Code / Name", None),
        ("Übergeordnete Kostenstelle", "parent"),
        ("Överordnat kostnadsställe", "parent"),
        ("Henkilöstö (HTV)", "figures.fte"),
        ("Ylätason kp", "parent"),
        ("Posts (FTE)", "figures.fte"),
        ("Budget in Mio. €", "figures.budget"),
        ('"', None),
    ],
)
def test_a_head_in_two_languages_or_with_its_measure_in_brackets_is_understood(
    head: str, field: str | None
) -> None:
    assert meaning(head) == field


def test_heads_that_follow_in_another_language_are_no_unit() -> None:
    imported = sheet("Koodi|Nimi|Yläyksikkö", "Kod|Namn|Överordnad", "1|Virasto|", "2|Talous|1")

    assert tree(imported) == {"1": None, "2": "1"}
    assert noted(imported) == ["a.csv!2: was left out: it repeats the heads"]


def test_marks_that_stand_for_a_value_are_no_heads() -> None:
    with pytest.raises(InvalidSnapshot):
        sheet("Ref. no.|Whatever|Sits in|Amount", "a|Agency|-|(3)", "b|Law|”|-", "c|IT|a|(1)")


def test_why_a_column_is_not_read_is_what_is_so() -> None:
    imported = sheet(
        "Code|Name|Parent||Code|Name|Colour", "1|Agency|||K1|Audit|red", "2|Law|1|x|K2|Risk|blue"
    )

    assert noted(imported) == [
        "a.csv: column G is not read: the head is not known",
        "a.csv: columns E, F are not read: other columns are read for what the heads say",
        "a.csv: column D is not read: it has no head",
    ]


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("(340)", "-340"),
        ("340-", "-340"),
        ("\u2212340", "-340"),
        ("1 234,5", "1234.5"),
        ("1'234'500", "1234500"),
        ("CHF 1'200.–", "1200"),
        ("1.250.000,00 €", "1250000.00"),
        ("2,5 Mio. €", "2500000"),
        ("1,2 milj. €", "1200000"),
        ("500 tkr", "500000"),
        ("EUR 1\u202f000", "1000"),
        ("-", "None"),
    ],
)
def test_figures_are_read_as_offices_write_them(text: str, figure: str) -> None:
    imported = sheet("Code|Name|Parent|Budget", f"1|Agency||{text}")

    assert str(imported.snapshot.units[0].figures.get("budget")) == figure
    assert told(imported) == []


@pytest.mark.parametrize("text", ["80 %", "ca. 30", "5-6", "zwei", "1,2,3", "12 persons"])
def test_what_is_no_figure_is_told_as_it_is_written(text: str) -> None:
    imported = sheet("Code|Name|Parent|Staff", f"1|Agency||{text}")

    (defect,) = told(imported)
    assert defect.startswith("a.csv!D2: figures.headcount: expected a number, found ")
    assert text in defect


@pytest.mark.parametrize(
    ("figures", "read_as"),
    [
        (("1.200", "12,5"), ["1200", "12.5"]),
        (("1,200", "12.5"), ["1200", "12.5"]),
        (("1.200", "1.234,56"), ["1200", "1234.56"]),
        (("1,200", "12,5"), ["1.200", "12.5"]),
        (("234.567", "1.234.567"), ["234567", "1234567"]),
        (("234,567", "1 000,567"), ["234.567", "1000.567"]),
    ],
)
def test_what_separates_decimals_is_seen_by_the_other_figures(
    figures: tuple[str, str], read_as: list[str]
) -> None:
    imported = sheet("Code|Name|Parent|FTE", *(f"{text}|A||{text}" for text in figures))

    assert [str(unit.figures["fte"]) for unit in imported.snapshot.units] == read_as


def test_a_figure_that_may_be_thousands_or_have_decimals_is_told_and_not_read() -> None:
    imported = sheet("Code|Name|Parent|FTE", "1|Agency||1,200", "2|Law|1|1.200", "3|IT|1|12")

    assert [str(unit.figures.get("fte")) for unit in imported.snapshot.units] == [
        "None",
        "None",
        "12",
    ]
    assert told(imported) == [
        f"a.csv!{cell}: may be thousands or have decimals: nothing on this sheet shows which"
        for cell in ("D2", "D3")
    ]


def test_numbers_of_a_workbook_are_what_they_are_shown_as_whatever_texts_say() -> None:
    rows = [("Code", "Name", "Parent", "FTE"), ("1", "A", None, 1.125), ("2", "B", "1", 0.1 + 0.2)]
    imported = read(workbook([*rows, ("3", "C", "1", "1.200"), ("4", "D", "1", "2,5")]))

    said = [str(unit.figures["fte"]) for unit in imported.snapshot.units]
    assert said == ["1.125", "0.3", "1200", "2.5"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31.1.2024", "2024-01-31"),
        ("20240131", "2024-01-31"),
        ("2024/1/31", "2024-01-31"),
        ("2024-01-31 00:00:00", "2024-01-31"),
        ("01/2024", "2024-01"),
        ("31.12.9999", "None"),
    ],
)
def test_days_are_read_as_offices_write_them(text: str, day: str) -> None:
    imported = sheet("Code|Name|Parent|Valid to", f"1|Agency||{text}")

    assert str(imported.snapshot.units[0].valid_to) == day
    assert told(imported) == []


def test_a_day_that_there_is_not_is_told_as_it_is_written() -> None:
    imported = sheet("Code|Name|Parent|Valid from", "1|Agency||1.13.2021")

    (defect,) = told(imported)
    assert defect.endswith('found the text "1.13.2021"')


@pytest.mark.parametrize(
    "text", ["2, 3", "2/3", "2 and 3", "2\n3", "Sales; IT", "Sales / IT", "2 sekä 3 & 2, 3"]
)
def test_a_parent_that_names_several_is_told_and_the_first_is_read(text: str) -> None:
    text = f'"{text}"' if "\n" in text else text
    imported = sheet("Code|Name|Parent", "1|Group|", "2|Sales|1", "3|IT|1", f"4|Shared|{text}")

    assert tree(imported)["4"] == "2"
    (defect,) = told(imported)
    assert defect.endswith("names several: 2, 3; 2 was read")


def test_a_name_with_a_comma_or_a_word_between_is_one_parent() -> None:
    imported = sheet(
        "Name|Parent",
        "Trade|",
        "Trade and Industry, IT|Trade",
        "IT|Trade",
        "X|Trade and Industry, IT",
    )

    assert tree(imported)["x"] == "trade-and-industry-it"
    assert told(imported) == []


def test_a_parent_may_be_called_in_one_of_two_languages() -> None:
    imported = sheet(
        "Koodi|Nimi|Yläyksikkö", "1|Virasto / Myndighet|", "2|Talous|Virasto", "3|IT|Myndighet"
    )

    assert tree(imported) == {"1": None, "2": "1", "3": "1"}
    assert told(imported) == [
        'a.csv!C3: parent "Virasto" is a name; 1 meant?',
        'a.csv!C4: parent "Myndighet" is a name; 1 meant?',
    ]


def test_parents_in_a_circle_are_told_once_by_the_cell_where_it_closes() -> None:
    imported = sheet("Code|Name|Parent", "0|Top|", "1|A|2", "2|B|3", "3|C|1", "4|D|1", "5|E|0")

    assert told(imported) == ["a.csv!C3: is below itself, by the parents of rows 3, 4, 5"]


def test_a_parent_that_no_program_calculated_makes_no_top() -> None:
    def edit(_: Any, sheet: Any) -> None:
        sheet.write_formula(2, 2, "=A2", None, "")

    imported = read(workbook([("Code", "Name", "Parent"), ("1", "A", None), ("2", "B")], edit))

    assert [unit.top for unit in imported.snapshot.units] == [True, False]
    assert ("2", "parent") in imported.unread


def test_a_unit_without_a_name_is_told() -> None:
    imported = sheet("Code|Name|Parent", "1|Agency|", "2||1")

    assert [unit.name for unit in imported.snapshot.units] == ["Agency", "2"]
    assert told(imported) == ["a.csv!B3: the unit has no name, and is called by its code"]


def test_signs_that_nobody_sees_are_no_part_of_codes_names_and_parents() -> None:
    imported = sheet(
        "\ufeffCode|Name|Parent", "A\u200b|Agen\u00adcy\u200b|", "B|Research\u00a0& Law|A\u2060"
    )

    assert tree(imported) == {"A": None, "B": "A"}
    assert [unit.name for unit in imported.snapshot.units] == ["Agency", "Research & Law"]
    assert told(imported) == []


def test_a_text_that_csv_holds_as_a_formula_is_that_text() -> None:
    imported = read('Code;Name;Parent\n="00A";Agency;\n="00B";Law;="00A"\n', "a.csv")

    assert tree(imported) == {"00A": None, "00B": "00A"}
    assert imported.remarks == ()


def test_codes_that_a_program_made_dates_and_powers_of_are_told() -> None:
    def edit(book: Any, sheet: Any) -> None:
        sheet.write_datetime(2, 0, date(2000, 12, 1), book.add_format({"num_format": "mm-yy"}))
        sheet.write_number(3, 0, 100_000, book.add_format({"num_format": "0.00E+00"}))
        sheet.write_number(4, 2, 100_000, book.add_format({"num_format": 11}))

    rows = [("Code", "Name", "Parent"), ("1", "A"), (None, "B", "1"), (None, "C", "1"), ("4", "D")]
    imported = read(workbook(rows, edit))

    assert tree(imported) == {"1": None, "2000-12-01": "1", "100000": "1", "4": "100000"}
    date_made = "is a date, as programs make of a code such as 12-2000; it was read as 2000-12-01"
    power = "is a number with an exponent, as programs make of a code such as 1E5; it was read as"
    assert told(imported) == [
        f"Units!A3: {date_made}",
        f"Units!A4: {power} 100000",
        f"Units!C5: {power} 100000",
    ]


def test_codes_that_csv_has_as_dates_and_powers_are_told() -> None:
    imported = sheet("Code|Name|Parent", "1|A|", "1.12.2000|B|1", "1,00E+05|C|1", "1E5|D|1")

    assert [defect.partition(",")[0] for defect in told(imported)] == [
        "a.csv!A3: is a date",
        "a.csv!A4: is a number with an exponent",
    ]


def test_hidden_columns_and_comments_are_told() -> None:
    def edit(_: Any, sheet: Any) -> None:
        sheet.set_column(2, 3, None, None, {"hidden": True})
        sheet.write_comment("B1", "what the unit is called")
        sheet.write_comment("B2", "to be merged")

    rows = [("Code", "Name", "Parent", "Colour"), ("1", "A", None, "red"), ("2", "B", "1", "red")]
    imported = read(workbook(rows, edit))

    assert noted(imported) == [
        "Units: comments on cells are not read: B2",
        "Units: column C is hidden, and was read",
        "Units: column D is not read: the head is not known",
    ]


def test_another_sheet_with_the_same_heads_is_told_as_one_that_holds_units() -> None:
    def edit(book: Any, _: Any) -> None:
        other = book.add_worksheet("Law")
        for row, cells in enumerate((("Code", "Name", "Parent"), ("L", "Law", None))):
            other.write_row(row, 0, cells)

    rows = [("Code", "Name", "Parent"), ("F", "Finance", None)]
    imported = read(workbook(rows, edit))
    assert told(imported) == ["Law: has the same heads as Units, which alone was read"]

    chosen = read(workbook(rows, edit), map=ColumnMap(sheet="Law"))
    assert tree(chosen) == {"L": None}
    assert told(chosen) == []


def test_a_column_of_the_map_that_the_sheet_does_not_have_is_told_and_kept() -> None:
    map = ColumnMap(columns={"Avdnr": "id", "Vad": "name", "Under": "parent", "Old": "-"})
    imported = read("Avd;Vad;Under\n1;Agency;\n2;Law;Agency\n", "a.csv", map)

    assert told(imported) == ['a.csv: has no column "Avdnr", which the map reads as id']
    assert imported.map is not None
    assert dict(imported.map.columns) == dict(map.columns)


def test_an_exported_workbook_may_get_a_title_and_columns_of_notes() -> None:
    def edit(book: Any, _: Any) -> None:
        page = book.add_worksheet("units")
        lines = [("Our units",), (), ("id", "name", "Remarks", "top", "parent")]
        lines += [("1", "Agency", "big", "true"), ("2", "Law", "small", None, "1")]
        for row, cells in enumerate(lines):
            page.write_row(row, 0, cells)

    imported = read(workbook([("organisation",), ("Agency",)], edit, sheet="snapshot"))

    assert tree(imported) == {"1": None, "2": "1"}
    assert told(imported) == ['units!C4: "Remarks" is no field of a unit, and is not read']


@pytest.mark.parametrize(
    "names",
    [
        ("City", "• Schools", "→ Primary", "→ Secondary", "• Care"),
        ("City", "– Schools", "• Primary", "• Secondary", "- Care"),
        ("City", "› Schools", "›› Primary", "›› Secondary", "› Care"),
        ("City", "├── Schools", "│   ├── Primary", "│   └── Secondary", "└── Care"),
        (
            "└── City",
            "    ├── Schools",
            "    │   ├── Primary",
            "    │   └── Secondary",
            "    └── Care",
        ),
    ],
    ids=["kinds", "dashes are one kind", "numbers", "a drawing", "a drawing with its root"],
)
def test_marks_of_any_kind_before_names_are_a_hierarchy(names: tuple[str, ...]) -> None:
    imported = read("\n".join(("Unit;Staff", *(f"{name};1" for name in names))), "a.csv")

    assert list(tree(imported).items()) == [
        ("city", None),
        ("schools", "city"),
        ("primary", "schools"),
        ("secondary", "schools"),
        ("care", "city"),
    ]
    assert [unit.name for unit in imported.snapshot.units][3:] == ["Secondary", "Care"]


@pytest.mark.parametrize(
    ("codec", "name"),
    [("cp1252", "Windows-1252"), ("mac_roman", "Mac OS Roman"), ("cp850", "DOS code page 850")],
)
@pytest.mark.parametrize(
    "words", ["Yläyksikkö;Hämeenlinna", "Överordnad;Åmål – kår", "Übergeordnete Einheit;Köln"]
)
def test_csv_is_read_in_the_encoding_in_which_it_has_letters(
    codec: str, name: str, words: str
) -> None:
    if codec == "cp850":
        words = words.replace("–", "-")
    parent, city = words.split(";")
    data = f"Code;Name;{parent}\n1;{city};\n2;Law;1\n".encode(codec)
    imported = read(data, "a.csv")

    assert [unit.name for unit in imported.snapshot.units] == [city, "Law"]
    assert noted(imported) == [f"a.csv: is not UTF-8, and was read as {name}"]


def test_in_which_encoding_a_file_was_read_is_said_where_nothing_is_understood_too() -> None:
    with pytest.raises(InvalidSnapshot) as refused:
        read("Sträng;Wörd\n1;2\n".encode("cp1252"), "a.csv")

    assert "a.csv: is not UTF-8, and was read as Windows-1252" in refused.value.message


def test_a_table_that_is_turned_is_refused_with_what_to_do() -> None:
    with pytest.raises(InvalidSnapshot) as refused:
        sheet("Code|A|B|C", "Name|Agency|Finance|Law", "Parent||A|A")

    assert "the heads stand one below the other" in refused.value.message
    assert refused.value.problems[0].fix == "copy the table, and paste it transposed"


def test_rows_below_heads_of_their_own_may_be_another_table() -> None:
    lines = ("Code|Name|Parent", "1|Board|", "2|Law|1", "||", "Sites||", "Code|Name|Parent")
    other = sheet(*lines, "L1|Helsinki|", "L2|Espoo|L1")
    assert told(other) == ["a.csv!7: rows 7 to 8 have heads of their own: another table?"]

    same = sheet(*lines, "3|IT|1", "4|Payroll|3")
    assert told(same) == []


def test_a_list_of_staff_gives_the_units_and_no_person() -> None:
    imported = sheet(
        "Pers.nr|Name|Position|Org unit|Org unit ID|Superior org unit|E-mail|Salary",
        "1001|Ada Niemi|Director|Agency|O1||ada@example.org|9000",
        "1002|Bo Salo|CFO|Finance|O2|O1|bo@example.org|7000",
        "1003|Cleo Aho|Clerk|Finance|O2|O1|cleo@example.org|3000",
    )

    assert tree(imported) == {"O1": None, "O2": "O1"}
    assert [unit.name for unit in imported.snapshot.units] == ["Agency", "Finance"]
    assert "a.csv: 1 row of people left out: units alone are read" in noted(imported)
    said = "".join(map(str, imported.remarks)) + repr(imported.snapshot)
    assert not [word for word in ("Niemi", "Salo", "Aho", "example.org", "7000") if word in said]


def test_a_name_beside_a_department_is_a_unit_where_nothing_is_said_of_staff() -> None:
    assert meanings(["Code", "Name", "Department"]) == ["id", "name", None]


def test_of_figures_of_several_years_the_latest_are_read() -> None:
    imported = sheet("Code|Name|Parent|HTV 2025|HTV 2027|HTV 2026", "1|Agency||1|3|2")

    assert imported.snapshot.units[0].figures == {"fte": 3}


def test_a_dash_is_no_level() -> None:
    imported = sheet("Level 1|Level 2|Level 3", "City||", "City|-|Archive", "City|Care|–")

    assert tree(imported) == {"city": None, "archive": "city", "care": "city"}
    assert told(imported) == []


def test_names_that_are_paths_are_a_hierarchy() -> None:
    imported = sheet("Path|Staff", "Agency|1", "Agency / Law|2", "Agency / Law / Claims|3")

    assert tree(imported) == {"agency": None, "law": "agency", "claims": "law"}
    assert noted(imported) == ['a.csv!A3: names are paths: this one was read as "Law"']


def test_names_in_two_languages_are_no_paths() -> None:
    imported = sheet("Code|Name", "1|Virasto / Agency", "1.1|Talous / Finance", "1.2|Talous")

    assert tree(imported) == {"1": None, "1.1": "1", "1.2": "1"}
    assert [unit.name for unit in imported.snapshot.units][1] == "Talous / Finance"


def test_marks_of_footnotes_are_no_part_of_values() -> None:
    imported = sheet(
        *("Code|Name|Parent|Head|FTE", "1|Agency|||9", "2|Law*|Agency|Director 1)|3*"),
        *("3|Post²|Law||1", "4|Star**|Law*||1", "* until May||||", "1) acting||||"),
    )

    assert [unit.name for unit in imported.snapshot.units] == ["Agency", "Law", "Post²", "Star**"]
    assert tree(imported) == {"1": None, "2": "1", "3": "2", "4": "2"}
    assert [post.name for post in imported.snapshot.posts] == ["Director"]
    assert imported.snapshot.units[1].figures == {"fte": 3}
    assert "a.csv!B3: has the mark of a footnote behind it, which was left out" in noted(imported)


def test_a_row_of_sums_above_the_units_is_a_total() -> None:
    def edit(_: Any, sheet: Any) -> None:
        sheet.write_formula(1, 3, "=SUM(D3:D4)", None, "")

    rows = [("Code", "Name", "Parent", "FTE"), (None, "All units"), ("1", "A", None, 2)]
    imported = read(workbook([*rows, ("2", "B", "1", 3)], edit))

    assert tree(imported) == {"1": None, "2": "1"}
    assert noted(imported) == ["Units!2: was left out: it is a total, by its formula"]
    assert told(imported) == []


def test_figures_that_add_up_those_below_in_every_unit_are_left_out() -> None:
    lines = ["Name|Parent|Staff|FTE", "Agency||9|9", "Law|Agency|4|4", "IT|Agency|5|5"]
    imported = sheet(*lines, "Servers|IT|2|2", "Desks|IT|3|2")

    assert [unit.figures for unit in imported.snapshot.units] == [
        {"fte": 9},
        {"headcount": 4, "fte": 4},
        {"fte": 5},
        {"headcount": 2, "fte": 2},
        {"headcount": 3, "fte": 2},
    ]
    assert noted(imported) == [
        "a.csv!C2: is the sum of those below, as in each unit with others below it, and was left "
        "out: figures are a unit's own"
    ]
    assert ("agency", "figures.headcount") in imported.unread


def test_what_happens_to_be_the_sum_of_two_stays() -> None:
    imported = sheet("Name|Parent|Staff", "A||2", "B|A|1", "C|A|1", "D|B|1", "E|D|1")

    assert [unit.figures["headcount"] for unit in imported.snapshot.units] == [2, 1, 1, 1, 1]


def test_a_parent_may_be_called_in_any_language_that_the_sheet_has() -> None:
    imported = sheet(
        "Koodi|Nimi (suomi)|Nimi (ruotsi)|Ylempi", "V|Virasto|Verket|", "T|Talous|Ekonomi|Verket"
    )

    assert tree(imported) == {"V": None, "T": "V"}


def test_codes_of_parents_may_lack_blanks() -> None:
    imported = sheet("Code|Name|Parent", "A 100|Agency|", "A110|Law|a100", "A-120|IT|A100")

    assert tree(imported) == {"a-100": None, "A110": "a-100", "A-120": "a-100"}
    assert told(imported)[1] == 'a.csv!C4: parent "A100" is no code here; A 100 meant?'


@pytest.mark.parametrize("text", ["1. a; 2. b; 3. c", "a) a; b) b; c) c", "(1) a;(2) b;(3) c"])
def test_numbers_of_duties_are_no_part_of_them(text: str) -> None:
    imported = sheet("Code|Name|Parent|Duties", f"1|Agency||{text}", "2|X|1|a;2. b")

    said = [list(unit.responsibilities) for unit in imported.snapshot.units]
    assert said == [["a", "b", "c"], ["a", "2. b"]]


def test_an_exported_csv_that_a_program_saved_as_a_workbook_comes_back() -> None:
    rows = [("entity", "id", "name", "top"), ("unit", "1", "'+358 Unit", "true")]
    imported = read(workbook(rows, sheet="org"))

    assert [unit.name for unit in imported.snapshot.units] == ["+358 Unit"]
