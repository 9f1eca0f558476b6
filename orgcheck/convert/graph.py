"""A snapshot as one graph of NetworkX: who is part of what, who reports to whom, who heads what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from orgcheck.snapshot.model import Person, Snapshot

if TYPE_CHECKING:
    import networkx as nx

# What an edge says: the one it leads from contains, heads or reports to the one it leads to.
PART, HEADS, REPORTS_TO, BELONGS_TO = "part", "heads", "reports_to", "belongs_to"
# A person is a member of a unit, and holds a post.
MEMBER, HOLDS = "member", "holds"
# Fields of a member that edges say.
_EDGES = frozenset(
    ("parent", "head", "heads", "reports_to", "unit", "lines", "links", "members", "holders")
)
_LISTS = {"units": "unit", "posts": "post", "bodies": "body"}


def graph_of(snapshot: Snapshot) -> nx.MultiDiGraph[str]:
    """Units, posts, bodies and people as nodes with their fields; their references as edges.

    Edges have a `relation`, which is the key too: `part` leads from a unit to what is part of it,
    `heads` from a post to the unit, `reports_to` to the superior, `belongs_to` from a post to its
    unit; lines and links have `line` and `link`, with their type; `member` and `holds` lead from a
    person, whose node is called by `node_of_person`.
    """
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.graph["organisation"] = snapshot.data(include={"organisation"})["organisation"]
    for key, entity in _LISTS.items():
        for member in getattr(snapshot, key):
            values = {field: v for field, v in member.data().items() if field not in _EDGES}
            graph.add_node(values.pop("id"), entity=entity, **values)
    for unit in snapshot.units:
        _add(graph, unit.parent, unit.id, PART)
        for head in unit.headed_by:
            _add(graph, head, unit.id, HEADS)
        _add(graph, unit.id, unit.reports_to, REPORTS_TO)
        for line in unit.lines:
            _add(graph, unit.id, line.to, "line", **line.data())
        for link in unit.links:
            _add(graph, unit.id, link.to, "link", **link.data())
    for post in snapshot.posts:
        _add(graph, post.id, post.unit, BELONGS_TO)
        _add(graph, post.id, post.reports_to, REPORTS_TO)
    for body in snapshot.bodies:
        _add(graph, body.id, body.reports_to, REPORTS_TO)
    _add_people(graph, snapshot)
    return graph


def node_of_person(id: str) -> str:
    """The node of a person: a unit may have the same id, and none has a blank in it."""
    return f"person {id}"


def _add_people(graph: nx.MultiDiGraph[str], snapshot: Snapshot) -> None:
    """Everyone in the register, and who is named without it."""
    belonging = [(one, who, MEMBER) for one in snapshot.units for who in one.members]
    holding = [(one, who, HOLDS) for one in snapshot.posts for who in one.holders]
    for person in snapshot.people:
        graph.add_node(
            node_of_person(person.id), entity="person", **{"name": person.id, **_said(person)}
        )
    for entity, who, relation in (*belonging, *holding):
        if node_of_person(who) not in graph:
            graph.add_node(node_of_person(who), entity="person", name=who)
        _add(graph, node_of_person(who), entity.id, relation)


def _said(person: Person) -> dict[str, Any]:
    return {field: value for field, value in person.data().items() if field != "id"}


def _add(
    graph: nx.MultiDiGraph[str], tail: str | None, head: str | None, relation: str, **values: Any
) -> None:
    """An edge between two that are there."""
    if tail is not None and head is not None and tail in graph and head in graph:
        values.pop("to", None)
        graph.add_edge(tail, head, relation=relation, **values)
