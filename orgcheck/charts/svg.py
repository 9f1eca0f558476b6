"""A picture as SVG that stands on its own: it scales, says what it shows, and loads nothing.

The elements are built as a tree and written by the XML library, so that no text can become
markup. What is a box is a group of the class `node`, what is a line of the class `edge`, each with
what it stands for and how it looks.
"""

from __future__ import annotations

import math
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping, Sequence

from orgcheck.charts.drawing import Drawing
from orgcheck.charts.figure import Caption, Drawn, Figure, Shape, figure
from orgcheck.charts.geometry import Path, Place, Point, Polygon, Rectangle, outline
from orgcheck.charts.layout import lay_out
from orgcheck.charts.lettering import (
    BASELINE,
    FONT_SIZE,
    FONTS,
    LINE_SPACING,
    TextLine,
    height_of,
)
from orgcheck.charts.pages import MARGIN, Page
from orgcheck.charts.style import PAPER, Pattern
from orgcheck.escaping import IN_MARKUP, without_commands

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_LEGIBLE = 0.85
_DASHES = {Pattern.DASHED: "6,3", Pattern.DOTTED: "2,4"}
_ARROW_LENGTH, _ARROW_WIDTH = 8.0, 6.0


def svg(drawing: Drawing) -> str:
    """The picture as an SVG document."""
    return _DECLARATION + svg_element(drawing)


def svg_element(drawing: Drawing, *, headed: bool = True) -> str:
    """The picture as an `svg` element; without its title for a page that has it already."""
    return written(figure(drawing, lay_out(drawing), headed=headed), drawing)


def on_pages(pages: Sequence[Page]) -> list[str]:
    """Each page as an SVG document."""
    return [f"{_DECLARATION}{on_page(page)}" for page in pages]


def on_page(page: Page, fonts: str = FONTS) -> str:
    """A page of a picture as an `svg` element of the size of the paper."""
    frame = page.figure.frame
    wide, high = page.width / page.scale, page.height / page.scale
    # Paper that is of the picture's own size has no room for a margin.
    above = min(MARGIN / page.scale, (high - frame.height) / 2)
    left, top = frame.x - (wide - frame.width) / 2, frame.y - above
    sized = {"width": f"{_number(page.width)}pt", "height": f"{_number(page.height)}pt"}
    return written(page.figure, page.drawing, fonts, Place(left, top, wide, high), sized)


def written(
    figure: Figure,
    drawing: Drawing,
    fonts: str = FONTS,
    frame: Place | None = None,
    size: Mapping[str, str] | None = None,
) -> str:
    """What a figure looks like, as an `svg` element that says what the drawing is of.

    `frame` is how much is seen, `size` how large the element is; where left out, all and as it is.
    """
    frame = frame or figure.frame
    root = _root(frame, drawing, fonts)
    root.attrib.update(size or {})
    paper = {"class": "paper", "fill": PAPER}
    ET.SubElement(root, "rect", {**paper, **_sized(frame)})
    for line in figure.lines:
        _add_line(root, line)
    for part in figure.parts:
        if isinstance(part, Shape):
            _add_box(root, part)
        else:
            _add_caption(root, part)
    root.text = "\n"
    for element in root:
        element.tail = "\n"
    return without_commands(ET.tostring(root, encoding="unicode") + "\n", IN_MARKUP)


def _root(frame: Place, drawing: Drawing, fonts: str) -> ET.Element:
    """The natural size in pixels, in less room less, as far as texts can still be read.

    A title and a description are what a screen reader says in place of the picture.
    """
    words = {"title": drawing.title, "desc": drawing.subtitle}
    root = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "width": _number(frame.width),
            "height": _number(frame.height),
            "viewBox": " ".join(map(_number, frame)),
            "style": f"max-width:max(100%,{_LEGIBLE * frame.width:.0f}px);height:auto",
            "role": "img",
            "aria-label": ". ".join(text for text in words.values() if text),
            "font-family": fonts,
            "font-size": _number(FONT_SIZE),
        },
    )
    for name, text in words.items():
        ET.SubElement(root, name).text = text
    return root


def _number(value: float) -> str:
    """A length to a hundredth of a point, without zeros that say nothing."""
    return f"{round(value, 2) + 0.0:.2f}".rstrip("0").rstrip(".")


def _points(points: Iterable[Point]) -> str:
    return " ".join(f"{_number(x)},{_number(y)}" for x, y in points)


def _sized(place: Place) -> dict[str, str]:
    names = ("x", "y", "width", "height")
    return {name: _number(value) for name, value in zip(names, place, strict=True)}


