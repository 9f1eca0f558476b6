"""The schema of who held a duty."""

from __future__ import annotations

from orgcheck.json_schema import Schema
from orgcheck.reports.formats.json.duties import DutiesRecord
from orgcheck.schemas.form import DataForm, form_of

DESCRIPTIONS = {
    "schema": "The format and its version.",
    "organisation": "The organisation's name, as its last version has it.",
    "asked": "The id or the words that were asked for.",
    "duties": "The duties that have them, in the order of their wordings.",
    "remarks": "What keeps the versions from being all that there are.",
    "DutyRecord": "One duty through all versions.",
    "keys": "What identifies it in one version or another: its id, or its text, folded.",
    "wording": "What it says, as it was worded last.",
    "held": "Who held it in each version, the first one first.",
    "HeldRecord": "Who held a duty in a version.",
    "version": "The label of the version.",
    "units": "The ids of the units that held it; empty where no unit is recorded to.",
}


def schema() -> Schema:
    """Who held a duty, as `orgcheck history --duty ... --format json` writes it."""
    return form_of(DutiesRecord, DESCRIPTIONS, DataForm)
