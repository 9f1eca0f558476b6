"""The schema of a lineage."""

from __future__ import annotations

from orgcheck.json_schema import Schema
from orgcheck.reports.formats.json.lineage import LineageRecord
from orgcheck.schemas.form import DataForm, form_of

DESCRIPTIONS = {
    "schema": "The format and its version.",
    "organisation": "The organisation's name, as its last version has it.",
    "LineageRecord.id": "The id that was asked for.",
    "versions": "All versions, the first one first.",
    "subjects": "The units that have the id, by the first version that has each.",
    "units": "The units asked for, what they descend from and what descends from them.",
    "edges": "The steps of descent between these, in the order of time.",
    "VersionRecord": "One version of the organisation.",
    "VersionRecord.version": "Its label.",
    "source": "What was named on the command line.",
    "VersionRecord.units": "How many units it has.",
    "valid_from": "The day from which on it holds, as it says itself.",
    "as_of": "The day of which a register was asked.",
    "NodeRecord": "A unit in one version.",
    "NodeRecord.version": "The label of the version.",
    "unit": "The unit's id in that version.",
    "StandRecord": "A unit in one version, with what it is called and what it is part of.",
    "StandRecord.version": "The label of the version.",
    "name": "What the unit is called there.",
    "parent": "The id of the unit that it is part of there.",
    "UnitRecord": "A unit through all versions that have it.",
    "stands": "The unit in each version that has it.",
    "ended": "Whether the last version has it no more.",
    "passages": "What it went through, in the order of time.",
    "UnitRecord.whereabouts": "Of a unit that ended, where what it had is in the next version.",
    "used_again": "Where another unit had its first id before, which it may revive.",
    "PassageRecord": "What a unit went through between two neighbouring versions.",
    "since": "The label of the earlier version.",
    "PassageRecord.version": "The label of the later version.",
    "PassageRecord.bond": "Why it is the same unit in both: same, again under an id that it had "
    "before, or gap or revived where versions before the later one leave it out; absent where it "
    "began or ended.",
    "events": "The events that the unit takes part in, the weightiest first.",
    "decision": "Who decided the later version, where the earlier one does not say the same.",
    "EventRecord": "An event that a unit takes part in.",
    "EventRecord.kind": "What sort of event it is.",
    "EventRecord.old": "The ids of the units concerned, in the earlier version.",
    "EventRecord.new": "The ids of the units concerned, in the later version.",
    "sentence": "What happened, in words.",
    "fingerprint": "The same as in the change set of the two versions.",
    "certainty": "On what ground old and new units are taken to correspond.",
    "measures": "The measures of the later version's manifest that declare the event.",
    "DecisionRecord": "Who decided the later version.",
    "body": "The id of the body that decided.",
    "date": "When it decided.",
    "reference": "Where the decision is recorded.",
    "DecisionRecord.basis": "On what ground it decided.",
    "WhereaboutsRecord": "Where some of what an ended unit had is in the next version.",
    "WhereaboutsRecord.version": "The label of that version.",
    "holders": "The ids of the units that have it there; empty where it is at the top, or gone.",
    "gone": "Whether it ended too.",
    "children": "Units, by their ids in the version before.",
    "responsibilities": "What identifies the duties.",
    "sites": "What identifies the sites.",
    "EdgeRecord": "One step of descent.",
    "EdgeRecord.old": "The earlier unit.",
    "EdgeRecord.new": "What it is, or what follows it.",
    "EdgeRecord.kind": "same, again, gap or revived where it is the same unit; else the kind of "
    "event by which the later unit took over.",
    "EdgeRecord.basis": "The evidence.",
    "CommitRecord": "The commit that recorded a version.",
    "commit": "Its hash.",
    "CommitRecord.date": "The day on which it was committed.",
    "recorded": "The commit that recorded the version, where it was read from git.",
    "remarks": "What keeps the versions from being all that there are.",
    "Certainty": "On what ground units correspond; the strongest first.",
    "EventKind": "The kinds of event, the weightiest first.",
}


def schema() -> Schema:
    """A lineage, as `orgcheck lineage --format json` writes it."""
    return form_of(LineageRecord, DESCRIPTIONS, DataForm)
