"""Units that begin without a predecessor or end without a successor, whole subtrees at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from orgcheck.changes.changeset import EntityType, Event, Op
from orgcheck.changes.kinds.context import EventContext, in_order
from orgcheck.changes.kinds.event_type import (
    Folding,
    Mark,
    Row,
    Told,
    UnitType,
    below_top,
)
from orgcheck.changes.kinds.placement import stands, stood
from orgcheck.changes.kinds.words import (
    ANYWHERE,
    HEAVY,
    SCATTERED,
    Group,
    Likeness,
    before_in,
    in_role,
    now,
    now_in,
    some,
    spread,
    units_in,
    was,
    with_below,
    with_below_them,
)
from orgcheck.changes.ledger import net_figures
from orgcheck.changes.names import Names
from orgcheck.changes.topics import Topic, abolished, several
from orgcheck.counting import listed
from orgcheck.event_kinds import EventKind
from orgcheck.language import in_tense, msg, msg_n, msg_p, tr, tr_n, tr_p, tr_t


def detect(context: EventContext) -> Iterator[Event]:
    """One event for each subtree that came or went, under the id of its root."""
    comparison = context.comparison
    units = comparison.old.units
    abolished = [id for id in comparison.ended if id not in comparison.receivers]
    for root, below in _subtrees(abolished, comparison.old_parents).items():
        yield Event(
            kind=EventKind.ABOLISH,
            old=(root,),
            edits=in_order(context.take_with_units((root, *below), ())),
            carried=len(below),
            figures=net_figures((units[id] for id in (root, *below)), ()),
        )
    units = comparison.new.units
    created = [id for id in comparison.begun if id not in comparison.givers]
    for root, below in _subtrees(created, comparison.new_parents).items():
        yield Event(
            kind=EventKind.CREATE,
            new=(root,),
            edits=in_order(context.take_with_units((), (root, *below))),
            carried=len(below),
            figures=net_figures((), (units[id] for id in (root, *below))),
        )


def _subtrees(ids: Iterable[str], parents: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The roots among some units, each with those of them that hang below it."""
    members = set(ids)
    root_of: dict[str, str] = {}
    for id in members:
        path = [id]
        while path[-1] not in root_of and parents.get(path[-1]) in members:
            path.append(parents[path[-1]])
        root = root_of.get(path[-1], path[-1])
        root_of.update((unit, root) for unit in path)
    below: defaultdict[str, list[str]] = defaultdict(list)
    for id, root in root_of.items():
        if id != root:
            below[root].append(id)
    return {root: tuple(sorted(below[root])) for root in sorted(members) if root_of[root] == root}


