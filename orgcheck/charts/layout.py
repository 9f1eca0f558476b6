"""Where everything stands in a picture: a tree that fits a screen, whatever its shape.

Units stand below what they are part of. Units with nothing below them are stacked in columns
that hang from a trunk; branches stand beside each other, in several rows where one would be too
wide. Lengths are in points, x to the right and y downwards.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from functools import cached_property

from orgcheck.changes.kinds.event_type import SIGNS, mark_word
from orgcheck.charts.beside import WIDTH, beside
from orgcheck.charts.drawing import Box, Drawing, LineType, Sort
from orgcheck.charts.geometry import Layout, Path, Place, Point
from orgcheck.charts.grid import BESIDE, Item, rows_of
from orgcheck.charts.lettering import SMALL_SIZE, TextLine, height_of, set_in
from orgcheck.charts.routing import drawn_once, routes_of
from orgcheck.records import dataclass, replace

BOX_WIDTH = 172.0
# A post is narrower than its unit, which leaves room for lines to pass it.
_POST_INSET = 10.0
_PADDING = 8.0
_MOST_NAME_LINES = 4
_MOST_NOTE_LINES = 3

_POST_GAP = 7.0
_LEVEL_GAP = 36.0
_BUS = 16.0  # how far above a row the line runs that its branches hang from
_BELOW = 12.0
_INDENT = 18.0
_TRUNK = 8.0
_OUTSIDE_GAP = 48.0
_OUTSIDE_BESIDE = 44.0

# Nothing is wrapped that fits a screen; a wider picture is about as much wider as it is high.
_SCREEN = 1500.0
_SHAPE = 1.25
_WIDER = 1.3
# A column of units holds at least so many, and a wall of them is wider than high.
_SHORT_COLUMN = 8
_WALL = 1.64
# Leaves beside branches stand on their own while they are few, and so do those of a small top.
_FEW_BESIDE = 4
_FEW_BELOW_TOP = 7
# With more lines than these, most are long wherever boxes stand.
_MANY_LINES = 20


def lay_out(drawing: Drawing, room: float | None = None, tall: float | None = None) -> Layout:
    """The places of everything, the same for the same picture on every machine.

    Rows are at most as wide as the `room`, in points; where none is given, so that the picture
    has a good shape. What would be higher than it may be `tall` gets shorter columns, as far as
    the room allows.
    """
    return routed(drawing, placed(drawing, room, tall))


def placed(drawing: Drawing, room: float | None = None, tall: float | None = None) -> Layout:
    """The same before the lines between boxes have found their ways, which takes the longest."""
    if drawing.sides is not None:
        return beside(drawing, {box.key: text_of(box, WIDTH) for box in drawing.boxes})
    texts = {box.key: text_of(box) for box in drawing.boxes}
    tree = _shapely(drawing, texts) if room is None else _within(drawing, texts, room, tall)
    return tree.layout()


def routed(drawing: Drawing, layout: Layout) -> Layout:
    """The places with the ways of the lines between boxes."""
    if drawing.sides is not None:
        return layout
    routes = routes_of(drawing.lines, layout.places, layout.paths.values())
    return replace(layout, routes=routes)


def _shapely(drawing: Drawing, texts: Mapping[str, tuple[TextLine, ...]]) -> _Tree:
    """The picture with rows of a screen's width, or as much wider as makes a good shape."""
    limit = _SCREEN
    while True:
        tree = _Tree(drawing, texts, limit)
        if tree.width >= tree.height * _SHAPE or tree.width < limit / _WIDER:
            return tree
        limit *= _WIDER


def _within(
    drawing: Drawing,
    texts: Mapping[str, tuple[TextLine, ...]],
    room: float,
    tall: float | None,
) -> _Tree:
    """The picture with rows that fit a room, its columns as short as the height asks for."""
    tree = _Tree(drawing, texts, room)
    for column in range(_SHORT_COLUMN - 1, 0, -1):
        if tall is None or tree.height <= tall:
            break
        shorter = _Tree(drawing, texts, room, column)
        if shorter.width > room:
            break
        tree = shorter
    return tree


