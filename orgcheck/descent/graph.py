"""Who descends from whom over many versions, as a graph of units and versions.

An edge leads from a unit of one version to what it is, or what follows it, in a later one. Most of
them are those that neighbouring comparisons found. Beyond these a unit that one version alone
leaves out is the same unit before and after it; one that is missing for longer is so only where it
says `revives: true`. Otherwise its id is used again, and whether that revives the unit is open. A
unit that ends under another id where an id stands again that it had before is the same unit.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, KeysView, Mapping, Sequence
from enum import StrEnum
from functools import cached_property
from itertools import pairwise, product
from operator import itemgetter
from typing import TYPE_CHECKING

from orgcheck.changes.changeset import Certainty, ChangeSet, Event
from orgcheck.changes.kinds import type_of
from orgcheck.changes.kinds.event_type import SuccessionType
from orgcheck.event_kinds import EventKind
from orgcheck.language import said
from orgcheck.organisation import Organisation
from orgcheck.records import NamedTuple, dataclass, replace

if TYPE_CHECKING:
    import networkx as nx


# Two versions are so many apart where one stands between them.
_AFTER_ONE = 2


class Node(NamedTuple):
    """A unit in one version: the number of the version, from 0, and the unit's id there."""

    version: int
    unit: str


class Bond(StrEnum):
    """How a unit of a later version comes from one of an earlier version.

    The same unit, in the next version, there again under an id that it had before, after a gap of
    one version, or revived after longer; or another unit, which takes over from it wholly or in
    part.
    """

    SAME = "same"
    AGAIN = "again"
    GAP = "gap"
    REVIVED = "revived"
    SUCCESSION = "succession"

    @property
    def persists(self) -> bool:
        """Whether both are the same unit."""
        return self is not Bond.SUCCESSION

    @property
    def is_return(self) -> bool:
        """Whether all versions tell it, and a comparison of neighbours does not."""
        return self in (Bond.AGAIN, Bond.GAP, Bond.REVIVED)

    @property
    def leaves_out(self) -> bool:
        """Whether versions in between leave the unit out."""
        return self in (Bond.GAP, Bond.REVIVED)


@dataclass(frozen=True, slots=True)
class Edge:
    """One step of descent.

    Parameters
    ----------
    old, new
        The earlier unit, and what it is or what follows it.
    bond
        Whether they are the same unit.
    kind
        Of a succession, the kind of the event: merge, split, absorb, spin-off, ...; else `same`,
        `again`, `gap` or `revived`.
    certainty
        On what ground it is said.
    basis
        The evidence, line by line.
    """

    old: Node
    new: Node
    bond: Bond
    kind: str
    certainty: Certainty
    basis: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reuse:
    """An id that a unit has which is not known to be the one that had it before.

    `old` is where the id stood last, `new` where it stands again.
    """

    old: Node
    new: Node


# The ids of a version's units.
Ids = KeysView[str] | frozenset[str]

# The nodes of one unit, from the first version that has it to the last.
Lifetime = tuple[Node, ...]


