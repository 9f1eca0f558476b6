"""pySHACL: the rules of `pack3.yaml` as shapes, on the same units as a graph of RDF."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from pyshacl import validate
from rdflib import RDF, SH, Graph, Literal, Namespace, URIRef

from benchmarks.own_share import timed
from benchmarks.peers.reading import units

ORG = Namespace("urn:structure:")
SHAPES = Path(__file__).parent / "shacl.ttl"


def graph_of(snapshot: str) -> Graph:
    """What the shapes ask about: class, name and parent of each unit."""
    graph = Graph()
    for identifier, unit in units(snapshot).items():
        node = ORG[identifier]
        graph.add((node, RDF.type, ORG.Unit))
        graph.add((node, ORG.name, Literal(unit["name"])))
        if "parent" in unit:
            graph.add((node, ORG.parent, ORG[unit["parent"]]))
        if "field" in unit.get("tags", ()):
            graph.add((node, RDF.type, ORG.FieldUnit))
    return graph


def findings(data: Graph, shapes: Graph) -> Iterator[tuple[str, str]]:
    """The rule and the unit of each result."""
    _, report, _ = validate(data, shacl_graph=shapes)
    assert isinstance(report, Graph)
    for result in report.subjects(RDF.type, SH.ValidationResult):
        shape, unit = (report.value(result, key) for key in (SH.sourceShape, SH.focusNode))
        yield _local(shape), _local(unit)


def _local(node: object) -> str:
    assert isinstance(node, URIRef)
    return node.removeprefix(ORG)


if __name__ == "__main__":
    data, shapes = graph_of(sys.argv[1]), Graph().parse(SHAPES)
    for rule, unit in sorted(timed(lambda: list(findings(data, shapes)))):
        print(rule, unit)
