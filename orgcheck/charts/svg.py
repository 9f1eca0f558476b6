"""A picture as SVG that stands on its own: it scales, says what it shows, and loads nothing."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

from orgcheck.charts import graphviz
from orgcheck.charts.drawing import Drawing
from orgcheck.charts.lettering import BASELINE, LINE_SPACING

_SVG = "http://www.w3.org/2000/svg"
_LEGIBLE = 0.7
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def svg(drawing: Drawing) -> str:
    """The picture as an SVG document."""
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + svg_element(drawing)


def svg_element(drawing: Drawing, *, headed: bool = True) -> str:
    """The picture as an `svg` element; without its title for a page that has it already."""
    ET.register_namespace("", _SVG)
    root = ET.fromstring(graphviz.svg(drawing, headed=headed))
    _scale(root)
    _introduce(root, drawing)
    for group in root.iter(_tag("g")):
        _describe(group, drawing)
        if "node" in _words(group):
            _set_lines(group)
    for text in root.iter(_tag("text")):
        text.attrib.pop(_SPACE, None)
    return ET.tostring(root, encoding="unicode") + "\n"


def _tag(name: str) -> str:
    return f"{{{_SVG}}}{name}"


def _scale(root: ET.Element) -> None:
    """The natural size in pixels, in less room less, as far as texts can still be read."""
    _, _, width, height = (float(number) for number in root.attrib["viewBox"].split())
    root.attrib["width"], root.attrib["height"] = f"{width:g}", f"{height:g}"
    root.attrib["style"] = f"max-width:max(100%,{_LEGIBLE * width:.0f}px);height:auto"


def _introduce(root: ET.Element, drawing: Drawing) -> None:
    """A title and a description, which a screen reader says in place of the picture."""
    root.attrib["role"] = "img"
    words = (("title", drawing.title), ("desc", drawing.subtitle))
    root.attrib["aria-label"] = ". ".join(text for _, text in words if text)
    for name, text in reversed(words):
        element = ET.Element(_tag(name))
        element.text = text
        root.insert(0, element)


def _words(group: ET.Element) -> set[str]:
    """The classes of a group."""
    return set(group.attrib.get("class", "").split())


def _set_lines(group: ET.Element) -> None:
    """Set the lines of a box evenly about its middle.

    Graphviz does so by the fonts of the machine that it runs on, which are not the reader's.
    """
    texts = group.findall(_tag("text"))
    shape = next((one for one in group if one.tag in (_tag("polygon"), _tag("path"))), None)
    if shape is None or not texts:
        return
    numbers = _NUMBER.findall(shape.attrib.get("points") or shape.attrib.get("d", ""))
    heights = [float(number) for number in numbers[1::2]]
    middle = (min(heights) + max(heights)) / 2
    for number, text in enumerate(texts):
        size = float(text.attrib["font-size"])
        line = (number - (len(texts) - 1) / 2) * LINE_SPACING * size
        text.attrib["y"] = f"{middle + line + BASELINE * size:.2f}"


def _describe(group: ET.Element, drawing: Drawing) -> None:
    """What a box says in full, in place of the key that Graphviz puts there."""
    title = group.find(_tag("title"))
    if title is None:
        return
    words = _words(group)
    box = drawing.box.get(title.text or "") if "node" in words else None
    if box is not None:
        title.text = box.text
    else:
        group.remove(title)
    if "graph" in words:
        paper = group.find(_tag("polygon"))
        if paper is not None:
            paper.attrib["class"] = "paper"