def text_of(box: Box, width: float = BOX_WIDTH) -> tuple[TextLine, ...]:
    """The lines of text in a box: what became of it, its name, what else there is to say."""
    room = width - 2 * (_PADDING + _inset(box))
    lines: list[TextLine] = []
    if box.marks:
        marks = " ".join(f"{SIGNS[mark]} {mark_word(mark).upper()}" for mark in box.marks)
        lines.extend(set_in(marks, width=room, most=1, size=SMALL_SIZE))
    # A name of nothing but spaces says less than the id.
    name = box.name.strip() or box.key
    lines.extend(set_in(name, width=room, most=_MOST_NAME_LINES, bold=box.sort is not Sort.FOLDED))
    for note in box.notes:
        lines.extend(set_in(note, width=room, most=_MOST_NOTE_LINES, size=SMALL_SIZE))
    return tuple(lines)


def _inset(box: Box) -> float:
    return _POST_INSET if box.sort is Sort.POST else 0.0


def _height(text: Sequence[TextLine]) -> float:
    return 2 * _PADDING + height_of(text) - 2


@dataclass
class _Branch:
    """A unit with all below it, in a frame of its own.

    `block` is where its own boxes are (itself, its posts), `anchor` the x at
    which it hangs from above, and `side` the y at which a line from the side reaches the unit.
    """

    width: float = 0.0
    height: float = 0.0
    block_x: float = 0.0
    anchor: float = 0.0
    side: float = 0.0
    below: list[tuple[str, float, float]] = field(default_factory=list)
    paths: dict[str, Path] = field(default_factory=dict)


