"""Who descends from whom over many versions, as a graph of units and versions.

An edge leads from a unit of one version to what it is, or what follows it, in a later one. Most of
them are those that neighbouring comparisons found. Beyond these a unit that one version alone
leaves out is the same unit before and after it; one that is missing for longer is so only where it
says `revives: true`. Otherwise its id is used again, and whether that revives the unit is open. A
unit that ends under another id where an id stands again that it had before is the same unit.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from orgcheck.changes.changeset import Certainty, ChangeSet, Event, Match
from orgcheck.changes.kinds import type_of
from orgcheck.changes.kinds.event_type import SuccessionType
from orgcheck.event_kinds import EventKind
from orgcheck.organisation import Organisation
from orgcheck.records import dataclass

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


# The nodes of one unit, from the first version that has it to the last.
Lifetime = tuple[Node, ...]


@dataclass(frozen=True)
class Descent:
    """Who descends from whom.

    Parameters
    ----------
    nodes
        Every unit of every version, in the order of versions and ids.
    edges
        Every step of descent, in the order of versions and ids.
    reuses
        The ids that are used again, so that it is open whether the unit is revived.

    Examples
    --------
    >>> import orgcheck
    >>> from orgcheck.descent.graph import Node
    >>> descent = orgcheck.history("snapshots/2023.yaml", "snapshots/2024.yaml").descent
    >>> sorted(descent.graph.predecessors(Node(1, "ict-and-operational-development")))
    [Node(version=0, unit='ict-services'), Node(version=0, unit='operational-development')]
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    reuses: tuple[Reuse, ...] = ()

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
    def lifetimes(self) -> tuple[Lifetime, ...]:
        """Each unit through all versions that it is in, by its first node."""
        following = {old: edge.new for old, edge in self.goes_on.items()}
        first = (node for node in self.nodes if node not in self.joins)
        return tuple(tuple(_chain(node, following)) for node in first)

    @cached_property
    def _homes(self) -> Mapping[Node, Lifetime]:
        return {node: lifetime for lifetime in self.lifetimes for node in lifetime}

    def lifetime_of(self, node: Node) -> Lifetime:
        """The unit of a node, through all versions that it is in."""
        return self._homes[node]

    def lifetimes_called(self, id: str) -> tuple[Lifetime, ...]:
        """The units that have an id in any version: several where the id was used again."""
        found = (lifetime for lifetime in self.lifetimes if any(id == n.unit for n in lifetime))
        return tuple(found)

    @cached_property
    def joins(self) -> Mapping[Node, Edge]:
        """By the later node, the edge that says which earlier node is the same unit."""
        return {edge.new: edge for edge in self.edges if edge.bond.persists}

    @cached_property
    def goes_on(self) -> Mapping[Node, Edge]:
        """By the earlier node, the edge that says which later node is the same unit."""
        return {edge.old: edge for edge in self.edges if edge.bond.persists}

    @cached_property
    def _given(self) -> Mapping[Node, tuple[Edge, ...]]:
        return _grouped((edge.old, edge) for edge in self.edges if not edge.bond.persists)

    @cached_property
    def _taken(self) -> Mapping[Node, tuple[Edge, ...]]:
        return _grouped((edge.new, edge) for edge in self.edges if not edge.bond.persists)

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
    edges = [
        edge
        for number, (old, one) in enumerate(zip(organisations, changes, strict=False))
        for edge in _edges_between(number, old, organisations[number + 1], one)
    ]
    nodes = tuple(
        Node(number, id)
        for number, organisation in enumerate(organisations)
        for id in sorted(organisation.units)
    )
    known = Descent(nodes, tuple(edges))
    reuses = tuple(_returns(organisations))
    joined = _unambiguous(
        edge
        for one in reuses
        if (edge := _joined(one, known, organisations[one.new.version].units[one.new.unit].revives))
    )
    edges = [edge for edge in edges if (edge.old, edge.new) not in joined] + [*joined.values()]
    edges.sort(key=lambda edge: (edge.old, edge.new))
    found = Descent(nodes, tuple(edges))
    # A unit that had another id for a while has its own again.
    others = (one for one in reuses if found.lifetime_of(one.old) != found.lifetime_of(one.new))
    return replace(found, reuses=tuple(sorted(others, key=lambda one: one.new)))


def _edges_between(
    number: int, old: Organisation, new: Organisation, changes: ChangeSet
) -> Iterator[Edge]:
    """What a comparison of two neighbours says; `number` is that of the older version."""
    told = changes.correspondence
    same = (Match(id, id, Certainty.SAME_ID) for id in old.units if id in new.units)
    for match in (*same, *told.units):
        ends = Node(number, match.old), Node(number + 1, match.new)
        yield Edge(*ends, Bond.SAME, "same", match.certainty, match.evidence)
    kinds = dict(_kinds(changes.events))
    for link in told.successions:
        ends = Node(number, link.old), Node(number + 1, link.new)
        kind = kinds.get((link.old, link.new), EventKind.SPIN_OFF if link.spin_off else "")
        yield Edge(*ends, Bond.SUCCESSION, str(kind), link.certainty, link.evidence)


def _kinds(events: Iterable[Event]) -> Iterator[tuple[tuple[str, str], EventKind]]:
    """In which kind of event a unit took over from another."""
    for event in events:
        if isinstance(type_of(event.kind), SuccessionType):
            yield from ((pair, event.kind) for pair in product(event.old, event.new))


def _returns(organisations: Sequence[Organisation]) -> Iterator[Reuse]:
    """The ids that one or more versions leave out: where each stood last, and stands again."""
    last: dict[str, int] = {}
    for number, organisation in enumerate(organisations):
        for id in organisation.units:
            before = last.get(id, number)
            if number - before > 1:
                yield Reuse(Node(before, id), Node(number, id))
            last[id] = number


def _unambiguous(edges: Iterable[Edge]) -> dict[tuple[Node, Node], Edge]:
    """By their ends, the edges whose earlier unit is joined to no other: it cannot be both."""
    given = tuple(edges)
    many = Counter(edge.old for edge in given)
    return {(edge.old, edge.new): edge for edge in given if many[edge.old] == 1}


def _joined(reuse: Reuse, known: Descent, revives: bool | None) -> Edge | None:
    """What makes one unit of those that have an id before and after; None where nothing does."""
    if revives is False or reuse.new in known.joins:
        return None
    last = known.lifetime_of(reuse.old)[-1]
    if last != reuse.old:
        if last.version + 1 != reuse.new.version or known.is_told_of(last, reuse.new):
            return None
        had = f"had the id {reuse.new.unit} before"
        return Edge(last, reuse.new, Bond.AGAIN, Bond.AGAIN.value, Certainty.SAME_ID, (had,))
    after_one = reuse.new.version - last.version == _AFTER_ONE
    bond = Bond.GAP if after_one else Bond.REVIVED
    if revives:
        return Edge(last, reuse.new, bond, bond.value, Certainty.DECLARED, ("revives: true",))
    if not after_one or known.is_told_of(last, reuse.new):
        return None
    return Edge(last, reuse.new, bond, bond.value, Certainty.SAME_ID)


def _chain(node: Node, following: Mapping[Node, Node]) -> Iterator[Node]:
    """A node and those that follow it."""
    yield node
    while node in following:
        node = following[node]
        yield node


def _grouped(pairs: Iterable[tuple[Node, Edge]]) -> dict[Node, tuple[Edge, ...]]:
    found: defaultdict[Node, list[Edge]] = defaultdict(list)
    for node, edge in pairs:
        found[node].append(edge)
    return {node: tuple(edges) for node, edges in found.items()}
