"""No message of an import quotes what is about a person."""

from __future__ import annotations

import pytest

from orgcheck.convert.discretion import discreet
from tests.convert.workbooks import read

PRIVATE = (
    *("ada.byron@example.org", "131052-308T", "19121212-1212", "121212-1212", "010190A123X"),
    *("4 312,50 €", "EUR 3900", "3,812.00", "1 85 05 78 006 084"),
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
)


@pytest.mark.parametrize("text", PRIVATE)
def test_what_is_private_is_named_and_not_quoted(text: str) -> None:
    said = discreet(f'parent "{text}" is no unit here')
    assert text not in said
    assert said.startswith('parent "(an ')
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
