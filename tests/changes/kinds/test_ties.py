"""Whom one reports to and where a post belongs: what is stated, and what holds all the same."""

from __future__ import annotations

import re

import pytest

from orgcheck.changes.kinds.words import MANY
from orgcheck.reports.formats.paper import markdown as paper_markdown
from tests.reports.test_names_apart import FORMATS, compared, drawn, every_format, plain

AREA = "- {id: a, name: Area, parent: top, head: h}\n"
BUREAU = "- {id: b, name: Bureau, parent: a}\n"
POSTS = "posts:\n- {id: h, name: Head}\n"
STATES = BUREAU.replace("}", ", reports_to: h}")


def told_in(format: str, words: str) -> str:
    """What happened, as a format tells it: a paper proposes it."""
    if not format.startswith("paper"):
        return words
    return words.replace("now ", "").replace("formerly", "so far")


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (BUREAU, STATES, "Bureau now states that it reports to Head, formerly by its place"),
        (STATES, BUREAU, "Bureau still reports to Head, by its place: it states no line any more"),
        (
            BUREAU,
            STATES.replace("reports_to: h", "reports_to: top"),
            "Bureau now reports to Top, formerly to Head (by its place)",
        ),
        (
            STATES.replace("reports_to: h", "reports_to: top"),
            BUREAU,
            "Bureau now reports to Head, formerly to Top "
            "(by its place; it states no line any more)",
        ),
    ],
)
def test_a_line_that_is_stated_now_or_no_longer_is_told_from_one_that_changed(
    format: str, old: str, new: str, words: str
) -> None:
    text = every_format(compared(AREA + old + POSTS, AREA + new + POSTS))[format]
    assert told_in(format, words) in text


def test_a_picture_does_not_call_a_line_another_that_is_only_stated() -> None:
    picture = drawn(compared(AREA + BUREAU + POSTS, AREA + STATES + POSTS))
    assert "another line" not in picture
    assert "line or head stated otherwise" in picture


def test_of_many_lines_that_are_only_stated_none_is_said_to_change() -> None:
    many = "".join(BUREAU.replace("b,", f"b{number},") for number in range(MANY))
    texts = every_format(
        compared(AREA + many + POSTS, AREA + many.replace("}", ", reports_to: h}") + POSTS)
    )
    words = "5 units now state that they report to Head, formerly by their place"
    for format, text in texts.items():
        assert told_in(format, words) in text


UNIT = "- {id: b, name: Bureau, parent: top}\n"
BELONGS = "posts:\n- {id: s, name: Secretary, unit: b}\n"
LOOSE = "posts:\n- {id: s, name: Secretary}\n"
HEADED = UNIT.replace("}", ", head: s}")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            UNIT + BELONGS,
            UNIT + LOOSE,
            "now belongs to no unit, formerly to Bureau (it states no unit any more)",
        ),
        (
            UNIT + BELONGS,
            HEADED + LOOSE,
            "still belongs to Bureau, by what it heads: it states no unit any more",
        ),
        (
            HEADED + LOOSE,
            HEADED + BELONGS,
            "now states that it belongs to Bureau, formerly by what it heads",
        ),
        (
            UNIT + BELONGS,
            UNIT + BELONGS.replace("b}", "top}"),
            "now belongs to Top, formerly to Bureau",
        ),
    ],
)
@pytest.mark.parametrize("format", FORMATS)
def test_a_post_belongs_to_another_unit_only_where_it_does(
    format: str, old: str, new: str, words: str
) -> None:
    text = every_format(compared(old, new))[format]
    assert f"post Secretary {told_in(format, words)}" in text
    assert "another unit" not in text


def said_of_posts(old: str, new: str, *, inference: bool = False) -> str:
    """What the annex of a paper says of posts; empty where it has nothing to say."""
    paper = plain(paper_markdown.report(compared(old, new, inference=inference)))
    return paper.partition("### Posts and bodies")[2].partition(" ## ")[0]


def test_a_paper_counts_the_posts_that_are_called_otherwise_with_their_unit() -> None:
    old = (
        "- {id: fin, name: Finance, parent: top, head: hfin}\n"
        "- {id: it, name: IT Services, parent: top, head: hit}\n"
        "posts:\n- {id: hfin, name: Head of Finance}\n- {id: hit, name: Head of IT Services}\n"
    )
    new = (
        "- {id: fin, name: Planning, parent: top, head: hfin}\n"
        "- {id: digi, name: Digital, parent: top, head: hdigi, replaces: [it]}\n"
        "posts:\n- {id: hfin, name: Head of Planning}\n- {id: hdigi, name: Head of Digital}\n"
    )
    said = said_of_posts(old, new, inference=True)
    assert said.strip() == "- 2 posts go along with their units."


def test_a_paper_tells_a_post_that_heads_another_unit_by_these_units() -> None:
    other = "- {id: c, name: Coast, parent: top}\n"
    old, new = HEADED + other, UNIT + other.replace("}", ", head: s}")
    paper = plain(paper_markdown.report(compared(old + LOOSE, new + LOOSE)))
    assert "Bureau is headed by nobody, so far by Secretary" in paper
    assert "Coast is headed by Secretary, so far by nobody" in paper


def test_a_paper_leaves_out_posts_of_which_nothing_is_another() -> None:
    # Its unit has another id, and it is where it was.
    recoded = UNIT.replace("id: b", "id: b2").replace("}", ", previously: [b]}")
    assert said_of_posts(UNIT + BELONGS, recoded + BELONGS.replace("b}", "b2}")) == ""


def test_a_page_marks_the_posts_that_follow_their_unit() -> None:
    case = compared(
        "- {id: fin, name: Finance, parent: top, head: hfin}\n"
        "posts:\n- {id: hfin, name: Head of Finance}\n",
        "- {id: fin, name: Planning, parent: top, head: hfin}\n"
        "posts:\n- {id: hfin, name: Head of Planning}\n",
    )
    page = every_format(case)["html"]

    assert re.search(r"Head of Finance ↪ follows [^↪]*now called Head of Planning", page)
    assert re.search(r"Head of Planning ↪ follows [^↪]*was called Head of Finance", page)
