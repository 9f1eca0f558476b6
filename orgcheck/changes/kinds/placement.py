"""Units that go on under another parent."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from orgcheck.changes.changeset import EntityType, Event
from orgcheck.changes.comparison import Comparison
from orgcheck.changes.kinds.context import EventContext, certainty_of, in_order
from orgcheck.changes.kinds.event_type import Example, Folding, Mark, Row, UnitType, below_top
from orgcheck.changes.kinds.words import (
    ANYWHERE,
    HEAVY,
    SCATTERED,
    Group,
    Likeness,
    below_them,
    earlier,
    now,
    several,
    some,
    spread,
    units_in,
    with_below,
)
from orgcheck.changes.ledger import net_figures
from orgcheck.changes.names import Names
from orgcheck.event_kinds import EventKind
from orgcheck.organisation import Organisation


def detect(context: EventContext) -> Iterator[Event]:
    """One event for each unit with another parent, with the number of units that go along."""
    comparison, pool = context.comparison, context.pool
    for id in pool.members(EntityType.UNIT, "parent", "top"):
        match = comparison.units.matches[id]
        carried = tuple(carried_along(comparison, match.new))
        old, new = comparison.old.units, comparison.new.units
        old_parent = comparison.old.parent_of(id)
        new_parent = comparison.new.parent_of(match.new)
        parents = [
            comparison.units.matches.get(old_parent or ""),
            comparison.units.match_of_new(new_parent or ""),
        ]
        before = (comparison.units.old_of(unit) for unit in carried)
        yield Event(
            kind=_kind(comparison, old_parent, new_parent),
            old=(id,),
            new=(match.new,),
            certainty=certainty_of([match, *parents]),
            evidence=match.evidence,
            edits=in_order(pool.take_fields(EntityType.UNIT, id, "parent", "top")),
            carried=len(carried),
            figures=net_figures(
                [old[id], *(old[unit] for unit in before if unit is not None)],
                [new[match.new], *(new[unit] for unit in carried)],
            ),
        )


def _kind(comparison: Comparison, old: str | None, new: str | None) -> EventKind:
    """A move up or down the line of parents, by the trees as they were and are."""
    if old is None or new is None:
        return EventKind.MOVE
    above = comparison.old.ancestors(old)
    if any(comparison.is_origin(unit, new) for unit in above):
        return EventKind.PROMOTE
    above = comparison.new.ancestors(new)
    if any(comparison.is_image(old, unit) for unit in above):
        return EventKind.DEMOTE
    return EventKind.MOVE


def carried_along(comparison: Comparison, unit: str) -> Iterator[str]:
    """The units below that go on and are still where they were: they go along."""
    waiting = [unit]
    seen = {unit}
    while waiting:
        parent = waiting.pop()
        for child in comparison.new.children_of(parent):
            earlier = comparison.units.old_of(child)
            stays = earlier is not None and comparison.is_origin(
                comparison.old.parent_of(earlier), parent
            )
            if stays and child not in seen:
                seen.add(child)
                yield child
                waiting.append(child)


# -- where a unit is --------------------------------------------------------------------------


def stood(id: str, names: Names) -> str:
    """Where a unit of the older snapshot stood."""
    return _standing_place(names.old, id, names.was)


def stands(id: str, names: Names) -> str:
    """Where a unit of the newer snapshot stands."""
    return _standing_place(names.new, id, names.now)


def _standing_place(side: Organisation, id: str, called: Callable[[str], str]) -> str:
    parent = side.parent_of(id)
    if parent is not None:
        return f"in {called(parent)}"
    return "at the top" if side.units[id].top else "without a parent"


def _from(event: Event, names: Names) -> str:
    """Where the unit stood, as a place to move from."""
    parent = names.old.parent_of(event.old[0])
    return names.was(parent) if parent else _outside(names.old.units[event.old[0]].top)


def _to(event: Event, names: Names) -> str:
    """Where the unit stands, as a place to move to."""
    parent = names.new.parent_of(event.new[0])
    return names.now(parent) if parent else _outside(names.new.units[event.new[0]].top)


def _outside(top: bool) -> str:
    return "the top" if top else "no place"


# -- in words ---------------------------------------------------------------------------------


def _move_type(
    kind: EventKind,
    verb: str,
    noun: tuple[str, str],
    what: str,
    example: Example,
    inverse: EventKind,
    phrase: str,
) -> UnitType:
    """A kind of move, of which it is said that a unit `verb` from one place to another."""

    def sentence(event: Event, names: Names) -> str:
        path = f"from {_from(event, names)} to {_to(event, names)}"
        parent = names.new.parent_of(event.new[0])
        since = earlier((parent,) if parent else (), names)
        return f"{now(event, names)} {verb} {path}{since}{with_below(event)}"

    def many(group: Group, names: Names) -> str:
        one_kind = len({event.kind for event in group.events}) == 1
        return _many(group, names, verb if one_kind else "moved")

    return UnitType(
        kind=kind,
        noun=noun,
        row=Row(what, "it", "it"),
        example=example,
        detect=detect,
        inverse=inverse,
        sentence=sentence,
        phrase=lambda event, _: f"{several(event.new)} {phrase}",
        folding=Folding(_likenesses, many),
        heading=EventKind.MOVE,
        tells_superior=True,
        moves_units=True,
        mark=Mark.MOVED,
        verb="moved",
        notes=_notes,
        state=lambda event, names, before: (
            stood(event.old[0], names) if before else stands(event.new[0], names)
        ),
        shares_state=True,
    )


def _notes(event: Event, names: Names) -> tuple[str, str]:
    return f"now {stands(event.new[0], names)}", f"was {stood(event.old[0], names)}"


# -- many alike -------------------------------------------------------------------------------


def _likenesses(event: Event, names: Names) -> Sequence[Likeness]:
    before, after = _from(event, names), _to(event, names)
    path = Likeness("path", (event.kind, before, after))
    if event.carried >= HEAVY:
        return (path,)
    return (
        path,
        Likeness("to", (EventKind.MOVE, after)),
        Likeness("from", (EventKind.MOVE, before)),
        Likeness(ANYWHERE, (EventKind.MOVE,), SCATTERED),
    )


def _many(group: Group, names: Names, verb: str) -> str:
    events = group.events
    froms = [_from(event, names) for event in events]
    tos = [_to(event, names) for event in events]
    one_start, one_end = len(set(froms)) == 1, len(set(tos)) == 1
    start = f" from {froms[0]}" if one_start else ""
    end = f" to {tos[0]}" if one_end else ""
    if one_start and not one_end:
        end = f", {spread(f'to {place}' for place in tos)}"
    if one_end and not one_start:
        where = (f"from {place}" for place in froms)
        end += f", {spread(where, elsewhere='from elsewhere')}"
    who = [now(event, names) for event in events]
    if not one_start and not one_end:
        paths = zip(who, froms, tos, strict=True)
        who = [f"{unit} from {origin} to {place}" for unit, origin, place in paths]
    return f"{units_in(group)} {verb}{start}{end}{below_them(events)}: {some(who, str)}"


TYPES = (
    _move_type(
        EventKind.MOVE,
        "moved",
        ("move", "moves"),
        "another parent; also to and from the top",
        below_top(
            "{id: b, name: B, units: [{id: d, name: D}]}, {id: c, name: C}",
            "{id: b, name: B}, {id: c, name: C, units: [{id: d, name: D}]}",
        ),
        EventKind.MOVE,
        "moves to another parent",
    ),
    _move_type(
        EventKind.PROMOTE,
        "moved up",
        ("move up", "moves up"),
        "a move to an ancestor of the old parent",
        below_top(
            "{id: b, name: B, units: [{id: c, name: C}]}", "{id: b, name: B}, {id: c, name: C}"
        ),
        EventKind.DEMOTE,
        "moves up",
    ),
    _move_type(
        EventKind.DEMOTE,
        "moved down",
        ("move down", "moves down"),
        "a move to a descendant of the old parent",
        below_top(
            "{id: b, name: B}, {id: c, name: C}", "{id: b, name: B, units: [{id: c, name: C}]}"
        ),
        EventKind.PROMOTE,
        "moves down",
    ),
)
