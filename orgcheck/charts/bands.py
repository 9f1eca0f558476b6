"""An alluvial picture as SVG: versions from left to right, a band for each unit through them.

Who takes over is told by the form of a band and by words: a unit that goes on is a plain band, a
handover one with a dashed edge and the kind of event at its end, a version that leaves a unit out
a band of outlines alone.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from functools import cached_property

from orgcheck.charts.alluvial import Alluvial, Arrangement, Band, Tie, arranged
from orgcheck.charts.lettering import FONTS, width_of
from orgcheck.charts.spread import BAR, ENDED, FONT, GAP, SMALL, WEDGE, Spread, shown
from orgcheck.charts.style import FAINT, INK, PAPER
from orgcheck.escaping import IN_MARKUP, without_commands
from orgcheck.language import msg, tr
from orgcheck.records import dataclass

_SLOT = 32.0
_MARGIN = 24.0
_PAGE = 1_180.0
_TITLE, _LINE = 17.0, 13.0
_SUBJECT = ("#bcdcf5", "#1f5b9e")
# Fill and edge of the others, in turn, so that neighbours differ.
_FILLS = (
    ("#e7e2d6", "#6f6753"),
    ("#dfe9dd", "#4d6b49"),
    ("#efe0da", "#8a5a48"),
    ("#e3e1ee", "#5d578a"),
    ("#dceaea", "#3f6d70"),
)
_LEGEND = {
    Tie.SAME: msg("the same unit"),
    Tie.SUCCESSION: msg("another unit takes over, wholly or in part"),
    Tie.RETURN: msg("left out by a version"),
}


def svg(alluvial: Alluvial) -> str:
    """The picture as an SVG document that stands on its own."""
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + svg_element(alluvial)


def svg_element(alluvial: Alluvial, *, headed: bool = True) -> str:
    """The picture as an `svg` element; without its title for a page that has it already."""
    spread = Spread(alluvial, _PAGE - 2 * _MARGIN)
    picture = _Picture(alluvial, arranged(alluvial), spread, headed)
    root = picture.element()
    root.text = "\n"
    for element in root:
        element.tail = "\n"
    return without_commands(ET.tostring(root, encoding="unicode") + "\n", IN_MARKUP)


def _number(value: float) -> str:
    return f"{round(value, 2) + 0.0:.2f}".rstrip("0").rstrip(".")


@dataclass(frozen=True)
class _Picture:
    alluvial: Alluvial
    arrangement: Arrangement
    spread: Spread
    headed: bool

    # -- measures -----------------------------------------------------------------------------

    @cached_property
    def _top(self) -> float:
        """Where the blocks begin: below title, legend and heads of columns."""
        lines = max(len(self.spread.notes(number)) for number in range(len(self.alluvial.columns)))
        return self._heads + (lines + 2) * _LINE

    @property
    def _heads(self) -> float:
        return _MARGIN + (48.0 if self.headed else 0.0) + 34.0

    @cached_property
    def _width(self) -> float:
        legend = sum(52 + width_of(words, SMALL) for _, words in self._legend())
        title = width_of(shown(self.alluvial.title), _TITLE) if self.headed else 0.0
        return 2 * _MARGIN + max(self.spread.width, legend, title)

    @property
    def _height(self) -> float:
        lines = len(self.alluvial.remarks)
        return self._top + self.arrangement.height * _SLOT + _MARGIN + lines * _LINE + 12

    def _x(self, column: int) -> float:
        return _MARGIN + self.spread.columns[column]

    def _y(self, place: float) -> float:
        return self._top + place * _SLOT

    # -- elements -----------------------------------------------------------------------------

    def element(self) -> ET.Element:
        """The whole picture."""
        words = {
            "title": shown(self.alluvial.title),
            "desc": shown(self.alluvial.subtitle),
        }
        width, height = _number(self._width), _number(self._height)
        root = ET.Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "class": "alluvial",
                "width": width,
                "height": height,
                "viewBox": f"0 0 {width} {height}",
                "role": "img",
                "aria-label": ". ".join(text for text in words.values() if text),
                "font-family": FONTS,
                "font-size": _number(FONT),
            },
        )
        for name, text in words.items():
            ET.SubElement(root, name).text = text
        paper = {"class": "paper", "fill": PAPER, "width": width, "height": height}
        ET.SubElement(root, "rect", paper)
        self._add_head(root)
        for number in range(len(self.alluvial.columns)):
            self._add_column(root, number)
        for unit in self._back_to_front():
            self._add_unit(root, unit)
        for band in self.alluvial.bands:
            if band.label:
                self._add_kind(root, band)
        for number, remark in enumerate(self.alluvial.remarks):
            low = self._height - _MARGIN + (number - len(self.alluvial.remarks) + 1) * _LINE
            _text(root, _MARGIN, low, remark, FAINT, SMALL)
        return root

    def _back_to_front(self) -> list[int]:
        """The units, those last that the picture is about."""
        units = dict.fromkeys(block.unit for block in self.alluvial.blocks)
        return sorted(units, key=lambda unit: unit in self.alluvial.subjects)

    def _add_head(self, root: ET.Element) -> None:
        y = _MARGIN
        if self.headed:
            bold = {"font-weight": "bold"}
            _text(root, _MARGIN, y + 14, self.alluvial.title, INK, _TITLE, **bold)
            _text(root, _MARGIN, y + 34, self.alluvial.subtitle, FAINT, FONT)
            y += 48
        x = _MARGIN
        for tie, words in self._legend():
            if tie is None:
                _text(root, x + 26, y + 12, ENDED, FAINT, SMALL)
            else:
                _path(root, _ribbon((x, y + 2), (x + 34, y + 2), 12), *self._look(tie, _FILLS[0]))
            _text(root, x + 40, y + 12, words, FAINT, SMALL)
            x += 52 + width_of(words, SMALL)

    def _legend(self) -> Iterator[tuple[Tie | None, str]]:
        """What is drawn of each form, with what that says; of the sign of an end, None."""
        used = {band.tie for band in self.alluvial.bands}
        yield from ((tie, tr(words)) for tie, words in _LEGEND.items() if tie in used)
        if any(map(self.spread.ends, range(len(self.alluvial.blocks)))):
            yield None, tr("ended")

    def _add_column(self, root: ET.Element, number: int) -> None:
        column, x = self.alluvial.columns[number], self._x(number)
        bottom = self._y(self.arrangement.height) + 6
        line = {"x1": x, "x2": x, "y1": self._top - 8, "y2": bottom}
        ET.SubElement(
            root,
            "line",
            {key: _number(value) for key, value in line.items()}
            | {"stroke": "#d5d0c4", "stroke-dasharray": "1,4"},
        )
        _text(root, x, self._heads + 8, column.label, INK, FONT, **{"font-weight": "bold"})
        for place, note in enumerate(self.spread.notes(number), start=1):
            _text(root, x, self._heads + 8 + place * _LINE, note, FAINT, SMALL)

    # -- units --------------------------------------------------------------------------------

    def _colours(self, unit: int) -> tuple[str, str]:
        return _SUBJECT if unit in self.alluvial.subjects else _FILLS[unit % len(_FILLS)]

    def _look(self, tie: Tie, colours: tuple[str, str]) -> tuple[str, dict[str, str]]:
        fill, edge = colours
        if tie is Tie.SAME:
            return fill, {"stroke": "none"}
        if tie is Tie.RETURN:
            return "none", {"stroke": edge, "stroke-dasharray": "2,4"}
        dashed = {"stroke": edge, "stroke-dasharray": "6,3", "stroke-width": "1"}
        return fill, {"fill-opacity": "0.55", **dashed}

    def _add_unit(self, root: ET.Element, unit: int) -> None:
        """All of a unit as one group, so that a page can show it alone."""
        subject = " subject" if unit in self.alluvial.subjects else ""
        group = ET.SubElement(root, "g", {"class": f"unit{subject}", "tabindex": "0"})
        colours = self._colours(unit)
        for number, band in enumerate(self.alluvial.bands):
            if self.alluvial.blocks[band.start].unit == unit:
                path = _path(group, self._band(number, band), *self._look(band.tie, colours))
                told = self.alluvial.blocks[band.start].told
                ET.SubElement(path, "title").text = shown(told)
        for number, block in enumerate(self.alluvial.blocks):
            if block.unit == unit:
                self._add_block(group, number, colours)

    def _band(self, number: int, band: Band) -> str:
        start, end = self.alluvial.blocks[band.start], self.alluvial.blocks[band.end]
        leaves, arrives = self.arrangement.leaves[number], self.arrangement.arrives[number]
        inset = 1.5
        begin = self._x(start.column) + BAR, self._y(leaves) + inset
        finish = self._x(end.column), self._y(arrives) + inset
        if not self.spread.has_bar(band.start):
            begin = begin[0] - BAR, begin[1]
        kind = self.spread.kind_width(band)
        return _ribbon(begin, finish, _SLOT - 2 * inset, (self.spread.name_width(band.start), kind))

    def _add_block(self, group: ET.Element, number: int, colours: tuple[str, str]) -> None:
        block = self.alluvial.blocks[number]
        x, y = self._x(block.column), self._y(self.arrangement.seats[number].top)
        height = self.arrangement.seats[number].size * _SLOT - 2
        if self.spread.has_bar(number):
            bar = {"x": x, "y": y + 1, "width": BAR, "height": height}
            shape = {key: _number(value) for key, value in bar.items()}
            ET.SubElement(group, "rect", {**shape, "fill": colours[1]})
        if self.spread.ends(number):
            self._add_end(group, number, colours)
        if block.name:
            self._add_name(group, number)

    def _add_end(self, group: ET.Element, number: int, colours: tuple[str, str]) -> None:
        """What shows that a unit ended: a wedge that leaves no doubt that nothing follows."""
        x = self._x(self.alluvial.blocks[number].column) + BAR
        y = self._y(self.arrangement.seats[number].own) + 1.5
        height = _SLOT - 3
        straight = self.spread.name_width(number)
        tip = x + straight + WEDGE
        points = (
            f"M{_number(x)},{_number(y)} L{_number(x + straight)},{_number(y)} "
            f"L{_number(tip)},{_number(y + height / 2)} "
            f"L{_number(x + straight)},{_number(y + height)} L{_number(x)},{_number(y + height)} Z"
        )
        _path(group, points, colours[0], {"stroke": "none"})
        _text(group, tip + GAP - 2, y + height / 2 + 3.5, ENDED, FAINT, SMALL)

    def _add_name(self, group: ET.Element, number: int) -> None:
        block = self.alluvial.blocks[number]
        x = self._x(block.column) + BAR + GAP
        middle = self._y(self._name_place(number) + 0.5)
        lines = self.spread.name(number)
        bold = {"font-weight": "bold"} if block.unit in self.alluvial.subjects else {}
        first = middle - (len(lines) - 1) * _LINE / 2 + 4
        for place, line in enumerate(lines):
            _text(group, x, first + place * _LINE, line, INK, FONT, **bold)

    def _name_place(self, number: int) -> float:
        """In its own band, or in that of those which part from it that is the nearest."""
        own = self.arrangement.seats[number].own
        leaving = (
            self.arrangement.leaves[place]
            for place, band in enumerate(self.alluvial.bands)
            if band.start == number
        )
        return min(leaving, key=lambda place: (abs(place - own), place), default=own)

    def _add_kind(self, root: ET.Element, band: Band) -> None:
        """The kind of event, where the band arrives."""
        number = self.alluvial.bands.index(band)
        column = self.alluvial.blocks[band.end].column
        y = self._y(self.arrangement.arrives[number]) + _SLOT / 2 + 3.5
        style = {"text-anchor": "end", "font-style": "italic"}
        _text(root, self._x(column) - 4, y, band.label, INK, SMALL, **style)


def _ribbon(
    begin: tuple[float, float],
    end: tuple[float, float],
    height: float,
    run: tuple[float, float] = (0.0, 0.0),
) -> str:
    """The outline of a band of one height, from one upper left corner to the upper right one.

    It runs straight for so long at either end, and is curved in between.
    """
    (x, y), (end_x, end_y) = begin, end
    bend, unbent = x + run[0], end_x - run[1]
    middle = (bend + unbent) / 2
    points = [
        f"M{_number(x)},{_number(y)}",
        f"L{_number(bend)},{_number(y)}",
        f"C{_number(middle)},{_number(y)} {_number(middle)},{_number(end_y)} "
        f"{_number(unbent)},{_number(end_y)}",
        f"L{_number(end_x)},{_number(end_y)}",
        f"L{_number(end_x)},{_number(end_y + height)}",
        f"L{_number(unbent)},{_number(end_y + height)}",
        f"C{_number(middle)},{_number(end_y + height)} {_number(middle)},{_number(y + height)} "
        f"{_number(bend)},{_number(y + height)}",
        f"L{_number(x)},{_number(y + height)}",
        "Z",
    ]
    return " ".join(points)


def _path(parent: ET.Element, form: str, fill: str, style: dict[str, str]) -> ET.Element:
    return ET.SubElement(parent, "path", {"d": form, "fill": fill, **style})


def _text(
    parent: ET.Element, x: float, y: float, words: str, colour: str, size: float, **style: str
) -> None:
    if not words:
        return
    place = {"x": _number(x), "y": _number(y), "fill": colour, "font-size": _number(size)}
    ET.SubElement(parent, "text", {**place, **style}).text = shown(words)
