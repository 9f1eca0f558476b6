"""The schema of a crosswalk."""

from __future__ import annotations

from orgcheck.json_schema import Schema
from orgcheck.reports.formats.json.crosswalk import CrosswalkRecord
from orgcheck.schemas.form import DataForm, form_of

DESCRIPTIONS = {
    "schema": "The format and its version.",
    "organisation": "The organisation's name, as its later version has it.",
    "CrosswalkRecord.old": "The label of the earlier version.",
    "CrosswalkRecord.new": "The label of the later version.",
    "pairs": "Every unit of both versions.",
    "remarks": "What keeps the versions from being all that there are.",
    "PairRecord": "A unit of the earlier version and one that it became in the later.",
    "PairRecord.old": "The id of the earlier unit; absent where the later one has no predecessor.",
    "PairRecord.new": "The id of the later unit; absent where the earlier one is not continued.",
    "how": "same where it is the same unit, else the kinds of event by which the later one took "
    "over; not continued, or no predecessor.",
    "certainty": "On what ground it is said: that of the weakest link.",
    "shares": "How much of the earlier unit the later one is; empty where nothing tells.",
    "ShareRecord": "How much of what a unit had is with another.",
    "basis": "What is counted: all of the unit, its children, its duties, its sites, or a figure "
    "of the units that it became. The first four say nothing of figures.",
    "part": "How much the later unit has.",
    "whole": "How much there was in all.",
    "share": "The one divided by the other, to four digits.",
    "figure": "The name of the figure.",
    "Basis": "What a share is counted by.",
    "Certainty": "On what ground units correspond; the strongest first.",
}


def schema() -> Schema:
    """A crosswalk, as `orgcheck crosswalk --format json` writes it."""
    return form_of(CrosswalkRecord, DESCRIPTIONS, DataForm)
