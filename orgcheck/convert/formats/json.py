"""Node-link data of NetworkX, as JSON: for `networkx.node_link_graph` and what reads the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orgcheck.convert.format import Exported, Format

if TYPE_CHECKING:
    from orgcheck.snapshot.model import Snapshot


def write(snapshot: Snapshot) -> Exported:
    """The units, posts and bodies with their fields as nodes, references as edges."""
    import networkx as nx

    from orgcheck.convert.graph import graph_of
    from orgcheck.convert.losses import losses
    from orgcheck.convert.tree import json_written
    from orgcheck.snapshot.model import Body, Post, Unit
    from orgcheck.snapshot.scope import all_of

    data = nx.node_link_data(graph_of(snapshot), edges="edges")
    lost = losses(
        snapshot,
        unit=all_of(Unit),
        post=all_of(Post),
        body=all_of(Body),
        person={"attributes"},
        lists={"posts", "bodies", "people"},
        named=True,
        languages=True,
    )
    return Exported(json_written(data), lost)


FORMAT = Format(name="json", what="node-link data of NetworkX", endings=(".json",), write=write)
