"""Registers of teams and groups: what of them is read, and what is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import networkx as nx
import pygraphviz
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import orgcheck
from orgcheck.convert.converting import ImportOptions, import_source
from orgcheck.convert.format import Format, Given, Imported
from orgcheck.errors import InvalidSnapshot
from orgcheck.snapshot.model import Snapshot
from tests.canonical import canonical
from tests.convert.test_round_trip import KELA, NAMES, TREE
from tests.convert.workbooks import DATA, noted, read, told, tree

PEOPLE = ImportOptions(with_people=True)
PLAIN = ImportOptions()


def imported(name: str, options: ImportOptions = PLAIN) -> Imported:
    return import_source(str(DATA / name), options)


def members(found: Imported) -> dict[str, tuple[str, ...]]:
    return {unit.id: unit.members for unit in found.snapshot.units if unit.members}


def test_a_folder_of_teams_is_read_file_by_file() -> None:
    found = imported("teams")

    assert tree(found) == {"lint": "tools", "tools": None, "wg-docs": "tool"}
    assert [unit.kind for unit in found.snapshot.units] == ["team", "team", "working-group"]
    assert found.snapshot.units[1].heads == ("tools/lead-1", "tools/lead-2")
    assert found.snapshot.units[0].head == "lint/lead"
    assert str(found.snapshot.units[0].origin) == f"{DATA}/teams/lint.toml:2"
    assert noted(found) == [
        f"{DATA}/teams: 1 file of archived teams left out",
        f"{DATA}/teams: 1 file of no team left out",
        f"{DATA}/teams: 4 people left out: --with-people reads who belongs to what",
    ]


def test_who_belongs_to_what_is_read_where_that_is_asked() -> None:
    found = imported("teams", PEOPLE)

    assert members(found) == {"lint": ("dee", "cal"), "tools": ("ada", "bea", "cal")}
    assert [post.holders for post in found.snapshot.posts] == [("dee",), ("ada",), ("bea",)]
    assert [person.id for person in found.snapshot.people] == ["ada", "bea", "cal", "dee"]


def test_a_folder_of_teams_is_a_snapshot_wherever_one_is_named() -> None:
    (result,) = orgcheck.check(DATA / "teams", isolated=True)

    assert [(one.rule, str(one.location)) for one in result.findings] == [
        ("ORG004", f"{DATA}/teams/wg-docs.toml:1")
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name = ", "not valid TOML"),
        ("a." * 300 + "b = 1", "a key has more than 200 parts"),
        ("a = " + "[" * 100_000, "nested too deeply"),
        ("a = " + "9" * 5_000, "more than"),
        ("# " + "x" * 2**20, "is larger than 1 MiB"),
    ],
)
def test_a_file_of_a_team_that_cannot_be_read_is_told(
    tmp_path: Path, text: str, message: str
) -> None:
    (tmp_path / "a.toml").write_text('name = "a"\n[people]\n', encoding="utf-8")
    (tmp_path / "b.toml").write_text(text, encoding="utf-8")
    found = import_source(str(tmp_path), PLAIN)

    assert tree(found) == {"a": None}
    (defect,) = found.defects
    assert message in defect.message


def test_organisations_and_teams_of_github_are_read() -> None:
    found = imported("peribolos.yaml", PEOPLE)

    assert tree(found) == {
        "acme": None,
        "acme/team/infra": "acme",
        "acme/team/net-work": "acme/team/infra",
    }
    infra = found.snapshot.units[1]
    assert infra.previously == ("acme/team/ops",)
    assert infra.responsibilities == ("web: admin",)
    assert infra.attributes == {"description": "keeps it running", "privacy": "closed"}
    assert members(found)["acme/team/infra"] == ("ada", "bea", "cal")
    assert told(found) == [f"{DATA}/peribolos.yaml:17:3: empty: expected a mapping"]


def test_groups_of_a_community_are_read() -> None:
    found = imported("sigs.yaml", PEOPLE)

    assert tree(found) == {"sig-apps": None, "sig-apps/batch-jobs": "sig-apps", "wg-batch": None}
    apps, jobs, batch = found.snapshot.units
    assert apps.responsibilities == ("Runs applications.",)
    assert apps.heads == ("sig-apps/chair-1", "sig-apps/chair-2")
    assert (jobs.kind, batch.links[0].to) == ("subproject", "sig-apps")
    assert {post.id: post.holders for post in found.snapshot.posts} == {
        "sig-apps/chair-1": ("ada",),
        "sig-apps/chair-2": ("bea",),
        "sig-apps/tech-lead": ("cal",),
        "wg-batch/chair": ("dee",),
    }
    assert told(found) == [f"{DATA}/sigs.yaml:21:5: workinggroups: a group has no name"]


def test_units_and_groups_of_a_directory_are_read() -> None:
    found = imported("directory.ldif", PEOPLE)

    assert tree(found) == {
        "acme": None,
        "Finance": "acme",
        "Groups": "Finance",
        "payroll": "Groups",
        "Groups/Finance": "Groups",
    }
    payroll = next(unit for unit in found.snapshot.units if unit.id == "payroll")
    assert payroll.members == ("ada",)
    assert payroll.links[0].to == "Finance"
    assert found.snapshot.units[1].attributes == {"description": "Rahat ja kirjanpito"}
    assert told(found) == [
        f"{DATA}/directory.ldif:22: jpegphoto: a value that stands elsewhere is not fetched",
        f"{DATA}/directory.ldif:30: expected ATTRIBUTE: VALUE",
    ]
    assert noted(found) == [f"{DATA}/directory.ldif: 1 entry of another kind left out"]


GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"


def group(id: str, *members: str) -> dict[str, Any]:
    listed = [{"value": one} for one in members]
    return {"schemas": [GROUP], "id": id, "displayName": id.upper(), "members": listed}


def test_groups_of_scim_are_nested_by_who_is_a_member() -> None:
    data = {"Resources": [group("a", "b", "u1"), group("b"), group("c", "b"), {"id": "u1"}]}
    found = read(json.dumps(data, indent=1), "x.scim")

    assert tree(found) == {"a": None, "b": "a", "c": None}
    assert [unit.name for unit in found.snapshot.units] == ["A", "B", "C"]
    (defect,) = found.defects
    assert "b is a member of a too, and was put below that" in defect.message
    assert noted(found) == ["x.scim: 1 person left out: --with-people reads who belongs to what"]


def test_registers_are_told_apart_by_what_they_say(tmp_path: Path) -> None:
    (tmp_path / "scim.json").write_text(json.dumps({"Resources": [group("a")]}), encoding="utf-8")

    assert set(orgcheck.load(tmp_path / "scim.json").units) == {"a"}
    assert "sig-apps" in orgcheck.load(DATA / "sigs.yaml").units
    assert "acme" in orgcheck.load(DATA / "peribolos.yaml").units


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("x.peribolos", "orgs: 1", 'no mapping "orgs"'),
        ("x.scim", "{}", "no group of SCIM"),
        ("x.ldif", "dn: ou=a\n", "no organizational unit and no group"),
        ("x.ldif", b"\xff\xff", "not valid UTF-8"),
        ("x.ldif", "dn: ou=a\n" + " x\n" * 1_000_001, "more than 1,000,000 characters"),
        ("x.graphml", "<graphml/>", "has no nodes"),
        ("x.graphml", "<graphml>", "is no XML"),
        ("x.graphml", "<!DOCTYPE x [<!ENTITY a 'b'>]><graphml/>", "declares a document type"),
        ("x.graphml", "<a>" * 100_000, "nested more than 100 levels deep"),
    ],
)
def test_what_is_hostile_or_another_thing_ends_in_a_message(
    name: str, text: str | bytes, message: str
) -> None:
    with pytest.raises(InvalidSnapshot, match=message):
        read(text, name)


# -- graphs ---------------------------------------------------------------------------------------


WHO = st.lists(st.sampled_from(["p1", "0042"]), unique=True)
NAMED = st.text("ab <&\n", min_size=1, max_size=4)


@st.composite
def graphs(draw: st.DrawFn) -> Snapshot:
    """What a graph can say of an organisation."""
    ids = draw(TREE)
    to = st.sampled_from(["post", "board"])
    line = st.fixed_dictionaries(
        {"to": to, "type": st.sampled_from(["matrix", "other"])}, optional={"basis": NAMED}
    )
    more = {
        "kind": st.sampled_from(["team", "unit"]),
        "reports_to": st.just("board"),
        "lines": st.lists(line, max_size=2),
        "links": st.lists(st.fixed_dictionaries({"to": to, "type": NAMED}), max_size=2),
        "members": WHO,
    }
    units = []
    for number, id in enumerate(ids):
        above = {"parent": draw(st.sampled_from(ids[:number]))} if number else {"top": True}
        said = draw(st.fixed_dictionaries({"name": NAMES}, optional=more))
        units.append({"id": id, **above, **said})
    units[0]["head"] = "post"
    post = {"id": "post", "name": draw(NAMES), "unit": ids[0], "holders": draw(WHO)}
    named = st.fixed_dictionaries({}, optional={"name": NAMES})
    # Whoever is named anywhere stands in the register once it has been read.
    people = [{"id": id, **draw(named)} for id in ("p1", "0042")]
    body = {"id": "board", "name": draw(NAMES), "type": "organ"}
    data = {"organisation": units[0]["name"], "units": units, "posts": [post], "bodies": [body]}
    data["people"] = people
    return Snapshot.model_validate(data)


@settings(deadline=None, max_examples=25)
@given(first=graphs())
def test_what_a_graph_can_say_comes_back_from_graphml(first: Snapshot) -> None:
    exported = orgcheck.export_snapshot(first, "graphml", with_people=True)
    second = read(exported.content, "x.graphml", with_people=True)

    if not exported.not_written:
        assert canonical(second.snapshot) == canonical(_as_xml(first))


def _as_xml(snapshot: Snapshot) -> Snapshot:
    """What XML makes of the ends of lines."""
    text = json.dumps(snapshot.data()).replace("\\r\\n", "\\n").replace("\\r", "\\n")
    return Snapshot.model_validate(json.loads(text))


def test_a_graph_of_others_is_a_tree_by_its_edges() -> None:
    graph = nx.DiGraph()
    graph.add_node("a", label="Agency")
    graph.add_edges_from([("a", "b"), ("b", "c"), ("a", "c"), ("a", "d")])
    found = read("\n".join(nx.generate_graphml(graph)), "x.graphml")

    assert tree(found) == {"a": None, "b": "a", "c": "b", "d": "a"} or told(found)
    assert found.snapshot.units[0].name == "Agency"
    assert len(found.defects) == 1


def test_the_graphs_that_are_exported_are_read_by_those_who_know_them() -> None:
    kela = KELA / "2024.yaml"
    node_link = nx.node_link_graph(
        json.loads(orgcheck.export_snapshot(kela, "json").content), edges="edges"
    )
    dot = pygraphviz.AGraph(string=orgcheck.export_snapshot(kela, "dot").content)
    text = orgcheck.export_snapshot(kela, "graphml").content
    assert isinstance(text, str)
    graphml = nx.parse_graphml(text)

    assert len(node_link) == len(dot.nodes()) == len(graphml) == 26
    assert node_link.nodes["kela"]["kind"] == "organisation"
    assert graphml.nodes["kela"]["name.fi"] == "Kansaneläkelaitos"
    relations = {values["relation"] for _, _, values in node_link.edges(data=True)}
    assert relations == {"part", "heads", "reports_to", "belongs_to", "line"}


CONTRIBUTING = Path(__file__).parents[2] / "CONTRIBUTING.md"


def test_the_reader_that_the_recipe_shows_reads() -> None:
    """The smallest format, as CONTRIBUTING has it."""
    text = CONTRIBUTING.read_text("utf-8")
    blocks = [block.split("```")[0] for block in text.split("```python\n")[1:]]
    code = next(block for block in blocks if "Format(" in block)
    names: dict[str, Any] = {"Format": Format, "Given": Given, "Imported": Imported}
    exec(compile("from __future__ import annotations\n" + code, "CONTRIBUTING.md", "exec"), names)
    data = b'{"departments": {"all": null, "it": "all", "a b": "all"}}'
    found = names["FORMAT"].read(Given("x.dep", "x", data))

    assert tree(found) == {"all": None, "it": "all"}
    assert len(found.defects) == 1
