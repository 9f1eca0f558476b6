"""Less of a picture: one branch, so many levels, what changed. What is left out is counted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from orgcheck.changes.kinds.event_type import Mark
from orgcheck.charts.drawing import Box, Drawing, Line, LineType, Sort, line_word
from orgcheck.counting import listed
from orgcheck.language import msg_n, msg_np, tr, tr_n, tr_tn
from orgcheck.records import replace

# A name that no id can have, since ids have no spaces.
_REST = "rest of "
# A title names so many branches; of more it says how many they are.
_MOST_NAMED = 2
_ARROWS = frozenset((LineType.SUCCESSION, LineType.MOVE, LineType.SAME))
_LIFE = frozenset((Mark.NEW, Mark.ENDED))


def branch(drawing: Drawing, root: str) -> Drawing:
    """A unit with all below it, and the bodies and posts outside that its lines lead to."""
    return branches(drawing, (root,))


def branches(drawing: Drawing, roots: Sequence[str]) -> Drawing:
    """Some units beside each other, each with all below it, and what their lines lead to."""
    inside = set(_branch_keys(drawing, roots))
    units = [drawing.box[key] for key in inside if drawing.box[key].sort is Sort.UNIT]
    changed = sum(bool(unit.marks) for unit in units)
    inside |= _reached(drawing, inside)
    boxes = (
        replace(box, parent=None) if box.key in roots else box
        for box in drawing.boxes
        if box.key in inside
    )
    names = [drawing.box[root].name for root in roots]
    titled = replace(
        drawing,
        title=f"{drawing.title}: {listed(names, most=_MOST_NAMED)}",
        subtitle=_with_changed(tr_n("{number} unit", "{number} units", len(units)), changed),
    )
    return _restricted(titled, tuple(boxes))


def to_depth(drawing: Drawing, depth: int) -> Drawing:
    """So many levels of units below the tops; what lies deeper is counted in the box above."""
    depths = _depths(drawing)
    shown = {key for key, level in depths.items() if level <= depth}
    below: Counter[str] = Counter()
    changed: Counter[str] = Counter()
    above: dict[str, str] = {}
    for box in drawing.boxes:
        if box.sort in (Sort.UNIT, Sort.FOLDED) and box.key not in shown and box.parent is not None:
            above[box.key] = above.get(box.parent, box.parent)
            below[above[box.key]] += box.stands_for
            changed[above[box.key]] += bool(box.marks)
    boxes = tuple(
        replace(box, notes=(*box.notes, _count(box, below[box.key], changed[box.key])))
        if below[box.key]
        else box
        for box in drawing.boxes
        if box.key in shown or _beside(box, shown)
    )
    return _restricted(drawing, boxes)


def sized_down(drawing: Drawing, most: int) -> tuple[Drawing, int | None]:
    """A picture of about so many boxes: what changed, to the depth that fits; and that depth.

    What is small enough stays the picture that it is; the depth is None where all levels fit.
    """
    less = only_changed(drawing, most)
    depth = depth_that_fits(less, most)
    return less if depth is None else to_depth(less, depth), depth


def only_changed(drawing: Drawing, most: int) -> Drawing:
    """Of a change of more than so many boxes what changed, its branches as a whole; else all."""
    if not drawing.change or len(drawing.boxes) <= most:
        return drawing
    return without_carried(without_unchanged(drawing))


def depth_that_fits(drawing: Drawing, most: int) -> int | None:
    """The greatest depth with at most so many boxes, and at least one level; None where all fit."""
    if len(drawing.boxes) <= most:
        return None
    depths = _depths(drawing)
    level_of = [depths.get(box.key, depths.get(box.parent or "", 0)) for box in drawing.boxes]
    per_level = Counter(level_of)
    deepest, total = 0, 0
    for level in sorted(per_level):
        total += per_level[level]
        if total > most:
            break
        deepest = level
    lowest = 1 if len(drawing.tops) == 1 else 0
    fitting = max(deepest, lowest)
    return fitting if fitting < max(per_level) else None


def without_unchanged(drawing: Drawing) -> Drawing:
    """What changed, with the units above it; the others are counted, where they stand."""
    kept = _kept(drawing)
    rest: dict[str, int] = defaultdict(int)
    place: dict[str, str | None] = {}
    for box in drawing.boxes:
        if box.sort is Sort.UNIT and box.key not in kept:
            # The units below an unkept one are not kept either, and count with it.
            place[box.key] = place.get(box.parent or "", box.parent)
            rest[place[box.key] or ""] += 1
    folded = [
        Box(
            key=f"{_REST}{parent}",
            sort=Sort.FOLDED,
            name=tr_n("{number} unit unchanged", "{number} units unchanged", number),
            parent=parent or None,
            stands_for=number,
        )
        for parent, number in rest.items()
    ]
    shown = {box.key for box in drawing.boxes if box.key in kept}
    boxes = [box for box in drawing.boxes if box.key in shown or _beside(box, shown)]
    return _restricted(drawing, (*boxes, *folded))


def without_carried(drawing: Drawing) -> Drawing:
    """Branches that began or ended as a whole are their top alone; what is below it is counted."""
    carried: dict[str, str] = {}
    below: Counter[str] = Counter()
    for box in drawing.boxes:
        above = drawing.box.get(box.parent or "")
        goes_along = (
            box.sort is Sort.UNIT
            and above is not None
            and box.marks == above.marks
            and not _LIFE.isdisjoint(box.marks)
            and not box.notes
        )
        if goes_along and above is not None:
            carried[box.key] = carried.get(above.key, above.key)
            below[carried[box.key]] += 1
    # What stands apart keeps all that is above it in the picture.
    for box in drawing.boxes:
        if box.key not in carried and box.parent in carried:
            key: str | None = box.parent
            while key is not None and key in carried:
                below[carried.pop(key)] -= 1
                key = drawing.box[key].parent
    boxes = tuple(
        replace(box, notes=(*box.notes, _along(box, below[box.key]))) if below[box.key] else box
        for box in drawing.boxes
        if box.key not in carried
    )
    return _restricted(drawing, boxes)


def _along(box: Box, number: int) -> str:
    """How many units shared the lot of the one above them."""
    if Mark.ENDED in box.marks:
        return tr_tn(
            msg_n("{number} unit ended with it", "{number} units ended with it"),
            msg_np("present", "{number} unit ends with it", "{number} units end with it"),
            number,
        )
    return tr_tn(
        msg_n("{number} unit came with it", "{number} units came with it"),
        msg_np("present", "{number} unit comes with it", "{number} units come with it"),
        number,
    )


def with_fewer_lines(drawing: Drawing, most: int) -> Drawing:
    """At most so many lines: of more, the boxes say in words what the lines would.

    Arrows from what was to what is go first, for their boxes have the words already.
    """
    if len(drawing.lines) <= most:
        return drawing
    lines = tuple(line for line in drawing.lines if line.type not in _ARROWS)
    if len(lines) <= most:
        return replace(drawing, lines=lines)
    return _in_boxes(replace(drawing, lines=()), lines, drawing.box)


def _kept(drawing: Drawing) -> set[str]:
    """The units that changed, also in a post, or that an arrow joins; and all above them."""
    wanted = {box.key for box in drawing.boxes if box.marks}
    arrows = (line for line in drawing.lines if line.type in _ARROWS)
    wanted.update(end for line in arrows for end in (line.tail, line.head))
    kept: set[str] = set()
    for key in wanted:
        box = drawing.box.get(key)
        while box is not None and box.key not in kept:
            kept.add(box.key)
            box = drawing.box.get(box.parent or "")
    return kept


def _restricted(drawing: Drawing, some: Iterable[Box]) -> Drawing:
    """The picture of some of its boxes; a line to one that is left out is words in the other.

    What stands outside goes with the units that lines join it to, unless it changed itself.
    """
    boxes = tuple(some)
    left_out = _joined(drawing, drawing.boxes) - _joined(drawing, boxes)
    boxes = tuple(box for box in boxes if box.marks or box.key not in left_out)
    shown = {box.key for box in boxes}
    lines = tuple(line for line in drawing.lines if line.tail in shown and line.head in shown)
    loose = [line for line in drawing.lines if line.tail in shown and line.head not in shown]
    return _in_boxes(replace(drawing, boxes=boxes, lines=lines), loose, drawing.box)


def _in_boxes(drawing: Drawing, lines: Iterable[Line], box: Mapping[str, Box]) -> Drawing:
    """The picture with the words of some lines in the boxes that they begin at."""
    words: defaultdict[str, list[str]] = defaultdict(list)
    for line in lines:
        if line.type not in _ARROWS:
            words[line.tail].append(_in_words(line, box))
    boxes = tuple(
        replace(one, notes=(*one.notes, *words[one.key])) if one.key in words else one
        for one in drawing.boxes
    )
    return replace(drawing, boxes=boxes)


def _in_words(line: Line, box: Mapping[str, Box]) -> str:
    name = box[line.head].name
    if line.type is LineType.COMMAND:
        return tr("reports to {superior}", superior=name)
    return f"{line_word(line.type)}: {name}"


def _count(box: Box, below: int, changed: int) -> str:
    """How many units are left out below a box; that all share its lot goes without saying."""
    units = tr_n("+ {number} unit", "+ {number} units", below)
    whole = below == changed and not _LIFE.isdisjoint(box.marks)
    return units if whole else _with_changed(units, changed)


def _with_changed(units: str, changed: int) -> str:
    """How many units there are, and how many of them changed."""
    if not changed:
        return units
    return tr_tn(
        msg_n("{units}, {number} changed", "{units}, {number} changed"),
        msg_np("present", "{units}, {number} changes", "{units}, {number} change"),
        changed,
        units=units,
    )


def _beside(box: Box, shown: Iterable[str]) -> bool:
    """Whether a post or body goes with what is shown: its unit is, or it stands outside."""
    return box.sort in (Sort.POST, Sort.BODY) and (box.parent is None or box.parent in shown)


def _branch_keys(drawing: Drawing, roots: Sequence[str]) -> Iterator[str]:
    inside = set(roots)
    for box in drawing.boxes:
        if box.key in roots or box.parent in inside:
            inside.add(box.key)
            yield box.key


def _joined(drawing: Drawing, boxes: Iterable[Box]) -> set[str]:
    """What stands outside of the tree and is joined to some of the boxes in it."""
    outside = {box.key for box in drawing.outside}
    return _reached(drawing, (box.key for box in boxes if box.key not in outside))


def _reached(drawing: Drawing, inside: Iterable[str]) -> set[str]:
    """What stands outside of the tree and is joined to a branch by lines, one after another.

    Either the branch reports to it, or it reports to the branch; and what these report to.
    """
    outside = {box.key for box in drawing.outside}
    heads: defaultdict[str, list[str]] = defaultdict(list)
    tails: defaultdict[str, list[str]] = defaultdict(list)
    for line in drawing.lines:
        heads[line.tail].append(line.head)
        tails[line.head].append(line.tail)
    within = set(inside)
    below = _following(within, tails, outside)
    return below | _following(within | below, heads, outside)


def _following(
    begin: Iterable[str], ways: Mapping[str, Sequence[str]], among: Container[str]
) -> set[str]:
    """What is reached from where one begins, one way after another."""
    reached: set[str] = set()
    waiting = list(begin)
    while waiting:
        for key in ways.get(waiting.pop(), ()):
            if key in among and key not in reached:
                reached.add(key)
                waiting.append(key)
    return reached


def _depths(drawing: Drawing) -> dict[str, int]:
    """How far below a top each unit of the picture is."""
    depths: dict[str, int] = {}
    for box in drawing.boxes:
        if box.sort in (Sort.UNIT, Sort.FOLDED):
            depths[box.key] = 0 if box.parent is None else depths[box.parent] + 1
    return depths
