"""An alluvial picture as SVG: versions from left to right, a band for each unit through them.

Who takes over is told by the form of a band and by words: a unit that goes on is a plain band, a
handover one with a dashed edge and the kind of event at its end, a version that leaves a unit out
a band of outlines alone.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator

from orgcheck.charts.alluvial import Alluvial, Arrangement, Band, Tie, arranged
from orgcheck.charts.lettering import FONTS, fitted, width_of
from orgcheck.charts.style import FAINT, INK, PAPER
from orgcheck.escaping import IN_MARKUP, escape_controls, with_all_blanks, without_commands
from orgcheck.language import msg, msg_n, tr, tr_n
from orgcheck.records import dataclass

_SLOT = 34.0
_BAR = 7.0
_PITCH = 218.0
_MARGIN = 24.0
# How long the wedge is in which a unit ends.
_WEDGE = 120.0
_FONT, _SMALL, _TITLE = 11.0, 10.0, 17.0
_LINE = 13.0
# What stands to the right of the last column: its names.
_LAST = 190.0
_STUB = 22.0
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
# What a column says of the versions before it that have none of their own.
_QUIET = msg_n(
    "after {number} version without a change", "after {number} versions without a change"
)
_NOT_DRAWN = msg_n("after {number} version not drawn", "after {number} versions not drawn")


def svg(alluvial: Alluvial) -> str:
    """The picture as an SVG document that stands on its own."""
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + svg_element(alluvial)


def svg_element(alluvial: Alluvial, *, headed: bool = True) -> str:
    """The picture as an `svg` element; without its title for a page that has it already."""
    picture = _Picture(alluvial, arranged(alluvial), headed)
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
    headed: bool

    # -- measures -----------------------------------------------------------------------------

    @property
    def _top(self) -> float:
        """Where the blocks begin: below title, legend and heads of columns."""
        lines = max(len(self._notes(number)) for number in range(len(self.alluvial.columns)))
        return self._heads + (lines + 2) * _LINE

    @property
    def _heads(self) -> float:
        return _MARGIN + (48.0 if self.headed else 0.0) + 34.0

    @property
    def _width(self) -> float:
        return 2 * _MARGIN + _PITCH * (len(self.alluvial.columns) - 1) + _LAST

    @property
    def _height(self) -> float:
        lines = len(self.alluvial.remarks)
        return self._top + self.arrangement.height * _SLOT + _MARGIN + lines * _LINE + 12

    def _x(self, column: int) -> float:
        return _MARGIN + column * _PITCH

    def _y(self, place: float) -> float:
        return self._top + place * _SLOT

    # -- elements -----------------------------------------------------------------------------

    def element(self) -> ET.Element:
        """The whole picture."""
        words = {
            "title": _shown(self.alluvial.title),
            "desc": _shown(self.alluvial.subtitle),
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
                "font-size": _number(_FONT),
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
            _text(root, _MARGIN, low, remark, FAINT, _SMALL)
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
            _text(root, _MARGIN, y + 34, self.alluvial.subtitle, FAINT, _FONT)
            y += 48
        x = _MARGIN
        for tie, words in self._legend():
            _path(root, _ribbon(x, y + 2, x + 34, y + 2, 12), *self._look(tie, _FILLS[0]))
            _text(root, x + 40, y + 12, words, FAINT, _SMALL)
            x += 52 + width_of(words, _SMALL)

    def _legend(self) -> Iterator[tuple[Tie, str]]:
        used = {band.tie for band in self.alluvial.bands}
        yield from ((tie, tr(words)) for tie, words in _LEGEND.items() if tie in used)

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
        _text(root, x, self._heads + 8, column.label, INK, _FONT, **{"font-weight": "bold"})
        for place, note in enumerate(self._notes(number), start=1):
            _text(root, x, self._heads + 8 + place * _LINE, note, FAINT, _SMALL)

    def _notes(self, number: int) -> tuple[str, ...]:
        column = self.alluvial.columns[number]
        if not column.folded:
            return column.notes
        folded = tr_n(*(_QUIET if column.is_quiet else _NOT_DRAWN), column.folded)
        return (*column.notes, folded)

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
                _path(group, self._band(number, band), *self._look(band.tie, colours))
        for number, block in enumerate(self.alluvial.blocks):
            if block.unit == unit:
                self._add_block(group, number, colours)

    def _band(self, number: int, band: Band) -> str:
        start, end = self.alluvial.blocks[band.start], self.alluvial.blocks[band.end]
        leaves, arrives = self.arrangement.leaves[number], self.arrangement.arrives[number]
        begin, finish = self._x(start.column) + _BAR, self._x(end.column)
        inset = 1.5
        return _ribbon(
            begin, self._y(leaves) + inset, finish, self._y(arrives) + inset, _SLOT - 2 * inset
        )

    def _add_block(self, group: ET.Element, number: int, colours: tuple[str, str]) -> None:
        block = self.alluvial.blocks[number]
        x, y = self._x(block.column), self._y(self.arrangement.seats[number].top)
        height = self.arrangement.seats[number].size * _SLOT - 2
        if not block.is_absent:
            bar = {"x": x, "y": y + 1, "width": _BAR, "height": height}
            shape = {key: _number(value) for key, value in bar.items()}
            rect = ET.SubElement(group, "rect", {**shape, "fill": colours[1]})
            ET.SubElement(rect, "title").text = _shown(block.told)
        if not self.alluvial.outgoing.get(number):
            self._add_end(group, number, colours)
        if block.name:
            self._add_name(group, number)

    def _add_end(self, group: ET.Element, number: int, colours: tuple[str, str]) -> None:
        """What shows that a unit is there to the end, or that it ended."""
        block = self.alluvial.blocks[number]
        x, y = self._x(block.column) + _BAR, self._y(self.arrangement.seats[number].top)
        height = self.arrangement.seats[number].size * _SLOT - 2
        if not block.ends:
            return
        end = x + _WEDGE
        low = y + 1 + height
        _path(
            group,
            f"M{_number(x)},{_number(y + 1)} L{_number(end)},{_number(y + 1 + height / 2)} "
            f"L{_number(x)},{_number(low)} Z",
            colours[0],
            {"stroke": "none", "fill-opacity": "0.8"},
        )
        _text(group, end + 3, y + height / 2 + 4, "✕ " + tr("ended"), FAINT, _SMALL)

    def _add_name(self, group: ET.Element, number: int) -> None:
        block = self.alluvial.blocks[number]
        x = self._x(block.column) + _BAR + 5
        # In its own band, where others part from it.
        middle = self._y(self.arrangement.seats[number].own + 0.5)
        begun = block.begins and not self.alluvial.incoming.get(number)
        name = tr("{unit} (new)", unit=block.name) if begun else block.name
        lines = fitted(_shown(name), width=self._room(number), size=_FONT, most=2)
        bold = {"font-weight": "bold"} if block.unit in self.alluvial.subjects else {}
        first = middle - (len(lines) - 1) * _LINE / 2 + 4
        for place, line in enumerate(lines):
            _text(group, x, first + place * _LINE, line, INK, _FONT, **bold)

    def _room(self, number: int) -> float:
        """How wide a name may be: up to what stands behind it in its band, or the next column."""
        block = self.alluvial.blocks[number]
        if block.ends and not self.alluvial.outgoing.get(number):
            return _WEDGE - 5
        if block.column == len(self.alluvial.columns) - 1:
            return _LAST - _BAR - 10
        kinds = (band.label for band in self.alluvial.outgoing.get(number, ()))
        return _PITCH - _BAR - 15 - max((width_of(kind, _SMALL) for kind in kinds), default=0)

    def _add_kind(self, root: ET.Element, band: Band) -> None:
        """The kind of event, where the band arrives."""
        number = self.alluvial.bands.index(band)
        column = self.alluvial.blocks[band.end].column
        y = self._y(self.arrangement.arrives[number]) + _SLOT / 2 + 3.5
        style = {"text-anchor": "end", "font-style": "italic"}
        _text(root, self._x(column) - 4, y, band.label, INK, _SMALL, **style)


def _ribbon(x: float, y: float, end: float, end_y: float, height: float) -> str:
    """The outline of a band of one height, from one side to the other, curved in the middle."""
    middle = (x + end) / 2
    points = [
        f"M{_number(x)},{_number(y)}",
        f"C{_number(middle)},{_number(y)} {_number(middle)},{_number(end_y)} "
        f"{_number(end)},{_number(end_y)}",
        f"L{_number(end)},{_number(end_y + height)}",
        f"C{_number(middle)},{_number(end_y + height)} {_number(middle)},{_number(y + height)} "
        f"{_number(x)},{_number(y + height)}",
        "Z",
    ]
    return " ".join(points)


def _shown(words: str) -> str:
    """Words as a picture has them: what nobody sees is an escape, and no blank is lost."""
    return with_all_blanks(escape_controls(words))


def _path(parent: ET.Element, form: str, fill: str, style: dict[str, str]) -> None:
    ET.SubElement(parent, "path", {"d": form, "fill": fill, **style})


def _text(
    parent: ET.Element, x: float, y: float, words: str, colour: str, size: float, **style: str
) -> None:
    if not words:
        return
    place = {"x": _number(x), "y": _number(y), "fill": colour, "font-size": _number(size)}
    ET.SubElement(parent, "text", {**place, **style}).text = _shown(words)
