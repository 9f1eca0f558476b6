"""Sheets as people have them: each gives the right tree, and the right list of defects by cell."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from typing import Any

import pytest

from orgcheck.convert.columns import ColumnMap, InvalidMap, map_text, read_map
from orgcheck.convert.format import Given
from orgcheck.convert.tables.grid import Grid, Merge
from orgcheck.convert.tables.heads import meaning
from orgcheck.convert.tables.workbook import grids_of
from orgcheck.errors import InvalidSnapshot
from orgcheck.snapshot.text import SourceText
from tests.convert.test_hostile import with_part
from tests.convert.workbooks import DATA, noted, read, told, tree, workbook


def read_grid(data: bytes) -> Grid:
    """The first sheet of a workbook."""
    return grids_of(Given("hr.xlsx", "hr", data))[0]


AGENCY = {"1": None, "2": "1", "3": "1", "4": "2"}
ROWS = [("1", "Agency", None), ("2", "Finance", "1"), ("3", "IT", "1"), ("4", "Payroll", "2")]


@pytest.mark.parametrize(
    "heads",
    [
        ("Code", "Name", "Parent code"),
        ("Koodi", "Yksikön nimi", "Yläyksikön koodi"),
        ("Enhetskod", "Namn", "Överordnad enhet"),
        ("Kostenstelle", "Bezeichnung", "Übergeordnete Einheit"),
        ("Code", "Libellé", "Unité supérieure"),
        ("UNIT  CODE:", "Department (2026)", "Superior unit"),
        ("Org.yksikön tunnus", "Organisaatioyksikkö", "Ylempi organisaatioyksikkö"),
        ("Yksikkönro", "Organisaation nimi", "Yläorganisaation koodi"),
        ("Enhetsnr", "Enhetens benämning", "Tillhör enhet"),
        ("OE-Nr.", "Name der OE", "Überg. OE"),
        ("Objekt-ID", "Organisationseinheit", "übergeordnete Organisationseinheit"),
        ("Identifiant de l’entité", "Direction", "Rattachée à"),
        ("Unit\nid", "Name of the unit", "Parent department code"),
    ],
)
def test_heads_are_understood_in_five_languages(heads: tuple[str, ...]) -> None:
    assert tree(read(workbook([heads, *ROWS]))) == AGENCY


def file(name: str) -> Any:
    return read((DATA / name).read_bytes(), name)


def test_a_finnish_table_with_codes_zeros_decimal_commas_and_all_that_goes_wrong() -> None:
    imported = file("virasto.csv")

    assert tree(imported) == {
        "0001": None,
        "0100": "0001",
        "0200": "0001",
        "0210": "0200",
        "0220": "0200",
    }
    assert told(imported) == [
        'virasto.csv!C6: parent "1" is no code here; 0001 meant?',
        'virasto.csv!C7: parent "0200 Hallinto" is a name; 0200 meant?',
        'virasto.csv!C8: parent "Hallinto" is a name; 0200 meant?',
        'virasto.csv!E8: figures.fte: expected a number, found the text "x"',
    ]
    assert noted(imported) == [
        "virasto.csv!10: was left out: it is a total",
        "virasto.csv!11: was left out: it is a note, and no unit",
    ]
    first, finance, *_ = imported.snapshot.units
    assert str(first.figures["fte"]) == "1.5"
    assert finance.responsibilities == ("kirjanpito", "maksut")
    assert [(post.id, post.name) for post in imported.snapshot.posts] == [
        ("0001/head", "Pääjohtaja"),
        ("0100/head", "Talousjohtaja"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_encodings_and_separators_of_csv_are_found(encoding: str, separator: str) -> None:
    text = "Kod;Namn;Överordnad enhet\r\n1;Myndigheten;\r\n2;Ålands enhet;1\r\n"
    imported = read(text.replace(";", separator).encode(encoding), "a.csv")

    assert [unit.name for unit in imported.snapshot.units] == ["Myndigheten", "Ålands enhet"]
    expected = ["a.csv: is not UTF-8, and was read as Windows-1252"]
    assert noted(imported) == (expected if encoding == "cp1252" else [])


def test_parents_are_names_where_a_sheet_has_no_codes() -> None:
    rows = [("Unit", "Part of"), ("Agency", None), ("Finance", "Agency"), ("Payroll", "finance ")]

    imported = read(workbook(rows))
    assert tree(imported) == {"agency": None, "finance": "agency", "payroll": "finance"}
    assert imported.remarks == ()


def test_a_parent_that_is_the_name_of_two_is_told_and_not_guessed() -> None:
    rows = [("Unit", "Parent"), ("Agency", None), ("North", "Agency"), ("South", "Agency")]
    rows += [("Sales", "North"), ("Sales", "South"), ("Shop", "Sales")]

    imported = read(workbook(rows))
    assert imported.snapshot.units[-1].parent is None
    assert [unit.id for unit in imported.snapshot.units][3:] == ["sales", "south-sales", "shop"]
    assert told(imported) == ['Units!B7: parent "Sales" is the name of several: rows 5, 6']


def test_indents_of_a_workbook_are_a_hierarchy() -> None:
    rows = [("Unit", "Staff"), ("Agency", 1), ("Finance", 4), ("Payroll", 2), ("IT", 9)]

    def indent(book: Any, sheet: Any) -> None:
        for row, steps in enumerate((0, 1, 2, 1), start=1):
            sheet.write(row, 0, rows[row][0], book.add_format({"indent": steps}))

    imported = read(workbook(rows, indent))
    expected = {"agency": None, "finance": "agency", "payroll": "finance", "it": "agency"}
    assert tree(imported) == expected
    assert imported.snapshot.units[3].figures == {"headcount": 9}


@pytest.mark.parametrize(
    "names",
    [
        "Agency|- Finance|-- Payroll|- IT",
        "Agency|– Finance|– – Payroll|– IT",
        "Agency|• Finance|• • Payroll|• IT",
        "Agency|..Finance|....Payroll|..IT",
        "Agency|  - Finance|    - Payroll|  - IT",
    ],
)
def test_marks_before_names_are_a_hierarchy_and_no_part_of_the_names(names: str) -> None:
    imported = read("Unit,Staff\n" + "".join(f"{one},1\n" for one in names.split("|")), "a.csv")
    expected = {"agency": None, "finance": "agency", "payroll": "finance", "it": "agency"}
    assert tree(imported) == expected
    assert imported.snapshot.units[2].name == "Payroll"
    message = 'marks before names stand in this column: the cell was read as "Finance"'
    assert noted(imported) == [f"a.csv!A3: {message}"]


def test_a_mark_before_one_name_and_a_full_stop_before_several_say_nothing() -> None:
    imported = read("Unit,Part of\n.NET,\n.Data,.NET\n- Web,.NET\n", "a.csv")
    assert [unit.name for unit in imported.snapshot.units] == [".NET", ".Data", "- Web"]


@pytest.mark.parametrize("after", [False, True], ids=["before the group", "after the group"])
def test_groups_of_rows_are_a_hierarchy(after: bool) -> None:
    rows = [("Agency", 0), ("Finance", 1), ("Payroll", 2), ("IT", 1)]

    def group(_: Any, sheet: Any) -> None:
        for number, (_, level) in enumerate(rows[::-1] if after else rows, start=1):
            if level:
                sheet.set_row(number, None, None, {"level": level})

    names = [(name, 1) for name, _ in (rows[::-1] if after else rows)]
    imported = read(workbook([("Unit", "Staff"), *names], group))
    assert tree(imported) == {
        "agency": None,
        "finance": "agency",
        "payroll": "finance",
        "it": "agency",
    }
    where = "after" if after else "before"
    message = f"rows are grouped: a group was read as below the row {where} it"
    assert noted(imported) == [f"Units: {message}"]


@pytest.mark.parametrize(
    "names",
    [
        ("10 Agency", "100 Finance", "110 Payroll"),
        ("10. Agency", "100. Finance", "110. Payroll"),
        ("10 - Agency", "100 – Finance", "110: Payroll"),
        ("Agency (10)", "Finance [100]", "Payroll (110)"),
    ],
)
def test_codes_that_stand_with_the_names_are_codes(names: tuple[str, ...]) -> None:
    agency, finance, payroll = names
    rows = [("Unit", "Part of"), (agency, None), (finance, agency), (payroll, "100")]
    imported = read(workbook(rows))
    assert tree(imported) == {"10": None, "100": "10", "110": "100"}
    assert [unit.name for unit in imported.snapshot.units] == ["Agency", "Finance", "Payroll"]
    assert told(imported) == []
    message = 'codes and names stand in this column: the cell was read as code 10 and name "Agency"'
    assert noted(imported) == [f"Units!A2: {message}"]


def test_codes_with_the_names_continue_others_and_keep_their_zeros() -> None:
    imported = read("Unit,Staff\n01 Agency,1\n01.1 Law,2\n01.1.1 Courts,3\n", "a.csv")
    assert tree(imported) == {"01": None, "01.1": "01", "01.1.1": "01.1"}


@pytest.mark.parametrize(
    "names",
    [
        ("1. Agency", "2. Finance", "3. Payroll"),
        ("1st Infantry", "2nd Infantry", "5th Cavalry"),
        ("10 Agency", "Finance", "Payroll"),
        ("10 Agency", "10 Finance", "20 Payroll"),
    ],
    ids=["a count of the rows", "ordinals", "one alone", "one code twice"],
)
def test_numbers_that_are_no_codes_stay_in_the_names(names: tuple[str, ...]) -> None:
    imported = read(workbook([("Unit", "Part of"), *((name, None) for name in names)]))
    assert [unit.name for unit in imported.snapshot.units] == list(names)


@pytest.mark.parametrize(
    ("head", "text", "value"),
    [
        ("Budget (k€)", "1250.5", 1250500),
        ("Budget TEUR", "12", 12000),
        ("Määräraha (1 000 euroa)", "3", 3000),
        ("Määräraha, milj. €", "1.25", 1250000),
        ("Anslag (tkr)", "7", 7000),
        ("Anslag, mkr", "7", 7000000),
        ("Haushalt (Mrd. €)", "2", 2000000000),
        ("Budget (£'000)", "4", 4000),
        ("Budget (EUR)", "4", 4),
        ("Budget €", "4.50", 4.5),
    ],
)
def test_figures_are_multiplied_where_their_head_counts_in_thousands(
    head: str, text: str, value: float
) -> None:
    imported = read(workbook([("Code", "Name", head), ("1", "Agency", text)]))
    assert imported.snapshot.units[0].figures == {"budget": value}
    assert told(imported) == []
    assert [note.partition(" counts")[0] for note in noted(imported)] == (
        ["Units!C1:"] if value >= 1000 else []
    )


def test_a_figure_that_is_no_number_is_told_as_it_stands_in_its_cell() -> None:
    imported = read("Code,Name,Budget (k€)\n1,Agency,n/a\n", "a.csv")
    assert told(imported) == ['a.csv!C2: figures.budget: expected a number, found the text "n/a"']


@pytest.mark.parametrize("word", ["avoin", "Vakant", "N.N.", "(vacant)", "–", "à pourvoir"])
def test_a_word_for_a_vacancy_is_no_title_of_a_post(word: str) -> None:
    imported = read(workbook([("Code", "Name", "Head"), ("1", "Agency", word)]))
    assert imported.snapshot.posts == ()
    assert ("1", "head") in imported.unread
    message = "says that nobody heads the unit now, and was not read as the title of a post"
    assert noted(imported) == [f"Units!C2: {message}"]


def test_bytes_that_are_no_letters_are_told_by_their_cells() -> None:
    imported = read(b"Kod;Namn;Tillh\xf6r\r\n1;L\xe4n;\r\n2;L\x81n;1\r\n", "a.csv")
    assert imported.snapshot.units[0].name == "Län"
    assert told(imported) == ["a.csv!B3: holds a letter that was lost before it was read (\ufffd)"]


def test_blanks_before_names_are_a_hierarchy() -> None:
    expected = {"agency": None, "finance": "agency", "payroll": "finance", "it": "agency"}
    assert tree(read("Unit,Staff\nAgency,1\n  Finance,2\n    Payroll,3\n  IT,4\n", "a.csv")) == (
        expected
    )


def test_numbers_of_levels_are_a_hierarchy() -> None:
    rows = [("Level", "Code", "Name"), (1, "1", "Agency"), (2, "2", "Finance"), (3, "4", "Payroll")]
    assert tree(read(workbook([*rows, (2, "3", "IT")]))) == {
        "1": None,
        "2": "1",
        "4": "2",
        "3": "1",
    }


def test_a_level_that_is_no_number_is_told_and_the_others_are_a_hierarchy() -> None:
    imported = read("Taso;Koodi;Nimi\nTaso 1;1;A\n2;2;B\nx;3;C\n3.;4;D\n", "a.csv")
    assert tree(imported) == {"1": None, "2": "1", "3": None, "4": "2"}
    assert told(imported) == ['a.csv!A4: level "x" is no number']
    assert not imported.snapshot.units[2].top


def test_codes_that_continue_others_are_a_hierarchy() -> None:
    text = "Code,Name\n1,Agency\n1.1,Finance\n1.1.1,Payroll\n1.2,IT\n"
    assert tree(read(text, "a.csv")) == {"1": None, "1.1": "1", "1.1.1": "1.1", "1.2": "1"}


def test_several_tops_are_noted_however_the_hierarchy_is_told() -> None:
    imported = read("Code,Name\n1,Agency\n1.1,Finance\n2.1,Payroll\n", "a.csv")
    assert noted(imported) == ["a.csv: 2 units have no parent, each is a top: rows 2, 4"]


def test_of_several_figures_those_that_are_numbers_are_read() -> None:
    imported = read("Code,Name,Parent,Staff,FTE\n1,A,,7,many\n2,B,1,3,1\n", "a.csv")
    assert [unit.figures for unit in imported.snapshot.units] == [
        {"headcount": 7},
        {"headcount": 3, "fte": 1},
    ]
    assert len(told(imported)) == 1


@pytest.mark.parametrize(
    "heads",
    [
        "Nimi suomeksi;Namn på svenska",
        "Yksikön nimi (fi);Yksikön nimi (sv)",
        "Suomenkielinen nimi;Svenskt namn",
        "Finnischer Name;Name (schwedisch)",
        "Nom en finnois;Nom en suédois",
    ],
)
def test_a_column_of_names_for_each_language_gives_names_in_these(heads: str) -> None:
    text = f"Koodi;{heads};Yläyksikkö\n1;Virasto;Ämbetsverk;\n2;Talous;Ekonomi;Virasto\n3;;IT;1\n"
    imported = read(text, "a.csv")
    assert [unit.name for unit in imported.snapshot.units] == [
        {"fi": "Virasto", "sv": "Ämbetsverk"},
        {"fi": "Talous", "sv": "Ekonomi"},
        {"sv": "IT"},
    ]
    assert list(tree(imported).values()) == [None, "1", "1"]
    assert imported.map is not None
    again = read(text, "a.csv", read_map(SourceText("m.yaml", map_text(imported.map))))
    assert again.snapshot.units == imported.snapshot.units


@pytest.mark.parametrize(
    ("head", "field"),
    [
        ("HTV 2026", "figures.fte"),
        ("Planstellen (VZÄ)", "figures.fte"),
        ("Henkilöstö Lkm", "figures.headcount"),
        ("Giltig fr.o.m.", "valid_from"),
        ("Giltig t.o.m.", "valid_to"),
        ("Leitung (Name, Vorname)", "person"),
    ],
)
def test_heads_with_years_and_short_forms_are_understood(head: str, field: str) -> None:
    assert meaning(head) == field


def test_a_name_in_one_language_is_the_name() -> None:
    imported = read("Code,Name (EN),Parent\n1,A,\n", "a.csv")
    assert imported.snapshot.units[0].name == "A"


def test_columns_that_are_not_read_are_named_by_their_letters() -> None:
    text = "Code,Name,Parent,Salary band,Colour,Blank\n1,A,,secret,red,\n"
    assert noted(read(text, "a.csv")) == [
        "a.csv: columns D, E are not read: the heads are not known"
    ]
    map = ColumnMap(columns={"Salary band": "-", "Colour": "-"})
    assert noted(read(text, "a.csv", map)) == []


def test_units_without_a_column_of_names_and_codes_that_are_no_ids_are_noted() -> None:
    assert noted(read("Code,Parent\n1,\nZ 2,1\n", "a.csv")) == [
        "a.csv!A3: is a code that no id can be, and its id is z-2",
        "a.csv: no column is known as that of names: units are called by their codes",
    ]


def test_a_hidden_sheet_is_read_where_no_other_has_units() -> None:
    def edit(book: Any, sheet: Any) -> None:
        other = book.add_worksheet("Old")
        for number, row in enumerate([("Code", "Name", "Parent", "Staff"), ("9", "Gone", "", 1)]):
            other.write_row(number, 0, row)
        (sheet if visible_last else other).hide()
        (other if visible_last else sheet).activate()

    heads = ("Code", "Name", "Parent")
    visible_last = False
    imported = read(workbook([heads, *ROWS], edit))
    assert tree(imported) == AGENCY
    assert noted(imported) == ["Old: is not read: the units stand in Units"]
    visible_last = True
    assert list(tree(read(workbook([heads, *ROWS], edit)))) == ["9"]


LEVELS = {
    "agency": None,
    "finance": "agency",
    "payroll": "finance",
    "it": "agency",
    "networks": "it",
}


@pytest.mark.parametrize(
    "rows",
    [
        ["Agency,,", ",Finance,", ",,Payroll", ",IT,", ",,Networks"],
        [
            "Agency,,",
            "Agency,Finance,",
            "Agency,Finance,Payroll",
            "Agency,IT,",
            "Agency,IT,Networks",
        ],
        ["Agency,Finance,Payroll", ",IT,Networks"],
    ],
    ids=["outline", "paths", "leaves"],
)
def test_one_column_a_level_is_a_hierarchy(rows: list[str]) -> None:
    text = "\n".join(["Level 1,Taso 2,Nivå 3", *rows])
    assert tree(read(text, "a.csv")) == LEVELS


@pytest.mark.parametrize(
    "heads",
    [
        "Pääosasto,Osasto,Yksikkö",
        "Division,Department,Team",
        "Avdelning,Enhet,Grupp",
        "Abteilung,Referat,Sachgebiet",
        "Direction,Service,Bureau",
        "1. taso,2. taso,3. taso",
        "Organisaatiotaso 1,Organisaatiotaso 2,Organisaatiotaso 3",
    ],
)
def test_columns_that_are_called_by_sorts_or_levels_of_units_are_a_hierarchy(heads: str) -> None:
    assert tree(read(f"{heads}\nAgency,,\n,Finance,\n,,Payroll\n,IT,\n,,Networks\n", "a.csv")) == (
        LEVELS
    )


def test_a_sort_of_units_is_a_name_where_another_column_says_the_parent() -> None:
    text = "Osasto,Toimiala,Yläyksikkö\nA,,\nB,,A\n"
    assert tree(read(text, "a.csv")) == {"a": None, "b": "a"}


def test_a_code_with_a_name_is_the_code_and_a_dash_is_no_parent() -> None:
    rows = '1,Agency,-\n2,Finance,1 Agency\n3,IT,Agency (1)\n4,Payroll,"2, Finance"\n'
    imported = read(f"Code,Name,Parent\n{rows}", "a.csv")
    assert tree(imported) == AGENCY
    assert told(imported) == [
        'a.csv!C3: parent "1 Agency" is a name; 1 meant?',
        'a.csv!C4: parent "Agency (1)" is a name; 1 meant?',
        'a.csv!C5: parent "2, Finance" is a name; 2 meant?',
    ]


def test_two_units_of_one_name_below_the_same_unit_are_told() -> None:
    imported = read("Unit,Part of\nA,\nB,A\nB,A\n", "a.csv")
    assert told(imported) == ['a.csv!4: "B" stands in row 3 too, below the same unit']


def test_a_quotation_mark_that_is_never_closed_is_refused_with_its_line() -> None:
    with pytest.raises(
        InvalidSnapshot, match="line 3: a quotation mark is opened and never closed"
    ):
        read('Code,Name,Parent\n1,"A ""x""",\n2,"B,1\n3,C,1\n', "a.csv")
    assert tree(read('Code,Name,Parent\n1,"A" x,\n2,B,1\n', "a.csv")) == {"1": None, "2": "1"}


