"""HTML: one page that runs and loads nothing, with the picture in words too."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from orgcheck.charts.drawing import LineType
from orgcheck.charts.html import page
from orgcheck.escaping import escape_controls
from tests.charts.drawings import KELA, NASTY, change, drawing, nasty

VOID = {"meta"}


class Reading(HTMLParser):
    """The elements, attributes and words of a page; every element has to be closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.attributes: set[str] = set()
        self.words = ""
        self._open: list[str] = []
        self.feed(text)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes.update(name for name, _ in attrs)
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open[-1:] != ["style"]:
            self.words += data


def test_names_run_nothing_and_load_nothing() -> None:
    reading = Reading(page(nasty()))

    assert not reading.elements & {"script", "img", "link", "iframe", "object", "b", "a"}
    assert not any(name.startswith("on") for name in reading.attributes)
    assert not reading.attributes & {"href", "src", "srcset", "xlink:href"}


def test_every_name_is_there_in_words() -> None:
    words = Reading(page(nasty())).words.partition("The same in words")[2]

    assert all(escape_controls(name) in words for name in NASTY)


def test_the_tree_and_the_lines_are_there_in_words() -> None:
    text = page(drawing(KELA)).partition("The same in words")[2]
    words = re.sub(r"<(?!/?[ul][li]\b)[^>]*>", "", text)

    assert "<li>Kela · organisation · Director General<ul>\n" in words
    assert "<li>Benefit Services · business-unit<ul>\n<li>Åland · unit</li>\n</ul></li>" in words
    assert "<li>Internal Audit · functional line: Board of Directors</li>" in words


def test_each_name_has_its_language() -> None:
    text = page(drawing(KELA, language="fi")).partition("The same in words")[2]

    assert '<bdi lang="fi">Kansaneläkelaitos</bdi>' in text
    # A name that is stated in no language is in that of the page.
    assert "<li>Åland" in text


def test_it_is_legible_on_dark_and_on_light_paper() -> None:
    text = page(drawing(KELA))

    assert "color-scheme: light dark" in text
    assert "@media (prefers-color-scheme: dark)" in text


def test_a_deep_tree_is_a_page_too() -> None:
    units = "".join(f"  - {{id: u{n}, name: U{n}, parent: u{n - 1}}}\n" for n in range(1, 200))
    text = page(drawing("units:\n  - {id: u0, name: U0, top: true}\n" + units))

    assert "U199" in Reading(text).words


def test_of_a_unit_that_moved_no_line_leads_to_itself_in_words() -> None:
    top = "units:\n  - {id: top, name: Top, top: true}\n  - {id: a, name: A, parent: top}\n"
    below = "  - {id: b, name: B, parent: a}\n"
    moved = change(top + below, top + below.replace("parent: a", "parent: top"))
    text = page(moved).partition("The same in words")[2]

    assert [line.type for line in moved.lines] == [LineType.MOVE]
    assert "<h2>Lines</h2>" not in text
    assert "was in A" in text
