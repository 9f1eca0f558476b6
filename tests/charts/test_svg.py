"""SVG: well-formed, whole, harmless, and of use to those who cannot see it."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from orgcheck.charts.drawing import Drawing
from orgcheck.charts.pages import as_it_is
from orgcheck.charts.svg import on_page, svg
from orgcheck.escaping import escape_controls
from tests.charts.drawings import KELA, NASTY, change, drawing, nasty

SVG = "{http://www.w3.org/2000/svg}"
HARMLESS = {"svg", "g", "title", "desc", "rect", "polygon", "polyline", "path", "text"}


def texts(root: ET.Element, tag: str) -> list[str]:
    """The texts of all elements of a kind."""
    return [element.text or "" for element in root.iter(f"{SVG}{tag}")]


@pytest.mark.parametrize("picture", [drawing(KELA), nasty()], ids=["plain", "nasty"])
def test_nothing_but_shapes_and_texts_is_in_it(picture: Drawing) -> None:
    text = svg(picture)
    root = ET.fromstring(text)

    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= HARMLESS
    assert not any(
        name.startswith("on") or "href" in name
        for element in root.iter()
        for name in element.attrib
    )
    assert "url(" not in text
    assert re.findall(r"https?://[^\s\"<]+", text.replace("https://x.example", "")) == [
        "http://www.w3.org/2000/svg"
    ]


def test_every_name_is_in_it_in_full() -> None:
    titles = texts(ET.fromstring(svg(nasty())), "title")

    assert set(map(escape_controls, NASTY)) <= set(titles)


def test_a_name_is_drawn_as_it_is_written() -> None:
    name = "R&D &amp; <b> \\N \\l"
    picture = drawing(f"units: [{{id: a, name: '{name}', top: true}}]")

    assert name in texts(ET.fromstring(svg(picture)), "text")


def test_it_scales_and_says_what_it_shows() -> None:
    root = ET.fromstring(svg(drawing(KELA)))

    assert root.attrib["role"] == "img"
    assert root.attrib["aria-label"] == "Structure of Test, 2024. 4 units, 1 post, 1 body"
    assert texts(root, "title")[0] == "Structure of Test, 2024"
    _, _, width, height = root.attrib["viewBox"].split()
    assert float(root.attrib["width"]) == float(width)
    assert float(root.attrib["height"]) == float(height)


def test_kinds_posts_and_bodies_look_unlike_each_other_without_colour() -> None:
    root = ET.fromstring(svg(drawing(KELA)))
    shapes = set()
    for group in root.iter(f"{SVG}g"):
        words = group.attrib.get("class", "").split()
        if words[:1] == ["node"] and not {"legend", "caption"} & {*words}:
            shape = next(child for child in group if child.tag in (f"{SVG}polygon", f"{SVG}rect"))
            rounding = shape.attrib.get("rx")
            shapes.add((shape.tag, rounding, shape.attrib["stroke-width"], words[1]))
    assert len(shapes) == 4


def test_what_ended_is_told_by_its_border_and_by_a_word() -> None:
    old = "units: [{id: a, name: A, top: true}, {id: b, name: B, parent: a}]"
    root = ET.fromstring(svg(change(old, "units: [{id: a, name: A, top: true}]")))
    ended = [
        group
        for group in root.iter(f"{SVG}g")
        if "ended" in group.attrib.get("class", "") and "unit" in group.attrib["class"]
    ]

    assert len(ended) == 1
    assert texts(ended[0], "title") == ["ended · B"]
    assert texts(ended[0], "text") == ["× ENDED", "B"]
    assert ended[0].find(f"{SVG}rect").attrib["stroke-dasharray"]  # type: ignore[union-attr]


@pytest.mark.parametrize("name", [" ", "\u3000", "\u00a0"])
def test_a_blank_name_is_drawn_as_the_id(name: str) -> None:
    unit = f'{{id: a, name: "{name}", top: true, winding_down: true}}'
    root = ET.fromstring(svg(drawing(f'organisation: "{name}"\nunits: [{unit}]')))

    assert texts(root, "text")[-2:] == ["a", "winding down"]


def test_the_same_picture_is_the_same_text() -> None:
    assert svg(drawing(KELA)) == svg(drawing(KELA))


def test_an_organisation_without_units_is_a_picture_all_the_same() -> None:
    assert ET.fromstring(svg(drawing("organisation: Empty"))).tag == f"{SVG}svg"


def test_paper_of_the_size_of_the_picture_has_all_of_it() -> None:
    page = as_it_is(drawing(KELA))
    frame = page.figure.frame
    seen = re.search(r'viewBox="([^"]+)"', on_page(page))
    assert seen is not None
    assert [float(number) for number in seen[1].split()] == [
        frame.x,
        frame.y,
        frame.width,
        frame.height,
    ]