def test_a_row_that_names_what_is_above_leaves_out_a_level() -> None:
    text = "Level 1,Level 2,Level 3\nAgency,Finance,Payroll\nAgency,,Registry\n"
    assert tree(read(text, "a.csv"))["registry"] == "agency"


def test_a_head_merged_over_columns_and_cells_merged_down_are_levels() -> None:
    def merge(book: Any, sheet: Any) -> None:
        plain = book.add_format()
        sheet.merge_range(0, 0, 0, 2, "Organisation unit", plain)
        sheet.merge_range(1, 0, 5, 0, "Agency", plain)
        sheet.merge_range(2, 1, 3, 1, "Finance", plain)

    rows = [
        (None, None, None, "Staff"),
        (None, None, None, 1),
        (None, None, None, 2),
        (None, None, "Payroll", 3),
        (None, "IT", None, 4),
        (None, None, "Networks", 5),
    ]
    imported = read(workbook(rows, merge))
    assert tree(imported) == LEVELS
    assert [unit.figures["headcount"] for unit in imported.snapshot.units] == [1, 2, 3, 4, 5]


def test_a_parent_merged_over_several_rows_is_the_parent_of_each() -> None:
    def merge(_: Any, sheet: Any) -> None:
        sheet.merge_range(2, 2, 3, 2, "1")

    rows = [("Code", "Name", "Parent"), ("1", "Agency", None), ("2", "Finance", None)]
    imported = read(workbook([*rows, ("3", "IT", None), ("4", "Payroll", "2")], merge))
    assert tree(imported) == AGENCY
    assert imported.remarks == ()