# -- boxes and texts --------------------------------------------------------------------------


def _add_box(root: ET.Element, shape: Shape) -> None:
    group = ET.SubElement(root, "g", {"class": f"node {shape.sort} {shape.look.name}"})
    if shape.title is not None:
        ET.SubElement(group, "title").text = shape.title
    _add_outline(group, shape)
    middle = {"text-anchor": "middle", "fill": shape.look.text}
    _add_texts(group, shape.lines, shape.place.middle, middle)


def _add_outline(group: ET.Element, shape: Shape) -> None:
    border = outline(shape.look.border, shape.place)
    stroke = {"stroke": shape.look.stroke, "stroke-width": _number(border.width)}
    filled = {"fill": shape.look.fill, **stroke}
    if border.dashed:
        filled["stroke-dasharray"] = _DASHES[Pattern.DASHED]
    _add_form(group, border.filled, filled)
    if border.beside is not None:
        _add_form(group, border.beside, {"fill": "none", **stroke})
    if border.folds:
        folded = {"fill": "none", **stroke, "points": _points(border.folds)}
        ET.SubElement(group, "polyline", folded)


def _add_form(group: ET.Element, form: Rectangle | Polygon, attributes: dict[str, str]) -> None:
    if isinstance(form, Polygon):
        ET.SubElement(group, "polygon", {**attributes, "points": _points(form.corners)})
        return
    rounded = {"rx": _number(form.rounding)} if form.rounding else {}
    ET.SubElement(group, "rect", {**attributes, **_sized(form.place), **rounded})


def _add_caption(root: ET.Element, caption: Caption) -> None:
    group = ET.SubElement(root, "g", {"class": f"node caption {caption.sort}"})
    attributes = {"fill": caption.colour}
    at = Point(caption.place.x, caption.place.middle.y)
    if caption.centred:
        attributes["text-anchor"] = "middle"
        at = caption.place.middle
    _add_texts(group, caption.lines, at, attributes)


def _add_texts(
    group: ET.Element, lines: tuple[TextLine, ...], at: Point, attributes: dict[str, str]
) -> None:
    """Lines of text, evenly about the height of a point."""
    top = at.y - height_of(lines) / 2
    for line in lines:
        tall = LINE_SPACING * line.size
        y = top + tall / 2 + BASELINE * line.size
        looks = {"font-size": _number(line.size)} if line.size != FONT_SIZE else {}
        if line.bold:
            looks["font-weight"] = "bold"
        place = {"x": _number(at.x), "y": _number(y)}
        ET.SubElement(group, "text", {**place, **attributes, **looks}).text = line.text
        top += tall


# -- lines ------------------------------------------------------------------------------------


def _add_line(root: ET.Element, line: Drawn) -> None:
    stroke = line.stroke
    group = ET.SubElement(root, "g", {"class": f"edge {stroke.name}"})
    pen = {"stroke": stroke.colour, "stroke-width": _number(stroke.width)}
    if stroke.pattern in _DASHES:
        pen["stroke-dasharray"] = _DASHES[stroke.pattern]
    path = _before_arrow(line.path) if stroke.arrow else line.path
    ET.SubElement(group, "path", {"fill": "none", **pen, "d": f"M{_points(path)}"})
    if stroke.arrow:
        head = {"fill": stroke.colour, "points": _points(_arrowhead(line.path))}
        ET.SubElement(group, "polygon", head)


def _towards(path: Path) -> tuple[Point, Point, float]:
    """The last stretch of a path: its end, its direction, how long it is."""
    tip = path[-1]
    before = next((point for point in reversed(path) if point != tip), Point(tip.x - 1, tip.y))
    length = math.dist(before, tip)
    return tip, Point((tip.x - before.x) / length, (tip.y - before.y) / length), length


def _before_arrow(path: Path) -> Path:
    """A path without its last bit, whose place an arrowhead takes."""
    tip, direction, length = _towards(path)
    # A little below the arrowhead, so that no gap is seen between them.
    back = min(_ARROW_LENGTH - 1, length)
    return (*path[:-1], Point(tip.x - back * direction.x, tip.y - back * direction.y))


def _arrowhead(path: Path) -> tuple[Point, Point, Point]:
    tip, (dx, dy), _ = _towards(path)
    x, y = tip.x - _ARROW_LENGTH * dx, tip.y - _ARROW_LENGTH * dy
    half = _ARROW_WIDTH / 2
    return Point(x - half * dy, y + half * dx), tip, Point(x + half * dy, y - half * dx)
