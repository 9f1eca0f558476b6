"""The lineage of one unit: what it came from, what became of it, and what happened to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from orgcheck.changes.changeset import Event
from orgcheck.changes.holdings import RESPONSIBILITIES, SITES
from orgcheck.counting import in_a_row
from orgcheck.descent.graph import Bond, Edge, Lifetime, Reuse
from orgcheck.descent.history import History, Step
from orgcheck.errors import OrgcheckError
from orgcheck.language import said, said_later
from orgcheck.records import NamedTuple, dataclass
from orgcheck.snapshot.model import Decision, Measure
from orgcheck.snapshot.suggestions import nearest


@dataclass(frozen=True)
class Passage:
    """What a unit went through from one version to the next that has it.

    Parameters
    ----------
    version
        The number of the later version, from 0.
    step
        What happened between it and the version before.
    events
        The events that the unit takes part in, the weightiest first; of a gap none, since what
        neighbouring comparisons say there is that it ended and began.
    edge
        What says that it is the same unit; None where it began, or ended.
    """

    version: int
    step: Step
    events: tuple[Event, ...]
    edge: Edge | None = None

    @property
    def decision(self) -> Decision | None:
        """Who decided the later version, when and on what ground.

        None where it does not say, or says no more than the version before.
        """
        decision = self.step.new.organisation.snapshot.decision
        return decision if decision != self.step.old.organisation.snapshot.decision else None

    def measures(self, event: Event) -> tuple[Measure, ...]:
        """The measures of the later version's manifest that declare an event."""
        manifest = self.step.new.organisation.snapshot.reorganisation
        measures = manifest.measures if manifest is not None else ()
        if not measures:
            return ()
        # Few versions declare any, and all verbs of rules are known to what reads them.
        from orgcheck.rules.changes.manifest import expected_by

        return tuple(measure for measure in measures if expected_by(measure, event))


@dataclass(frozen=True)
class Whereabouts:
    """Where some of what an ended unit had is in the next version.

    Parameters
    ----------
    version
        The number of that version, from 0.
    holders
        The ids of the units that have it there; empty for what is at the top, or ended.
    is_gone
        Whether it ended too: units that go on nowhere, duties and sites that no unit has.
    children, duties, sites
        The units, by their ids in the version before; what identifies the duties and the sites.
    """

    version: int
    holders: tuple[str, ...] = ()
    is_gone: bool = False
    children: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()

    @property
    def at_top(self) -> bool:
        """Whether these are units that have no parent now."""
        return not self.holders and not self.is_gone


