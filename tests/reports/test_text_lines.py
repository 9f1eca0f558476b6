"""The lines of reports for a terminal."""

from __future__ import annotations

from orgcheck.reports.format import Screen
from orgcheck.reports.formats.text.lines import (
    BOLD,
    RED,
    Fitted,
    Paragraph,
    columns,
    padded,
    written,
)

IN_COLOUR = Screen(colour=True)


def broken(text: str, width: int = 80, *, first: str = "", rest: str = "") -> list[str]:
    return list(Paragraph(text, first, rest).broken(width))


def test_lines_break_at_spaces_and_fill_the_width() -> None:
    assert broken("aa bb cc", width=5) == ["aa bb", "cc"]


def test_a_dot_ends_a_line_and_begins_none_and_a_number_stays_with_what_it_counts() -> None:
    assert broken("Unit · 2 duties", width=8) == ["Unit ·", "2 duties"]
    assert broken("Unit · 12 duties", width=9) == ["Unit ·", "12 duties"]
    assert broken("in 2024 units", width=8) == ["in 2024", "units"]


def test_beginnings_of_lines_count() -> None:
    assert broken("aa bb cc", first="* ", rest="  ", width=7) == ["* aa bb", "  cc"]


def test_a_word_wider_than_a_line_stays_whole() -> None:
    assert broken("a bbbbbbbb c", width=4) == ["a", "bbbbbbbb", "c"]


def test_nothing_is_one_empty_line() -> None:
    assert broken("") == [""]


def test_wide_letters_take_two_columns_and_combining_ones_none() -> None:
    assert columns("日本") == 4
    assert columns("e\u0301") == 1


def test_no_space_is_lost() -> None:
    assert broken("a  b  is") == ["a  b  is"]
    assert broken("aa  bb", width=5) == ["aa ", "bb"]


def test_what_nobody_sees_is_an_escape_in_every_line_and_counts_as_such() -> None:
    assert written(["a\x1b[31m", Paragraph("b\u202e")]) == "a\\x1b[31m\nb\\u202e\n"
    assert broken("a\n\x07 b", width=10) == ["a\\x0a\\x07", "b"]
    assert columns("\x07") == 4
    assert padded("\x07", 6) == "\x07  "


def test_no_line_is_a_command_to_a_runner() -> None:
    assert written(["::error::x", "##[group]"]) == "\\x3a:error::x\n\\x23#[group]\n"


def test_only_painted_words_have_a_colour_and_only_where_it_helps() -> None:
    line = Paragraph("a.yaml error \x1b[31m", paint=(("a.yaml", BOLD), ("error", RED)))
    assert written([line], IN_COLOUR) == "\x1b[1ma.yaml\x1b[0m \x1b[1;31merror\x1b[0m \\x1b[31m\n"
    assert written([line]) == "a.yaml error \\x1b[31m\n"
    other = Paragraph("nothing of it", paint=(("a.yaml", BOLD),))
    assert written([other], IN_COLOUR) == "nothing of it\n"


def test_painted_words_are_painted_on_every_line_that_they_reach_and_its_margin_is_not() -> None:
    line = Paragraph("A long name · 2 duties", rest="  ", paint=(("A long name", BOLD),))
    narrow = Screen(width=8, colour=True)

    assert written([line], narrow) == ("\x1b[1mA long\x1b[0m\n  \x1b[1mname\x1b[0m ·\n  2 duties\n")


def test_lines_are_as_wide_as_the_screen() -> None:
    line = Paragraph("aa " * 60)
    assert max(map(len, written([line]).splitlines())) <= 100
    assert max(map(len, written([line], Screen(width=60)).splitlines())) <= 60
    assert written([Fitted(lambda width: [str(width)])], Screen(width=77)) == "77\n"
