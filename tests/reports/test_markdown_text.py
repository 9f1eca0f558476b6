"""Data within Markdown: shown as it is, and nothing else."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgcheck.escaping import escape_controls
from orgcheck.reports.formats.markdown.writing import code, markdown_text
from tests.reports.examples import HOSTILE
from tests.reports.rendered import Page

# What forges make links and pictures of, in any text of a page.
_REFERENCES = re.compile(
    r"(^|\W)@\w|#\d|\bGH-\d|!\d|~\w|:[\w+-]+:|://|www\.|[%&^$]\d|\w@\w", re.IGNORECASE
)
MARKUP = st.text("<>&|`*_[]()!#@~$:/\\'\"-+.=%^{}aw1 \n\x1b\u202e", max_size=40)


@given(st.one_of(st.text(max_size=40), MARKUP, st.sampled_from(HOSTILE)))
def test_any_text_is_read_as_it_was_written(text: str) -> None:
    page = Page(f"x{markdown_text(text)}x")

    assert page.text.rstrip("\n") == f"x{escape_controls(text)}x"
    assert page.tags <= {"p", "wbr"}


@given(MARKUP)
def test_a_cell_of_a_table_stays_one_cell(text: str) -> None:
    page = Page(f"| a | b |\n| --- | --- |\n| x{markdown_text(text)}x | y |\n")

    assert f"x{escape_controls(text)}x" in page.text
    assert page.tags <= {"table", "thead", "tbody", "tr", "th", "td", "wbr"}


@pytest.mark.parametrize("text", HOSTILE)
def test_a_summary_holds_it_too(text: str) -> None:
    page = Page(f"<details>\n<summary>{code(text)}</summary>\n\nx\n</details>\n")

    assert escape_controls(text) in page.text
    assert page.tags <= {"details", "summary", "code", "wbr", "p"}


@given(st.one_of(MARKUP, st.sampled_from(HOSTILE)))
def test_no_text_of_the_page_looks_like_a_mention_or_a_reference(text: str) -> None:
    page = Page(f"x {markdown_text(text)} x")

    assert not any(_REFERENCES.search(part) for part in page.texts)


@given(st.one_of(st.text(max_size=40), MARKUP))
def test_angle_brackets_and_ampersands_of_data_are_entities(text: str) -> None:
    written = markdown_text(text).replace("<wbr>", "")

    assert "<" not in written
    assert ">" not in written
    assert re.fullmatch(r"([^&]|&(amp|lt|gt|#\d+);)*", written)


def test_names_and_ids_stay_as_they_are() -> None:
    for text in ("Åland", "internal-audit", "ict-services.2", "Tietohallinto (ICT), 2. kerros"):
        assert markdown_text(text) == text


def test_a_long_text_is_cut_before_it_is_escaped() -> None:
    assert Page(markdown_text("<" * 50, 10)).text.rstrip("\n") == "<" * 9 + "…"
