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
    earlier,
    in_role,
    now,
    now_in,
    some,
    spread,
    units_in,
    with_below,
    with_below_them,
)
from orgcheck.changes.ledger import net_figures
from orgcheck.changes.names import Names
from orgcheck.changes.topics import several
from orgcheck.event_kinds import EventKind
from orgcheck.language import Plural, Tenses, msg, msg_n, msg_p, tr, tr_n, tr_p, tr_t
from orgcheck.organisation import Organisation
from orgcheck.records import dataclass


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
            comparison.units.by_new.get(new_parent or ""),
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
        return tr("in {parent}", parent=in_role("in", called(parent)))
    return tr("at the top") if side.units[id].top else tr("without a parent")


def _from(event: Event, names: Names) -> str:
    """Where the unit stood, as a place to move from."""
    parent = names.old.parent_of(event.old[0])
    if parent:
        return in_role("from", names.was(parent))
    top = names.old.units[event.old[0]].top
    return tr_p("moved from", "the top") if top else tr_p("moved from", "no place")


def _to(event: Event, names: Names) -> str:
    """Where the unit stands, as a place to move to."""
    parent = names.new.parent_of(event.new[0])
    if parent:
        return in_role("to", names.now(parent))
    top = names.new.units[event.new[0]].top
    return tr_p("moved to", "the top") if top else tr_p("moved to", "no place")


# -- in words ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Moves:
    """What is said of one move of a kind, and of many."""

    one: Tenses
    # From one place to one place; from one place; to one place; neither.
    path: Tenses
    start: Tenses
    end: Tenses
    many: Tenses


_MOVED = _Moves(
    Tenses(
        msg("{unit} moved from {old} to {new}"),
        msg_p("present", "{unit} moves from {old} to {new}"),
    ),
    Tenses(
        msg("{units} moved from {old} to {new}"),
        msg_p("present", "{units} move from {old} to {new}"),
    ),
    Tenses(msg("{units} moved from {old}"), msg_p("present", "{units} move from {old}")),
    Tenses(msg("{units} moved to {new}"), msg_p("present", "{units} move to {new}")),
    Tenses(msg("{units} moved"), msg_p("present", "{units} move")),
)
_MOVED_UP = _Moves(
    Tenses(
        msg("{unit} moved up from {old} to {new}"),
        msg_p("present", "{unit} moves up from {old} to {new}"),
    ),
    Tenses(
        msg("{units} moved up from {old} to {new}"),
        msg_p("present", "{units} move up from {old} to {new}"),
    ),
    Tenses(msg("{units} moved up from {old}"), msg_p("present", "{units} move up from {old}")),
    Tenses(msg("{units} moved up to {new}"), msg_p("present", "{units} move up to {new}")),
    Tenses(msg("{units} moved up"), msg_p("present", "{units} move up")),
)
_MOVED_DOWN = _Moves(
    Tenses(
        msg("{unit} moved down from {old} to {new}"),
        msg_p("present", "{unit} moves down from {old} to {new}"),
    ),
    Tenses(
        msg("{units} moved down from {old} to {new}"),
        msg_p("present", "{units} move down from {old} to {new}"),
    ),
    Tenses(msg("{units} moved down from {old}"), msg_p("present", "{units} move down from {old}")),
    Tenses(msg("{units} moved down to {new}"), msg_p("present", "{units} move down to {new}")),
    Tenses(msg("{units} moved down"), msg_p("present", "{units} move down")),
)


