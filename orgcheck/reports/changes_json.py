"""A change set as JSON: format `orgcheck.changes/1`, from which it can be replayed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from orgcheck.changes.document import document
from orgcheck.changes.model import ChangeSet
from orgcheck.reports.json_text import json_text


def report(changes: ChangeSet, findings: Sequence[Mapping[str, Any]] | None = None) -> str:
    """The change set as JSON text, the same bytes for the same change.

    `findings` are what the rules say of the change, as plain data; left out, those that the
    change set came with.
    """
    data = document(changes)
    if findings is not None:
        data["findings"] = list(findings)
    return json_text(data)
