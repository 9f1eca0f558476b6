"""W3C's Organization Ontology: exports answer SPARQL and come back, what is hostile ends."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Graph

import orgcheck
from orgcheck.errors import InvalidSnapshot
from orgcheck.snapshot.model import Snapshot
from tests.canonical import canonical
from tests.convert.test_round_trip import KELA, NAMES, TREE
from tests.convert.workbooks import noted, told, tree
from tests.convert.workbooks import read as read_bytes

TEXTS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=8
)
HOLDINGS = st.lists(
    TEXTS | st.fixed_dictionaries({"id": st.sampled_from(["d1", "d2"]), "name": TEXTS}),
    max_size=2,
    unique_by=lambda one: one if isinstance(one, str) else one["id"],
)
# With digits only, and with signs that an IRI has to spell otherwise.
PERSONS = st.lists(st.sampled_from(["p1", "0042", "Ö/y"]), unique=True)
MORE = {
    "kind": TEXTS,
    "acronym": NAMES,
    "responsibilities": HOLDINGS,
    "sites": HOLDINGS,
    "valid_from": st.sampled_from(["2024-01-31", "2024-02", "1920"]),
    "reports_to": st.just("post"),
    "head": st.just("post"),
    "lines": st.lists(
        st.fixed_dictionaries(
            {
                "to": st.sampled_from(["post", "board"]),
                "type": st.sampled_from(["functional", "matrix", "other"]),
            },
            optional={"basis": TEXTS},
        ),
        max_size=2,
        unique_by=lambda line: (line["to"], line["type"]),
    ),
    "links": st.lists(
        st.fixed_dictionaries({"to": st.sampled_from(["post", "board"]), "type": TEXTS}),
        max_size=2,
        unique_by=str,
    ),
    "members": PERSONS,
}


@st.composite
def snapshots(draw: st.DrawFn) -> Snapshot:
    """What ORG can say: a tree of units, a post that may head some, a body."""
    ids = draw(TREE)
    units = []
    for number, id in enumerate(ids):
        above = {"parent": draw(st.sampled_from(ids[:number]))} if number else {"top": True}
        more = draw(st.fixed_dictionaries({"name": NAMES}, optional=MORE))
        units.append({"id": id, **above, **more})
    names: dict[str, str] = {}
    for unit in units:
        for holding in (*unit.get("responsibilities", ()), *unit.get("sites", ())):
            if isinstance(holding, dict):
                holding["name"] = names.setdefault(holding["id"], holding["name"])
    post: dict[str, Any] = {"id": "post", "name": draw(NAMES), "reports_to": "board"}
    post["holders"] = draw(PERSONS)
    named = st.fixed_dictionaries({}, optional={"name": NAMES})
    # Whoever is named anywhere stands in the register once it has been read.
    people = [{"id": id, **draw(named)} for id in ("p1", "0042", "Ö/y")]
    if draw(st.booleans()):
        post["unit"] = ids[0]
    body = {
        "id": "board",
        "name": draw(NAMES),
        "type": draw(st.sampled_from(["organ", "external"])),
    }
    data = {"organisation": draw(NAMES), "units": units, "posts": [post], "bodies": [body]}
    data["people"] = people
    return Snapshot.model_validate(data)


def read(content: str | bytes, ending: str, *, with_people: bool = False) -> Any:
    return read_bytes(content, f"x.{ending}.org", with_people=with_people)


@pytest.mark.parametrize("ending", [".ttl", ".jsonld"])
@settings(deadline=None, max_examples=25)
@given(first=snapshots())
def test_what_org_can_say_comes_back(ending: str, first: Snapshot) -> None:
    exported = orgcheck.export_snapshot(first, "org", ending=ending, with_people=True)
    second = read(exported.content, ending, with_people=True)

    assert (exported.not_written, second.remarks) == ((), ())
    assert canonical(second.snapshot) == canonical(first)


def graph(content: str | bytes) -> Graph:
    return Graph().parse(data=content, format="turtle")


def answers(graph: Graph, query: str) -> list[str]:
    """The values of the first variable of a query, sorted."""
    result = graph.query(query)
    assert result.vars is not None
    return sorted(str(row[result.vars[0]]) for row in result.bindings)


def test_kela_answers_sparql_for_units_and_heads() -> None:
    exported = orgcheck.export_snapshot(KELA / "2024.yaml", "org")
    found = graph(exported.content)
    units = answers(
        found,
        "SELECT ?id WHERE {?u a org:OrganizationalUnit; org:identifier ?id;"
        " org:subOrganizationOf/org:identifier 'customer-relations'}",
    )
    heads = answers(
        found,
        "SELECT ?name WHERE {?p orgcheck:heads ?u; a org:Post; skos:prefLabel ?name."
        " ?u org:identifier 'kela' FILTER(lang(?name) = 'en')}",
    )

    assert units[0] == "central-cs"
    assert heads == ["Director General"]
    assert not [one for one in exported.not_written if "further line" in one]


# What rdflib's own parser of JSON-LD makes of a graph.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
def test_a_change_set_answers_sparql_for_change_events() -> None:
    changes = orgcheck.diff(KELA / "2023.yaml", KELA / "2024.yaml")
    exported = orgcheck.export_snapshot(changes, "org")
    merged = answers(
        graph(exported.content),
        "SELECT ?old ?new WHERE {?e a org:ChangeEvent; skos:prefLabel 'merge';"
        " org:originalOrganization/org:identifier ?old;"
        " org:resultingOrganization/org:identifier ?new}",
    )

    assert merged == ["ict-services", "operational-development"]
    assert exported.not_written == ("1 event in which no unit begins, ends or hands over",)
    json_ld = orgcheck.export_snapshot(changes, "org", ending=".jsonld").content
    same = Graph().parse(data=json_ld, format="json-ld")
    assert len(same) == len(graph(exported.content))


def test_members_holders_and_links_answer_sparql_where_they_are_asked_for() -> None:
    unit = {"id": "a", "name": "A", "top": True, "members": ["p1", "p2"]}
    link = {"type": "funds", "to": "a"}
    data = {
        "organisation": "A",
        "people": [{"id": "p1", "name": "Ada"}, {"id": "p2"}],
        "posts": [{"id": "lead", "name": "Lead", "unit": "a", "holders": ["p2"]}],
        "units": [unit, {"id": "b", "name": "B", "parent": "a", "links": [link]}],
    }
    snapshot = Snapshot.model_validate(data)
    found = graph(orgcheck.export_snapshot(snapshot, "org", with_people=True).content)
    without = graph(orgcheck.export_snapshot(snapshot, "org").content)
    members = (
        "SELECT ?id WHERE {?m a org:Membership; org:organization/org:identifier 'a';"
        " org:member ?p. ?p a foaf:Person; schema:identifier ?id}"
    )
    holders = "SELECT ?id WHERE {?p org:holds/org:identifier 'lead'; schema:identifier ?id}"
    links = "SELECT ?id WHERE {?u org:linkedTo/org:identifier 'a'; org:identifier ?id}"
    typed = "SELECT ?t WHERE {?v rdfs:subPropertyOf org:linkedTo; rdfs:label ?t. ?u ?v ?w}"

    assert answers(found, members) == ["p1", "p2"]
    assert answers(found, holders) == ["p2"]
    assert answers(found, links) == ["b"]
    assert answers(found, typed) == ["funds"]
    assert answers(without, members) == []


OF_OTHERS = """
    @prefix org: <http://www.w3.org/ns/org#> .
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    @prefix foaf: <http://xmlns.com/foaf/0.1/> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    @prefix ex: <https://example.org/id/> .
    ex:agency a org:FormalOrganization ; skos:prefLabel "Agency"@en ; org:hasUnit ex:finance .
    ex:finance a org:OrganizationalUnit ; skos:prefLabel "Finance", "Talous"@fi .
    ex:it a org:OrganizationalUnit ; org:unitOf ex:agency, ex:other .
    ex:cio a org:Post ; org:postIn ex:it ; skos:prefLabel "CIO" .
    ex:m a org:Membership ; org:member ex:ada ; org:organization ex:finance .
    ex:ada a foaf:Person ; foaf:name "Ada" .
    ex:bo org:memberOf ex:finance .
    ex:cio org:heldBy ex:cy .
    ex:funds rdfs:subPropertyOf org:linkedTo .
    ex:it ex:funds ex:agency ; org:linkedTo ex:agency, ex:finance .
