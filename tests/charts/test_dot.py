"""DOT: what Graphviz reads is what was meant."""

from __future__ import annotations

import json

import pygraphviz
import pytest

from orgcheck.charts import dot, svg
from orgcheck.charts.drawing import Drawing
from tests.charts.drawings import KELA, MERGED, OLD, drawing, nasty, sides

SMALL = """
units:
  - {id: a, name: 'A "quoted" \\ name', top: true}
  - {id: b, name: R&D, parent: a}
"""


@pytest.mark.parametrize("picture", [drawing(KELA), nasty()], ids=["plain", "nasty"])
def test_graphviz_reads_the_boxes_and_lines(picture: Drawing) -> None:
    graph = pygraphviz.AGraph(string=dot.text(picture))

    assert sorted(graph.nodes()) == sorted(picture.box)
    memberships = [(box.parent, box.key) for box in picture.boxes if box.parent is not None]
    lines = [(line.tail, line.head) for line in picture.lines]
    assert sorted(graph.edges()) == sorted([*memberships, *lines])


def test_graphviz_draws_the_older_structure_left_of_the_newer_one() -> None:
    picture = sides(OLD, MERGED)
    assert picture is not None
    graph = pygraphviz.AGraph(string=dot.text(picture))

    graph.layout(prog="dot")

    (_, older), (_, newer) = picture.parts
    across = {node.name: float(node.attr["pos"].split(",")[0]) for node in graph.nodes()}
    assert max(across[box.key] for box in older.boxes) < min(across[box.key] for box in newer.boxes)


def test_names_are_no_attributes() -> None:
    graph = pygraphviz.AGraph(string=dot.text(nasty()))

    assert {node.attr["shape"] for node in graph.nodes()} == {"box", "octagon"}
    assert all(node.attr["label"] is None or not node.attr["URL"] for node in graph.nodes())


def test_the_text() -> None:
    assert dot.text(drawing(SMALL)) == (
        "digraph orgcheck {\n"
        '  graph [fontname="Helvetica, Arial, DejaVu Sans, sans-serif", rankdir="LR",'
        ' ranksep="0.6", nodesep="0.15", label="Structure of Test, snapshot\\l2 units\\l\\l",'
        ' labelloc="t", labeljust="l", fontsize="15", fontcolor="#1a202c"];\n'
        '  node [fontname="Helvetica, Arial, DejaVu Sans, sans-serif", fontsize="11",'
        ' margin="0.11,0.08"];\n'
        '  edge [fontname="Helvetica, Arial, DejaVu Sans, sans-serif", fontsize="9.5"];\n'
        '  "a" [label="A \\"quoted\\" \\\\ name", class="unit plain", shape="box",'
        ' style="filled", penwidth="1", fillcolor="#ffffff", color="#4a5361",'
        ' fontcolor="#1a202c"];\n'
        '  "b" [label="R&amp;D", class="unit plain", shape="box", style="filled", penwidth="1",'
        ' fillcolor="#ffffff", color="#4a5361", fontcolor="#1a202c"];\n'
        '  "a" -> "b" [class="membership", color="#4a5361", style="solid", penwidth="1.1",'
        ' arrowhead="none", arrowsize="0.6"];\n'
        "}\n"
    )


def test_what_has_not_the_form_of_an_id_is_no_attribute_either() -> None:
    ids = ['a"] [URL="x', "back\\", "\x1b[31m", "\\x1b[31m", "tab\t"]
    units = [{"id": id, "name": "A", "top": True} for id in ids]
    picture = drawing(json.dumps({"organisation": "X", "units": units}))
    graph = pygraphviz.AGraph(string=dot.text(picture))

    assert len(graph.nodes()) == len(ids)
    assert not any(node.attr["URL"] for node in graph.nodes())
    assert not any(character in dot.text(picture) for character in "\x1b\t")
    assert "<svg" in svg.svg(picture)
