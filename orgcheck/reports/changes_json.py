"""A change set as JSON: format `orgcheck.changes/1`, from which it can be replayed."""

from __future__ import annotations

from collections.abc import Sequence

from orgcheck.changes.document import document
from orgcheck.changes.model import ChangeSet
from orgcheck.findings import Finding, in_order
from orgcheck.reports.findings_json import finding_record
from orgcheck.reports.json_text import json_text


def report(
    changes: ChangeSet, findings: Sequence[Finding] = (), fixed: Sequence[Finding] = ()
) -> str:
    """The change set as JSON text, the same bytes for the same change.

    `findings` are those of the change rules and those that the change introduces, `fixed` those
    that it mends; they come on top of what the change set holds already.
    """
    data = document(changes)
    data["findings"] += [finding_record(finding) for finding in in_order(findings)]
    if fixed:
        mended = [finding_record(finding) for finding in in_order(fixed)]
        data["fixed"] = [*data.get("fixed", ()), *mended]
    return json_text(data)
