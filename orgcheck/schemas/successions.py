"""The schema of a file of successions."""

from __future__ import annotations

from orgcheck.changes.side_file import FIELDS, SuccessionFile
from orgcheck.json_schema import Schema
from orgcheck.schemas.form import form_of

DESCRIPTIONS = {
    "successions": "What units, posts and bodies came from, one each.",
    "new": "The id of the unit, post or body in the newer snapshot.",
    "previously": "Earlier ids of this same one.",
    "replaces": "Ids of ended units that this one succeeds, wholly or in part.",
    "split_from": "Ids of units that go on, from which this one was carved out.",
    "accepted": "The day on which a person accepted what a comparison had inferred.",
    "by": "Who accepted it.",
    "evidence": "On what evidence.",
}


def schema() -> Schema:
    """Each record says what one came from, in one way or in several."""
    form = form_of(SuccessionFile, DESCRIPTIONS)
    record = form["$defs"]["SuccessionRecord"]
    record["anyOf"] = [
        {"required": [field], "properties": {field: {"not": {"enum": [None, []]}}}}
        for field in FIELDS
    ]
    accepted = {"required": ["accepted"], "properties": {"accepted": {"not": {"type": "null"}}}}
    without = {"properties": {key: {"type": "null"} for key in ("by", "evidence")}}
    record["allOf"] = [{"anyOf": [accepted, without]}]
    return form