class _Lifecycle(UnitType):
    """A kind of event about every unit that it carries."""

    def units(self, event: Event) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The units that came or went, those below included."""
        gone, come = (event.wholes(EntityType.UNIT, op) for op in (Op.REMOVE, Op.ADD))
        return gone, come

    def along(self, event: Event) -> tuple[frozenset[str], frozenset[str]]:
        """Those that came or went along, where it happened at all."""
        gone, come = self.units(event) if event.kind is self.kind else ((), ())
        return frozenset(gone), frozenset(come)

    def remark(self, events: Sequence[Event]) -> str:
        """How many units they are, those below included."""
        carried = sum(event.carried for event in events)
        if not carried:
            return ""
        number = len(events) + carried
        return tr_n(" ({number} unit)", " ({number} units)", number)

    def told(self, event: Event, names: Names) -> Iterator[Told]:
        """The root; and of those below it, who may be another unit."""
        yield from super().told(event, names)
        gone, come = self.units(event)
        for id in sorted(set(gone).difference(event.old).intersection(names.possible)):
            yield Told(True, id, self.mark, _now_perhaps(id, names))
        for id in sorted(set(come).difference(event.new).intersection(names.possible_origins)):
            yield Told(False, id, self.mark, _was_perhaps(id, names))


# -- what ended -------------------------------------------------------------------------------


class _Abolish(_Lifecycle):
    def topics(self, event: Event) -> frozenset[Topic]:
        """That the unit has ended without a successor."""
        return abolished(event.old[0])


def _candidates(event: Event, names: Names) -> str:
    """Of units that ended, who might follow them; nothing where none may.

    The units that ended along with one may be others now although it is none.
    """
    (root,) = event.old
    ended = event.wholes(EntityType.UNIT, Op.REMOVE)
    candidates = {id: names.possible[id] for id in ended if id in names.possible}
    own = listed(names.now(id) for id in candidates.pop(root, ()))
    words = [tr("possibly {units}", units=own)] if own else []
    words += [
        tr(
            "for {unit} possibly {units}",
            unit=in_role("whose", names.was(id)),
            units=listed(map(names.now, some)),
        )
        for id, some in sorted(candidates.items())
    ]
    return "; ".join(words)


def _unsure(candidates: str) -> str:
    """That no successor was found, and who might be one; nothing where none might."""
    return tr("no successor was found ({candidates})", candidates=candidates) if candidates else ""


def doubt(event: Event, names: Names) -> str:
    """That none was found to follow units that ended, and who might; nothing where none may."""
    return _unsure(_candidates(event, names))


def _now_perhaps(old: str, names: Names) -> str:
    heirs = names.possible.get(old, ())
    return _unsure(tr("possibly {units}", units=listed(map(names.now, heirs))) if heirs else "")


def _abolished(event: Event, names: Names) -> str:
    parent = names.old.parent_of(event.old[0])
    candidates = _candidates(event, names)
    unit = before_in("who" if candidates else "whom", event.old, names)
    where = in_role("in", names.was(parent)) if parent else ""
    if candidates:
        ended = (
            tr_t(
                msg("{unit} in {parent} ended"),
                msg_p("present", "{unit} in {parent} ends"),
                unit=unit,
                parent=where,
            )
            if parent
            else tr_t(msg("{unit} ended"), msg_p("present", "{unit} ends"), unit=unit)
        )
        return f"{with_below(ended, event)}; {_unsure(candidates)}"
    abolished = (
        tr_t(
            msg("{unit} in {parent} was abolished without a successor"),
            msg_p("present", "{unit} in {parent} is abolished without a successor"),
            unit=unit,
            parent=where,
        )
        if parent
        else tr_t(
            msg("{unit} was abolished without a successor"),
            msg_p("present", "{unit} is abolished without a successor"),
            unit=unit,
        )
    )
    return with_below(abolished, event)


def _many_abolished(group: Group, names: Names) -> str:
    events, units = group.events, units_in(group)
    candidates = [_candidates(event, names) for event in events]
    places = [stood(event.old[0], names) for event in events]
    if not any(candidates):
        gone = _at(
            tr_t(
                msg("{units} were abolished without a successor"),
                msg_p("present", "{units} are abolished without a successor"),
                units=units,
            ),
            places,
        )
        who = some(events, lambda event: was(event, names))
        return f"{with_below_them(gone, events)}: {who}"
    ended = with_below_them(
        _at(tr_t(msg("{units} ended"), msg_p("present", "{units} end"), units=units), places),
        events,
    )
    pairs = zip(events, candidates, strict=True)
    who = some([f"{was(event, names)} ({words})" for event, words in pairs], str)
    unsure = tr("{sentence}; no successor was found", sentence=ended)
    return f"{unsure}: {who}"


# -- what began -------------------------------------------------------------------------------


def possible_origin(event: Event, names: Names) -> str:
    """What a unit that began might have been before; nothing where there is no such unit."""
    return _was_perhaps(event.new[0], names)


def _was_perhaps(new: str, names: Names) -> str:
    origins = names.possible_origins.get(new, ())
    if not origins:
        return ""
    return tr_t(
        msg("possibly it was {units}"),
        msg_p("present", "possibly the former {units}"),
        units=listed(map(names.was, origins)),
    )


def _created(event: Event, names: Names) -> str:
    parent = names.new.parent_of(event.new[0])
    unit = now_in("whom", event.new, names)
    created = (
        tr_t(
            msg("{unit} was created in {parent}"),
            msg_p("present", "{unit} is created in {parent}"),
            unit=unit,
            parent=in_role("to", names.now(parent)),
        )
        if parent
        else tr_t(msg("{unit} was created"), msg_p("present", "{unit} is created"), unit=unit)
    )
    return f"{with_below(created, event)}{_perhaps(event, names)}"


def _perhaps(event: Event, names: Names) -> str:
    origin = possible_origin(event, names)
    return f"; {origin}" if origin else ""


def _many_created(group: Group, names: Names) -> str:
    events = group.events
    created = tr_t(
        msg("{units} were created"),
        msg_p("present", "{units} are created"),
        units=units_in(group),
    )
    created = _at(created, [stands(event.new[0], names) for event in events])
    who = []
    for event in events:
        origin = possible_origin(event, names)
        who.append(now(event, names) + (f" ({origin})" if origin else ""))
    return f"{with_below_them(created, events)}: {some(who, str)}"


# -- many alike -------------------------------------------------------------------------------


def _alike(event: Event, parent: str | None, *, unsure: bool) -> Sequence[Likeness]:
    """Alike are those of one place; what may have been another unit is told apart."""
    place = Likeness("place", (event.kind, unsure, parent))
    scattered = Likeness(ANYWHERE, (event.kind, unsure), SCATTERED)
    return (place,) if event.carried >= HEAVY else (place, scattered)


def _at(words: str, places: Sequence[str]) -> str:
    """What happened to units, and where they are: how many in which place, where in several."""
    if len(set(places)) == 1:
        return tr("{sentence} {place}", sentence=words, place=places[0])
    return f"{words}, {spread(places)}"


TYPES = (
    _Abolish(
        kind=EventKind.ABOLISH,
        noun=msg_n("abolition", "abolitions"),
        counted=msg_n("{number} abolition", "{number} abolitions"),
        row=Row("an ended unit without successor", "it", ""),
        example=below_top("{id: b, name: B}", ""),
        detect=detect,
        inverse=EventKind.CREATE,
        sentence=_abolished,
        phrase=lambda event, _: tr("{unit} is abolished", unit=several(event.old)),
        folding=Folding(
            lambda event, names: _alike(
                event, names.old.parent_of(event.old[0]), unsure=bool(_candidates(event, names))
            ),
            _many_abolished,
        ),
        mark=Mark.ENDED,
        verb=msg_p("event", "abolished"),
        notes=lambda event, names: (
            doubt(event, names) or tr("abolished without a successor"),
            "",
        ),
        state=lambda event, names, before: stood(event.old[0], names),
        brief=lambda event, names: _now_perhaps(event.old[0], names),
        shares_state=True,
        doubt=doubt,
    ),
    _Lifecycle(
        kind=EventKind.CREATE,
        noun=msg_n("creation", "creations"),
        counted=msg_n("{number} creation", "{number} creations"),
        row=Row("a new unit without predecessor", "", "it"),
        example=below_top("", "{id: b, name: B}"),
        detect=detect,
        inverse=EventKind.ABOLISH,
        sentence=_created,
        phrase=lambda event, _: tr("{unit} is created", unit=several(event.new)),
        folding=Folding(
            lambda event, names: _alike(
                event,
                names.new.parent_of(event.new[0]),
                unsure=bool(possible_origin(event, names)),
            ),
            _many_created,
        ),
        mark=Mark.NEW,
        verb=msg_p("event", "created"),
        notes=lambda event, names: (
            "",
            tr_p("note", in_tense("created", "is created")) + _perhaps(event, names),
        ),
        state=lambda event, names, before: stands(event.new[0], names),
        brief=possible_origin,
        shares_state=True,
        doubt=possible_origin,
    ),
)
