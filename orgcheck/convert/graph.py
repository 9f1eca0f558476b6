"""A snapshot as one graph of NetworkX: who is part of what, who reports to whom, who heads what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from orgcheck.snapshot.model import Snapshot

if TYPE_CHECKING:
    import networkx as nx

# What an edge says: the one it leads from contains, heads or reports to the one it leads to.
PART, HEADS, REPORTS_TO, BELONGS_TO = "part", "heads", "reports_to", "belongs_to"
# Fields of a member that edges say.
_EDGES = frozenset(("parent", "head", "heads", "reports_to", "unit", "lines", "links"))
_LISTS = {"units": "unit", "posts": "post", "bodies": "body"}


def graph_of(snapshot: Snapshot) -> nx.MultiDiGraph[str]:
    """Units, posts and bodies as nodes with their fields; their references as edges.

    Edges have a `relation`, which is the key too: `part` leads from a unit to what is part of it,
    `heads` from a post to the unit, `reports_to` to the superior, `belongs_to` from a post to its
    unit; lines and links have `line` and `link`, with their type.
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
    return graph


def _add(
    graph: nx.MultiDiGraph[str], tail: str | None, head: str | None, relation: str, **values: Any
) -> None:
    """An edge between two that are there."""
    if tail is not None and head is not None and tail in graph and head in graph:
        values.pop("to", None)
        graph.add_edge(tail, head, relation=relation, **values)