"""


def test_a_graph_of_others_is_read_by_its_names_and_inverse_relations() -> None:
    imported = read(OF_OTHERS, ".ttl")

    assert tree(imported) == {"agency": None, "finance": "agency", "it": "agency"}
    assert [unit.name for unit in imported.snapshot.units] == [{"en": "Agency"}, "Finance", "it"]
    assert imported.snapshot.posts[0].unit == "it"
    assert told(imported) == []
    assert noted(imported) == [
        "x..ttl.org: <https://example.org/id/it>: it: one of 2 was read: agency",
        "x..ttl.org: 3 people left out: --with-people reads who belongs to what",
    ]


def test_members_and_links_of_others_are_read_by_every_word_that_there_is_for_them() -> None:
    imported = read(OF_OTHERS, ".ttl", with_people=True)
    _, finance, it = imported.snapshot.units

    assert [person.id for person in imported.snapshot.people] == ["ada", "bo", "cy"]
    assert imported.snapshot.people[0].name == "Ada"
    assert (finance.members, it.members) == (("ada", "bo"), ())
    assert imported.snapshot.posts[0].holders == ("cy",)
    assert [(link.type, link.to) for link in it.links] == [
        ("funds", "agency"),
        ("linked", "finance"),
    ]


DEEP = 100_000
HOSTILE = {
    "context elsewhere": ('{"@context": "http://127.0.0.1:9/c.jsonld", "@id": "a"}', "be fetched"),
    "context in a list": ('[{"@context": [{}, "file:///etc/passwd"]}]', "be fetched"),
    "context of a term": (
        '{"@context": {"t": {"@id": "x:y", "@context": "http://a/"}}}',
        "be fetched",
    ),
    "import": ('{"@context": {"@import": "http://127.0.0.1:9/"}}', "be fetched"),
    "deep JSON": ('{"@graph":' * DEEP + "1" + "}" * DEEP, "nested too deeply"),
    "deep Turtle": ("<a:a> <a:b> " + "[ <a:b> " * DEEP + "1" + "]" * DEEP + ".", "x..ttl.org"),
    "deep list": ("<a:a> <a:b> " + "( " * DEEP + ")" * DEEP + ".", "x..ttl.org"),
    "long prefix": (f"@prefix a: <a:{'x' * 3000}> . a:b a:b a:b .", "2,000 characters"),
    "long base": (json.dumps({"@context": {"@base": "a:" + "x" * 3000}}), "2,000 characters"),
    "bases that continue each other": (
        "".join(f"@base <{'x' * 1000}/{n}/> .\n" for n in range(1000)) + "<a> <b> <c> .\n" * 1000,
        "more than 1 GiB",
    ),
    "prefixes that continue each other": (
        json.dumps(
            {
                "@context": {f"p{n}": f"p{n + 1}:{'x' * 1000}" for n in range(1000)},
                "@graph": [{"@id": "p0:a", "p0:b": n} for n in range(1000)],
            }
        ),
        "more than 1 GiB",
    ),
    "no Turtle": ("organisation: T", "is no Turtle that can be read"),
    "no JSON": ("{", "is no JSON"),
    "no organization": ("<a:a> <a:b> 1 .", "has no org:Organization"),
    "nothing": ("", "has no org:Organization"),
}


@pytest.mark.parametrize(("text", "message"), HOSTILE.values(), ids=HOSTILE)
def test_what_is_hostile_or_no_graph_ends_in_a_message(text: str, message: str) -> None:
    with pytest.raises(InvalidSnapshot, match=message):
        read(text, ".ttl")


def test_a_graph_that_is_too_large_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(InvalidSnapshot, match="larger than 32 MiB"):
        read(b" " * (33 * 2**20), ".ttl")


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"_:b{n} <a:b> {n} .\n" for n in range(101)),
        json.dumps({"@id": "a:a", "a:b": [*range(101)]}),
    ],
    ids=["Turtle", "JSON-LD"],
)
def test_a_graph_of_too_many_statements_is_refused_while_it_is_read(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("orgcheck.convert.formats.org._MOST_STATEMENTS", 100)
    with pytest.raises(InvalidSnapshot, match="more than 100 statements"):
        read(text, ".ttl")


def test_files_are_told_by_their_endings(tmp_path: Path) -> None:
    for ending in (".ttl", ".jsonld"):
        content = orgcheck.export_snapshot(KELA / "2024.yaml", "org", ending=ending).content
        assert isinstance(content, str)
        (tmp_path / f"k{ending}").write_text(content, encoding="utf-8")
        assert orgcheck.diff(KELA / "2024.yaml", tmp_path / f"k{ending}").events == ()


def test_a_kind_is_called_what_the_organisation_calls_it_and_comes_back_as_its_word() -> None:
    exported = orgcheck.export_snapshot(KELA / "2024.yaml", "org")
    called = answers(
        graph(exported.content),
        "SELECT ?name WHERE {?u org:identifier 'shared-services';"
        " org:classification/skos:prefLabel ?name}",
    )
    assert called == ["business unit", "resultatenhet", "tulosyksikkö"]
    units = read(exported.content, ".ttl").snapshot.units
    assert {unit.kind for unit in units if unit.id == "shared-services"} == {"business-unit"}
