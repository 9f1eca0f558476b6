"""A branch held against others, as JSON, schema `orgcheck.conflicts/1`."""

from __future__ import annotations

from orgcheck.merging.branches import Collisions
from orgcheck.reports.formats.json.merge import record
from orgcheck.reports.formats.json.writing import json_text

SCHEMA = "orgcheck.conflicts/1"


def report(collisions: Collisions, *, language: str | None = None) -> str:
    """Every snapshot that this branch and another one changed, with what comes of both."""
    return json_text(
        {
            "schema": SCHEMA,
            "branches": list(collisions.branches),
            "merges": [
                {
                    "branch": one.branch,
                    "base": one.base,
                    "ours": one.ours,
                    "theirs": one.theirs,
                    "merge": record(one.merge, language),
                }
                for one in collisions.merges
            ],
            "notes": list(collisions.notes),
        }
    )
