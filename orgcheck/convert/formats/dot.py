"""Graphviz's language: the bare graph, for programs; `orgcheck chart` draws one to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orgcheck.convert.format import Exported, Format

if TYPE_CHECKING:
    from orgcheck.snapshot.model import Snapshot

_UNIT = frozenset(("parent", "top", "head", "heads", "reports_to", "lines", "links", "members"))
_STYLES = {"part": "solid", "heads": "bold", "reports_to": "dashed"}


def write(snapshot: Snapshot) -> Exported:
    """A node for each unit, post and body, an edge for each reference."""
    from orgcheck.convert.graph import graph_of
    from orgcheck.convert.losses import losses
    from orgcheck.snapshot.model import display

    graph = graph_of(snapshot)
    lines = ["digraph {"]
    for id, values in graph.nodes(data=True):
        shape = "box" if values["entity"] == "unit" else "ellipse"
        lines.append(f"  {_quoted(id)} [label={_quoted(display(values['name']))}, shape={shape}];")
    for tail, head, values in graph.edges(data=True):
        relation = str(values["relation"])
        style = _STYLES.get(relation, "dotted")
        label = _quoted(relation)
        lines.append(f"  {_quoted(tail)} -> {_quoted(head)} [label={label}, style={style}];")
    lost = losses(
        snapshot,
        unit=_UNIT,
        post={"unit", "reports_to", "holders"},
        body={"reports_to"},
        lists={"posts", "bodies", "people"},
    )
    return Exported("\n".join([*lines, "}"]) + "\n", lost)


def _quoted(text: str) -> str:
    """A text in which nothing is an escape; what cannot be seen is a blank."""
    plain = "".join(one if one.isprintable() else " " for one in text)
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


FORMAT = Format(
    name="dot", what="a graph in Graphviz's language", endings=(".dot", ".gv"), write=write
)
