"""In what two texts differ that look the same."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgcheck.changes.kinds.words import only_in


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("Trade", "Trade", ""),
        ("Trade", "Regions", ""),
        ("Trade  Office", "Trade Office", "only in white space"),
        ("Trade\u00a0Office", "Trade Office", "only in white space"),
        ("WTO affairs", "wto affairs", "only in upper or lower case"),
        ("Caf\u00e9", "Cafe\u0301", "only in Unicode form"),
        (
            "CAF\u00c9  Office",
            "cafe\u0301 office",
            "only in white space, upper or lower case and Unicode form",
        ),
    ],
)
def test_what_a_reader_does_not_see_is_named(old: str, new: str, words: str) -> None:
    assert only_in(old, new) == words


@given(st.text(), st.text())
def test_it_does_not_matter_which_is_older(one: str, other: str) -> None:
    assert only_in(one, other) == only_in(other, one)


@given(st.text())
def test_another_form_of_the_same_text_is_never_told_as_a_visible_difference(text: str) -> None:
    form = unicodedata.normalize("NFD", text)
    assert bool(only_in(text, form)) is (text != form)
