"""Texts in boxes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from orgcheck.charts.lettering import fitted, width_of


def test_a_text_that_fits_is_one_line() -> None:
    assert fitted("Kela", width=150, size=11, most=4) == ("Kela",)


def test_a_long_word_is_broken_after_a_sign() -> None:
    lines = fitted("cluster-api-provider-digitalocean", width=150, size=11, most=4)

    assert lines == ("cluster-api-provider-", "digitalocean")


def test_a_long_word_of_letters_is_parted_between_syllables_with_a_hyphen() -> None:
    lines = fitted("Työkyvyttömyyseläkkeiden", width=137, size=11, most=4)

    assert lines == ("Työkyvyttömyyseläk-", "keiden")
    assert fitted("a1b2" * 8, width=100, size=11, most=4)[0].isalnum()


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    lines = fitted("word " * 100, width=100, size=11, most=3)

    assert len(lines) == 3
    assert lines[-1].endswith("…")


@given(st.text(max_size=200), st.integers(1, 5))
def test_no_line_is_wider_than_asked_for(text: str, most: int) -> None:
    lines = fitted(text, width=80, size=11, most=most)

    assert 1 <= len(lines) <= most
    assert all(width_of(line, 11) <= 80 for line in lines)


@given(st.text(alphabet="x1 -", max_size=60))
def test_nothing_is_lost_where_there_is_room(text: str) -> None:
    lines = fitted(text, width=80, size=11, most=100)

    assert "".join("".join(lines).split()) == "".join(text.split())