def test_parents_may_be_acronyms_where_there_are_no_codes() -> None:
    rows = [("Kürzel", "Einheit", "Übergeordnet"), ("GD", "Direktion", None)]
    assert tree(read(workbook([*rows, ("F", "Finanzen", "GD"), ("L", "Lohn", "F")]))) == {
        "GD": None,
        "F": "GD",
        "L": "F",
    }


def test_names_that_cells_break_into_lines_are_one_line() -> None:
    rows = [("Code", "Name", "Parent", "Head"), ("1", "The\n Agency", None, "Director\nGeneral")]
    snapshot = read(workbook(rows)).snapshot
    assert (snapshot.units[0].name, snapshot.posts[0].name) == ("The Agency", "Director General")


def test_a_unit_whose_name_begins_as_a_total_is_a_unit_where_it_has_a_parent() -> None:
    imported = read("Unit,Parent\nA,\nTotal rewards,A\nTotal,\n", "a.csv")
    assert tree(imported) == {"a": None, "total-rewards": "a"}
    assert noted(imported) == ["a.csv!4: was left out: it is a total"]


def test_heads_that_are_repeated_are_left_out() -> None:
    rows = [("Code", "Name", "Parent"), *ROWS[:2], ("Code", "Name", "Parent"), *ROWS[2:]]
    imported = read(workbook(rows))
    assert tree(imported) == AGENCY
    assert noted(imported) == ["Units!4: was left out: it repeats the heads"]


