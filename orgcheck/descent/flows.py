"""Where the units of one version of an organisation are in another, earlier or later one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

from orgcheck.changes.changeset import Certainty
from orgcheck.descent.graph import Node
from orgcheck.descent.history import History, Step
from orgcheck.event_kinds import EventKind
from orgcheck.records import NamedTuple, dataclass

# What is said of a unit that goes on.
SAME = "same"


class Way(NamedTuple):
    """How a unit of one version became one of another.

    Parameters
    ----------
    kinds
        The kinds of event by which others took over, in the order of time; empty where it is the
        same unit.
    certainty
        That of the weakest link.
    """

    kinds: tuple[str, ...]
    certainty: Certainty

    @property
    def how(self) -> str:
        """The kinds of event in a row; `same` where it is the same unit."""
        return ", ".join(self.kinds) or SAME


class _Link(NamedTuple):
    """A step from one unit to another; None as its kind says that both are the same."""

    node: Node
    kind: str | None
    certainty: Certainty


# By the unit in the other version, how it came to that; None for what is not continued there.
Ways = Mapping[str | None, Way]


@dataclass(frozen=True)
class Flows:
    """Where each unit of a version is in another one.

    Parameters
    ----------
    history
        All versions.
    start, end
        The numbers of the two versions, from 0; `end` may be the earlier one.
    """

    history: History
    start: int
    end: int

    @property
    def is_backward(self) -> bool:
        """Whether the other version is the earlier one."""
        return self.end < self.start

    def ways(self, unit: str) -> Ways:
        """Where a unit of the first of the two versions is in the other."""
        return self._ways[Node(self.start, unit)]

    def units(self) -> Iterator[str]:
        """The units of the first of the two versions, in the order of its text."""
        yield from self.history.versions[self.start].organisation.units

    @cached_property
    def _ways(self) -> Mapping[Node, Ways]:
        """From the version in question back to where it began, since each step needs the next."""
        found: dict[Node, Ways] = {}
        one_on = -1 if self.is_backward else 1
        for version in range(self.end, self.start - one_on, -one_on):
            for unit in self.history.versions[version].organisation.units:
                node = Node(version, unit)
                found[node] = self._from(node, found)
        return found

    def _from(self, node: Node, found: Mapping[Node, Ways]) -> Ways:
        if node.version == self.end:
            return {node.unit: Way((), Certainty.SAME_ID)}
        ways: dict[str | None, Way] = {}
        for link in self._links.get(node, ()):
            # A gap may lead beyond the version in question, which leaves the unit out.
            for unit, way in found.get(link.node, {}).items():
                joined = self._joined(link, way)
                known = ways.get(unit)
                if known is None or joined.certainty.rank < known.certainty.rank:
                    ways[unit] = joined
        return ways or {None: Way((), Certainty.SAME_ID)}

    def _joined(self, link: _Link, way: Way) -> Way:
        kind = () if link.kind is None else (link.kind,)
        kinds = (*way.kinds, *kind) if self.is_backward else (*kind, *way.kinds)
        return Way(kinds, max(link.certainty, way.certainty, key=lambda one: one.rank))

    @cached_property
    def _links(self) -> Mapping[Node, list[_Link]]:
        links: defaultdict[Node, list[_Link]] = defaultdict(list)
        descent = self.history.descent
        for edge in descent.edges:
            kind = None if edge.bond.persists else edge.kind
            self._add(links, edge.old, edge.new, kind, edge.certainty)
        for number, step in enumerate(self.history.steps):
            for old, new in _further_heirs(step):
                node = Node(number, old)
                # What was left out, and is the same unit, handed nothing over.
                if descent.goes_on(node) is None and descent.successions_from(node):
                    ends = node, Node(number + 1, new)
                    self._add(links, *ends, EventKind.DISSOLVE, Certainty.STRUCTURE)
        return links

    def _add(
        self,
        links: defaultdict[Node, list[_Link]],
        old: Node,
        new: Node,
        kind: str | None,
        certainty: Certainty,
    ) -> None:
        start, end = (new, old) if self.is_backward else (old, new)
        links[start].append(_Link(end, kind, certainty))


def _further_heirs(step: Step) -> Iterator[tuple[str, str]]:
    """Who holds a duty of a unit that ended, of those that are not said to have taken over.

    Some of what it had went there too.
    """
    names = step.names
    duties = names.holdings("responsibilities")
    for old, successors in names.comparison.successors.items():
        if names.comparison.units.new_of(old) is not None:
            continue
        found: dict[str, None] = {}
        for key in sorted(duties.keys_of(old, before=True)):
            before, after = duties.before.get(key, ()), duties.after.get(key, ())
            if not any(one in successors for one in after):
                had = {names.comparison.units.new_of(one) for one in before}
                found.update(dict.fromkeys(one for one in after if one not in had))
        yield from ((old, new) for new in found)