def _move_type(
    kind: EventKind,
    moves: _Moves,
    noun: Plural,
    counted: Plural,
    what: str,
    example: Example,
    inverse: EventKind,
    phrase: str,
) -> UnitType:
    """A kind of move, of which it is said how a unit moved from one place to another."""

    def sentence(event: Event, names: Names) -> str:
        moved = tr_t(
            *moves.one,
            unit=now_in("who", event.new, names),
            old=_from(event, names),
            new=_to(event, names),
        )
        parent = names.new.parent_of(event.new[0])
        return with_below(earlier(moved, (parent,) if parent else (), names), event)

    def many(group: Group, names: Names) -> str:
        one_kind = len({event.kind for event in group.events}) == 1
        return _many(group, names, moves if one_kind else _MOVED)

    return UnitType(
        kind=kind,
        noun=noun,
        counted=counted,
        row=Row(what, "it", "it"),
        example=example,
        detect=detect,
        inverse=inverse,
        sentence=sentence,
        phrase=lambda event, _: tr(phrase, unit=several(event.new)),
        folding=Folding(_likenesses, many),
        heading=EventKind.MOVE,
        tells_superior=True,
        moves_units=True,
        mark=Mark.MOVED,
        verb=msg_p("event", "moved"),
        notes=_notes,
        state=lambda event, names, before: (
            stood(event.old[0], names) if before else stands(event.new[0], names)
        ),
        shares_state=True,
    )


def _notes(event: Event, names: Names) -> tuple[str, str]:
    return (
        tr_t(
            msg("now {place}"),
            msg_p("present", "then {place}"),
            place=stands(event.new[0], names),
        ),
        tr_t(
            msg("was {place}"),
            msg_p("present", "so far {place}"),
            place=stood(event.old[0], names),
        ),
    )


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


def _many(group: Group, names: Names, moves: _Moves) -> str:
    events, units = group.events, units_in(group)
    froms = [_from(event, names) for event in events]
    tos = [_to(event, names) for event in events]
    who = [now(event, names) for event in events]
    one_start, one_end = len(set(froms)) == 1, len(set(tos)) == 1
    if one_start and one_end:
        words = tr_t(*moves.path, units=units, old=froms[0], new=tos[0])
    elif one_start:
        places = spread(tr_p("a number before it", "to {place}", place=place) for place in tos)
        words = f"{tr_t(*moves.start, units=units, old=froms[0])}, {places}"
    elif one_end:
        origins = (tr_p("a number before it", "from {place}", place=place) for place in froms)
        words = f"{tr_t(*moves.end, units=units, new=tos[0])}, {spread(origins, _from_elsewhere)}"
    else:
        words = tr_t(*moves.many, units=units)
        paths = zip(who, froms, tos, strict=True)
        who = [
            tr("{unit} from {old} to {new}", unit=unit, old=origin, new=place)
            for unit, origin, place in paths
        ]
    return f"{with_below_them(words, events)}: {some(who, str)}"


def _from_elsewhere(number: int, places: int) -> str:
    return tr_n(
        "{count} from elsewhere ({number} place)",
        "{count} from elsewhere ({number} places)",
        places,
        count=number,
    )


TYPES = (
    _move_type(
        EventKind.MOVE,
        _MOVED,
        msg_n("move", "moves"),
        msg_n("{number} move", "{number} moves"),
        "another parent; also to and from the top",
        below_top(
            "{id: b, name: B, units: [{id: d, name: D}]}, {id: c, name: C}",
            "{id: b, name: B}, {id: c, name: C, units: [{id: d, name: D}]}",
        ),
        EventKind.MOVE,
        msg("{unit} moves to another parent"),
    ),
    _move_type(
        EventKind.PROMOTE,
        _MOVED_UP,
        msg_n("move up", "moves up"),
        msg_n("{number} move up", "{number} moves up"),
        "a move to an ancestor of the old parent",
        below_top(
            "{id: b, name: B, units: [{id: c, name: C}]}", "{id: b, name: B}, {id: c, name: C}"
        ),
        EventKind.DEMOTE,
        msg("{unit} moves up"),
    ),
    _move_type(
        EventKind.DEMOTE,
        _MOVED_DOWN,
        msg_n("move down", "moves down"),
        msg_n("{number} move down", "{number} moves down"),
        "a move to a descendant of the old parent",
        below_top(
            "{id: b, name: B}, {id: c, name: C}", "{id: b, name: B, units: [{id: c, name: C}]}"
        ),
        EventKind.PROMOTE,
        msg("{unit} moves down"),
    ),
)