def test_rows_apart_that_name_no_parent_may_be_another_table() -> None:
    rows = [("Code", "Name", "Parent"), *ROWS, (), ("H", "Helsinki"), ("T", "Tampere")]
    assert told(read(workbook(rows))) == [
        "Units!7: rows 7 to 8 stand apart and name no parent: another table?"
    ]


def test_formulas_are_read_as_what_they_came_to_and_told_where_they_came_to_nothing() -> None:
    def edit(_: Any, sheet: Any) -> None:
        sheet.write_formula(1, 0, '=UPPER("x")', None, "X")
        sheet.write_formula(2, 2, "=VLOOKUP(1,A1:B2,3)", None, "#N/A")
        sheet.write_formula(3, 2, "=A2", None, "")
        sheet.write_formula(4, 2, "=A3", None, "")

    rows = [("Code", "Name", "Parent"), (None, "A", None), ("2", "B", None), ("3", "C", None)]
    imported = read(workbook([*rows, ("4", "D", None)], edit))
    assert next(iter(tree(imported))) == "X"
    assert told(imported) == [
        "Units!C3: shows an error in place of a value, and was read as blank",
        "Units!C4: 2 formulas of this column never calculated, and read as blank",
    ]


def test_two_rows_of_heads_are_read_together() -> None:
    rows = [("Unit", None, "Superior unit", None), ("Code", "Name", "Code", "Name")]
    rows += [
        ("1", "Agency", None, None),
        ("2", "Finance", "1", "Agency"),
        ("3", "IT", "1", "Finance"),
    ]

    def merge(book: Any, sheet: Any) -> None:
        sheet.merge_range(0, 0, 0, 1, "Unit", book.add_format())
        sheet.merge_range(0, 2, 0, 3, "Superior unit", book.add_format())

    for imported in (read(workbook(rows, merge)), read(workbook(rows))):
        assert tree(imported) == {"1": None, "2": "1", "3": "1"}
        assert told(imported) == [
            'Units!D5: parent is "Finance" by name, and "Agency" by code; it was read by code'
        ]


