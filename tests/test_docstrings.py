"""Texts without their indentation."""

from __future__ import annotations

import inspect

from hypothesis import given
from hypothesis import strategies as st

from orgcheck.docstrings import cleandoc


@given(st.lists(st.text("a  \t", max_size=6)).map("\n".join))
def test_it_is_what_the_standard_library_makes(text: str) -> None:
    assert cleandoc(text) == inspect.cleandoc(text)
