"""`orgcheck schema`: schemas for editors and CI."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from orgcheck.cli.schema import NAMES
from orgcheck.schemas import SCHEMAS, schema
from tests.cli.runs import Run


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_printed(run: Run, name: str) -> None:
    outcome = run("schema", name)

    assert (outcome.status, outcome.err) == (0, "")
    assert json.loads(outcome.out) == schema(name)


def test_every_schema_can_be_named() -> None:
    assert tuple(SCHEMAS) == NAMES


def test_a_schema_goes_to_a_file(run: Run, folder: Path) -> None:
    outcome = run("schema", "waivers", "--output", "waivers.json")

    assert (outcome.status, outcome.out) == (0, "")
    assert json.loads((folder / "waivers.json").read_text()) == schema("waivers")


def test_a_name_that_is_none_is_usage(run: Run) -> None:
    outcome = run("schema", "pack")

    assert outcome.status == 2
    assert "snapshot" in outcome.err