def test_titles_blank_rows_hidden_rows_totals_and_notes_are_told_apart() -> None:
    rows: list[tuple[Any, ...]] = [
        ("Structure 2026",),
        (),
        ("Code", "Name", "Parent", "Staff"),
        ("1", "Agency", None, None),
        (),
        ("2", "Finance", "1", 4),
        ("3", "IT", "1", 9),
        (None, "All of it", None, None),
        (),
        ("Source: the registry",),
    ]

    def edit(_: Any, sheet: Any) -> None:
        sheet.set_row(6, None, None, {"hidden": True})
        sheet.write_formula(3, 3, "=SUM(D6:D7)", None, 13)
        sheet.write_formula(7, 3, "=SUM(D6:D7)", None, 13)

    imported = read(workbook(rows, edit))
    assert tree(imported) == {"1": None, "2": "1", "3": "1"}
    assert imported.defects == ()
    assert noted(imported) == [
        "Units!8: was left out: it is a total, by its formula",
        "Units!10: was left out: it is a note, and no unit",
        "Units: 1 row is hidden, and was read: 7",
        "Units!D4: is a sum of other cells, and was left out: figures are a unit's own",
    ]


def test_numbers_as_codes_keep_the_zeros_that_are_shown_and_lost_digits_are_told() -> None:
    rows = [("Code", "Name", "Parent"), (9000, "Agency", None), (12345678901234567, "Long", 9000)]

    def edit(book: Any, sheet: Any) -> None:
        zeros = book.add_format({"num_format": "00000000"})
        sheet.write(1, 0, 9000, zeros)
        sheet.write(2, 2, 9000, zeros)
        sheet.write_blank(1, 2, None, zeros)

    imported = read(workbook(rows, edit))
    assert list(tree(imported).values()) == [None, "00009000"]
    assert noted(imported) == [
        f"Units!{cell}: is a number shown as 00009000, and read so" for cell in ("A2", "C3")
    ]
    assert told(imported) == [
        "Units!A3: has more than 15 digits as a number, and the last are lost"
    ]


