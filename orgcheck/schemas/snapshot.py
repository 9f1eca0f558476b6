"""The schema of a snapshot: the models of the format, with nesting and parts of a folder."""

from __future__ import annotations

from typing import Any

from orgcheck.json_schema import Schema, list_of, or_null, reference
from orgcheck.parts import Field, part_class
from orgcheck.schemas.form import form_of
from orgcheck.snapshot.entries import entry_model
from orgcheck.snapshot.model import LISTS, Header, Part, Unit

_SOURCE = (
    "Where the facts come from: texts; and in a generated snapshot what this was made of, as in "
    "{file: teams/clippy.toml, line: 3} or hr.xlsx!Units!B17."
)
DESCRIPTIONS = {
    # The snapshot itself.
    "orgcheck": "The version of this format: 1, also where it is absent.",
    "organisation": "The organisation's name: a text, or one per language.",
    "version": "The label of this version; where absent, the file's stem or the folder's name.",
    "valid_from": "The first day, as in 2024-01-31; the month or the year where no more is known.",
    "valid_to": "The last day, as in 2024-12-31; the month or the year where no more is known.",
    "status": "How far the structure has come.",
    "decision": "Who decided the structure, when and on what ground.",
    "source": "Where the facts come from: a text or a list of texts.",
    "Unit.source": _SOURCE,
    "Post.source": _SOURCE,
    "Body.source": _SOURCE,
    "MadeOf.file": "The file that it was made of, as it was named.",
    "MadeOf.line": "The line of the file, from 1.",
    "MadeOf.cell": "The cell, with its sheet where there are several: Units!B17.",
    "languages": "The languages in which names are owed; a rule may demand them.",
    "kinds": "A vocabulary of kinds: where it is present, every unit's kind is in it.",
    "terms": "What the organisation calls its figures, line types, types of links, attributes and "
    "statuses: each word with a `name`. Kinds have theirs in `kinds`.",
    "reorganisation": "The measures that a comparison with the older snapshot is held against.",
    "responsibilities_complete": "Whether the lists of duties claim to be exhaustive.",
    "bodies": "Organs, committees and external bodies, outside of the tree of units.",
    "posts": "Positions that units report to or are headed by.",
    "units": "The units, in any order; each has a parent or says that it is at the top.",
    "responsibilities": "The register of duties: what is known of each beside its holder.",
    "people": "The register of people, where the organisation wants one; a pseudonym does.",
    # Units, posts and bodies.
    "id": "Letters, digits and . _ : / -; unique among units, posts and bodies together.",
    "name": "A text, or one per language: {en: Customer Service, fi: Asiakaspalvelu}.",
    "acronym": "The short form of the name: a text, or one per language.",
    "reports_to": "The administrative line, where it is not the usual one: a unit, post or body.",
    "previously": "Earlier ids of this same one.",
    "legal_basis": "What it rests on in law.",
    "attributes": "Facts of your own: names with a text, a number, true or false.",
    "Unit.kind": "What kind of unit it is: a word of your choice, or of the vocabulary.",
    "Unit.parent": "The unit that this one is part of; not needed where it is nested in it.",
    "Unit.top": "True for a unit that is part of no other.",
    "Unit.head": "The post that heads the unit.",
    "Unit.heads": "The posts that head the unit, where there are several; to the first of them "
    "report the units below. Not beside `head`.",
    "Unit.lines": "Further lines beside the administrative one.",
    "Unit.responsibilities": "Its duties: each a text, {id, name}, or an id of the register.",
    "Unit.sites": "Where it works: each a text, or {id, name}.",
    "Unit.members": "Who belongs to it: ids of people.",
    "Unit.tags": "Words of your choice.",
    "Unit.figures": "Names with numbers: headcount, fte, budget; without the units below it.",
    "Unit.links": "Lateral relations.",
    "Unit.replaces": "Ids of ended units that this one succeeds, wholly or in part.",
    "Unit.split_from": "Ids of units that go on, from which this one was carved out.",
    "Unit.revives": "Whether it is the same unit as the one that had its id before; where left "
    "out, it is so but after versions that leave it out, if these are several.",
    "Unit.winding_down": "True where it has a successor, and still runs off its cases.",
    "Unit.valid_from": "The day of its own founding.",
    "Unit.valid_to": "The day of its own end.",
    "Unit.units": "Units nested in this one: the same as giving each of them this parent.",
    "Post.unit": "The unit that the post belongs to.",
    "Post.vacant": "True where nobody holds the post.",
    "Post.holders": "Who holds it: ids of people.",
    "Body.type": "What sort of body it is.",
    "Unit": "A part of the organisation.",
    # Registers with time inside.
    "register": "True where entries tell what they were and will be in other times.",
    "valid": "The periods in which it is there, where there are several.",
    "earlier": "Of a register: what differed in earlier times from what is said here.",
    "later": "Of a register: what is decided for the future, each from a day on.",
    "until": "The last day on which it held.",
    "from": "The first day on which it holds.",
    "to": "The last day.",
    "without": "The fields that had no value.",
    "recorded": "The day on which it was recorded.",
    "reason": "Why the record says so now.",
    "nature": "What begins: a change of the organisation; or, of the record alone, a correction "
    "or an annulment.",
    "Period.from": "The first day.",
    # What they hold.
    "Term.name": "What one is called, in human reports: a text, or one per language.",
    "Term.plural": "What several are called: a text, or one per language.",
    "Kind.name": "What one is called, in human reports: a text, or one per language.",
    "Kind.plural": "What several are called: a text, or one per language.",
    "Kind.top": "Whether units of this kind may stand at the top.",
    "Kind.parents": "The kinds of units that units of this kind may stand under; all where absent.",
    "Decision.body": "The id of the body that decided.",
    "Decision.date": "The day of the decision.",
    "Decision.reference": "Where the decision is recorded, such as a minute.",
    "Decision.basis": "The law or the rules by which it was decided.",
    "Reorganisation.title": "What the reorganisation is called: a text, or one per language.",
    "Reorganisation.resolution": "The decision in the words to be minuted: a text, or one per "
    "language.",
    "Reorganisation.presented_by": "Who presents it to whoever decides: the id of a post or body, "
    "or its name.",
    "Reorganisation.proposal": "Where it is proposed: a document or its address.",
    "Reorganisation.measures": "The measures, each with an id of its own.",
    "Measure.id": "By what the measure is called in findings and papers.",
    "Measure.statement": "What is decided, in plain words: a text, or one per language.",
    "Measure.expects": "The events that it brings about, as a comparison tells of them.",
    "Measure.effective": "The day from which it holds.",
    "Measure.transition_until": "The last day on which it need not be carried out yet.",
    "Measure.owner": "Who answers for carrying it out.",
    "Measure.decision": "Who decided it, when and on what ground.",
    "Measure.consultation": "Who was heard about it, and how far that has come.",
    "Measure.open_questions": "What is not settled yet: a text or a list of texts.",
    "Expectation.kind": "The kind of event.",
    "Expectation.old": "The ids of the units, posts or bodies on the older side.",
    "Expectation.new": "The ids of the units, posts or bodies on the newer side.",
    "Consultation.body": "Who was heard.",
    "Consultation.status": "How far it has come, such as concluded.",
    "Consultation.date": "The day on which it was.",
    "Line.to": "The unit, post or body that the line leads to.",
    "Line.type": "What sort of line it is.",
    "Line.basis": "What the line rests on.",
    "Link.type": "What the relation is: a word of your choice.",
    "Link.to": "The unit, post or body that it leads to.",
    "Accepted.id": "The earlier id.",
    "Accepted.accepted": "The day on which a person accepted what a comparison had inferred.",
    "Accepted.by": "Who accepted it.",
    "Accepted.evidence": "On what evidence.",
    "Named.id": "The id by which it is the same in every unit and snapshot.",
    "Person.id": "A pseudonym, a handle or a code; unique in the register.",
    "Person.name": "A name, where one is wanted: a text, or one per language.",
    "Duty.id": "The id by which units list the duty.",
    "Duty.basis": "The law that gives the duty.",
    "Duty.statutory": "Whether the duty is statutory: exactly one unit holds it.",
}
# What stands once in a folder, beside the name of the organisation.
_OF_THE_WHOLE = [
    field.alias or key
    for key, field in entry_model(Header).model_fields.items()
    if key != "organisation"
]


