"""The schema of a change set: its model, and the findings within it."""

from __future__ import annotations

from orgcheck.changes.changeset import ChangeSet, EntityType
from orgcheck.json_schema import Schema, list_of, reference
from orgcheck.schemas import findings
from orgcheck.schemas.form import DataForm, form_of

DESCRIPTIONS = {
    "ChangeSet.schema": "The format and its version.",
    "ChangeSet.old": "The older snapshot.",
    "ChangeSet.new": "The newer snapshot.",
    "summary": "How many events there are of each kind.",
    "correspondence": "Which members are the same, and what took over from what.",
    "events": "What happened, the weightiest first.",
    "ledger": "The account of duties, sites and figures: what is kept, handed on, dropped, new.",
    "possible_matches": "Likenesses that were not applied.",
    "reused": "Ids that name another unit than before.",
    "notes": "How the comparison went, such as that a limit was reached.",
    "findings": "What change rules found, and what findings the change introduces.",
    "fixed": "What findings the change mends.",
    "unchanged": "What findings about the newer snapshot were there before.",
    "review": "By which rules the change was judged, what it alters of them, what is waived.",
    "review_of_inverse": "The same of the way back.",
    "findings_of_inverse": "The findings of the way back.",
    "fixed_of_inverse": "What findings the way back mends.",
    "organisation": "The organisation's name.",
    "version": "The label of the version.",
    "source": "What was named on the command line.",
    "units": "How many units it has.",
    "Event": "One thing that happened.",
    "Event.kind": "What sort of event it is.",
    "Event.old": "The ids of the units concerned, in the older snapshot.",
    "Event.new": "The ids of the units concerned, in the newer snapshot.",
    "certainty": "On what ground old and new units are taken to correspond: the weakest link.",
    "change": "What happened to the duty, site, post or body.",
    "item": "The duty or site that it happened to.",
    "Event.field": "The field that changed.",
    "Event.key": "The entry of the field that changed.",
    "evidence": "What the correspondence rests on.",
    "edits": "The elementary differences, from which the event is replayed and undone.",
    "consequences": "References that merely follow what they named.",
    "carried": "How many units below come, go or move along.",
    "flows": "Who gave what to whom.",
    "Event.figures": "The figures of the units concerned.",
    "fingerprint": "The same while the event is the same.",
    "Edit": "One elementary difference, with all that is needed to make it and to undo it.",
    "op": "What is done: a member or an item comes, goes, or a value is set.",
    "Edit.unit": "The id of the unit that is edited.",
    "Edit.post": "The id of the post that is edited.",
    "Edit.body": "The id of the body that is edited.",
    "Edit.duty": "The id of the entry of the register that is edited.",
    "Edit.snapshot": "True where a field of the snapshot itself is edited.",
    "Edit.field": "The field; without one the whole member comes or goes.",
    "Edit.key": "The entry of a mapping.",
    "Edit.old": "What stood there; absent where nothing did.",
    "Edit.new": "What stands there; absent where nothing does.",
    "Consequence": "References that follow what they named to its successor or its new id.",
    "Consequence.field": "The field that refers.",
    "Consequence.old": "What it named.",
    "Consequence.new": "What it names.",
    "members": "Whose reference it is, by older ids; the snapshot itself is the empty id.",
    "count": "How many references follow.",
    "Flow": "What one unit gave to another.",
    "giver": "The id of the unit that gave.",
    "receiver": "The id of the unit that received.",
    "children": "The ids of the units handed over.",
    "Flow.responsibilities": "The duties handed over.",
    "Flow.sites": "The sites handed over.",
    "Net": "A figure before and after.",
    "Net.before": "The figure in the older snapshot.",
    "Net.after": "The figure in the newer snapshot.",
    "net": "What came, less what went.",
    "Ledger.responsibilities": "The account of duties.",
    "Ledger.sites": "The account of sites.",
    "Ledger.figures": "The figures of the whole organisation.",
    "Tally": "What became of duties or sites, each counted once a snapshot.",
    "Tally.before": "How many there were: kept, transferred and dropped.",
    "Tally.after": "How many there are: kept, transferred and created.",
    "Tally.kept": "How many stayed with a holder or went to its successor.",
    "Tally.transferred": "How many went to another holder.",
    "Tally.dropped": "How many are in the older snapshot only.",
    "Tally.created": "How many are in the newer snapshot only.",
    "complete": "Whether both snapshots claim to list every duty.",
    "items": "Which they are.",
    "Items": "Which duties or sites were handed on, are gone, or are new.",
    "Items.transferred": "Those that went to another holder.",
    "Items.inherited": "Those of the kept that went to a successor, no former holder having them.",
    "Items.dropped": "Those that are in the older snapshot only.",
    "Items.created": "Those that are in the newer snapshot only.",
    "PossibleMatch": "A likeness of two units that was not applied.",
    "PossibleMatch.old": "The id of the unit in the older snapshot.",
    "PossibleMatch.new": "The id of the unit in the newer snapshot.",
    "because": "Wherein the likeness lies.",
    "paste": "The line to paste into the newer snapshot if it is right.",
    "runner_up": "The next candidate.",
    "Correspondence": "Which members are the same under different ids, and what succeeds what.",
    "Correspondence.units": "The units that go on under another id.",
    "Correspondence.posts": "The posts that go on under another id.",
    "Correspondence.bodies": "The bodies that go on under another id.",
    "successions": "What took over, wholly or in part, from which unit.",
    "Ledger": "The account of duties, sites and figures.",
    "Side": "One of the two snapshots that were compared.",
    "as_of": "The day of which a register was asked.",
    "Match": "A member of the older snapshot and the one of the newer that is the same.",
    "Match.old": "The id in the older snapshot.",
    "Match.new": "The id in the newer snapshot.",
    "Succession": "A new unit that takes over, wholly or in part, from an old one.",
    "Succession.old": "The id of the unit in the older snapshot.",
    "Succession.new": "The id of the unit in the newer snapshot.",
    "spin_off": "Whether the old unit goes on, and the new one was carved out of it.",
    "Op": "What an edit does.",
    "Certainty": "On what ground units correspond; the strongest first.",
    "EventKind": "The kinds of event, the weightiest first.",
}
_FINDINGS = ("findings", "fixed", "unchanged", "findings_of_inverse", "fixed_of_inverse")


def schema() -> Schema:
    """A change set, in which every edit says what it is made to."""
    form = form_of(ChangeSet, DESCRIPTIONS, DataForm)
    for key in _FINDINGS:
        form["properties"][key] |= list_of(reference("Finding"))
    form["$defs"] |= findings.definitions_of_finding()
    form["$defs"]["Edit"]["oneOf"] = [
        *(
            {"required": [str(entity_type)]}
            for entity_type in EntityType
            if entity_type is not EntityType.SNAPSHOT
        ),
        {"required": ["snapshot"], "properties": {"snapshot": {"const": True}}},
    ]
    return form