@pytest.mark.parametrize("since_1904", [False, True])
def test_dates_are_read_in_both_systems_and_as_texts(since_1904: bool) -> None:
    rows: list[tuple[Any, ...]] = [("Unit", "Part of", "Valid from"), ("A", None, None)]
    rows += [("B", "A", "31.1.2024"), ("C", "A", "1/31/2024"), ("D", "A", "2.3.2024")]
    rows += [("E", "A", "2/3/2024")]

    def edit(book: Any, sheet: Any) -> None:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_datetime(1, 2, date(2024, 1, 31), day)

    imported = read(workbook(rows, edit, date_1904=since_1904))
    assert [str(unit.valid_from) for unit in imported.snapshot.units] == [
        "2024-01-31",
        "2024-01-31",
        "2024-01-31",
        "2024-03-02",
        "None",
    ]
    assert told(imported) == [
        "Units!C6: 2/3/2024 is a day of two months, as the day or the month comes first"
    ]


def test_a_code_that_stands_twice_is_told_with_the_other_row() -> None:
    imported = read("Code,Name,Parent\n1,A,\n2,B,1\n2,C,1\n", "a.csv")

    assert tree(imported) == {"1": None, "2": "1"}
    assert told(imported) == ['a.csv!A4: code "2" stands in row 3 too']