def _model(in_time: bool) -> type[Any]:
    """The model of a snapshot, with time inside or of one day."""
    plain: tuple[type[Part], ...] = (Header, *LISTS.values())
    header, *models = map(entry_model, plain) if in_time else plain
    lists = {
        key: Field(tuple[model, ...], ())  # type: ignore[valid-type]
        for key, model in zip(LISTS, models, strict=True)
    }
    return part_class("Snapshot", (header,), header.__doc__, lists)


def _of_rows() -> dict[str, str]:
    """What the keys of rows are for: what those of the entries are."""
    return {
        f"{when}{key}": words
        for key, words in DESCRIPTIONS.items()
        for when in ("Earlier", "Later")
        if key.partition(".")[0] in {model.__name__ for model in LISTS.values()}
        if "." in key
    }


def schema() -> Schema:
    """A snapshot in one file, or one file of several; what is nested is of the same form."""
    form = fragment(in_time=True)
    del form["required"]
    form["$defs"] |= {_OF_ONE_DAY.format(model.__name__): _of_one_day(model) for model in _LISTED}
    is_register = {"properties": {"register": {"const": True}}, "required": ["register"]}
    # Of a folder, one file alone says whether it is a register: that which names the organisation.
    says_it_is_not = {"required": ["organisation"], "not": is_register}
    return {
        **form,
        "dependentRequired": {key: ["organisation"] for key in _OF_THE_WHOLE},
        "if": says_it_is_not,
        "then": _of_one_day(Header),
    }


_LISTED = tuple(LISTS.values())
_OF_ONE_DAY = "{}OfOneDay"


def _of_one_day(model: type[Part]) -> Schema:
    """What no part has that is no register's, in itself and in the lists that stand in it."""
    own = model.model_fields.keys() | {"register"}
    keys = {
        field.alias or key: {"not": {}, "description": "Only a register has it."}
        for key, field in entry_model(model).model_fields.items()
        if key not in own
    }
    below = LISTS if model is Header else {"units": Unit} if model is Unit else {}
    lists = {
        key: {
            "description": DESCRIPTIONS[key if model is Header else f"Unit.{key}"],
            "items": reference(_OF_ONE_DAY.format(one.__name__)),
        }
        for key, one in below.items()
    }
    return {"properties": {**keys, **lists}}


def fragment(*, in_time: bool) -> Schema:
    """A whole snapshot, as one mapping, with time inside or of one day."""
    form = form_of(_model(in_time), {**DESCRIPTIONS, **_of_rows()})
    # An event names someone on one side at least.
    form["$defs"]["Expectation"]["anyOf"] = [
        {"properties": {side: {"not": {"enum": [None, []]}}}, "required": [side]}
        for side in ("old", "new")
    ]
    unit = form["$defs"]["Unit"]
    nested = or_null(list_of(reference("Unit")))
    unit["properties"]["units"] = {"description": DESCRIPTIONS["Unit.units"], **nested}
    return form