@dataclass(frozen=True)
class Descent:
    """Who descends from whom.

    Parameters
    ----------
    units
        The ids of the units of each version.
    notable
        The steps of descent, in the order of versions and ids, but that a unit goes on from a
        version to the next under its id, as nearly all do.
    reuses
        The ids that are used again, so that it is open whether the unit is revived.
    parted
        The units whose id another unit has in the version before.

    Examples
    --------
    >>> import orgcheck
    >>> from orgcheck.descent.graph import Node
    >>> descent = orgcheck.history("snapshots/2023.yaml", "snapshots/2024.yaml").descent
    >>> sorted(descent.graph.predecessors(Node(1, "ict-and-operational-development")))
    [Node(version=0, unit='ict-services'), Node(version=0, unit='operational-development')]
    """

    units: tuple[Ids, ...]
    notable: tuple[Edge, ...]
    reuses: tuple[Reuse, ...] = ()
    parted: frozenset[Node] = frozenset()

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """Every unit of every version, in the order of versions and ids."""
        return tuple(
            Node(number, id) for number, ids in enumerate(self.units) for id in sorted(ids)
        )

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        """Every step of descent, in the order of versions and ids."""
        kept = (
            _kept(Node(number, id))
            for id, stretches in self._stretches.items()
            for first, last in stretches
            for number in range(first, last)
        )
        return tuple(sorted((*self.notable, *kept), key=lambda edge: (edge.old, edge.new)))

    @cached_property
    def graph(self) -> nx.DiGraph[Node]:
        """NetworkX graph of descent: nodes are a unit in a version, edges lead forward in time.

        Edges have the attributes `kind`, `certainty` and `basis`, as `Edge` says.
        """
        import networkx as nx

        graph: nx.DiGraph[Node] = nx.DiGraph()
        graph.add_nodes_from(self.nodes)
        for edge in self.edges:
            told = {"kind": edge.kind, "certainty": edge.certainty, "basis": edge.basis}
            graph.add_edge(edge.old, edge.new, **told)
        return graph

    @cached_property
    def _stretches(self) -> Mapping[str, list[tuple[int, int]]]:
        """By id, from which version to which a unit goes on under it, in the order of time.

        Nearly every unit does so from each version to the next: it takes no more than the ids that
        two neighbours do not share to tell.
        """
        parted = _by_number(self.parted)
        found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        begun: dict[str, int] = {}
        before: Ids = frozenset()
        for number, ids in enumerate(self.units):
            anew = parted.get(number, set())
            if ids == before and not anew:
                continue
            for id in (before - ids) | anew:
                found[id].append((begun.pop(id), number - 1))
            begun.update(dict.fromkeys((ids - before) | anew, number))
            before = ids
        for id, first in begun.items():
            found[id].append((first, len(self.units) - 1))
        return found

    def _stretch_of(self, node: Node) -> tuple[int, int]:
        """From which version to which the unit of a node has its id without interruption."""
        stretches = self._stretches[node.unit]
        return stretches[bisect_right(stretches, node.version, key=itemgetter(0)) - 1]

    def came_from(self, node: Node) -> Edge | None:
        """What says which earlier node is the same unit; None where none is."""
        told = self._joins.get(node)
        if told is not None or self._stretch_of(node)[0] == node.version:
            return told
        return _kept(Node(node.version - 1, node.unit))

    def goes_on(self, node: Node) -> Edge | None:
        """What says which later node is the same unit; None where none is."""
        told = self._goes_on.get(node)
        if told is not None or self._stretch_of(node)[1] == node.version:
            return told
        return _kept(node)

    @cached_property
    def _joins(self) -> Mapping[Node, Edge]:
        return {edge.new: edge for edge in self.notable if edge.bond.persists}

    @cached_property
    def _goes_on(self) -> Mapping[Node, Edge]:
        return {edge.old: edge for edge in self.notable if edge.bond.persists}

    def beginning(self, node: Node) -> Node:
        """The unit of a node in the first version that has it."""
        first = self._first_of_stretch(node)
        return self._beginnings.get(first, first)

    def end(self, node: Node) -> Node:
        """The unit of a node in the last version that has it."""
        last = self._last_of_stretch(node)
        return self._ends.get(last, last)

    @cached_property
    def _beginnings(self) -> Mapping[Node, Node]:
        """By the first node of a stretch that goes on from another, where its unit begins.

        Asked of each id that is used again, which may be one unit's in every version: so each step
        of descent is followed once.
        """
        found: dict[Node, Node] = {}
        for node in sorted(self._joins):
            before = self._first_of_stretch(self._joins[node].old)
            found[node] = found.get(before, before)
        return found

    @cached_property
    def _ends(self) -> Mapping[Node, Node]:
        """By the last node of a stretch that goes on in another, where its unit ends."""
        found: dict[Node, Node] = {}
        for node in sorted(self._goes_on, reverse=True):
            after = self._last_of_stretch(self._goes_on[node].new)
            found[node] = found.get(after, after)
        return found

    def _first_of_stretch(self, node: Node) -> Node:
        return Node(self._stretch_of(node)[0], node.unit)

    def _last_of_stretch(self, node: Node) -> Node:
        return Node(self._stretch_of(node)[1], node.unit)

    @cached_property
    def lifetimes(self) -> tuple[Lifetime, ...]:
        """Each unit through all versions that it is in, by its first node."""
        begun = (
            Node(first, id) for id, stretches in self._stretches.items() for first, _ in stretches
        )
        return tuple(self.lifetime_of(node) for node in sorted(begun) if node not in self._joins)

    def lifetime_of(self, node: Node) -> Lifetime:
        """The unit of a node, through all versions that it is in."""
        first = self.beginning(node)
        if first not in self._lifetimes:
            self._lifetimes[first] = tuple(self._followed(first))
        return self._lifetimes[first]

    @cached_property
    def _lifetimes(self) -> dict[Node, Lifetime]:
        """Those that were asked for, by their first nodes."""
        return {}

    def _followed(self, node: Node) -> Iterator[Node]:
        while True:
            last = self._stretch_of(node)[1]
            yield from (Node(number, node.unit) for number in range(node.version, last + 1))
            edge = self._goes_on.get(Node(last, node.unit))
            if edge is None:
                return
            node = edge.new

    def lifetimes_called(self, id: str) -> tuple[Lifetime, ...]:
        """The units that have an id in any version: several where the id was used again."""
        begun = {self.beginning(Node(first, id)) for first, _ in self._stretches.get(id, ())}
        return tuple(map(self.lifetime_of, sorted(begun)))

    def returns(self) -> Iterator[Reuse]:
        """Where each id stood last before it stands anew."""
        for id, stretches in self._stretches.items():
            for (_, last), (first, _) in pairwise(stretches):
                yield Reuse(Node(last, id), Node(first, id))

    @cached_property
    def _given(self) -> Mapping[Node, tuple[Edge, ...]]:
        return _grouped((edge.old, edge) for edge in self.notable if not edge.bond.persists)

    @cached_property
    def _taken(self) -> Mapping[Node, tuple[Edge, ...]]:
        return _grouped((edge.new, edge) for edge in self.notable if not edge.bond.persists)

    def successions_from(self, node: Node) -> tuple[Edge, ...]:
        """The steps by which other units take over from the unit of a node."""
        return self._given.get(node, ())

    def successions_to(self, node: Node) -> tuple[Edge, ...]:
        """The steps by which the unit of a node takes over from others."""
        return self._taken.get(node, ())

    def is_told_of(self, old: Node, new: Node) -> bool:
        """Whether anybody declared what became of one unit, or what another came from.

        Whoever says what became of a unit says that it ended.
        """
        ends = (*self.successions_from(old), *self.successions_to(new))
        return any(not edge.certainty.inferred for edge in ends)

    @cached_property
    def reused(self) -> Mapping[Node, Reuse]:
        """The ids that are used again, by where they stand again."""
        return {reuse.new: reuse for reuse in self.reuses}