def test_people_are_counted_and_never_quoted() -> None:
    text = "Code,Name,Parent,Last name,Head\n1,A,,Virtanen,\n2,B,1,Niemi,x@y.fi\n2,B,1,Salo,\n"
    imported = read(text, "a.csv")

    assert tree(imported) == {"1": None, "2": "1"}
    assert noted(imported) == ["a.csv: 1 row of people left out: units alone are read"]
    assert told(imported) == ["a.csv!E3: holds an address, not the title of a post"]
    said = "".join(map(str, imported.remarks)) + repr(imported.snapshot)
    assert not [name for name in ("Virtanen", "Niemi", "Salo", "x@y.fi") if name in said]


def test_the_sheet_that_is_understood_best_is_read_and_the_others_are_named() -> None:
    def edit(book: Any, _: Any) -> None:
        book.add_worksheet("Pivot").write(0, 0, "Name")

    imported = read(workbook([("Code", "Name", "Parent"), *ROWS], edit))
    assert tree(imported) == AGENCY
    assert noted(imported) == ["Pivot: is not read: the units stand in Units"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no row has heads of columns such as Code, Name and Parent"),
        ("a,b\n1,2\n", "no row has heads of columns such as Code, Name and Parent"),
        ("Code,Name\n", "a.csv has heads and no unit below them"),
        ("Code,Name\n1,A\n2,B\n", "nothing says which unit is below which"),
    ],
)
def test_a_table_without_a_structure_is_refused(text: str, message: str) -> None:
    with pytest.raises(InvalidSnapshot) as refused:
        read(text, "a.csv")
    assert message in refused.value.message
    assert refused.value.problems[0].fix is not None


def test_a_map_says_what_columns_are_and_which_are_left_out() -> None:
    text = "Nr,Enhet,Upp\n1,A,\n2,B,1\n"
    map = ColumnMap(columns={"Upp": "parent", "Nr": "id", "Enhet": "name"})
    assert tree(read(text, "a.csv", map)) == {"1": None, "2": "1"}

    left_out = ColumnMap(columns={"Staff": "-"})
    imported = read("Code,Name,Parent,Staff\n1,A,,5\n", "a.csv", left_out)
    assert imported.snapshot.units[0].figures == {}


