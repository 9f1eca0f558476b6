"""Sentences, numbers, dates and lists in the language that is spoken."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgcheck.counting import in_a_row, listed, signed
from orgcheck.language import (
    code_of,
    day,
    in_quotes,
    number_words,
    said,
    said_later,
    said_n,
    speaking,
    spoken,
    spoken_language,
    tr,
    tr_n,
)
from orgcheck.snapshot.scalars import as_date

NO_BREAK = "\N{NO-BREAK SPACE}"


def test_without_a_catalogue_english_is_spoken() -> None:
    with speaking("et"):
        assert spoken_language() == "en"
        assert tr_n("{number} more", "{number} more", 1200) == "1,200 more"


def test_english_of_any_territory_is_what_the_program_is_written_in() -> None:
    with speaking("en-GB"):
        assert day(date(2024, 1, 5)) == "2024-01-05"


def test_what_was_spoken_before_is_spoken_again() -> None:
    with speaking("fi"):
        with speaking("sv"):
            assert spoken_language() == "sv"
        assert spoken_language() == "fi"
    assert spoken_language() == "en"


@given(st.text())
def test_a_value_is_never_read_as_a_form(text: str) -> None:
    for language in (None, "fi"):
        with speaking(language):
            assert tr("{words}; and {last}", words=text, last="").startswith(text)


def test_a_plural_agrees_with_its_number() -> None:
    more = ("{number} more", "{number} more")
    with speaking("fi"):
        assert tr_n(*more, 1) == "1 muu"
        assert tr_n(*more, 5000) == f"5{NO_BREAK}000 muuta"
        assert tr_n(*more, 0) == "0 muuta"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("en", "-1,234.50"),
        ("fi", f"−1{NO_BREAK}234,50"),
        ("sv", f"−1{NO_BREAK}234,50"),
        ("de", "-1.234,50"),
    ],
)
def test_a_number_keeps_all_its_digits(code: str, words: str) -> None:
    with speaking(code):
        assert number_words(Decimal("-1234.50")) == words


def test_what_came_or_went_has_its_sign() -> None:
    with speaking("sv"):
        assert (signed(1200), signed(-3), signed(0)) == (f"+1{NO_BREAK}200", "−3", "0")


@pytest.mark.parametrize(
    ("code", "known"),
    [
        ("en", ["2024-01-05", "2024-01", "2024"]),
        ("fi", ["5.1.2024", "tammikuu 2024", "2024"]),
        ("sv", ["5.1.2024", "januari 2024", "2024"]),
        ("sv-SE", ["2024-01-05", "januari 2024", "2024"]),
    ],
)
def test_a_date_says_what_is_known_of_it(code: str, known: list[str]) -> None:
    with speaking(code):
        assert [day(as_date(one)) for one in ("2024-01-05", "2024-01", "2024")] == known
        assert tr("1 version, {last}", last=date(2024, 1, 5)).endswith(known[0])


def test_what_is_no_date_stays_as_it_is() -> None:
    with speaking("fi"):
        assert [day(text) for text in ("spring", "2024-13", "1-2-3-4", "")] == (
            ["spring", "2024-13", "1-2-3-4", ""]
        )


def test_words_are_listed_as_the_language_lists_them() -> None:
    with speaking("fi"):
        assert listed(["a", "b", "c"]) == "a, b ja c"
        assert in_a_row(["a", "b"], "or") == "a tai b"
        assert listed("abcdefg", most=3) == "a, b, c ja 4 muuta"
        assert listed(["a, b", "c"]) == "a, b ja c"
        assert listed([in_quotes("a, b"), in_quotes("c")]) == "”a, b” ja ”c”"
    with speaking("sv"):
        assert listed(["a", "b", "c"]) == "a, b och c"


def test_what_is_kept_is_english_until_it_is_spoken() -> None:
    with speaking("fi"):
        inner = said("recorded with no unit any more")
        outer = said(
            "{words}; and {last}", words=inner, last=said_n("{number} more", "{number} more", 2)
        )
        rows = said_later(lambda: listed(["a", "b"]))

        assert outer == "recorded with no unit any more; and 2 more"
        assert json.dumps([outer, rows]) == (
            '["recorded with no unit any more; and 2 more", "a and b"]'
        )
        assert spoken(outer) == "ei enää kirjattuna millekään yksikölle ja 2 muuta"
        assert spoken(rows) == "a ja b"
    assert spoken(outer) == outer


@pytest.mark.parametrize(
    ("word", "code"),
    [("fi_FI", "fi-FI"), ("SV-se", "sv-SE"), ("fi_FI.UTF-8", "fi-FI"), ("sme", "sme")],
)
def test_codes_are_taken_as_systems_write_them(word: str, code: str) -> None:
    assert code_of(word) == code