def descent_of(organisations: Sequence[Organisation], changes: Sequence[ChangeSet]) -> Descent:
    """Who descends from whom.

    Parameters
    ----------
    organisations
        The organisation in each version, the first one first.
    changes
        What happened between each two neighbours.
    """
    edges: list[Edge] = []
    parted: set[Node] = set()
    for number, one in enumerate(changes):
        edges += _edges_between(number, one)
        parted.update(Node(number + 1, id) for id in one.correspondence.parted)
    units = tuple(organisation.units.keys() for organisation in organisations)
    known = Descent(units, tuple(edges), parted=frozenset(parted))
    reuses = tuple(known.returns())
    joined = _unambiguous(
        edge for one in reuses if (edge := _joined(one, known, organisations[one.new.version]))
    )
    edges = [edge for edge in edges if (edge.old, edge.new) not in joined] + [*joined.values()]
    edges.sort(key=lambda edge: (edge.old, edge.new))
    found = replace(known, notable=tuple(edges))
    # A unit that had another id for a while has its own again.
    others = (one for one in reuses if found.beginning(one.old) != found.beginning(one.new))
    return replace(found, reuses=tuple(sorted(others, key=lambda one: one.new)))


def _edges_between(number: int, changes: ChangeSet) -> Iterator[Edge]:
    """What a comparison of two neighbours says of units, but that some keep their ids.

    `number` is that of the older version.
    """
    told = changes.correspondence
    for match in told.units:
        ends = Node(number, match.old), Node(number + 1, match.new)
        yield Edge(*ends, Bond.SAME, Bond.SAME.value, match.certainty, match.evidence)
    kinds = dict(_kinds(changes.events))
    for link in told.successions:
        ends = Node(number, link.old), Node(number + 1, link.new)
        kind = kinds.get((link.old, link.new), EventKind.SPIN_OFF if link.spin_off else "")
        yield Edge(*ends, Bond.SUCCESSION, str(kind), link.certainty, link.evidence)