@pytest.mark.parametrize(
    ("map", "message"),
    [
        (ColumnMap(columns={"Code": "codes"}), 'reads "Code" as "codes", which no column can be'),
        (ColumnMap(sheet="Gone", columns={}), 'reads sheet "Gone"; there are'),
    ],
)
def test_a_map_that_does_not_fit_is_refused(map: ColumnMap, message: str) -> None:
    with pytest.raises(InvalidMap) as refused:
        read(workbook([("Code", "Name", "Parent"), *ROWS]), map=map)
    assert message in refused.value.problems[0].message


def test_ids_that_were_made_are_found_again_and_what_changed_is_told() -> None:
    first = read("Unit,Part of\nAgency,\nPayroll,Agency\nIT,Agency\n", "a.csv")
    assert first.map is not None
    text = map_text(first.map).replace("payroll", "pay")
    map = read_map(SourceText("map.yaml", text))
    second = read("Unit,Part of\nAgency,\nPayroll,Agency\nICT,Agency\n", "a.csv", map)

    assert tree(second) == {"agency": None, "pay": "agency", "ict": "agency"}
    assert noted(second) == [
        'a.csv!4: "ICT" is not in the map: new, or renamed or moved; its id is ict',
        'a.csv: no row is "IT", which the map has as it',
    ]


def test_origins_name_the_row_of_each_unit_and_post() -> None:
    imported = read(workbook([("Code", "Name", "Parent", "Head"), ("1", "A", None, "Chief")]))
    snapshot = imported.snapshot
    assert [str(one.origin) for one in (*snapshot.units, *snapshot.posts)] == [
        "hr.xlsx!Units!A2",
        "hr.xlsx!Units!D2",
    ]


@pytest.mark.parametrize("prefixed", [False, True], ids=["as written", "with a prefix"])
def test_a_sheet_is_scanned_alike_by_its_text_and_by_its_elements(prefixed: bool) -> None:
    def edit(book: Any, sheet: Any) -> None:
        zeros = book.add_format({"num_format": "0000", "indent": 1})
        sheet.write(1, 0, 42, zeros)
        sheet.set_row(2, None, None, {"hidden": True, "level": 2})
        sheet.merge_range(4, 0, 5, 1, "One & <two>", zeros)
        sheet.write_formula(6, 1, '=SUM(B2:B3)&"x"', None, 3)
        sheet.write(7, 30, "far")
        sheet.write_formula(8, 1, "=1/0", None, "#DIV/0!")
        sheet.write_formula(8, 2, "=B9", None, "")
        sheet.write_formula(8, 3, "=B2", None, 42)
        sheet.write_number(9, 0, 100_000, book.add_format({"num_format": "0.00E+00"}))
        sheet.write_comment(1, 1, "to be merged")
        sheet.set_column(4, 5, None, None, {"hidden": True})

    data = workbook([("Code", "Name", "Parent"), (1, "A", None), (2, "B", 1)], edit)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        text = archive.read("xl/worksheets/sheet1.xml")
    if prefixed:
        text = re.sub(rb"<(/?)([a-zA-Z])", rb"<\1x:\2", text).replace(b"xmlns=", b"xmlns:x=")
    grid = read_grid(with_part("xl/worksheets/sheet1.xml", text, data))
    looks = grid.looks

    assert looks.hidden == {2}
    assert looks.outline == {2: 2}
    assert looks.formulas[6, 1].startswith("SUM(B2:B3)")
    assert looks.merges == (Merge(4, 0, 5, 1),)
    assert looks.errors == {(8, 1)}
    assert looks.uncalculated == {(8, 2)}
    assert looks.padded[1, 0] == 4
    assert looks.indents[1, 0] == 1
    assert looks.exponents == {(9, 0)}
    assert looks.comments == {(1, 1)}
    assert looks.hidden_columns == {4, 5}


def test_thousands_of_parents_that_nobody_knows_are_told_in_time() -> None:
    rows = "".join(f"{n:05},Unit {n},x{n:05}\n" for n in range(500))
    imported = read(f"Code,Name,Parent\n00000a,A,\n{rows}", "a.csv")

    assert len(imported.defects) == 500
    assert "did you mean" in imported.defects[0].message
    assert "did you mean" not in imported.defects[-1].message


def test_a_line_of_parents_of_any_length_is_put_in_order() -> None:
    rows = "".join(f"Unit {n},Unit {n - 1}\n" for n in range(5_000, 0, -1))
    imported = read(f"Name,Parent\n{rows}Unit 0,\n", "a.csv")

    assert len(imported.snapshot.units) == 5_001
    assert imported.defects == ()
