"""The lines of reports for a terminal."""

from __future__ import annotations

from orgcheck.reports.formats.text.lines import (
    BOLD,
    RED,
    columns,
    padded,
    painted,
    wrapped,
    written,
)


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


def test_no_space_is_lost() -> None:
    assert wrapped("a  b  is") == ["a  b  is"]
    assert wrapped("aa  bb", width=5) == ["aa ", "bb"]


def test_what_nobody_sees_is_an_escape_in_every_line_and_counts_as_such() -> None:
    assert written(["a\x1b[31m", ("b\u202e",)]) == "a\\x1b[31m\nb\\u202e\n"
    assert wrapped("a\n\x07 b", width=10) == ["a\\x0a\\x07", "b"]
    assert columns("\x07") == 4
    assert padded("\x07", 6) == "\x07  "


def test_no_line_is_a_command_to_a_runner() -> None:
    assert written(["::error::x", "##[group]"]) == "\\x3a:error::x\n\\x23#[group]\n"


def test_only_painted_words_have_a_colour() -> None:
    line = painted("a.yaml error \x1b[31m", ("a.yaml", BOLD), ("error", RED))
    assert written([line]) == "\x1b[1ma.yaml\x1b[0m \x1b[1;31merror\x1b[0m \\x1b[31m\n"
    assert painted("nothing of it", ("a.yaml", BOLD)) == "nothing of it"
