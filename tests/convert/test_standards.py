"""Exports held against Backstage's own validator and the specification of Popolo."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

import orgcheck
from orgcheck.snapshot.model import Snapshot
from tests.convert.test_people import SNAPSHOT
from tests.convert.test_round_trip import KELA
from tests.generators.organisations import random_organisation

HERE = Path(__file__).parent
MODULES = Path(os.environ.get("ORGCHECK_NODE_MODULES", HERE / "node_modules"))
MODEL = MODULES / "@backstage" / "catalog-model"
ODD = Snapshot.model_validate(
    {
        "organisation": "T",
        "units": [
            {"id": "a/b.c:d", "name": "no", "kind": "Ärende & co", "top": True},
            {"id": "x" * 100, "name": "true", "parent": "a/b.c:d"},
            {"id": "X" * 100, "name": "[a]: {b}\n- c", "parent": "a/b.c:d"},
            {"id": "0042", "name": " ", "parent": "x" * 100},
        ],
    }
)
SNAPSHOTS = {
    "kela": orgcheck.load(KELA / "2024.yaml").snapshot,
    "odd": ODD,
    "made up": Snapshot.model_validate(random_organisation(Random(7), 30)),
}


def problems(entities: list[dict[str, Any]]) -> list[str | None]:
    """What Backstage finds wrong with each entity."""
    node = shutil.which("node")
    if node is None or not MODEL.exists():
        pytest.skip(f"{MODEL.name} is not installed: `npm install --prefix tests/convert`")
    ended = subprocess.run(
        [node, HERE / "backstage.cjs", MODEL],
        input=json.dumps(entities),
        capture_output=True,
        text=True,
        check=True,
    )
    found: list[str | None] = json.loads(ended.stdout)
    return found


@pytest.mark.parametrize("snapshot", SNAPSHOTS.values(), ids=SNAPSHOTS)
def test_every_group_is_one_to_backstage(snapshot: Snapshot) -> None:
    exported = orgcheck.export_snapshot(snapshot, "backstage")
    groups = list(yaml.safe_load_all(exported.content))

    assert len(groups) == len(snapshot.units)
    assert problems(groups) == [None] * len(groups)


def test_every_user_is_one_to_backstage() -> None:
    people = [{"id": "p1", "name": "Ada"}, {"id": "p/2"}]
    units = [{"id": "a", "name": "A", "top": True, "members": ["p1", "p3"]}]
    snapshot = Snapshot.model_validate({"organisation": "A", "units": units, "people": people})
    exported = orgcheck.export_snapshot(snapshot, "backstage", with_people=True)
    users = [one for one in yaml.safe_load_all(exported.content) if one["kind"] == "User"]

    assert [user["spec"]["memberOf"] for user in users] == [["a"], [], ["a"]]
    assert problems(users) == [None] * len(users)


def test_what_is_no_group_is_none_to_backstage() -> None:
    group = {"apiVersion": "backstage.io/v1alpha1", "kind": "Group", "metadata": {"name": "a/b"}}
    (found,) = problems([{**group, "spec": {}}])

    assert found is not None


# -- Popolo ---------------------------------------------------------------------------------------

# From the specification: organizations, posts, persons and memberships, with what is written here.
_TEXT = {"type": ["string", "null"]}
_DATE = {"type": ["string", "null"], "pattern": "^[0-9]{4}(-[0-9]{2}){0,2}$"}


def _list_of(required: list[str], **properties: Any) -> dict[str, Any]:
    record = {"type": "object", "properties": properties, "additionalProperties": False}
    return {"type": "array", "items": {**record, "required": required}}


POPOLO = Draft202012Validator(
    {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "organizations": _list_of(
                ["id", "name"],
                id=_TEXT,
                name=_TEXT,
                classification=_TEXT,
                parent_id=_TEXT,
                founding_date=_DATE,
                dissolution_date=_DATE,
            ),
            "posts": _list_of(["id"], id=_TEXT, label=_TEXT, organization_id=_TEXT),
            "persons": _list_of(["id"], id=_TEXT, name=_TEXT),
            "memberships": _list_of(
                ["person_id"], person_id=_TEXT, organization_id=_TEXT, post_id=_TEXT
            ),
        },
    }
)


@pytest.mark.parametrize("snapshot", [*SNAPSHOTS.values(), SNAPSHOT], ids=[*SNAPSHOTS, "people"])
def test_an_export_to_popolo_is_as_the_specification_says(snapshot: Snapshot) -> None:
    exported = orgcheck.export_snapshot(snapshot, "popolo", with_people=True)
    data = json.loads(exported.content)

    assert list(POPOLO.iter_errors(data)) == []
    ids = {one["id"] for one in data["organizations"]}
    assert {one["parent_id"] for one in data["organizations"] if "parent_id" in one} <= ids


def test_decimals_of_figures_are_written_digit_by_digit() -> None:
    unit = {"id": "a", "name": "A", "top": True, "figures": {"fte": Decimal("1.50")}}
    organisation = orgcheck.load({"organisation": "A", "units": [unit]})
    written = orgcheck.export_snapshot(organisation.snapshot, "json").content
    assert json.loads(written, parse_float=str)["nodes"][0]["figures"] == {"fte": "1.50"}
