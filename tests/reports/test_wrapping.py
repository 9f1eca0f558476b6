"""Text set to the width of a terminal."""

from __future__ import annotations

from orgcheck.reports.wrapping import columns, wrapped


def test_lines_break_at_spaces_and_fill_the_width() -> None:
    assert wrapped("aa bb cc", width=5) == ["aa bb", "cc"]


def test_beginnings_of_lines_count() -> None:
    assert wrapped("aa bb cc", first="* ", rest="  ", width=7) == ["* aa bb", "  cc"]


def test_a_word_wider_than_a_line_stays_whole() -> None:
    assert wrapped("a bbbbbbbb c", width=4) == ["a", "bbbbbbbb", "c"]


def test_nothing_is_one_empty_line() -> None:
    assert wrapped("") == [""]


def test_wide_letters_take_two_columns_and_combining_ones_none() -> None:
    assert columns("日本") == 4
    assert columns("e\u0301") == 1


def test_no_space_is_lost_and_a_texts_own_lines_are_laid_anew() -> None:
    assert wrapped("a  b  is") == ["a  b  is"]
    assert wrapped("a\n  b") == ["a b"]
    assert wrapped("aa  bb", width=5) == ["aa ", "bb"]
