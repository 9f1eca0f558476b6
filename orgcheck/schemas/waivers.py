"""The schema of a waiver file."""

from __future__ import annotations

from orgcheck.json_schema import Schema
from orgcheck.rules.waivers.files import WaiverFile
from orgcheck.schemas.form import form_of

DESCRIPTIONS = {
    "waivers": "The exceptions, one a rule, unit and finding.",
    "rule": "The id of the rule.",
    "unit": "The id of the unit, post or body that is excused.",
    "snapshot": "True for findings that are about no unit, but the snapshot as a whole.",
    "reason": "Why the exception is right.",
    "approved_by": "Who granted it.",
    "expires": "The last day on which it holds, as in 2026-12-31.",
    "permanent": "True for an exception without an end.",
    "reference": "Where the grant is recorded, such as a minute.",
    "fingerprint": "The finding that it was granted for; `orgcheck waive` writes it.",
    "value": "The number that was agreed to, where the finding is about one.",
}


def schema() -> Schema:
    """Each record says whom it is about in one of two ways, and in one of two how long."""
    form = form_of(WaiverFile, DESCRIPTIONS)
    record = form["$defs"]["WaiverRecord"]
    record["allOf"] = [_either("unit", "snapshot"), _either("expires", "permanent")]
    return form


def _either(key: str, flag: str) -> Schema:
    said = {"required": [key], "properties": {key: {"not": {"type": "null"}}}}
    flagged = {"required": [flag], "properties": {flag: {"const": True}}}
    return {"oneOf": [said, flagged]}
