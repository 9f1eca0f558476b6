"""Who belongs to what: written and read only where that is asked for."""

from __future__ import annotations

import json
from typing import Any

import pytest

import orgcheck
from orgcheck.convert.format import Given, Imported
from orgcheck.convert.formats import formats
from orgcheck.snapshot.model import Snapshot
from tests.canonical import canonical

DATA: dict[str, Any] = {
    "organisation": "A",
    "people": [{"id": "p1", "name": "Ada"}, {"id": "p2"}],
    "posts": [
        {"id": "l1", "name": "Lead", "unit": "a", "holders": ["p1"]},
        {"id": "l2", "name": "Lead", "unit": "a", "holders": ["p2"]},
    ],
    "units": [
        {"id": "a", "name": "A", "top": True, "heads": ["l1", "l2"], "members": ["p1", "p2"]}
    ],
}
SNAPSHOT = Snapshot.model_validate(DATA)


def read_back(format: str, content: str | bytes) -> Imported:
    data = content.encode() if isinstance(content, str) else content
    reader = formats()[format].read
    assert reader is not None
    return reader(Given(f"x.{format}", "x", data, with_people=True))


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_tables_hold_people_and_give_them_back(format: str) -> None:
    exported = orgcheck.export_snapshot(SNAPSHOT, format, with_people=True)

    assert exported.not_written == ()
    assert canonical(read_back(format, exported.content).snapshot) == canonical(SNAPSHOT)


def test_popolo_holds_persons_and_memberships() -> None:
    exported = orgcheck.export_snapshot(SNAPSHOT, "popolo", with_people=True)
    data = json.loads(exported.content)

    assert data["persons"] == [{"id": "p1", "name": "Ada"}, {"id": "p2"}]
    assert {"person_id": "p1", "post_id": "l1"} in data["memberships"]
    assert exported.not_written == ("2 heads",)
    again = read_back("popolo", exported.content).snapshot
    assert (again.units[0].members, again.posts[1].holders) == (("p1", "p2"), ("p2",))


@pytest.mark.parametrize("format", [name for name, one in formats().items() if one.write])
def test_people_are_left_out_of_every_export_and_counted(format: str) -> None:
    exported = orgcheck.export_snapshot(SNAPSHOT, format)

    assert exported.not_written[-3:] == ("2 people", "2 members", "2 holders of posts")
    if isinstance(exported.content, str):
        assert "p1" not in exported.content
    assert "Ada" not in str(exported.content)


def test_an_order_of_heads_that_a_graph_cannot_hold_is_told() -> None:
    (unit,) = SNAPSHOT.units
    turned = SNAPSHOT.model_copy(
        update={"units": (unit.model_copy(update={"heads": ("l2", "l1")}),)}
    )

    told = orgcheck.export_snapshot(turned, "org", with_people=True).not_written
    assert "1 order of several heads" in told


def test_both_heads_come_back_from_a_graph() -> None:
    for format in ("org", "graphml"):
        exported = orgcheck.export_snapshot(SNAPSHOT, format)
        assert read_back(format, exported.content).snapshot.units[0].heads == ("l1", "l2")


UNKNOWN = {
    "backstage": """\
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: {name: a}
spec: {type: team, children: []}
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: {name: p1}
spec: {memberOf: [a, gone]}
""",
    "popolo": json.dumps(
        {
            "organizations": [{"id": "a", "name": "A"}],
            "memberships": [
                {"person_id": "p1", "organization_id": "a"},
                {"person_id": "p1", "organization_id": "gone"},
            ],
        }
    ),
    "org": """\
@prefix org: <http://www.w3.org/ns/org#> .
@prefix : <urn:x:> .
:a a org:Organization .
:p1 org:memberOf :a, :gone .
""",
}


@pytest.mark.parametrize("format", UNKNOWN)
def test_what_people_belong_to_and_the_source_lacks_is_told(format: str) -> None:
    imported = read_back(format, UNKNOWN[format])
    assert imported.snapshot.units[0].members == ("p1",)
    (defect,) = imported.defects
    assert '"gone", which is no' in str(defect)
    assert format != "backstage" or str(defect).startswith("x.backstage:9:22: ")


@pytest.mark.parametrize("listed", ["5", '"x"', "[5]", "{}"])
def test_lists_that_are_none_are_no_accident(listed: str) -> None:
    text = (
        f'{{"organizations": [], "posts": {listed}, "memberships": {listed}, "persons": {listed}}}'
    )
    assert read_back("popolo", text).snapshot.units == ()