@dataclass(frozen=True)
class Lineage:
    """The lineage of whatever has one id.

    Parameters
    ----------
    history
        The organisation through all its versions.
    id
        The id that was asked for.
    subjects
        The units that have that id in any version: several where it was used again.

    Examples
    --------
    >>> import orgcheck
    >>> ict = orgcheck.lineage("ict-services", "snapshots/2023.yaml", "snapshots/2024.yaml")
    >>> [(edge.kind, edge.new.unit) for edge in ict.successors(ict.subjects[0])]
    [('merge', 'ict-and-operational-development')]
    """

    history: History
    id: str
    subjects: tuple[Lifetime, ...]

    def predecessors(self, lifetime: Lifetime) -> tuple[Edge, ...]:
        """The steps by which a unit took over from others, in the order of time."""
        descent = self.history.descent
        return tuple(edge for node in lifetime for edge in descent.successions_to(node))

    def successors(self, lifetime: Lifetime) -> tuple[Edge, ...]:
        """The steps by which others took over from a unit, in the order of time."""
        descent = self.history.descent
        return tuple(edge for node in lifetime for edge in descent.successions_from(node))

    @cached_property
    def _by_nearness(self) -> tuple[Lifetime, ...]:
        """The units of the lineage, those asked for first, then step by step further from them."""
        found = dict.fromkeys(self.subjects)
        waiting = [(one, before) for before in (True, False) for one in self.subjects]
        seen = set(waiting)
        for one, before in waiting:
            edges = self.predecessors(one) if before else self.successors(one)
            for edge in edges:
                relative = self.history.descent.lifetime_of(edge.old if before else edge.new)
                found.setdefault(relative)
                if (relative, before) not in seen:
                    seen.add((relative, before))
                    waiting.append((relative, before))
        return tuple(found)

    @property
    def related(self) -> tuple[Lifetime, ...]:
        """The units asked for, all that they descend from and all that descends from them.

        In the order of their first versions and ids.
        """
        return tuple(sorted(self._by_nearness))

    def nearest(self, most: int) -> tuple[Lifetime, ...]:
        """So many of these at most, those that are the fewest steps away."""
        return self._by_nearness[:most]

    def edges(self) -> tuple[Edge, ...]:
        """Every step of descent between the units of the lineage."""
        descent = self.history.descent
        related = {lifetime[0] for lifetime in self.related}
        steps = (
            edge
            for lifetime in self.related
            for node in lifetime
            for edge in (descent.goes_on(node), *descent.successions_from(node))
            if edge is not None and descent.beginning(edge.new) in related
        )
        return tuple(sorted(steps, key=lambda edge: (edge.old, edge.new)))

    def reuse(self, lifetime: Lifetime) -> Reuse | None:
        """Where another unit had the id before, if it is open whether this one revives it."""
        return self.history.descent.reused.get(lifetime[0])

    def passages(self, lifetime: Lifetime) -> Iterator[Passage]:
        """What a unit went through, in the order of time, where anything happened to it."""
        steps = self.history.steps
        for node in lifetime:
            edge = self.history.descent.came_from(node)
            if node.version == 0:
                continue
            step = steps[node.version - 1]
            events = step.events_since(node.unit) if edge is None or edge.bond is Bond.SAME else ()
            if events or edge is None or edge.bond is not Bond.SAME:
                yield Passage(node.version, step, events, edge)
        end = self.end_of(lifetime)
        if end is not None:
            yield end

    def end_of(self, lifetime: Lifetime) -> Passage | None:
        """What happened when a unit ended; None where the last version has it."""
        last = lifetime[-1]
        if last.version == len(self.history.steps):
            return None
        step = self.history.steps[last.version]
        return Passage(last.version + 1, step, step.events_before(last.unit))

    def whereabouts(self, lifetime: Lifetime) -> tuple[Whereabouts, ...]:
        """Where the children, duties and sites of an ended unit are in the next version.

        What some unit has comes first, what ended too comes last.
        """
        last = lifetime[-1]
        if last.version == len(self.history.steps):
            return ()
        step = self.history.steps[last.version]
        places: defaultdict[_Place, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for field, item, place in _placed(step, last.unit):
            places[place][field].append(item)
        return tuple(
            Whereabouts(
                last.version + 1,
                place.holders,
                place.is_gone,
                **{field: tuple(items) for field, items in places[place].items()},
            )
            for place in sorted(places)
        )


def lineage_of(history: History, id: str) -> Lineage:
    """The lineage of the unit, or the units, that have an id in any version.

    Raises
    ------
    OrgcheckError
        Where no version has such a unit; with the nearest id that there is.
    """
    subjects = history.descent.lifetimes_called(id)
    if not subjects:
        raise _unknown(history, id)
    return Lineage(history, id, subjects)


def _unknown(history: History, id: str) -> OrgcheckError:
    known = {node.unit for node in history.descent.nodes}
    named = sorted(
        {
            node.unit
            for node in history.descent.nodes
            if history.versions[node.version].organisation.name(node.unit, history.language) == id
        }
    )
    if named:
        ids = list(named[:5])
        message = said('"{id}" is a name, not an id', id=id)
        fix = said("write {id}", id=said_later(lambda: in_a_row(ids, "or")))
        return OrgcheckError(message, fix)
    near = nearest(id, sorted(known))
    message = (
        said('no version has a unit "{id}"; did you mean "{near}"?', id=id, near=near)
        if near
        else said('no version has a unit "{id}"', id=id)
    )
    return OrgcheckError(message, said("`orgcheck show SNAPSHOT` lists the ids"))


class _Place(NamedTuple):
    """Where something is, those that ended last in order."""

    is_gone: bool
    holders: tuple[str, ...] = ()


def _placed(step: Step, id: str) -> Iterator[tuple[str, str, _Place]]:
    """Each child, duty and site of a unit before a step, with where it is after it."""
    names = step.names
    for child in step.old.organisation.children_of(id):
        now = names.comparison.units.new_of(child)
        parent = step.new.organisation.parent_of(now) if now is not None else None
        holders = (parent,) if parent is not None else ()
        yield "children", child, _Place(now is None, holders)
    successors = names.comparison.successors.get(id, ())
    for field, items in ((RESPONSIBILITIES, "duties"), (SITES, "sites")):
        holdings = names.holdings(field)
        for key in sorted(holdings.keys_of(id, before=True)):
            everyone = holdings.after.get(key, ())
            # Others may have held the same duty all along: it went to who took over.
            heirs = tuple(one for one in everyone if one in successors) or everyone
            yield items, key, _Place(not heirs, heirs)