class _Tree:
    """The picture with rows of at most a given width, and columns of at most so many units.

    Where no such number is given, columns are as long as their number of units asks for.
    """

    def __init__(
        self,
        drawing: Drawing,
        texts: Mapping[str, tuple[TextLine, ...]],
        limit: float,
        column: int | None = None,
    ) -> None:
        self._drawing, self._texts, self._limit = drawing, texts, limit
        self._column = column
        self._branches: dict[str, _Branch] = {}
        for box in reversed(drawing.boxes):
            if box.sort in (Sort.UNIT, Sort.FOLDED):
                self._branches[box.key] = self._branch(box)
        self._forest = self._arranged([top.key for top in drawing.tops], None)
        self._outside = self._row_of_outsiders()
        self.width = max(self._forest.width, self._outside.width)
        self.height = self._forest.height + self._outside.height

    # -- one branch ---------------------------------------------------------------------------

    def _branch(self, box: Box) -> _Branch:
        below = [child.key for child in self._drawing.units_below(box.key)]
        return self._arranged(below, box)

    def _arranged(self, below: list[str], box: Box | None) -> _Branch:
        """A unit and what is below it; without a unit, the tops beside each other."""
        branch = _Branch(width=BOX_WIDTH if box else 0.0, height=self._block_height(box))
        branch.side = self._side(box)
        branch.anchor = BOX_WIDTH / 2
        if not below:
            return branch
        items = list(self._items(below, box))
        if box is not None and len(items) == 1 and len(items[0].columns) == 1:
            self._hang(branch, items[0])
        else:
            self._spread(branch, items, box)
        return branch

    def _hang(self, branch: _Branch, item: Item) -> None:
        """One column below its unit, indented."""
        top = branch.height
        y = top + _BELOW
        for key in item.keys:
            leaf = self._branches[key]
            branch.below.append((key, _INDENT, y))
            knee = y + leaf.side
            branch.paths[key] = (
                Point(_TRUNK, top),
                Point(_TRUNK, knee),
                Point(_INDENT, knee),
            )
            y += leaf.height + _BELOW
        branch.width = _INDENT + BOX_WIDTH
        branch.height = y - _BELOW

    def _spread(self, branch: _Branch, items: list[Item], box: Box | None) -> None:
        """Items beside each other, in as many rows as they need, hanging from one line a row."""
        rows = rows_of(items, self._limit)
        left = _INDENT if len(rows) > 1 and box is not None else 0.0
        block = branch.height
        y = block + (_LEVEL_GAP if box is not None else 0.0)
        hooks: list[tuple[str, float, tuple[Point, ...]]] = []
        for row in rows:
            x = left
            for item in row:
                hooks.extend(self._hooked(branch, item, x, y))
                x += item.width + BESIDE
            branch.width = max(branch.width, x - BESIDE)
            y += max(item.height for item in row) + _LEVEL_GAP
        branch.height = y - _LEVEL_GAP
        if box is None:
            return
        first_bus = hooks[0][1]
        on_first = [way[0].x for _, bus, way in hooks if bus == first_bus]
        centre = max((on_first[0] + on_first[-1]) / 2, left + BOX_WIDTH / 2)
        branch.anchor = centre
        branch.block_x = centre - BOX_WIDTH / 2
        branch.width = max(branch.width, branch.block_x + BOX_WIDTH)
        for key, bus, way in hooks:
            start = [Point(centre, block), Point(centre, first_bus)]
            if bus != first_bus:
                start += [Point(_TRUNK, first_bus), Point(_TRUNK, bus)]
            branch.paths[key] = (*start, *way)

    def _hooked(
        self, branch: _Branch, item: Item, x: float, y: float
    ) -> Iterator[tuple[str, float, tuple[Point, ...]]]:
        """Place an item; for each of its units the height of the line above and the way from it."""
        bus = y - _BUS
        if not item.columns:
            key = item.keys[0]
            branch.below.append((key, x, y))
            anchor = x + self._branches[key].anchor
            yield key, bus, (Point(anchor, bus), Point(anchor, y))
            return
        for column in item.columns:
            below = y
            for key in column:
                leaf = self._branches[key]
                branch.below.append((key, x + _INDENT, below))
                knee = below + leaf.side
                yield (
                    key,
                    bus,
                    (
                        Point(x + _TRUNK, bus),
                        Point(x + _TRUNK, knee),
                        Point(x + _INDENT, knee),
                    ),
                )
                below += leaf.height + _BELOW
            x += _INDENT + BOX_WIDTH + BESIDE

    def _items(self, below: list[str], box: Box | None) -> Iterator[Item]:
        """What stands beside each other below a unit; units that end there in columns."""
        leaves = [
            key
            for key in below
            if not self._drawing.units_below(key) and key not in self._near_successors
        ]
        at_top = box is None or (box.parent is None and len(self._drawing.tops) == 1)
        few = _FEW_BELOW_TOP if at_top else _FEW_BESIDE if len(leaves) < len(below) else 0
        stacked = set(leaves) if len(leaves) > few else set()
        for key in below:
            if key not in stacked:
                branch = self._branches[key]
                yield Item((key,), (), branch.width, branch.height)
        if stacked:
            yield self._stack(leaves)

    @cached_property
    def _near_successors(self) -> frozenset[str]:
        """What ended, where it stands beside what took over: there the line between is short."""
        rows = self._drawing.lines if len(self._drawing.lines) <= _MANY_LINES else ()
        box = self._drawing.box
        return frozenset(
            line.tail
            for line in rows
            if line.type is LineType.SUCCESSION
            and box[line.tail].ghost
            and box[line.tail].parent == box[line.head].parent
            and self._drawing.units_below(line.head)
        )

    def _stack(self, leaves: list[str]) -> Item:
        shapely = max(_SHORT_COLUMN, math.ceil(_WALL * math.sqrt(len(leaves))))
        tallest = shapely if self._column is None else self._column
        number = math.ceil(len(leaves) / tallest)
        rows = math.ceil(len(leaves) / number)
        columns = tuple(
            tuple(leaves[begin : begin + rows]) for begin in range(0, len(leaves), rows)
        )
        height = max(
            sum(self._branches[key].height + _BELOW for key in column) - _BELOW
            for column in columns
        )
        width = len(columns) * (_INDENT + BOX_WIDTH + BESIDE) - BESIDE
        return Item(tuple(leaves), columns, width, height)

    # -- the boxes of one unit ----------------------------------------------------------------

    def _block(self, box: Box) -> Iterator[tuple[Box, float, float]]:
        """The unit's boxes from top to bottom, each with its y and its height."""
        y = 0.0
        for part in (box, *self._drawing.posts_of(box.key)):
            height = _height(self._texts[part.key])
            yield part, y, height
            y += height + _POST_GAP

    def _block_height(self, box: Box | None) -> float:
        if box is None:
            return 0.0
        *_, (_, y, height) = self._block(box)
        return y + height

    def _side(self, box: Box | None) -> float:
        """The height of the unit's own middle in its block."""
        return 0.0 if box is None else _height(self._texts[box.key]) / 2

    # -- what stands outside ------------------------------------------------------------------

    def _row_of_outsiders(self) -> _Branch:
        """Bodies and posts of no unit, above the tree, those with most lines in the middle."""
        row = _Branch()
        outsiders = _from_the_middle(self._drawing)
        if not outsiders:
            return row
        per_row = max(
            1,
            int(
                (max(self._limit, self._forest.width) + _OUTSIDE_BESIDE)
                // (BOX_WIDTH + _OUTSIDE_BESIDE)
            ),
        )
        y = 0.0
        for begin in range(0, len(outsiders), per_row):
            some = outsiders[begin : begin + per_row]
            for number, box in enumerate(some):
                row.below.append((box.key, number * (BOX_WIDTH + _OUTSIDE_BESIDE), y))
            y += max(_height(self._texts[box.key]) for box in some) + _OUTSIDE_GAP
        row.width = min(len(outsiders), per_row) * (BOX_WIDTH + _OUTSIDE_BESIDE) - _OUTSIDE_BESIDE
        row.height = y
        return row

    # -- the whole ----------------------------------------------------------------------------

    def layout(self) -> Layout:
        """Every branch moved from its own frame to where it stands."""
        places: dict[str, Place] = {}
        paths: dict[tuple[str, str], Path] = {}
        axis = self._axis()
        shift = max(0.0, self._outside.width / 2 - axis)
        start = max(0.0, axis - self._outside.width / 2)
        for key, x, y in self._outside.below:
            places[key] = Place(start + x, y, BOX_WIDTH, _height(self._texts[key]))
        waiting = [(key, x + shift, y + self._outside.height) for key, x, y in self._forest.below]
        while waiting:
            key, x, y = waiting.pop()
            branch = self._branches[key]
            self._put_block(self._drawing.box[key], x + branch.block_x, y, places, paths)
            for child, path in drawn_once(branch.paths).items():
                paths[key, child] = tuple(Point(x + p.x, y + p.y) for p in path)
            waiting.extend((child, x + dx, y + dy) for child, dx, dy in branch.below)
        return Layout(
            places,
            paths,
            self._texts,
            width=max((place.x + place.width for place in places.values()), default=0.0),
            height=max((place.y + place.height for place in places.values()), default=0.0),
        )

    def _axis(self) -> float:
        """The x that outsiders stand around: that of a single top, else the middle."""
        if len(self._forest.below) == 1:
            return self._branches[self._forest.below[0][0]].anchor
        return self._forest.width / 2

    def _put_block(
        self,
        unit: Box,
        x: float,
        y: float,
        places: dict[str, Place],
        paths: dict[tuple[str, str], Path],
    ) -> None:
        above: tuple[str, float] | None = None
        for part, dy, height in self._block(unit):
            inset = _inset(part)
            places[part.key] = Place(x + inset, y + dy, BOX_WIDTH - 2 * inset, height)
            if above is not None:
                centre = x + BOX_WIDTH / 2
                paths[above[0], part.key] = (Point(centre, y + above[1]), Point(centre, y + dy))
            above = (part.key, dy + height)


def _from_the_middle(drawing: Drawing) -> list[Box]:
    """What stands outside, those with most lines in the middle of the list."""
    ends = [key for line in drawing.lines for key in (line.tail, line.head)]
    ranked = sorted(drawing.outside, key=lambda box: -ends.count(box.key))
    left, right = ranked[2::2], ranked[1::2]
    return [*reversed(left), *ranked[:1], *right]
