"""A picture on sheets of paper: as large as it fits one, else in as many as it takes.

Nothing is smaller than can be read. What does not fit a page is on a page of its own, and the box
that stands for it says which.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from orgcheck.charts.drawing import Box, Drawing, Sort
from orgcheck.charts.figure import MARGIN as AROUND
from orgcheck.charts.figure import Figure, figure
from orgcheck.charts.folding import branches, to_depth
from orgcheck.charts.layout import lay_out, placed, routed
from orgcheck.charts.lettering import SMALL_SIZE
from orgcheck.charts.sheets import Sheet, Size
from orgcheck.language import tr
from orgcheck.records import dataclass, replace

MARGIN = 34.0
# The smallest type on paper, in points, and how much smaller than its natural size a picture is
# drawn until it has that.
LEAST_TYPE = 7.0
_SCALES = (1.0, 0.9, 0.8, LEAST_TYPE / SMALL_SIZE)
# More boxes do not fit a page, at so many square points to a box.
_BOX_AREA = 2_500.0
# How often the columns of a picture are made shorter for a sheet.
_ATTEMPTS = 2
# As long as the longest note of this kind is.
_PLACEHOLDER = "see page 000"


@dataclass(frozen=True)
class Page:
    """One page: what is drawn on it, with its places, how large, and the size of the paper.

    `width` and `height` are those of the paper in points, `scale` is that of the figure on it.
    """

    drawing: Drawing
    figure: Figure
    scale: float
    width: float
    height: float


@dataclass
class _Draft:
    """What is on a page, and the number of the page that it is continued from."""

    drawing: Drawing
    above: int | None = None


def paged(drawing: Drawing, sheet: Sheet) -> tuple[Page, ...]:
    """The pages of a picture, the first with what is on top.

    Examples
    --------
    >>> import orgcheck
    >>> from orgcheck.charts.sheets import SHEETS
    >>> from orgcheck.charts.structure import of_organisation
    >>> kela = of_organisation(orgcheck.load("snapshots/2024.yaml"))
    >>> len(paged(kela, SHEETS["A4"]))
    1
    """
    whole = fitted_page(drawing, sheet.sizes)
    if whole is not None:
        return (whole,)
    drafts = list(_Splitting(drawing, sheet).drafts())
    return tuple(_page(draft, number, drafts, sheet) for number, draft in enumerate(drafts, 1))


def fitted_page(
    drawing: Drawing, sizes: Sequence[Size], scales: Sequence[float] = _SCALES
) -> Page | None:
    """The picture on one page of any of these sizes, as large as it fits.

    None where its type would be too small.
    """
    for scale in scales:
        for width, height in sizes:
            page = _on_sheet(drawing, scale, width, height)
            if page is not None:
                return page
    return None


def _on_sheet(drawing: Drawing, scale: float, width: float, height: float) -> Page | None:
    room, tall = (width - 2 * MARGIN) / scale, (height - 2 * MARGIN) / scale
    if len(drawing.boxes) * _BOX_AREA > room * tall:
        return None
    layout = placed(drawing, room - 2 * AROUND)
    drawn = figure(drawing, layout, room=room)
    # A line may lead around what is drawn, so that the columns have to be shorter once more.
    for _ in range(_ATTEMPTS):
        over = drawn.frame.height - tall
        if over > 0 and drawn.frame.width <= room:
            layout = placed(drawing, room - 2 * AROUND, layout.height - over)
            drawn = figure(drawing, layout, room=room)
        # Lines only take room: to find their ways takes long, and is in vain without it.
        if not _has_room(drawn, room, tall):
            return None
        drawn = figure(drawing, routed(drawing, layout), room=room)
        if _has_room(drawn, room, tall):
            return Page(drawing, drawn, scale, width, height)
    return None


def _has_room(drawn: Figure, room: float, tall: float) -> bool:
    return drawn.frame.width <= room and drawn.frame.height <= tall


def _page(draft: _Draft, number: int, drafts: Sequence[_Draft], sheet: Sheet) -> Page:
    """A page with the numbers of the others in it."""
    page_of = {
        box.key: later
        for later, other in enumerate(drafts, 1)
        for box in other.drawing.tops
        if other.above == number
    }
    boxes = tuple(
        replace(box, notes=_with_number(box.notes, page_of.get(box.key)))
        for box in draft.drawing.boxes
    )
    said = {"number": number, "pages": len(drafts)}
    words = (
        tr("Page {number} of {pages}", **said)
        if draft.above is None
        else tr("Page {number} of {pages}, continued from page {above}", above=draft.above, **said)
    )
    subtitle = f"{words}: {draft.drawing.subtitle}" if draft.drawing.subtitle else words
    drawing = replace(draft.drawing, boxes=boxes, subtitle=subtitle)
    page = fitted_page(drawing, sheet.sizes)
    return page if page is not None else as_it_is(drawing)


def _with_number(notes: tuple[str, ...], page: int | None) -> tuple[str, ...]:
    return tuple(
        tr("see page {number}", number=page) if note == _PLACEHOLDER and page else note
        for note in notes
        if note != _PLACEHOLDER or page is not None
    )


# -- what goes on which page ------------------------------------------------------------------


class _Splitting:
    """The drafts of the pages of one picture, each after the one that it is continued from."""

    def __init__(self, drawing: Drawing, sheet: Sheet) -> None:
        self._drawing, self._sheet = drawing, sheet
        self._drafts: list[_Draft] = []

    def drafts(self) -> list[_Draft]:
        """All drafts: the top of the picture, then the branches that it has no room for.

        Of two structures beside each other, the older one comes first.
        """
        for heading, part in self._drawing.parts:
            titled = replace(part, subtitle=heading) if heading else part
            if self._fits(titled):
                self._add(titled, None)
            else:
                self._split(titled, None)
        return self._drafts

    def _add(self, drawing: Drawing, above: int | None) -> int:
        """Add a page, and give its number."""
        self._drafts.append(_Draft(drawing, above))
        return len(self._drafts)

    def _fits(self, drawing: Drawing) -> bool:
        """Whether a picture fits a page, with the words that are added to it there."""
        titled = replace(drawing, subtitle=f"Page 000 of 000, from page 000: {drawing.subtitle}")
        return fitted_page(titled, self._sheet.sizes, _SCALES[-1:]) is not None

    def _split(self, part: Drawing, above: int | None) -> None:
        """As many levels as fit a page, then the branches below them."""
        depth = _deepest(lambda depth: self._fits(_cut(part, depth)), _levels(part) - 1)
        if depth is None:
            less = _cut(part, 1 if len(part.tops) == 1 else 0)
            cut = self._in_chunks(less, above)
        else:
            less = _cut(part, depth)
            number = self._add(less, above)
            cut = [(box.key, number) for box in less.boxes if _PLACEHOLDER in box.notes]
        self._branches(part, cut)

    def _branches(self, part: Drawing, cut: Sequence[tuple[str, int]]) -> None:
        """The branches that pages have no room for, as many to a page as fit."""
        group: list[str] = []
        from_page: int | None = None
        for key, number in cut:
            if group and number == from_page and self._fits(branches(part, [*group, key])):
                group.append(key)
                continue
            if group:
                self._add(branches(part, group), from_page)
            group, from_page = [key], number
            if not self._fits(branches(part, group)):
                self._split(branches(part, group), number)
                group = []
        if group:
            self._add(branches(part, group), from_page)

    def _in_chunks(self, less: Drawing, above: int | None) -> list[tuple[str, int]]:
        """One level of many units on several pages, each continued from the one before it."""
        top = less.tops[0] if len(less.tops) == 1 else None
        row = less.units_below(top.key) if top is not None else less.tops
        cut: list[tuple[str, int]] = []
        rest: Sequence[Box] = (*less.outside, *row)
        while rest:
            number = self._most_of(less, top, rest)
            above = self._add(_chunk(less, top, rest, number), above)
            cut += [(box.key, above) for box in rest[:number] if _PLACEHOLDER in box.notes]
            rest = rest[number:]
        return cut

    def _most_of(self, less: Drawing, top: Box | None, rest: Sequence[Box]) -> int:
        """How many of the boxes that are left fit a page below the top."""
        return _most(lambda number: self._fits(_chunk(less, top, rest, number)), len(rest))


def _levels(drawing: Drawing) -> int:
    """How many levels of units a picture has."""
    level: dict[str, int] = {}
    for box in drawing.boxes:
        if box.sort in (Sort.UNIT, Sort.FOLDED):
            level[box.key] = 1 if box.parent is None else level[box.parent] + 1
    return max(level.values(), default=0)


def _cut(part: Drawing, depth: int) -> Drawing:
    """So many levels below the tops; the units whose branch goes on say so."""
    less = to_depth(part, depth)
    boxes = tuple(
        replace(box, notes=(*box.notes, _PLACEHOLDER))
        if part.units_below(box.key) and not less.units_below(box.key)
        else box
        for box in less.boxes
    )
    return replace(less, boxes=boxes)


def _chunk(less: Drawing, top: Box | None, rest: Sequence[Box], number: int) -> Drawing:
    """The top with so many of the boxes that are left; it says that the rest is elsewhere."""
    keys = {box.key for box in rest[:number]}
    boxes = [box for box in less.boxes if box.key in keys or (box.parent or "") in keys]
    if top is not None:
        goes_on = (_PLACEHOLDER,) if number < len(rest) else ()
        boxes.insert(0, replace(top, notes=(*top.notes, *goes_on)))
    shown = {box.key for box in boxes}
    lines = tuple(line for line in less.lines if line.tail in shown and line.head in shown)
    return replace(less, boxes=tuple(boxes), lines=lines)


def _deepest(fits: Callable[[int], bool], most: int) -> int | None:
    """The greatest depth that fits, at least one level; None where there is none."""
    return _most(fits, most, least=0) or None


def _most(fits: Callable[[int], bool], most: int, least: int = 1) -> int:
    """The greatest number that fits, of those up to `most`; `least` where none does."""
    low, high = least, most
    while low < high:
        middle = (low + high + 1) // 2
        if fits(middle):
            low = middle
        else:
            high = middle - 1
    return low


def as_it_is(drawing: Drawing) -> Page:
    """The picture on paper of its own size."""
    drawn = figure(drawing, lay_out(drawing))
    return Page(drawing, drawn, 1.0, drawn.frame.width, drawn.frame.height)