def _kept(node: Node) -> Edge:
    """That a unit goes on in the next version under its id."""
    following = Node(node.version + 1, node.unit)
    return Edge(node, following, Bond.SAME, Bond.SAME.value, Certainty.SAME_ID)


def _by_number(nodes: Iterable[Node]) -> Mapping[int, set[str]]:
    found: defaultdict[int, set[str]] = defaultdict(set)
    for node in nodes:
        found[node.version].add(node.unit)
    return found


def _kinds(events: Iterable[Event]) -> Iterator[tuple[tuple[str, str], EventKind]]:
    """In which kind of event a unit took over from another."""
    for event in events:
        if isinstance(type_of(event.kind), SuccessionType):
            yield from ((pair, event.kind) for pair in product(event.old, event.new))


def _unambiguous(edges: Iterable[Edge]) -> dict[tuple[Node, Node], Edge]:
    """By their ends, the edges whose earlier unit is joined to no other: it cannot be both."""
    given = tuple(edges)
    many = Counter(edge.old for edge in given)
    return {(edge.old, edge.new): edge for edge in given if many[edge.old] == 1}


def _joined(reuse: Reuse, known: Descent, new: Organisation) -> Edge | None:
    """What makes one unit of those that have an id before and after; None where nothing does."""
    revives = new.units[reuse.new.unit].revives
    if revives is False or known.came_from(reuse.new) is not None:
        return None
    last = known.end(reuse.old)
    if last != reuse.old:
        if last.version + 1 != reuse.new.version or known.is_told_of(last, reuse.new):
            return None
        had = said("had the id {id} before", id=reuse.new.unit)
        return Edge(last, reuse.new, Bond.AGAIN, Bond.AGAIN.value, Certainty.SAME_ID, (had,))
    after_one = reuse.new.version - last.version == _AFTER_ONE
    bond = Bond.GAP if after_one else Bond.REVIVED
    if revives:
        return Edge(last, reuse.new, bond, bond.value, Certainty.DECLARED, (_declared(reuse, new),))
    if not after_one or known.is_told_of(last, reuse.new):
        return None
    return Edge(last, reuse.new, bond, bond.value, Certainty.SAME_ID)


def _declared(reuse: Reuse, new: Organisation) -> str:
    """What says that a unit is there again: it itself, or that it is one entry of a register."""
    if new.slice is not None and reuse.new.unit in new.slice.register.interrupted:
        return said("one entry of the register")
    return "revives: true"


def _grouped(pairs: Iterable[tuple[Node, Edge]]) -> dict[Node, tuple[Edge, ...]]:
    found: defaultdict[Node, list[Edge]] = defaultdict(list)
    for node, edge in pairs:
        found[node].append(edge)
    return {node: tuple(edges) for node, edges in found.items()}
