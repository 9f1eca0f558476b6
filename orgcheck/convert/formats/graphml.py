"""GraphML: graphs as XML, for Gephi, yEd and NetworkX."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from orgcheck.convert.format import Exported, Format, Given, Imported
from orgcheck.convert.graph import node_of_person
from orgcheck.convert.refusing import NotRead
from orgcheck.errors import Diagnostic, InvalidSnapshot
from orgcheck.language import msg, said
from orgcheck.patterns import pattern
from orgcheck.records import dataclass

if TYPE_CHECKING:
    from orgcheck.convert.draft import Draft
    from orgcheck.snapshot.model import Snapshot

# What XML 1.0 has no place for.
_NO_XML = pattern("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MOST_BYTES = 64 * 2**20
_MOST_LEVELS = 100
_UNIT = frozenset(
    ("kind", "acronym", "parent", "top", "head", "heads", "reports_to", "lines", "links")
)
_POST = frozenset(("acronym", "unit", "reports_to"))
_BODY = frozenset(("acronym", "type", "reports_to"))
_SCALARS = ("name", "acronym", "kind", "type", "top")
_LISTS = {"post": "posts", "body": "bodies"}


# -- out ------------------------------------------------------------------------------------------


def write(snapshot: Snapshot) -> Exported:
    """The units, posts and bodies as nodes, references as edges with a `relation`."""
    import networkx as nx

    from orgcheck.convert.graph import graph_of
    from orgcheck.convert.losses import losses, no_xml

    graph = graph_of(snapshot)
    plain: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    spoilt = 0

    def cleaned(values: Mapping[str, Any]) -> dict[str, str | bool]:
        nonlocal spoilt
        clean, number = _cleaned(values)
        spoilt += number
        return clean

    for id, values in graph.nodes(data=True):
        plain.add_node(id, **cleaned(values))
    for tail, head, values in graph.edges(data=True):
        plain.add_edge(tail, head, **cleaned(values))
    text = "\n".join(nx.generate_graphml(plain, named_key_ids=True))
    lost = losses(
        snapshot,
        unit=_UNIT | {"members"},
        post=_POST | {"holders"},
        body=_BODY,
        lists={"posts", "bodies", "people"},
        implied_name=True,
        languages=True,
    )
    if spoilt:
        lost = (*lost, no_xml(spoilt))
    return Exported(f"<?xml version='1.0' encoding='utf-8'?>\n{text}\n", lost)


def _cleaned(values: Mapping[str, Any]) -> tuple[dict[str, str | bool], int]:
    """Values that an attribute of a graph can have: names per language each their own."""
    clean: dict[str, str | bool] = {}
    spoilt = 0
    for key in ("entity", "relation", "basis", *_SCALARS):
        value = values.get(key)
        named = (
            {f"{key}.{language}": text for language, text in value.items()}
            if (isinstance(value, dict))
            else {key: value}
        )
        for name, text in named.items():
            if isinstance(text, str):
                clean[name], number = _NO_XML.subn("\ufffd", text)
                spoilt += number
            elif text is not None:
                clean[name] = text
    return clean, spoilt


# -- in -------------------------------------------------------------------------------------------


@dataclass
class _Node:
    line: int
    values: dict[str, str]


class _Graph:
    """The nodes and edges of a graph, as its XML names them."""

    def __init__(self) -> None:
        self.keys: dict[str, str] = {}
        self.nodes: dict[str, _Node] = {}
        self.edges: list[tuple[str, str, _Node]] = []
        self._open: list[tuple[str, _Node | None]] = []
        self._field: str | None = None
        self.line = 1

    def start(self, name: str, given: Mapping[str, str]) -> None:
        if len(self._open) == _MOST_LEVELS:
            message = msg("{file} is nested more than {most} levels deep")
            raise NotRead(message, most=_MOST_LEVELS)
        now: _Node | None = None
        if name == "key":
            self.keys[given.get("id", "")] = given.get("attr.name", given.get("id", ""))
        elif name == "node":
            now = self.nodes.setdefault(given.get("id", ""), _Node(self.line, {}))
        elif name == "edge":
            now = _Node(self.line, {})
            self.edges.append((given.get("source", ""), given.get("target", ""), now))
        elif name == "data":
            self._field = self.keys.get(given.get("key", ""), given.get("key", ""))
        elif name == "NodeLabel":
            # How yEd names a node.
            self._field = "name"
        self._open.append((name, now))

    def text(self, words: str) -> None:
        owner = next((node for _, node in reversed(self._open) if node is not None), None)
        if owner is not None and self._field is not None:
            owner.values[self._field] = owner.values.get(self._field, "") + words

    def end(self) -> None:
        name, _ = self._open.pop()
        if name in ("data", "NodeLabel"):
            self._field = None


def read(given: Given) -> Imported:
    """Each node as a unit, each edge from a unit to what is part of it; or as was exported."""
    from orgcheck.convert.draft import Draft
    from orgcheck.convert.people import People
    from orgcheck.snapshot.scope import Scope

    held = (("members",), ("holders",)) if given.with_people else ((), ())
    scope = {"units": _UNIT.union(held[0]), "posts": _POST.union(held[1]), "bodies": _BODY}
    draft = Draft(given, Scope(scope))
    people = People(draft)
    graph = _parsed(given)
    if not graph.nodes:
        raise InvalidSnapshot([Diagnostic(None, said("{file} has no nodes", file=given.name))])
    persons = {
        id: id.removeprefix(node_of_person(""))
        for id, node in graph.nodes.items()
        if node.values.get("entity") == "person"
    }
    facts = {id: _values(id, node) for id, node in graph.nodes.items()}
    for source, target, edge in graph.edges:
        if source in persons and target in facts:
            _hold(facts[target], graph.nodes[target], people.of([persons[source]]))
        else:
            _relate(facts, source, target, edge, draft)
    for values in facts.values():
        if len(heads := values.pop("heads", ())) == 1:
            values["head"] = heads[0]
        elif heads:
            values["heads"] = heads
    people.of(list(persons.values()))
    people.finish(
        {id: facts[node]["name"] for node, id in persons.items() if facts[node]["name"] != id}
    )
    for id, node in graph.nodes.items():
        if id in persons:
            continue
        key = _LISTS.get(node.values.get("entity", ""), "units")
        if key == "units" and "parent" not in facts[id]:
            facts[id]["top"] = True
        draft.add(key, facts[id], _origin(draft, node))
    tops = [values["name"] for values in facts.values() if values.get("top")]
    draft.header["organisation"] = tops[0] if len(tops) == 1 else given.label or "?"
    return draft.finished()


def _hold(values: dict[str, Any], node: _Node, who: list[str]) -> None:
    """Note who belongs to a unit, or holds a post."""
    field = "holders" if node.values.get("entity") == "post" else "members"
    if who:
        values.setdefault(field, []).extend(one for one in who if one not in values.get(field, ()))


def _origin(draft: Draft, node: _Node) -> Any:
    from orgcheck.findings import Origin

    return Origin(draft.given.name, line=node.line)


def _values(id: str, node: _Node) -> dict[str, Any]:
    """What a node says of an entity; a name in each language that it has one in."""
    facts: dict[str, Any] = {"id": id}
    for key in _SCALARS:
        if key != "top" and (text := node.values.get(key)):
            facts[key] = text
        spoken = {
            name.partition(".")[2]: text
            for name, text in node.values.items()
            if name.startswith(f"{key}.")
        }
        if spoken:
            facts[key] = spoken
    facts["name"] = facts.get("name") or node.values.get("label", "").strip() or id
    return facts


def _relate(
    facts: Mapping[str, dict[str, Any]], source: str, target: str, edge: _Node, draft: Draft
) -> None:
    """Note what an edge says of the two that it connects."""
    if source not in facts or target not in facts:
        draft.defect(_origin(draft, edge), said("an edge leads from or to no node here"))
        return
    relation = edge.values.get("relation", "part")
    if relation == "heads":
        heads = facts[target].setdefault("heads", [])
        heads.append(source)
        return
    if relation in ("line", "link"):
        further = {
            "to": target,
            "type": edge.values.get("type", "other" if relation == "line" else "linked"),
        }
        if "basis" in edge.values and relation == "line":
            further["basis"] = edge.values["basis"]
        facts[source].setdefault(f"{relation}s", []).append(further)
        return
    subject, field, object = {
        "reports_to": (source, "reports_to", target),
        "belongs_to": (source, "unit", target),
    }.get(relation, (target, "parent", source))
    if facts[subject].setdefault(field, object) != object:
        message = said(
            "{id} has a second {field}, {value}, which was not read",
            id=subject,
            field=field,
            value=object,
        )
        draft.defect(_origin(draft, edge), message)


def _parsed(given: Given) -> _Graph:
    from xml.parsers import expat

    def refuse(*_: Any) -> None:
        raise NotRead(msg("{file} declares a document type, which GraphML has none of"))

    if len(given.data) > _MOST_BYTES:
        message = said(
            "{file} is larger than {most} MiB, and no larger graph is read",
            file=given.name,
            most=_MOST_BYTES // 2**20,
        )
        raise InvalidSnapshot([Diagnostic(None, message)])
    graph = _Graph()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse

    def start(name: str, attributes: Mapping[str, str]) -> None:
        graph.line = parser.CurrentLineNumber
        graph.start(name.rpartition(":")[2], attributes)

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: graph.end()
    parser.CharacterDataHandler = graph.text
    try:
        parser.ParseFile(io.BytesIO(given.data))
    except NotRead as error:
        raise InvalidSnapshot([Diagnostic(None, error.of(given.name))]) from None
    except expat.ExpatError as error:
        message = said("{file} is no XML: {reason}", file=given.name, reason=str(error))
        raise InvalidSnapshot([Diagnostic(None, message)]) from None
    return graph


FORMAT = Format(
    name="graphml",
    what="a graph as GraphML",
    endings=(".graphml",),
    read=read,
    write=write,
)
