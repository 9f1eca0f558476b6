"""JSON Schemas (2020-12) of what people write and what the program writes, for editors and CI.

A schema says what the form of a text can say. Whether an id exists, or a rule selects anything, is
for `orgcheck validate` to tell.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

# Each schema and what it is of; its module has a function `schema`.
SCHEMAS = {
    "snapshot": "An organisation's structure at one time, or one file of a folder that holds it.",
    "rules": "A rule pack: what must hold in a structure, and in its change.",
    "waivers": "Exceptions from rules, each with its reason and its end.",
    "successions": "What units came from, declared beside generated snapshots.",
    "changes": "What a reorganisation did: orgcheck.changes/1, as `orgcheck diff` writes it.",
    "merge": "What came of a merge: orgcheck.merge/1, as `orgcheck merge --format json` writes it.",
    "history": "An organisation through all its versions: orgcheck.history/1.",
    "lineage": "What a unit came from and became: orgcheck.lineage/1, of `orgcheck lineage`.",
    "duties": "Who held a duty: orgcheck.duties/1, as `orgcheck history --duty` writes it.",
    "crosswalk": "From the units of one version to those of another: orgcheck.crosswalk/1.",
    "restatement": "A figure of one version in the structure of another: orgcheck.restatement/1.",
    "findings": "What was found: orgcheck.findings/1, as `orgcheck validate` writes it.",
}


def schema(name: str) -> dict[str, Any]:
    """The schema of that name, with its dialect, its id and what it is of.

    Examples
    --------
    >>> schema("snapshot")["$id"]
    'urn:orgcheck:schema:snapshot:1'
    """
    body: dict[str, Any] = import_module(f"orgcheck.schemas.{name}").schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:orgcheck:schema:{name}:1",
        "title": f"orgcheck {name}",
        "description": SCHEMAS[name],
        **body,
    }
