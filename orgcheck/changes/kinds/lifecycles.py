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
    Topic,
    UnitType,
    abolished,
    below_top,
)
from orgcheck.changes.kinds.placement import stands, stood
from orgcheck.changes.kinds.words import (
    ANYWHERE,
    HEAVY,
    SCATTERED,
    Group,
    Likeness,
    below_them,
    now,
    several,
    some,
    spread,
    units_in,
    was,
    with_below,
)
from orgcheck.changes.ledger import net_figures
from orgcheck.changes.names import Names
from orgcheck.counting import listed
from orgcheck.event_kinds import EventKind


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
        return f" ({len(events) + carried:,} units)" if carried else ""

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


def possibly(event: Event, names: Names) -> str:
    """Of units that ended: that none was found to follow, and who might; nothing where none may.

    The units that ended along with one may be others now although it is none.
    """
    (root,) = event.old
    ended = event.wholes(EntityType.UNIT, Op.REMOVE)
    candidates = {id: names.possible[id] for id in ended if id in names.possible}
    own = listed(names.now(id) for id in candidates.pop(root, ()))
    words = ["no successor was found"] if own or candidates else []
    words += [f"possibly {own}"] if own else []
    words += [
        f"for {names.was(id)} possibly {listed(map(names.now, some))}"
        for id, some in sorted(candidates.items())
    ]
    return "; ".join(words)


def _now_perhaps(old: str, names: Names) -> str:
    heirs = names.possible.get(old, ())
    return f"no successor was found; possibly {listed(map(names.now, heirs))}" if heirs else ""


def _abolished(event: Event, names: Names) -> str:
    parent = names.old.parent_of(event.old[0])
    where = f" in {names.was(parent)}" if parent else ""
    candidates = possibly(event, names)
    if candidates:
        return f"{was(event, names)}{where} ended{with_below(event)}; {candidates}"
    return f"{was(event, names)}{where} was abolished without a successor{with_below(event)}"


def _many_abolished(group: Group, names: Names) -> str:
    events = group.events
    where = _places([stood(event.old[0], names) for event in events])
    candidates = [possibly(event, names) for event in events]
    if not any(candidates):
        gone = f"{units_in(group)} were abolished without a successor{where}{below_them(events)}"
        return f"{gone}: {some(events, lambda event: was(event, names))}"
    ended = [
        f"{was(event, names)} ({words.removeprefix('no successor was found; ')})"
        for event, words in zip(events, candidates, strict=True)
    ]
    who = some(ended, str)
    return f"{units_in(group)} ended{where}{below_them(events)}; no successor was found: {who}"


# -- what began -------------------------------------------------------------------------------


def possible_origin(event: Event, names: Names) -> str:
    """What a unit that began might have been before; nothing where there is no such unit."""
    return _was_perhaps(event.new[0], names)


def _was_perhaps(new: str, names: Names) -> str:
    origins = names.possible_origins.get(new, ())
    return f"possibly it was {listed(map(names.was, origins))}" if origins else ""


def _created(event: Event, names: Names) -> str:
    parent = names.new.parent_of(event.new[0])
    where = f" in {names.now(parent)}" if parent else ""
    return f"{now(event, names)} was created{where}{with_below(event)}{_perhaps(event, names)}"


def _perhaps(event: Event, names: Names) -> str:
    origin = possible_origin(event, names)
    return f"; {origin}" if origin else ""


def _many_created(group: Group, names: Names) -> str:
    events = group.events
    where = _places([stands(event.new[0], names) for event in events])
    who = []
    for event in events:
        origin = possible_origin(event, names)
        who.append(now(event, names) + (f" ({origin})" if origin else ""))
    return f"{units_in(group)} were created{where}{below_them(events)}: {some(who, str)}"


# -- many alike -------------------------------------------------------------------------------


def _alike(event: Event, parent: str | None, *, unsure: bool) -> Sequence[Likeness]:
    """Alike are those of one place; what may have been another unit is told apart."""
    place = Likeness("place", (event.kind, unsure, parent))
    scattered = Likeness(ANYWHERE, (event.kind, unsure), SCATTERED)
    return (place,) if event.carried >= HEAVY else (place, scattered)


def _places(places: Sequence[str]) -> str:
    return f" {places[0]}" if len(set(places)) == 1 else f", {spread(places)}"


TYPES = (
    _Abolish(
        kind=EventKind.ABOLISH,
        noun=("abolition", "abolitions"),
        row=Row("an ended unit without successor", "it", ""),
        example=below_top("{id: b, name: B}", ""),
        detect=detect,
        inverse=EventKind.CREATE,
        sentence=_abolished,
        phrase=lambda event, _: f"{several(event.old)} is abolished",
        folding=Folding(
            lambda event, names: _alike(
                event, names.old.parent_of(event.old[0]), unsure=bool(possibly(event, names))
            ),
            _many_abolished,
        ),
        inferable=False,
        ends_units=True,
        mark=Mark.ENDED,
        verb="abolished",
        notes=lambda event, names: (possibly(event, names) or "abolished without a successor", ""),
        state=lambda event, names, before: stood(event.old[0], names),
        brief=lambda event, names: _now_perhaps(event.old[0], names),
        shares_state=True,
        doubt=possibly,
    ),
    _Lifecycle(
        kind=EventKind.CREATE,
        noun=("creation", "creations"),
        row=Row("a new unit without predecessor", "", "it"),
        example=below_top("", "{id: b, name: B}"),
        detect=detect,
        inverse=EventKind.ABOLISH,
        sentence=_created,
        phrase=lambda event, _: f"{several(event.new)} is created",
        folding=Folding(
            lambda event, names: _alike(
                event,
                names.new.parent_of(event.new[0]),
                unsure=bool(possible_origin(event, names)),
            ),
            _many_created,
        ),
        inferable=False,
        mark=Mark.NEW,
        verb="created",
        notes=lambda event, names: ("", f"created{_perhaps(event, names)}"),
        state=lambda event, names, before: stands(event.new[0], names),
        brief=possible_origin,
        shares_state=True,
        doubt=possible_origin,
    ),
)
