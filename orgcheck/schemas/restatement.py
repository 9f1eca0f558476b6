"""The schema of a figure in another structure."""

from __future__ import annotations

from orgcheck.json_schema import Schema
from orgcheck.reports.formats.json.restatement import RestatementRecord
from orgcheck.schemas.form import DataForm, form_of

DESCRIPTIONS = {
    "schema": "The format and its version.",
    "organisation": "The organisation's name, as its last version has it.",
    "figure": "The name of the figure.",
    "stated_in": "The label of the version that states it.",
    "told_in": "The label of the version in whose structure it is told.",
    "total": "The sum of the figure, the same in either structure.",
    "units": "Each unit that has any of it; what no unit has stands last.",
    "RestatedRecord": "What a unit has of the figure.",
    "RestatedRecord.unit": "The unit's id; absent for what is not continued in that version.",
    "least": "The least that it may be.",
    "most": "The most that it may be; the same as the least where the value is exact.",
    "whole_of": "The ids of the units all of which became it.",
    "some_of": "The ids of the units that were divided, of which some may have become it.",
    "divisions": "The figures of the units that were divided: only their sums are known.",
    "DivisionRecord": "The figure of a unit that was divided.",
    "DivisionRecord.unit": "The unit's id in the version that states the figure.",
    "value": "Its figure.",
    "among": "The ids of those that have it together; null for what is not continued.",
}


def schema() -> Schema:
    """A restatement, as `orgcheck restate --format json` writes it."""
    return form_of(RestatementRecord, DESCRIPTIONS, DataForm)
