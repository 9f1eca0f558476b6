"""A change set as JSON: format `orgcheck.changes/1`, from which it can be replayed."""

from __future__ import annotations

from orgcheck.changes.changeset import ChangeSet
from orgcheck.reports.formats.json.writing import json_text


def report(changes: ChangeSet) -> str:
    """The change set as JSON text, the same bytes for the same change."""
    return json_text(changes.data())
