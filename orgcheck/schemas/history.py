"""The schema of a history."""

from __future__ import annotations

from orgcheck.json_schema import Schema, list_of, reference
from orgcheck.reports.formats.json.history import HistoryRecord
from orgcheck.schemas import findings
from orgcheck.schemas.form import DataForm, form_of

DESCRIPTIONS = {
    "schema": "The format and its version.",
    "organisation": "The organisation's name, as its last version has it.",
    "versions": "All versions, the first one first.",
    "steps": "What happened between each two neighbours.",
    "returns": "The ids that versions in between leave out.",
    "HistoryRecord.findings": "What rules over all versions found, then where first and last "
    "compared directly say something else: HIS001.",
    "waived": "How many findings of rules waivers excuse.",
    "DatedRecord": "One version of the organisation, with its figures.",
    "DatedRecord.version": "Its label.",
    "source": "What was named on the command line.",
    "figures": "How many units, duties and sites there are, and the sum of each figure of units.",
    "valid_from": "The day from which on it holds, as it says itself.",
    "as_of": "The day of which a register was asked.",
    "StepRecord": "What happened between two neighbouring versions.",
    "since": "The label of the earlier version.",
    "StepRecord.version": "The label of the later version.",
    "summary": "How many events there are of each kind.",
    "events": "What happened, the weightiest first.",
    "HappeningRecord": "One thing that happened.",
    "kind": "What sort of event it is.",
    "old": "The ids of the units concerned, in the earlier version.",
    "new": "The ids of the units concerned, in the later version.",
    "sentence": "What happened, in words.",
    "fingerprint": "The same as in the change set of the two versions.",
    "carried": "How many units below come, go or move along.",
    "certainty": "On what ground old and new units are taken to correspond.",
    "ReturnRecord": "An id that versions in between leave out.",
    "unit": "The id.",
    "last": "The label of the version that has it last before.",
    "again": "The label of the version that has it again.",
    "joined": "Whether it is the same unit; else that is open.",
    "CommitRecord": "The commit that recorded a version.",
    "commit": "Its hash.",
    "CommitRecord.date": "The day on which it was committed.",
    "recorded": "The commit that recorded the version, where it was read from git.",
    "remarks": "What keeps the versions from being all that there are.",
    "Certainty": "On what ground units correspond; the strongest first.",
    "EventKind": "The kinds of event, the weightiest first.",
}


def schema() -> Schema:
    """A history, as `orgcheck history --format json` writes it."""
    form = form_of(HistoryRecord, DESCRIPTIONS, DataForm)
    form["properties"]["findings"] |= list_of(reference("Finding"))
    form["$defs"] |= findings.definitions_of_finding()
    return form
