"""Lines and columns are those that an editor shows."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from orgcheck.snapshot.text import SourceText

# Long enough for lines that are looked for in several goes.
texts = st.builds(
    lambda piece, times: piece * times,
    st.text(alphabet="ab\n\r", max_size=30),
    st.integers(0, 900),
)


@given(text=texts, data=st.data())
def test_a_line_ends_at_a_line_feed_a_carriage_return_or_both(
    text: str, data: st.DataObject
) -> None:
    offset = data.draw(st.integers(0, len(text)))
    ends = [match.end() for match in re.finditer(r"\r\n|\n|\r", text) if match.end() <= offset]
    line, column = SourceText("org.yaml", text).position(offset)
    assert (line, column) == (len(ends) + 1, offset - (ends[-1] if ends else 0) + 1)


@given(text=st.text(alphabet="ab\n\r", max_size=12), at=st.integers(4080, 4100))
def test_nothing_is_lost_where_one_block_of_text_ends(text: str, at: int) -> None:
    whole = "x" * at + text
    ends = [at + match.end() for match in re.finditer(r"\r\n|\n|\r", text)]
    found = SourceText("org.yaml", whole).position(len(whole))
    assert found == (len(ends) + 1, len(whole) - (ends[-1] if ends else 0) + 1)
