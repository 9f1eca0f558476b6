"""No message of an import quotes what is about a person."""

from __future__ import annotations

import pytest

from orgcheck.convert.discretion import discreet
from tests.convert.workbooks import read, workbook

PRIVATE = (
    *("ada.byron@example.org", "131052-308T", "19121212-1212", "121212-1212", "010190A123X"),
    *("4 312,50 €", "EUR 3900", "3,812.00", "1 85 05 78 006 084"),
    *("+358 40 123 4567", "+49 (0)30 12345-67", "FI21 1234 5600 0007 85", "DE89370400440532013000"),
)
PLAIN = (
    "2100 Trade",
    "00009000",
    "4200/head",
    "12",
    "1,5",
    "2024-01-31",
    "Trade & Industry",
    "A-12",
    "AB12 CD34",
    "+1",
)


@pytest.mark.parametrize("text", PRIVATE)
def test_what_is_private_is_named_and_not_quoted(text: str) -> None:
    said = discreet(f'parent "{text}" is no unit here')
    assert text not in said
    assert said.startswith('parent "(a')
    assert said.endswith(')" is no unit here')


@pytest.mark.parametrize("text", PLAIN)
def test_codes_names_and_days_are_quoted(text: str) -> None:
    message = f'parent "{text}" is no unit here'
    assert discreet(message) == message


@pytest.mark.parametrize("text", PRIVATE[:4])
def test_a_parent_that_is_somebody_is_not_quoted(text: str) -> None:
    imported = read(f"code;name;parent\n1;Agency;\n2;Trade;{text}\n", "hr.csv")
    assert imported.remarks
    assert not any(text in remark.message + (remark.fix or "") for remark in imported.remarks)


def test_a_column_that_is_not_read_is_quoted_nowhere() -> None:
    imported = read(
        "code;name;parent;salary;e-mail\n1;Agency;;999123;x@y.fi\n2;T;9;888;z@y.fi\n", "hr.csv"
    )
    words = " ".join(remark.message + (remark.fix or "") for remark in imported.remarks)
    assert words
    assert not any(cell in words for cell in ("999123", "888", "x@y.fi", "z@y.fi"))


NAMES = ("Kalle Virtanen", "Frau Dr. Weber", "Curie, Marie", "M. Jean DUPONT", "Anna von Essen")


@pytest.mark.parametrize("name", NAMES)
def test_no_post_is_made_of_a_person(name: str) -> None:
    imported = read(f'code;name;parent;Chef\n1;A;;"{name}"\n2;B;"{name}";VD\n', "hr.csv")

    assert [post.name for post in imported.snapshot.posts] == ["VD"]
    assert [unit.parent for unit in imported.snapshot.units] == [None, "1"]
    words = " ".join(remark.message + (remark.fix or "") for remark in imported.remarks)
    assert "1 cell of this column names a person, not a post, and was not read" in words
    assert name not in words


@pytest.mark.parametrize(
    "title", ["Chief Executive", "Directeur Général", "Pääjohtaja", "AL Z", "Ständig Sekreterare"]
)
def test_a_title_is_no_person(title: str) -> None:
    imported = read(f"code;name;parent;Chef\n1;A;;{title}\n", "hr.csv")
    assert [post.name for post in imported.snapshot.posts] == [title]
    assert not imported.remarks


def test_one_name_among_titles_is_read_and_noted() -> None:
    rows = "code;name;parent;head\n1;A;;Director\n2;B;1;Ann Lee\n3;C;1;Chief of C\n"
    imported = read(rows, "hr.csv")
    assert [post.name for post in imported.snapshot.posts] == ["Director", "Ann Lee", "Chief of C"]
    (remark,) = imported.remarks
    assert not remark.is_defect
    assert "Ann" not in remark.message


def test_a_head_that_asks_for_a_name_is_a_column_of_persons() -> None:
    imported = read("Einheit;Leitung (Name, Vorname);gehört zu\nAmt;X;\nReferat;Y;Amt\n", "a.csv")
    assert not imported.snapshot.posts


TITLED = (
    *("Director General (Ada Byron)", "CFO – Ada Byron", "General Counsel: Ada Byron"),
    *("CIO, Ada Byron", "Mr. John Byron, HR Director", "Chief of IT\nAda Byron"),
)


def test_of_a_title_and_a_name_in_one_cell_the_title_alone_is_read() -> None:
    rows = [("Code", "Name", "Parent", "Head")]
    rows += [(str(n), f"Unit {n}", "0" if n else "", title) for n, title in enumerate(TITLED)]
    imported = read(workbook(rows))

    assert [post.name for post in imported.snapshot.posts] == [
        *("Director General", "CFO", "General Counsel", "CIO", "HR Director", "Chief of IT"),
    ]
    assert "Byron" not in "".join(map(str, imported.remarks)) + repr(imported.snapshot)
    assert [str(remark) for remark in imported.remarks] == [
        "Units!D2: 6 cells of this column name persons beside the title of a post: "
        "the title alone was read"
    ]


def test_a_title_with_the_name_of_its_unit_is_a_title() -> None:
    rows = [
        ("Code", "Name", "Parent", "Head"),
        ("1", "Human Resources", "", "Chief, Human Resources"),
    ]
    imported = read(workbook([*rows, ("2", "Shared Services", "1", "Head – Shared Services")]))

    assert [post.name for post in imported.snapshot.posts] == [row[3] for row in rows[1:]] + [
        "Head – Shared Services"
    ]
    assert imported.remarks == ()


def test_a_family_name_in_capitals_is_no_title() -> None:
    imported = read(
        'code;name;parent;head\n1;A;;"RUIZ, Maria Elena"\n2;B;1;"DUPONT, Ada"\n', "a.csv"
    )
    assert imported.snapshot.posts == ()


def test_a_title_with_what_is_headed_is_a_title_whatever_the_unit_is_called() -> None:
    titles = ["Director, Human Resources", "Director – Legal Affairs", "Leiter: Zentrale Dienste"]
    titles += ["Head, Open Data", "Manager (Elderly Care)"]
    rows = [(str(n), f"U{n}", "0" if n else "", title) for n, title in enumerate(titles)]
    imported = read(workbook([("Code", "Name", "Parent", "Head"), *rows]))

    assert [post.name for post in imported.snapshot.posts] == titles
    assert imported.remarks == ()


def test_a_title_that_may_end_with_a_name_is_noted() -> None:
    titles = [
        "Tf enhetschef Anna Berg",
        "Avdelningschef",
        "Head of Open Data",
        "Chef Norra Distriktet",
    ]
    rows = [(str(n), f"U{n}", "0" if n else "", title) for n, title in enumerate(titles)]
    imported = read(workbook([("Code", "Name", "Parent", "Head"), *rows]))

    assert [str(remark) for remark in imported.remarks] == [
        "Units!D2: may end with the name of a person, and was read as the title of a post"
    ]
