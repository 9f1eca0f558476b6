"""Either structure of a change, every unit marked with what became of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from orgcheck.changes.kinds.event_type import SIGNS, Mark
from orgcheck.changes.marks import Marks, Standing
from orgcheck.counting import counted
from orgcheck.organisation import Organisation
from orgcheck.reports.formats.html.pieces import Cutting
from orgcheck.reports.formats.html.structure import Sight
from orgcheck.reports.formats.html.tree import Anchors, Badge, Remark, Said, Tree, tree_of

# Of more than these it is told in one line that they go along, not of each.
_MOST_FOLLOWERS = 30


@dataclass(frozen=True)
class Telling:
    """How remarks are written: cut into pieces, and linked to the events that they come from."""

    cut: Cutting
    links: Mapping[int, str]


def change_tree(
    organisation: Organisation,
    standings: Mapping[str, Standing],
    anchors: Anchors,
    telling: Telling,
    title: str,
    called: Callable[[str], str],
) -> Tree:
    """The structure of one side, its title and what stands in it."""
    said = {id: _said(standing, telling) for id, standing in standings.items()}
    return tree_of(organisation, anchors, sight_of(standings), said, title=title, called=called)


def legend(marks: Marks) -> list[Badge]:
    """The signs that either structure holds."""
    standings = (*marks.before.values(), *marks.after.values())
    used = {mark for standing in standings for mark in standing.marks}
    return [_badge(mark) for mark in Mark if mark in used]


def _said(standing: Standing, telling: Telling) -> Said:
    return Said(
        badges=tuple(map(_badge, standing.marks)),
        remarks=tuple(
            Remark(
                telling.cut(note.text),
                telling.links[id(note.event)] if note.event is not None else None,
            )
            for note in standing.notes
        ),
        sorts=tuple(kind.value for kind in standing.kinds),
    )


def _badge(mark: Mark) -> Badge:
    return Badge(mark.value, SIGNS[mark], mark.value)


def sight_of(standings: Mapping[str, Standing]) -> Sight:
    """What has something to say for itself is seen; what only goes along is folded."""
    own = {id for id, standing in standings.items() if standing.kinds}
    along = {id for id, standing in standings.items() if Mark.FOLLOWS in standing.marks} - own
    if len(along) <= _MOST_FOLLOWERS:
        own |= along

    def state(id: str) -> str:
        standing = standings.get(id)
        return standing.marks[0].value if standing is not None else ""

    return Sight(frozenset(own), state, _fold)


def _fold(state: str, number: int) -> str:
    units = counted(number, "unit")
    match state:
        case Mark.ENDED:
            return f"{units} ended along with it"
        case Mark.NEW:
            return f"{units} came along with it"
        case Mark.FOLLOWS:
            return f"{units} follow" if number != 1 else f"{units} follows"
    return f"{number:,} unchanged {'unit' if number == 1 else 'units'}"
